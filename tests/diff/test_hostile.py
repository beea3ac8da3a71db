"""Words that try to act: as markup, as a mention, as a command to the log of a workflow."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from pipeline.diff import FORMATS, Change, Field, Meaning
from pipeline.diff.changes import How, Section
from pipeline.diff.markdown import as_markdown, inert
from pipeline.diff.told import visible
from tests.diff.forge import html_of, page_of

HOSTILE = (
    "a | b || c \\| d",
    "`code` ``more`` ~~~ ``` fence",
    "@maintainer and @org/team and a@example.org",
    "<script>window.broken=1</script><img src=x onerror=window.broken=1>",
    "::set-output name=x::y",
    "##[set-env name=PATH]x",
    "first\n::error::second\r\n##[group]third\u2028::warning::fourth",
    "--> <!-- hidden -->",
    "&lt;b&gt; &amp; &#64;everyone &copy",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200bzero",
    "[link](javascript:alert(1)) ![x](http://example.org/x.png) <http://example.org>",
    "https://example.org www.example.org ftp://example.org mailto:a@b.example xmpp:a@b.example",
    "#1 GH-2 owner/repo#3 :tada: $x^2$ $$y$$ $`z`$",
    "# heading\n- item\n1. item\n> quote\n---\n===",
    "| --- | --- |",
    "**bold** _it_ ~~gone~~ [^1] [x]: http://example.org",
    "</details></summary></table></code>",
    "\x1b[31mred\x1b[0m \x07 \x00 \x7f \x9b31m",
    "\ud800 lone",
    "\\",
    "=HYPERLINK(1)",
    "{{ 7*7 }} {% raw %} ${{ secrets.TOKEN }}",
)
# What a browser would follow, load or run, and what the report itself never makes.
ACTIVE = "a, img, script, iframe, svg, form, input, style, link, object, del, em, blockquote, hr, pre, sup"


def meaning(words: str) -> Meaning:
    """Return a difference that has these words wherever words can stand."""
    fields = (Field(words, words, words), Field(words, "", words), Field(words, words, ""))
    changes = tuple(
        Change(section, how, words, words, words, words, words, fields, (words,))
        for section in (Section.REPORTS, Section.CLAIMS, Section.PAGES)
        for how in (How.ADDED, How.CHANGED)
    )
    return Meaning(words, words, changes)


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_shows_words_and_does_nothing(words: str) -> None:
    told = as_markdown(meaning(words))
    page = page_of(told)
    found = [tag for tag in page.select(ACTIVE) if tag.get_text() or tag.attrs]
    assert found == [], html_of(told)
    plain = as_markdown(meaning("words"))
    assert [tag.name for tag in page.find_all()] == [tag.name for tag in page_of(plain).find_all()]
    for cell in page.select("tbody td"):
        assert cell.get_text().replace("\u2060", "") == visible(words)


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_mentions_nobody_and_links_nothing(words: str) -> None:
    """GitHub looks for these in the text of the page, after Markdown: `@name`, `#1`, `GH-1`, `:emoji:`."""
    text = page_of(as_markdown(meaning(words))).get_text()
    assert not re.search(r"(?:^|\W)@\w|#\d|GH-\d|:[\w+-]+:|https?://\w|www\.\w", text)


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown"])
@pytest.mark.parametrize("words", HOSTILE)
def test_no_format_holds_a_command_of_a_workflow(words: str, form: str) -> None:
    """A runner obeys lines that begin with `::`, white space left out, or hold `##[`."""
    told = FORMATS[form](meaning(words))
    told.encode("utf-8")
    for line in re.split(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", told):
        assert not line.strip().startswith("::"), line
        assert "##[" not in line
    if form != "json":
        assert not re.search("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", told)


@pytest.mark.parametrize("words", HOSTILE)
def test_page_shows_words_and_does_nothing(words: str) -> None:
    page = BeautifulSoup(FORMATS["html"](meaning(words)), "lxml")
    plain = BeautifulSoup(FORMATS["html"](meaning("words")), "lxml")
    assert [tag.name for tag in page.find_all()] == [tag.name for tag in plain.find_all()]
    assert {q.get_text() for q in page.select("q")} == {visible(words)}
    assert {cell.get_text() for cell in page.select("td")} <= {visible(words), ""}


@pytest.mark.parametrize("words", HOSTILE)
def test_json_gives_words_back_to_the_letter(words: str) -> None:
    told = json.loads(FORMATS["json"](meaning(words)))
    assert {change["words"] for change in told["changes"]} == {words}


@pytest.mark.browser
def test_page_runs_nothing_and_asks_for_nothing(browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(FORMATS["html"](meaning(" ".join(HOSTILE).replace("\ud800", "").replace("\x00", ""))))
    assert page.evaluate("window.broken") is None
    page.close()
    assert asked == []


def test_scripts_that_need_joiners_keep_them() -> None:
    persian, emoji = "می\u200cخواهم", "👩\u200d🌾"
    assert visible(f"{persian} {emoji}") == f"{persian} {emoji}"
    assert inert("Điện đàm – được") == "Điện đàm – được"
