"""What the pages say, and in which language they say it."""

from __future__ import annotations

import json
import re
from collections import Counter
from copy import copy
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.site import miniature
from tests.site.building import ROOT, Site

COLOURS = (ROOT / "theme" / "styles" / "00-colours.css").read_text("utf-8")


def records(site: Site, name: str) -> list[dict[str, object]]:
    path = site.content / "data" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def words_of(tag: Tag) -> str:
    """Return the report's own words in a stretch of its page, without the notes between them."""
    bare = copy(tag)
    for note in bare.select(".note"):
        note.extract()
    return " ".join(bare.get_text().split())


def test_every_quotation_has_the_language_of_its_words(site: Site) -> None:
    langs = {str(claim["text"]): claim["lang"] for claim in records(site, "claims")}
    seen = 0
    for name, page in site.pages.items():
        for quote in page.find_all("blockquote"):
            assert quote["lang"] == langs[one(quote, "p").get_text()], name
            seen += 1
    assert seen


def test_every_claim_is_marked_in_its_report_in_its_own_words(site: Site) -> None:
    for claim in records(site, "claims"):
        page = site.pages[f"reports/{claim['report']}.html"]
        marked = one(page, f"#{claim['id']}")
        marked = marked.blockquote or marked
        assert words_of(marked) == " ".join(str(claim["text"]).split())
        assert marked["lang"] == claim["lang"]


def test_every_sentence_of_another_language_says_so(site: Site) -> None:
    sentences = {(s["report"], s["sentence"]): s["lang"] for s in records(site, "sentences")}
    for report in records(site, "reports"):
        page = site.pages[f"reports/{report['id']}.html"]
        for sentence in page.select(".text .s"):
            number = int(str(sentence["id"])[1:])
            assert sentence["lang"] == sentences[report["id"], number]


def test_every_sentence_stands_in_its_report_to_the_letter(site: Site) -> None:
    whole = {r["id"] for r in records(site, "reports") if r["display"] == "full"}
    for sentence in records(site, "sentences"):
        if sentence["report"] not in whole:
            continue
        page = site.pages[f"reports/{sentence['report']}.html"]
        shown = one(page, f"#s{sentence['sentence']}")
        assert words_of(shown) == " ".join(str(sentence["text"]).split())


def test_every_row_of_the_ledger_is_on_its_page_with_both_cells(site: Site) -> None:
    for row in records(site, "comparison"):
        page = site.pages[f"compare/{row['left_event']}--{row['right_event']}.html"]
        cells = one(page, f"#{row['id']}").select(".pair > .cell")
        assert len(cells) == 2
        for cell, claims in zip(cells, (row["left"], row["right"]), strict=True):
            assert bool(claims) != bool(cell.select(".absent"))
            links = {str(link["href"]).rpartition("#")[2] for link in cell.select(".witness a")}
            assert set(claims if isinstance(claims, list) else ()) <= links


def test_home_leads_to_every_row_of_the_ledger(site: Site) -> None:
    links = {str(a["href"]).rpartition("#")[2] for a in site.pages["index.html"].select("dd a")}
    assert {str(row["id"]) for row in records(site, "comparison")} <= links


def test_a_report_without_a_statement_is_shown_to_lack_it(site: Site) -> None:
    for joined in records(site, "alignment"):
        page = site.pages[f"events/{joined['event']}.html"]
        row = one(page, f"[id='{joined['proposition']}']")
        for cell in row.select(".cell"):
            assert bool(cell.select("blockquote")) != bool(cell.select(".absent"))
    words = {absent.get_text() for p in site.english.values() for absent in p.select(".absent")}
    allowed = r"Not in (this report|the reports of \d|the part of this report|the text at hand)"
    assert all(re.match(allowed, text) for text in words), words


def test_what_is_inferred_is_marked_wherever_it_is_shown(site: Site) -> None:
    for report in records(site, "reports"):
        page = site.pages[f"reports/{report['id']}.html"]
        facts = {
            one(fact, "dt").get_text(): one(fact, "dd") for fact in page.select("#provenance ~ dl > div")
        }
        for key, name in (("outlet_how", "Outlet"), ("published_how", "Published")):
            assert bool(facts[name].select(".unsure")) == (report[key] != "stated")


def test_a_report_in_excerpts_shows_its_claims_alone(hostile: Site) -> None:
    for name, page in hostile.pages.items():
        assert miniature.UNQUOTED not in page.get_text(), name
    assert hostile.pages["reports/new-fr.html"].select("#new-fr-1 blockquote")


def test_every_line_that_was_cleaned_away_is_listed(site: Site) -> None:
    for report in records(site, "reports"):
        page = site.pages[f"reports/{report['id']}.html"]
        shown = [text.get_text() for text in page.select(".removed-text")]
        gone = [
            str(block["text"])
            for block in records(site, "blocks")
            if block["report"] == report["id"] and block["kind"] not in {"title", "body"}
        ]
        assert shown == gone or report["display"] == "excerpt"


def figures_of(score: dict[str, object]) -> str:
    """Return what a cell of the scores says, halves rounded to the even figure."""

    def two(key: str) -> str:
        return str(Decimal(str(score[key])).quantize(Decimal("0.01")))

    interval = f" 95 % interval {two('low')}–{two('high')}" if "low" in score else ""
    return f"F1 {two('f1')}{interval} P {two('precision')} R {two('recall')} n {score['reference']:,}"


def test_scores_come_from_the_records_and_are_typed_nowhere(site: Site) -> None:
    cells = site.pages["method.html"].select(".scores td:has(b)")
    scores = records(site, "scores")
    shown = Counter(cell.get_text(" ", strip=True) for cell in cells)
    assert shown == Counter(map(figures_of, scores))
    for page in (ROOT / "content" / "pages").rglob("*.md"):
        assert not re.search(r"\d[.,]\d|\d ?%", page.read_text("utf-8")), page.name


def test_every_string_of_the_interface_can_be_translated() -> None:
    """A letter outside of a tag, a Jinja expression or a translation would stay English."""
    for path in sorted((ROOT / "theme" / "templates").glob("*.html")):
        text = path.read_text("utf-8")
        for pattern in (
            r"\{#.*?#\}",
            r"\{% block kind %\}.*?\{% endblock %\}",
            r"\{%-?\s*trans\b.*?endtrans\s*-?%\}",
            r"\{%.*?%\}",
            r"\{\{.*?\}\}",
            r"<[^>]*>",
            r'aria-current="page"',
        ):
            text = re.sub(pattern, " ", text, flags=re.DOTALL)
        left = set(re.findall(r"[^\W\d_]{2,}", text))
        assert left <= {"SHA", "Wikidata"}, (path.name, left)


def _luminance(shade: str) -> float:
    digits = shade.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_stands_out_from_every_ground(scheme: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", COLOURS, flags=re.DOTALL)
    shades = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", blocks[scheme]))
    for text in ("ink", "soft", "one", "two"):
        for ground in ("paper", "wash", "one-wash", "two-wash", "both-wash"):
            light, dark = sorted((_luminance(shades[text]), _luminance(shades[ground])))[::-1]
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


def test_plugin_imports_nothing_that_analyses_language() -> None:
    heavy = re.compile(r"^\s*(?:import|from) (?:spacy|pyvi|sklearn|py3langid|pipeline)\b", re.MULTILINE)
    for path in sorted(Path(ROOT / "theme").rglob("*.py")):
        assert not heavy.search(path.read_text("utf-8")), path.name
