"""The page of a difference, looked at in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.diff import FORMATS
from pipeline.diff.changes import Change, Field, How, Meaning, Section

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.browser

LONG = "Thànhphố" * 40
CHANGES = (
    Change(Section.REPORTS, How.ADDED, "2026-01-27-example-en", words="A headline", lang="en"),
    Change(
        Section.CLAIMS, How.CHANGED, "example-en-1", "example-en", "He stressed the sea was wide", "en",
        fields=(
            Field("text", "He stressed the sea was wide", "He stressed the sea was deep and wide"),
            Field("act", "affirm", "propose"),
            Field("via", "", "xinhua"),
        ),
    ),
    Change(Section.LEDGER, How.CHANGED, LONG, words=LONG, lang="vi", about="to-lam: trade"),
    Change(
        Section.REGISTRY, How.ADDED, "people.toml x", fields=(Field("id", "", LONG),), touches=(LONG, "b")
    ),
)  # fmt: skip


@pytest.fixture
def page() -> str:
    return FORMATS["html"](Meaning("main", "the work tree", CHANGES))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_page_fits_and_keeps_nobody_out(page: str, browser: Browser, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.add_init_script(path=AXE)
    tab = context.new_page()
    tab.set_content(page)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    dark = tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 21, 19)"
    assert dark is (scheme == "dark")
    found = tab.evaluate("async () => (await axe.run()).violations.map(one => `${one.id}: ${one.help}`)")
    context.close()
    assert found == []


def test_words_that_only_one_side_has_are_marked(page: str, browser: Browser) -> None:
    tab = browser.new_page()
    tab.set_content(page)
    assert tab.locator("ins").all_inner_texts() == ["deep and", "propose"]
    assert tab.locator("del").all_inner_texts() == ["affirm"]
    for link in tab.locator("nav a").all():
        assert tab.locator(str(link.get_attribute("href"))).count() == 1
    tab.close()
