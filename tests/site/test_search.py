"""The search page, opened from disk in Chromium."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from pipeline.write import render
from tests.corpora import CASES
from tests.site.building import ROOT, Site
from tests.site.building import render as render_site

pytestmark = pytest.mark.browser

# Of the searches of the table, how many find first what they should; all do within the first three.
FIRST = 34
WITHIN = 3
READ = """() => [...document.querySelectorAll('[data-found]')].map(one => ({
  id: one.dataset.found, text: one.innerText, href: one.querySelector('a').getAttribute('href'),
  marks: [...one.querySelectorAll('mark')].map(mark => mark.innerText.normalize('NFC')) }))"""


@dataclass(frozen=True)
class Result:
    """A line of what was found."""

    id: str
    text: str
    href: str
    marks: tuple[str, ...]

    def is_as_wanted(self, wanted: str) -> bool:
        """Tell whether this is the thing, or a statement with the words, that a case names."""
        kind, _, words = wanted.partition(":")
        return self.id == wanted or (kind == "claim" and self.id.startswith("claim:") and words in self.text)


@pytest.fixture(scope="session")
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of `content/`, or of what the analysis writes now where that has more."""
    if '"forms"' in (ROOT / "content/data/entities.jsonl").read_text("utf-8"):
        return cast("Site", request.getfixturevalue("shipped"))
    folder = tmp_path_factory.mktemp("fresh")
    pages = {f"pages/{path.name}": path.read_text("utf-8") for path in (ROOT / "content/pages").glob("*.md")}
    written = render(request.getfixturevalue("analysis"), request.getfixturevalue("registry"))
    for name, text in {**written, **pages}.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, encoding="utf-8")
    run = render_site(folder / "content", folder / "output")
    assert run.returncode == 0, run.stdout + run.stderr
    return Site("fresh", folder / "content", folder / "output")


def address(output: Path, query: str, lang: str = "en") -> str:
    file = output / "search.html" if lang == "en" else output / lang / "search.html"
    return f"{file.as_uri()}?{urlencode({'q': query})}"


def results(page: Page) -> list[Result]:
    return [
        Result(one["id"], one["text"], one["href"], tuple(one["marks"]))
        for one in cast("list[dict[str, str]]", page.evaluate(READ))
    ]


def cases() -> list[dict[str, str]]:
    return cast("list[dict[str, str]]", tomllib.loads((CASES / "searches.toml").read_text("utf-8"))["case"])


def test_table_of_searches_finds_what_is_meant(fresh: Site, page: Page) -> None:
    places: dict[str, int] = {}
    for case in cases():
        page.goto(address(fresh.output, case["query"]))
        found = results(page)
        fits = [one.is_as_wanted(case["first"]) for one in found]
        place = fits.index(True) if True in fits else -1
        assert 0 <= place < WITHIN, f"{case['why']}: {case['query']} finds {[one.id for one in found[:5]]}"
        places[case["id"]] = place
        for one in found:
            for word in case.get("unmarked", ()):
                assert not any(word in mark.lower() for mark in one.marks), (case["why"], one)
    assert len(places) >= 40
    late = [name for name, place in places.items() if place > 0]
    assert len(places) - len(late) >= FIRST, late


def test_searches_find_the_same_in_each_language_of_the_interface(fresh: Site, page: Page) -> None:
    for lang in sorted(fresh.languages):
        for query, wanted in (("duong sat", "topic:railways"), ("su lin", "entity:to-lam")):
            page.goto(address(fresh.output, query, lang))
            assert results(page)[0].id == wanted, lang


def test_every_result_leads_to_a_place_that_is_there(fresh: Site, page: Page) -> None:
    seen = set()
    for lang in sorted(fresh.languages):
        for query in ("vietnam", "hợp tác", "xi jinping", "relations", "china"):
            page.goto(address(fresh.output, query, lang))
            while page.locator("button.more").count():
                page.locator("button.more").first.click()
            for href in page.evaluate(
                "() => [...document.querySelectorAll('[data-found] a')].map(a => a.href)"
            ):
                target = urlsplit(href)
                path = Path(target.path).relative_to(fresh.output).as_posix()
                assert path in fresh.pages, href
                place = target.fragment
                assert not place or place in fresh.places[path], href
                seen.add(href)
    assert len(seen) > 100


