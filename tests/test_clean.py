"""Every line of a page gets its kind, none is lost, and each character knows its place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.ingest import normalise
from pipeline.markup import page_text
from pipeline.model import Annotation, Block, BlockKind
from pipeline.vocabulary import Registry
from tests.corpora import CORPUS, Case, cases, report_of

TABLE = cases("cleaning")
CONSTRUCTED = [c for c in TABLE if "input" in c.values]
SHIPPED = [c for c in TABLE if "report" in c.values]
REPORTS = sorted(path.stem for path in (CORPUS / "reports").glob("*.toml"))


def said(block: Block) -> str:
    return f"{block.kind.value}: {block.text}"


def stands_for(expected: str, block: Block) -> bool:
    """Return whether a block is what is expected; … leaves the rest of its line open."""
    if expected.endswith("…"):
        return said(block).startswith(expected.removesuffix("…"))
    return said(block) == expected


@pytest.mark.parametrize("case", CONSTRUCTED, ids=lambda c: c.id)
def test_constructed_page(case: Case, registry: Registry) -> None:
    _, blocks = clean(report_of(case.text("input"), case.text("lang")), registry)
    assert [said(b) for b in blocks] == case.texts("expected"), case.why


@pytest.mark.parametrize("case", SHIPPED, ids=lambda c: c.id)
def test_trap_of_a_shipped_capture(case: Case, annotations: dict[str, Annotation]) -> None:
    annotation = annotations[case.text("report")]
    for expected in case.texts("expected"):
        found = [b for b in annotation.blocks if stands_for(expected, b)]
        kinds = [said(b) for b in annotation.blocks if expected.partition(": ")[2][:30] in b.text]
        assert len(found) == 1, f"{case.why}\nexpected {expected}\nfound    {kinds}"
    kinds = [b.kind.value for b in annotation.blocks]
    assert not set(case.texts("no_kind")) & set(kinds), case.why
    assert annotation.clean.endswith(case.text("ends")), case.why


def test_all_links_after_the_last_paragraph_are_boilerplate(
    annotations: dict[str, Annotation],
) -> None:
    blocks = annotations["2025-01-16-thoidai-vi"].blocks
    opens = next(n for n, b in enumerate(blocks) if b.text == "Tin bài liên quan")
    assert blocks[opens - 1].text.endswith("chúc nhân dân hai nước cát tường, an khang.")
    after = [said(b) for b in blocks[opens:] if b.kind is not BlockKind.BOILERPLATE]
    assert len(blocks) - opens > 40
    assert after == []


def test_nothing_but_the_article_of_mixed_languages_is_body(
    annotations: dict[str, Annotation],
) -> None:
    blocks = annotations["2026-01-26-laodong-fr"].blocks
    kinds = [b.kind.value for b in blocks]
    assert kinds == ["title", *["body"] * 11, "boilerplate"]


@pytest.mark.parametrize("report", REPORTS)
def test_every_line_of_a_capture_is_kept(report: str, annotations: dict[str, Annotation]) -> None:
    capture = (CORPUS / "reports" / f"{report}.txt").read_text("utf-8")
    kept = [word for block in annotations[report].blocks for word in block.text.split()]
    assert kept == unicodedata.normalize("NFC", capture).replace("\u200b", "").split()


@pytest.mark.parametrize("report", REPORTS)
def test_every_block_has_a_rule_with_a_reason(
    report: str, annotations: dict[str, Annotation], registry: Registry
) -> None:
    known = {rule.id for rule in registry.block_rules}
    for block in annotations[report].blocks:
        assert block.rule, block.text
        if block.kind in {BlockKind.CAPTION, BlockKind.DATELINE}:
            assert block.rule in known | {"beside-credit"}, block


@pytest.mark.parametrize("report", REPORTS)
def test_every_character_is_found_at_its_place(report: str, annotations: dict[str, Annotation]) -> None:
    capture = (CORPUS / "reports" / f"{report}.txt").read_bytes().decode("utf-8")
    for block in annotations[report].blocks:
        assert len(block.origin) == len(block.text)
        for char, place in zip(block.text, block.origin, strict=True):
            there = capture[place]
            assert char == there or (char == " " and there.isspace()), (block.text[:40], place)


@pytest.mark.parametrize("report", REPORTS)
def test_clean_text_is_the_title_and_body_blocks(report: str, annotations: dict[str, Annotation]) -> None:
    annotation = annotations[report]
    text = [b for b in annotation.blocks if b.kind in {BlockKind.TITLE, BlockKind.BODY}]
    assert annotation.clean == "\n\n".join(b.text for b in text)
    for block in text:
        assert block.start is not None
        assert annotation.clean[block.start : block.end] == block.text
    others = [b for b in annotation.blocks if b not in text]
    assert all(b.start is None and b.end is None for b in others)


PAGE = "Hai nhà lãnh đạo điện đàm về nghề cá\n\nÔng Hòa bày tỏ vui mừng. Hai bên nhất trí.\n"


def composed(capture: str, place: int) -> str:
    """Return the letter, in NFC, that begins at a place of a capture."""
    end = place + 1
    while end < len(capture) and unicodedata.combining(capture[end]):
        end += 1
    return unicodedata.normalize("NFC", capture[place:end])


@pytest.mark.parametrize(
    "capture",
    [
        PAGE,
        unicodedata.normalize("NFD", PAGE),
        PAGE.replace("\n", "\r\n"),
        PAGE.replace("\n", "\r"),
        "\ufeff" + PAGE,
        "\ufeff" + unicodedata.normalize("NFD", PAGE).replace("\n", "\r\n"),
    ],
    ids=["NFC", "NFD", "CRLF", "CR", "BOM", "all"],
)
def test_forms_of_a_capture_give_one_text_with_true_places(capture: str, registry: Registry) -> None:
    text, blocks = clean(report_of(capture), registry)
    assert text == PAGE.strip()
    for block in blocks:
        for char, place in zip(block.text, block.origin, strict=True):
            assert composed(capture, place) == char


@given(st.text(alphabet=st.sampled_from("aăâốệđ \n\r\u0301\u0323\ufeff가각\u1100\u1161"), max_size=40))
def test_normalised_text_is_nfc_and_placed(text: str) -> None:
    clean_text, origin = normalise(text, tuple(range(len(text))))
    expected = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert clean_text == expected.replace("\ufeff", "")
    assert len(origin) == len(clean_text)
    assert list(origin) == sorted(origin)
    assert set(origin) <= set(range(len(text)))


@given(st.text(max_size=60))
def test_any_text_is_normalised_to_nfc(text: str) -> None:
    clean_text, origin = normalise(text, tuple(range(len(text))))
    assert unicodedata.is_normalized("NFC", clean_text)
    assert len(origin) == len(clean_text)
    letters = [c for c in unicodedata.normalize("NFC", text) if c not in "\r\n\ufeff"]
    assert [c for c in clean_text if c != "\n"] == letters


HTML = (
    "<html><head><title>x</title><style>p{}</style></head><body><nav><a href='/'>Home</a></nav>"
    "<h1>Two presidents speak &amp; agree on fish</h1>\r\n<p>They spoke <b>for</b> an hour.</p>"
    "<p>C&ocirc; n&oacute;i: &#8220;c&aacute;&#8221;.</p><script>var x='no text'</script></body></html>"
)


def test_html_capture_gives_lines_with_places(registry: Registry) -> None:
    text, places = page_text(HTML)
    report = report_of(text)
    assert places == tuple(sorted(places))
    _, blocks = clean(report, registry)
    assert [said(b) for b in blocks] == [
        "boilerplate: Home",
        "title: Two presidents speak & agree on fish",
        "body: They spoke for an hour.",
        "body: Cô nói: “cá”.",
    ]
    for block in blocks:
        for char, place in zip(block.text, block.origin, strict=True):
            there = HTML[places[place]]
            assert char == there or there in "& \r\n" or char == " ", (block.text, char, there)


@given(st.lists(st.text(max_size=30), max_size=6))
def test_no_word_of_any_page_is_lost(registry: Registry, lines: list[str]) -> None:
    page = "\n".join(lines)
    report = report_of(page, "en")
    _, blocks = clean(report, registry)
    assert [w for b in blocks for w in b.text.split()] == report.text.replace("\u200b", "").split()
