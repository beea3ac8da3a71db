"""Pages of every kind in Chromium, over HTTP and from disk."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from tests.site.building import Site

pytestmark = pytest.mark.browser

LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", e => window.violations.push(e.blockedURI));
"""
PAPER = {"light": "rgb(252, 251, 247)", "dark": "rgb(22, 21, 19)"}


def open_page(browser: Browser, address: str, width: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("way", ["http", "file"])
def test_pages_are_styled_and_ask_no_other_host(
    site: Site, host: str, browser: Browser, scheme: str, way: str
) -> None:
    base = host if way == "http" else f"{site.output.as_uri()}/"
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda answer: said.append(answer.url) if answer.status >= 400 else None)
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(LISTEN)
    for kind, path in site.kinds.items():
        page.goto(base + path)
        shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert shade == PAPER[scheme], kind
        assert page.evaluate("window.violations") == [], kind
        assert said == [], kind
    context.close()
    assert [url for url in asked if not url.startswith(base)] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_scrolls_sideways(site: Site, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    for kind, path in site.kinds.items():
        page.goto((site.output / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (kind, path)
    context.close()


def cells(page: Page) -> list[list[dict[str, float]]]:
    found: list[list[dict[str, float]]] = page.evaluate(
        """() => [...document.querySelectorAll('.row .pair, .row .set')].map(row =>
             [...row.querySelectorAll(':scope > .cell')].map(cell => {
               const box = cell.getBoundingClientRect();
               return {top: box.top, bottom: box.bottom, left: box.left, right: box.right};
             }))"""
    )
    return found


@pytest.mark.parametrize("kind", ["compare", "event"])
@pytest.mark.parametrize("width", [768, 1440])
def test_sides_are_level_on_wide_screens(site: Site, browser: Browser, kind: str, width: int) -> None:
    page = open_page(browser, (site.output / site.kinds[kind]).as_uri(), width)
    rows = cells(page)
    page.context.close()
    assert rows
    for row in rows:
        assert len({round(cell["top"]) for cell in row}) == 1
        for one, other in pairwise(row):
            assert one["right"] <= other["left"] + 0.5


@pytest.mark.parametrize("kind", ["compare", "event"])
def test_sides_are_stacked_and_labelled_on_a_phone(site: Site, browser: Browser, kind: str) -> None:
    page = open_page(browser, (site.output / site.kinds[kind]).as_uri(), 360)
    rows = cells(page)
    assert rows
    for row in rows:
        for one, other in pairwise(row):
            assert one["bottom"] <= other["top"] + 0.5
    for label in page.locator(".row .cell-label").all():
        box = label.bounding_box()
        assert box is not None
        assert box["height"] > 10
    page.context.close()


def test_first_screen_of_a_phone_holds_what_changed(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto((site.output / "index.html").as_uri())
    sentences = page.locator(".summary > li").all()
    assert sentences
    for sentence in sentences:
        box = sentence.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 640, sentence.inner_text()
    context.close()


def test_keyboard_reaches_the_text_first(site: Site, browser: Browser) -> None:
    page = open_page(browser, (site.output / "index.html").as_uri(), 360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_a_link_to_a_row_of_a_long_comparison_lands_on_it(
    shipped: Site, browser: Browser, width: int
) -> None:
    """Faces and pictures may come late; what is asked for stands where it is looked for."""
    path = "compare/call-2025--call-2026.html"
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    rows = [str(row["id"]) for row in shipped.pages[path].select(".row")]
    topics = [str(link["href"]).lstrip("#") for link in shipped.pages[path].select(".topics a")]
    place = "id => document.getElementById(id).getBoundingClientRect().top"
    for row in (rows[len(rows) // 2], rows[-1]):
        page.goto("about:blank")
        page.goto(f"{shipped.output.as_uri()}/{path}#{row}")
        page.wait_for_function(f"id => ({place})(id) >= 0 && ({place})(id) < 700", arg=row)
    page.goto("about:blank")
    page.goto(f"{shipped.output.as_uri()}/{path}")
    page.click(f".topics a[href='#{topics[-3]}']")
    page.wait_for_function(f"id => ({place})(id) >= 0 && ({place})(id) < 700", arg=topics[-3])
    page.close()
