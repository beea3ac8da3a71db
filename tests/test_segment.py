"""Paragraphs come apart into sentences, each in its language, with words that are its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean
from pipeline.language import blank, words
from pipeline.model import Annotation, Lang
from pipeline.segment import segment, sentence_spans
from pipeline.tag import tag
from pipeline.vocabulary import Registry
from tests.corpora import CORPUS, Case, cases, report_of, talk_of

TABLE = cases("segmentation")
CONSTRUCTED = [c for c in TABLE if "input" in c.values]
SHIPPED = [c for c in TABLE if "report" in c.values]
# Syllables that belong together, names, marks, abbreviations, figures, addresses and odd white space.
VIETNAMESE = [
    *("quan hệ ", "hợp tác ", "đối tác chiến lược ", "toàn diện ", "hai ", "Tô Lâm ", "điện đàm ", "bày tỏ "),
    *(
        "Tp.",
        "TP. ",
        "Mr.",
        "ThS.",
        "Đ.",
        "nước.Vui ",
        "a@b.vn ",
        "https://a.vn/x ",
        "1.234,5 ",
        "14-1",
        "2026 ",
    ),
    *("...", "…", "==>", "->", ", ", "; ", "“", "”", "(", ") ", "/ ", "_", "🐟", "i\u0307", ""),
    *("  ", "\t", "\n", "\u00a0"),
]
REPORTS = sorted(path.stem for path in (CORPUS / "reports").glob("*.toml"))


def stands_for(expected: str, sentence: str) -> bool:
    """Return whether a sentence is what is expected; … leaves its rest open."""
    if expected.startswith("…"):
        return sentence.endswith(expected.removeprefix("…"))
    if expected.endswith("…"):
        return sentence.startswith(expected.removesuffix("…"))
    return sentence == expected


@pytest.mark.parametrize("case", CONSTRUCTED, ids=lambda c: c.id)
def test_constructed_paragraph(case: Case, registry: Registry) -> None:
    report = report_of(case.text("input"), case.text("lang"))
    _, blocks = clean(report, registry)
    sentences = segment(report, blocks, registry)
    assert [s.text for s in sentences] == case.texts("expected"), case.why
    if langs := case.texts("langs"):
        assert [s.lang for s in sentences] == langs, case.why


@pytest.mark.parametrize("case", SHIPPED, ids=lambda c: c.id)
def test_trap_of_a_shipped_capture(case: Case, annotations: dict[str, Annotation]) -> None:
    sentences = annotations[case.text("report")].sentences
    for expected in case.texts("expected"):
        found = [s for s in sentences if stands_for(expected, s.text)]
        assert len(found) == 1, f"{case.why}\nexpected {expected}"
    if langs := case.texts("langs"):
        assert [s.lang for s in sentences] == langs, case.why


def test_shipped_reports_have_as_many_sentences_as_a_reader_counts(
    annotations: dict[str, Annotation],
) -> None:
    counted = {
        "2025-01-15-thanhnien-vi": 14,
        "2025-01-16-thoidai-vi": 8,
        "2026-01-26-laodong-fr": 13,
        "2026-01-26-vna-vi": 18,
        "2026-02-04-vietnamnet-vi": 14,
    }
    assert {name: len(a.sentences) for name, a in annotations.items()} == counted


def test_only_the_mixed_report_is_mixed(annotations: dict[str, Annotation]) -> None:
    langs = {name: {s.lang for s in a.sentences} for name, a in annotations.items()}
    assert langs.pop("2026-01-26-laodong-fr") == {"fr", "vi", "en"}
    assert all(found == {"vi"} for found in langs.values())


@pytest.mark.parametrize("report", REPORTS)
def test_sentences_cover_the_clean_text(report: str, annotations: dict[str, Annotation]) -> None:
    annotation = annotations[report]
    at = 0
    for number, sentence in enumerate(annotation.sentences):
        assert sentence.number == number
        assert annotation.clean[at : sentence.start].strip() == ""
        assert annotation.clean[sentence.start : sentence.end] == sentence.text
        at = sentence.end
    assert at == len(annotation.clean)


@pytest.mark.parametrize("report", REPORTS)
def test_words_cover_their_sentence(report: str, annotations: dict[str, Annotation]) -> None:
    annotation = annotations[report]
    for sentence in annotation.sentences:
        at = sentence.start
        for start, end in sentence.words:
            assert annotation.clean[at:start].strip() == ""
            assert annotation.clean[start:end].strip()
            at = end
        assert annotation.clean[at : sentence.end].strip() == ""


@pytest.mark.parametrize("lang", ["vi", "en", "fr", "de"])
@pytest.mark.parametrize("text", ["", " ", "a", "Cá", "🐟", "…", "  hai  bên \t", "nước.Vui", "a\u00a0b"])
def test_tokenizer_gives_back_odd_input(lang: str, text: str) -> None:
    spans = words(text, Lang(lang))
    assert "".join(text[s:e] for s, e in spans) == "".join(text.split())


def spacy_words(text: str) -> list[tuple[int, int]]:
    doc = blank(Lang("vi")).tokenizer(text)
    return [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]


def test_vietnamese_words_are_those_of_spacy_and_pyvi(annotations: dict[str, Annotation]) -> None:
    texts = [s.text for a in annotations.values() for s in a.sentences if s.lang == "vi"]
    assert len(texts) >= 40
    assert [text for text in texts if list(words(text, Lang("vi"))) != spacy_words(text)] == []


@given(st.lists(st.sampled_from(VIETNAMESE), max_size=12).map("".join))
def test_vietnamese_words_of_any_text_are_those_of_spacy_and_pyvi(text: str) -> None:
    assert list(words(text, Lang("vi"))) == spacy_words(text)


def test_names_glued_to_verbs_by_the_tokenizer_are_found(registry: Registry) -> None:
    """The tokenizer makes one token of the name and the verb; names are found on characters."""
    text = "Tổng Bí thư Tô Lâm điện đàm với Tổng Bí thư, Chủ tịch nước Trung Quốc Tập Cận Bình."
    report = report_of(text)
    _, blocks = clean(report, registry)
    sentences = segment(report, blocks, registry)
    mentions = tag(report, talk_of(["to-lam", "xi-jinping"]), sentences, registry)
    named = [m.text for m in mentions if m.label == "PERSON"]
    assert named == ["Tô Lâm", "Tập Cận Bình"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Thủ tướng Phạm Minh Chính cảm ơn Chính phủ Nhật Bản.", ["Phạm Minh Chính"]),  # the government
        ("Lâm nghiệp là thế mạnh của Lào.", []),  # forestry
        ("Chính nhấn mạnh hợp tác.", ["Chính"]),
        ("Ông Chính trị vì dân.", ["Chính"]),  # behind an honorific it is a name, whatever follows
    ],
)
def test_a_name_that_begins_a_common_word_is_that_word(
    text: str, named: list[str], registry: Registry
) -> None:
    report = report_of(text)
    _, blocks = clean(report, registry)
    mentions = tag(
        report, talk_of(["pham-minh-chinh", "to-lam"]), segment(report, blocks, registry), registry
    )
    assert [m.text for m in mentions if m.label == "PERSON"] == named


@given(st.text(alphabet=st.sampled_from('ab AB.!?…"”»)( \u00a0đ1,;/'), max_size=60))
def test_sentences_of_any_paragraph_hold_all_its_words(text: str) -> None:
    spans = list(sentence_spans(text, frozenset({"Mr"})))
    at = 0
    for start, end in spans:
        assert start >= at
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert text[at:].strip() == ""