def test_results_follow_the_typing_and_are_counted_aloud(fresh: Site, page: Page) -> None:
    page.goto((fresh.output / "search.html").as_uri())
    count = page.locator("[role=status][data-search-count]")
    assert count.inner_text() == ""
    page.keyboard.type("Tập Cận B")  # the box has the focus
    page.locator("[data-found='entity:xi-jinping']").wait_for()
    assert int(count.inner_text().split()[0]) >= len(results(page))
    assert page.url.endswith(f"?{urlencode({'q': 'Tập Cận B'})}")
    page.keyboard.type(" zzz")
    page.get_by_text("“Tập Cận B zzz”").wait_for()
    assert results(page) == []


def test_search_is_usable_by_keyboard_and_goes_back(fresh: Site, page: Page) -> None:
    page.goto((fresh.output / "search.html").as_uri())
    page.keyboard.type("duong sat")
    page.keyboard.press("Enter")
    assert "data-search-count" in page.evaluate("document.activeElement.outerHTML")
    page.keyboard.press("Tab")
    first = results(page)[0]
    assert page.evaluate("document.activeElement.getAttribute('href')") == first.href
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first.href.split('/')[-1]}")
    page.go_back()
    page.locator("[data-found]").first.wait_for()
    assert page.input_value("#q") == "duong sat"
    assert results(page)[0] == first


def test_more_results_of_a_kind_are_shown_on_demand(fresh: Site, page: Page) -> None:
    page.goto(address(fresh.output, "hai nước"))
    before = len(results(page))
    more = page.locator("button.more").first
    more.focus()
    page.keyboard.press("Enter")
    assert len(results(page)) > before
    # The focus is where the reading goes on.
    assert page.evaluate("document.activeElement.closest('[data-found]') !== null")


def test_words_found_keep_the_language_of_their_report(fresh: Site, page: Page) -> None:
    page.goto(address(fresh.output, "hòa bình"))
    langs = page.evaluate("() => [...document.querySelectorAll('[data-found] blockquote')].map(q => q.lang)")
    assert langs
    assert set(langs) == {"vi"}


def test_search_opens_nothing_but_files_of_the_site(fresh: Site, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(fresh.output, "xi"))
    assert asked
    assert all(url.startswith(fresh.output.as_uri()) for url in asked)


def test_index_is_loaded_by_the_search_page_alone(fresh: Site) -> None:
    loading = {
        name
        for name, page in fresh.pages.items()
        if page.find("script", src=lambda s: bool(s) and "index" in s)
    }
    assert {path.rpartition("/")[2] for path in loading} == {"search.html"}


def test_index_shows_nothing_of_a_report_but_its_quoted_claims_where_rights_say_so(hostile: Site) -> None:
    index = (hostile.output / "theme/js/search-index.js").read_text("utf-8")
    assert "Mots hors citation" not in index
    assert "Su Lin proposed" in index


def test_hostile_words_are_found_and_run_nothing(hostile: Site, browser: Browser) -> None:
    # With the policy taken out of force, so that escaping alone is what is tested.
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(address(hostile.output, "<img src=x onerror=window.broken=1> script"))
    page.fill("#q", "script")
    page.locator("[data-found]").first.wait_for()
    assert page.evaluate("window.broken") is None
    assert page.locator("[data-search-results] script, [data-search-results] img").count() == 0
    assert "<script>window.broken=1</script>" in page.inner_text("[data-search-results]")
    page.context.close()


def test_without_javascript_the_page_says_what_to_do_instead(fresh: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(fresh.output, "xi"))
    assert not page.locator("#q").is_visible()
    assert page.locator("[data-without-script]").is_visible()
    page.get_by_role("main").get_by_role("link", name="Names").click()
    assert page.url.endswith("entities/index.html")
    context.close()
