"""What a reader sees: faces, marks in the words, plots, print, and what is folded away."""

from __future__ import annotations

import gzip
import json
import unicodedata
from pathlib import Path

import pytest
from bs4 import Tag
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser

from tests.site import miniature
from tests.site.building import Site, render

KILOBYTE = 1024


def records(site: Site, name: str) -> list[dict[str, object]]:
    path = site.content / "data" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(one) for one in value]


# Faces


def vietnamese_letters() -> set[str]:
    """Return the block that Unicode keeps for Vietnamese, and the letters outside of it."""
    block = {chr(code) for code in range(0x1EA0, 0x1EFA)}
    return block | set("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư")


@pytest.mark.parametrize("face", ["serif", "sans"])
def test_each_face_has_every_vietnamese_letter_and_is_small(hostile: Site, face: str) -> None:
    path = hostile.output / "theme" / "fonts" / f"{face}.woff2"
    known = TTFont(path).getBestCmap()
    assert len(vietnamese_letters()) == 134
    assert [one for one in vietnamese_letters() if ord(one) not in known] == []
    assert [one for one in vietnamese_letters() if unicodedata.normalize("NFC", one) != one] == []
    assert path.stat().st_size <= 60 * KILOBYTE
    licence = path.with_name(f"{face}-OFL.txt").read_text("utf-8")
    assert "SIL Open Font License" in licence


@pytest.mark.browser
@pytest.mark.parametrize("way", ["http", "file"])
def test_the_words_are_set_in_the_face_to_the_last_letter(
    site: Site, host: str, browser: Browser, way: str
) -> None:
    base = host if way == "http" else f"{site.output.as_uri()}/"
    page = browser.new_page()
    page.goto(base + site.kinds["report"])
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector, face in ((".text .claim", "Diendam Serif"), (".site-head nav a", "Diendam Sans")):
        place = {"nodeId": root, "selector": selector}
        for node in session.send("DOM.querySelectorAll", place)["nodeIds"]:
            used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            # The notes inside a statement are in the other face; none is the system's.
            assert all(one["isCustomFont"] for one in used), used
            assert face in {one["familyName"] for one in used}
    page.close()


# The comparison


def cell_of(site: Site, row: dict[str, object], side: str) -> Tag:
    page = site.pages[f"compare/{row['left_event']}--{row['right_event']}.html"]
    cell = page.select_one(f"[id='{row['id']}'] .cell.{side}")
    assert cell is not None
    return cell


def test_differences_are_marked_where_they_stand_in_the_words(site: Site) -> None:
    claims = {str(claim["id"]): str(claim["text"]) for claim in records(site, "claims")}
    parties = {p for event in records(site, "events") for p in texts(event["parties"])}
    countries = {e["country"] for e in records(site, "entities") if e["id"] in parties}
    seen = 0
    for row in records(site, "comparison"):
        differences = row["differences"]
        assert isinstance(differences, list)
        for side in ("left", "right"):
            cell = cell_of(site, row, side)
            marked = [mark.get_text() for mark in cell.select(".words mark.diff")]
            wanted = [
                one
                for one in differences
                if one["side"] == side and one["id"] not in parties | countries and len(one["text"]) > 5
            ]
            words = " ".join(claims[name] for name in texts(row[side]))
            assert all(mark in words for mark in marked)
            for one in wanted:
                if f" {one['text']} " in words:
                    assert any(one["text"] in mark for mark in marked), (row["id"], one)
                    seen += 1
            if not (row["left"] and row["right"]):
                assert marked == [], row["id"]
    assert seen


def test_word_diffs_give_the_words_of_both_claims(site: Site) -> None:
    claims = {str(claim["id"]): claim for claim in records(site, "claims")}
    rows = {row["id"]: row for row in records(site, "comparison")}
    for diff in records(site, "worddiffs"):
        row = cell_of(site, rows[diff["row"]], "left").find_parent("article")
        assert isinstance(row, Tag)
        shown = row.select_one(f".worded[lang={diff['lang']}]")
        assert shown is not None
        for side, other in (("left", "ins"), ("right", "del")):
            words = "".join(str(part) for part in shown.find_all(string=True) if not part.find_parent(other))
            assert words == claims[str(diff[side])]["text"]


def test_every_row_says_by_what_it_can_be_filtered(site: Site) -> None:
    claims = {str(claim["id"]): claim for claim in records(site, "claims")}
    for row in records(site, "comparison"):
        article = cell_of(site, row, "left").find_parent("article")
        assert isinstance(article, Tag)
        mine = [claims[name] for name in texts(row["left"]) + texts(row["right"])]
        for key, wanted in (
            ("data-row", {row["id"]}),
            ("data-status", {row["status"]}),
            ("data-topic", {row["topic"]}),
            ("data-speaker", set(texts(row["speakers"]))),
            ("data-act", {claim["act"] for claim in mine}),
            ("data-witness", {claim["report"] for claim in mine}),
            ("data-lang", {claim["lang"] for claim in mine}),
        ):
            assert set(str(article[key]).split()) == wanted, (row["id"], key)


def test_the_comparison_is_light_to_load(site: Site) -> None:
    paths = [site.output / site.kinds["compare"], *(site.output / "theme").rglob("*.css")]
    paths += (site.output / "theme").rglob("*.js")
    assert sum(len(gzip.compress(path.read_bytes())) for path in paths) <= 150 * KILOBYTE


# Home


def test_each_sentence_of_what_changed_leads_to_its_rows(site: Site) -> None:
    said = [one for one in records(site, "summary") if one["lead"]]
    items = site.pages["index.html"].select(".summary > li")
    assert len(items) == len(said)
    for item, one in zip(items, sorted(said, key=lambda one: str(one["order"])), strict=True):
        names = one["names"]
        assert isinstance(names, dict)
        links = item.select("a[href]")
        assert links[0].get_text() == names["en"]
        rows = [str(link["href"]).rpartition("#")[2] for link in links]
        assert rows == texts(one["rows"])[:4]


def test_plots_count_each_statement_once(site: Site) -> None:
    home = site.pages["index.html"]
    tables = home.select(".plot table")
    joined = records(site, "alignment")
    first_row = records(site, "comparison")[0]
    for side, first in (("left_event", 0), ("right_event", 1)):
        number = sum(one["event"] == first_row[side] for one in joined)
        cells = [[int(td.get_text()) for td in tr.select("td")] for tr in tables[1].select("tbody tr")]
        assert sum(sum(row[first::2]) for row in cells) == number
        shown = [[int(td.get_text()) for td in tr.select("td")] for tr in tables[0].select("tbody tr")]
        assert 0 < max(row[first] for row in shown) <= number


def test_every_plot_has_a_title_a_description_and_its_figures(site: Site) -> None:
    seen = 0
    for name, page in site.pages.items():
        for figure in page.select("figure.plot"):
            svg = figure.select_one("svg[role=img]")
            assert svg is not None, name
            for part in str(svg["aria-labelledby"]).split():
                told = svg.find(id=part)
                assert isinstance(told, Tag)
                assert told.get_text().strip(), name
            assert figure.select("table, a[href*='#matrix']"), name
            seen += 1
    assert seen >= 4


# Events, statements, reports


def test_the_matrix_says_of_each_report_what_the_records_say(site: Site) -> None:
    words = {"carried": "has it", "omitted": "lacks it", "cannot-tell": "cannot tell"}
    reports = {str(event["id"]): texts(event["reports"]) for event in records(site, "events")}
    for one in records(site, "witnesses"):
        page = site.pages[f"events/{one['event']}.html"]
        link = page.select_one(f".states th a[href='#{one['proposition']}']")
        assert link is not None
        row = link.find_parent("tr")
        assert isinstance(row, Tag)
        cell = row.select("td")[reports[str(one["event"])].index(str(one["report"]))]
        assert words[str(one["state"])] in cell.get_text()


def test_each_statement_has_a_page_that_leads_to_its_context(site: Site) -> None:
    for claim in records(site, "claims"):
        page = site.pages[f"claims/{claim['id']}.html"]
        first = page.select("main blockquote")[0]
        assert first.get_text() == claim["text"]
        links = {str(link["href"]) for link in page.select("main a[href]")}
        assert f"../reports/{claim['report']}.html#{claim['id']}" in links


def test_partners_are_those_that_the_alignment_joins(site: Site) -> None:
    partners: dict[str, set[str]] = {}
    for joined in records(site, "alignment"):
        for name in texts(joined["claims"]):
            partners.setdefault(name, set()).update(texts(joined["claims"]))
    for page in site.pages.values():
        for quote in page.select("blockquote[data-claim]"):
            name = str(quote["data-claim"])
            assert set(str(quote["data-partners"]).split()) == partners[name] - {name}


def test_no_file_holds_what_a_report_in_excerpts_does_not_show(hostile: Site) -> None:
    for path in hostile.output.rglob("*"):
        if path.is_file() and path.suffix not in {".png", ".woff2"}:
            assert miniature.UNQUOTED not in path.read_text("utf-8"), path


@pytest.mark.browser
def test_what_was_cleaned_away_shows_on_request_without_javascript(site: Site, browser: Browser) -> None:
    removed = {str(b["report"]) for b in records(site, "blocks") if b["kind"] not in {"title", "body"}}
    whole = {str(r["id"]) for r in records(site, "reports") if r["display"] == "full"}
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for report in sorted(removed & whole):
        page.goto((site.output / "reports" / f"{report}.html").as_uri())
        lines = page.locator(".removed-line")
        assert not lines.first.is_visible()
        page.get_by_label("cleaned away").check()
        assert lines.count()
        assert all(line.is_visible() for line in lines.all())
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_keeps_both_columns(site: Site, browser: Browser, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    page.goto((site.output / site.kinds["compare"]).as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for row in page.locator(".row .pair").all()[:5]:
        left, right = (cell.bounding_box() for cell in row.locator("> .cell").all())
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] <= right["x"] + 0.5
        assert round(left["y"]) == round(right["y"])
    page.close()


@pytest.mark.browser
def test_the_matrix_scrolls_under_its_first_column_on_a_phone(site: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto((site.output / site.kinds["event"]).as_uri())
    page.locator(".plot details summary").click()
    scroll = page.locator(".scroll").first
    scroll.focus()
    scroll.evaluate("box => box.scrollLeft = box.scrollWidth")
    head = page.locator(".states tbody th").first.bounding_box()
    box = scroll.bounding_box()
    assert head is not None
    assert box is not None
    assert abs(head["x"] - box["x"]) < 1
    page.close()


def test_a_colour_goes_by_the_order_of_the_parties(tmp_path: Path) -> None:
    """The first party of the first talks has the first colour, whoever it is."""
    for order, side in ((["to-lam", "xi-jinping"], "side-1"), (["xi-jinping", "to-lam"], "side-2")):
        data = miniature.tables()
        for event in data["events"]:
            event["parties"] = order
        content, output = tmp_path / side / "content", tmp_path / side / "output"
        miniature.write(content, data)
        assert render(content, output).returncode == 0
        site = Site(side, content, output)
        quotes = site.pages["compare/call-old--call-new.html"].select("blockquote")
        assert quotes
        assert all(side in quote["class"] for quote in quotes)
