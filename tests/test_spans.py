"""What is stored is what stands there: spans, ids, folds and pages."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.tables import TableExtension

from pipeline.build import annotate
from pipeline.errors import ConsistencyError
from pipeline.lexicon import Index, Lexicon
from pipeline.model import (
    Act,
    Annotation,
    Block,
    BlockKind,
    Claim,
    ClaimId,
    EntityId,
    Label,
    Lang,
    Mention,
    ReportId,
    Sentence,
)
from pipeline.segment import sentence_spans
from pipeline.text import fold, nfc, slug, unmark
from pipeline.vocabulary import Registry
from pipeline.write import Analysis, check_spans
from pipeline.write.pages import report_page
from tests.corpora import report_of, talk_of

# --- the shipped corpus and the practice reports ---


@pytest.fixture(scope="module")
def every(analysis: Analysis, practice: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
    """Return the annotations of the shipped and of the practice reports."""
    return (*analysis.annotations, *practice)


def test_every_span_holds_its_words(every: tuple[Annotation, ...]) -> None:
    seen = 0
    for annotation in every:
        spans: list[Mention | Claim | Sentence] = [*annotation.mentions, *annotation.claims]
        for span in [*spans, *annotation.sentences]:
            assert annotation.clean[span.start : span.end] == span.text
            assert span.text == span.text.strip() != ""
            seen += 1
    assert seen > 500


def test_every_span_lies_in_its_sentence(every: tuple[Annotation, ...]) -> None:
    for annotation in every:
        sentences = {s.number: s for s in annotation.sentences}
        spans: list[Mention | Claim] = [*annotation.mentions, *annotation.claims]
        for span in spans:
            sentence = sentences[span.sentence]
            assert sentence.start <= span.start < span.end <= sentence.end, span


def test_mentions_of_a_report_do_not_overlap(every: tuple[Annotation, ...]) -> None:
    for annotation in every:
        ordered = sorted(annotation.mentions, key=lambda m: m.start)
        assert list(annotation.mentions) == ordered
        for one, other in pairwise(ordered):
            assert one.end <= other.start, (one, other)


def test_claims_of_a_report_do_not_overlap(every: tuple[Annotation, ...]) -> None:
    for annotation in every:
        for one, other in pairwise(sorted(annotation.claims, key=lambda c: c.start)):
            assert one.end <= other.start, (one.text, other.text)


def test_every_claim_names_known_things(every: tuple[Annotation, ...], registry: Registry) -> None:
    for annotation in every:
        for claim in annotation.claims:
            assert claim.speakers, claim.text
            assert len(set(claim.speakers)) == len(claim.speakers)
            assert 1 <= len(claim.topics) <= 3, claim.text
            assert set(claim.topics) <= set(registry.topics)
            assert claim.act in registry.acts
            assert claim.cameo == registry.acts[claim.act].cameo
            assert set(claim.via) <= set(registry.entities)
            assert claim.rules


def test_every_speaker_is_an_entity(analysis: Analysis, registry: Registry) -> None:
    for annotation in analysis.annotations:
        for claim in annotation.claims:
            assert set(claim.speakers) <= set(registry.entities), claim.text


def test_ids_are_unique_and_fit_an_address(every: tuple[Annotation, ...]) -> None:
    claims = [c.id for a in every for c in a.claims]
    assert len(set(claims)) == len(claims) > 100
    mentions = {part for a in every for m in a.mentions for part in m.id.split("+")}
    for name in (*claims, *mentions):
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name), name


def test_every_claim_is_in_a_proposition(analysis: Analysis) -> None:
    for event, propositions in analysis.propositions.items():
        reports = [a for a in analysis.annotations if a.report.sidecar.event == event]
        claims = {c.id: c for a in reports for c in a.claims}
        assert {c for p in propositions for c in p.claims} == set(claims)
        for proposition in propositions:
            members = [claims[c] for c in proposition.claims]
            assert len({c.report for c in members}) == len(members), "one claim a witness"
            assert len({frozenset(c.speakers) for c in members}) == 1, "one set of speakers"
        assert len({p.id for p in propositions}) == len(propositions)


def test_every_row_of_a_ledger_has_the_sides_of_its_status(analysis: Analysis) -> None:
    assert [*analysis.ledgers] == [("call-2025", "call-2026")], "the envoy's talks stay out"
    for (left, right), rows in analysis.ledgers.items():
        assert len({row.id for row in rows}) == len(rows)
        for row in rows:
            assert (row.left_event, row.right_event) == (left, right)
            sides = (bool(row.left), bool(row.right))
            expected = {"new": (False, True), "dropped": (True, False)}.get(row.status, (True, True))
            assert sides == expected, row


def test_a_span_that_is_not_its_words_is_refused(analysis: Analysis) -> None:
    good = analysis.annotations[0]
    check_spans(good)
    first = good.mentions[0]
    moved = Mention(first.report, first.text, first.label, first.id, 0, first.start + 1, first.end + 1, "x")
    seeded = Annotation(good.report, good.clean, good.blocks, good.sentences, (moved,), good.claims)
    with pytest.raises(ConsistencyError, match="is not what stands at"):
        check_spans(seeded)


# --- ids of claims ---

SENTENCES = (
    "Tổng Bí thư Tô Lâm khẳng định Việt Nam coi trọng quan hệ với Trung Quốc.",
    "Tổng Bí thư Tô Lâm đề nghị hai bên thúc đẩy hợp tác đường sắt; mở rộng thương mại.",
    "Tổng Bí thư, Chủ tịch nước Tập Cận Bình cảm ơn sự đón tiếp của Việt Nam.",
    "Hai bên nhất trí phối hợp tại các diễn đàn đa phương.",
    "Biển hôm ấy rộng và có nhiều cá.",
)


def claims_of(sentences: list[str], registry: Registry) -> dict[str, str]:
    """Return the id of each claim by its words."""
    event = talk_of(["to-lam", "xi-jinping"])
    found = annotate(report_of("\n\n".join(sentences)), event, registry).claims
    return {claim.text: claim.id for claim in found}


@given(st.permutations(range(len(SENTENCES))), st.integers(1, len(SENTENCES)))
def test_id_of_a_claim_depends_on_no_other_sentence(registry: Registry, order: list[int], kept: int) -> None:
    whole = claims_of([*SENTENCES], registry)
    assert len(whole) >= 5
    part = claims_of([SENTENCES[n] for n in order[:kept]], registry)
    assert part.items() <= whole.items()


def test_id_of_a_claim_depends_on_its_report(registry: Registry) -> None:
    event = talk_of(["to-lam", "xi-jinping"])
    text = SENTENCES[0]
    ids = {
        claim.id
        for name in ("2025-05-01-one-vi", "2025-05-01-two-vi")
        for claim in annotate(report_of(text, name=name), event, registry).claims
    }
    assert len(ids) == 2


def test_a_repeated_wording_has_ids_of_its_own(registry: Registry) -> None:
    event = talk_of(["to-lam", "xi-jinping"])
    found = annotate(report_of(f"{SENTENCES[0]}\n\n{SENTENCES[0]}"), event, registry).claims
    assert len(found) == 2
    assert len({claim.id for claim in found}) == 2


# --- folding ---


@given(st.text(max_size=80))
def test_fold_keeps_length_and_is_done_once(text: str) -> None:
    folded = fold(nfc(text))
    assert len(folded) == len(nfc(text))
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa bình", "hoà bình"),
        ("THỦY SẢN", "thuỷ sản"),
        ("Ủy ban", "Uỷ ban"),
        ("khỏe", "khoẻ"),
        ("“6 hơn”", '"6 hơn"'),
        ("l’été", "l'été"),
        ("Việt – Trung", "Việt - Trung"),
        ("a\u00a0b", "a b"),
        ("ĐẢNG", "đảng"),
    ],
)
def test_fold_levels(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Bán đảo", "Bản đạo"), ("đa", "da"), ("của", "cửa"), ("été", "ete")]
)
def test_fold_keeps_letters_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_unmark_and_slug() -> None:
    assert unmark("Đường sắt Tô Lâm") == "Duong sat To Lam"
    assert slug("Đảng Cộng sản Việt Nam (ĐCSVN)") == "dang-cong-san-viet-nam-dcsvn"


# --- the lexicon ---


def found(lexicon: Lexicon[str], text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], "+".join(m.entries)) for m in lexicon.find(text)]


def test_lexicon_prefers_the_longest() -> None:
    lexicon = Lexicon([("Việt Nam", "country"), ("Đảng Cộng sản Việt Nam", "party")])
    text = "Đảng Cộng sản Việt Nam lãnh đạo Việt Nam"
    assert found(lexicon, text) == [("Đảng Cộng sản Việt Nam", "party"), ("Việt Nam", "country")]


def test_lexicon_finds_whole_words() -> None:
    lexicon = Lexicon([("Lao", "laos"), ("-elect", "elect")])
    assert found(lexicon, "Laos, Lao people, a Laotian, president-elect") == [
        ("Lao", "laos"),
        ("-elect", "elect"),
    ]


def test_lexicon_folds_and_shows_the_words_as_they_stand() -> None:
    lexicon = Lexicon([("hòa bình", "peace"), ("“6 hơn”", "six")])
    assert found(lexicon, 'HOÀ BÌNH theo "6 hơn"') == [("HOÀ BÌNH", "peace"), ('"6 hơn"', "six")]


def test_lexicon_wants_capitals_of_names() -> None:
    lexicon = Lexicon([("Xi", "xi"), ("WHO", "who")], proper=lambda _form, _entry: True)
    assert found(lexicon, "Xi asked who xi was, the WHO and Who") == [("Xi", "xi"), ("WHO", "who")]


def test_lexicon_gives_all_entries_of_a_form_and_may_be_empty() -> None:
    lexicon = Lexicon([("Phúc", "one"), ("phúc", "two"), (" ", "none")])
    assert found(lexicon, "Phúc") == [("Phúc", "one+two")]
    assert found(Lexicon([]), "Phúc") == []


@given(st.lists(st.text("ab ", min_size=1, max_size=4), max_size=5), st.text("ab ,", max_size=30))
def test_lexicon_matches_are_the_forms_and_do_not_overlap(forms: list[str], text: str) -> None:
    matches = Lexicon([(form, form) for form in forms]).find(text)
    for match in matches:
        assert {form.strip() for form in match.entries} == {text[match.start : match.end]}
    for one, other in pairwise(matches):
        assert one.end <= other.start


def whole_words(form: str, text: str) -> list[tuple[int, int]]:
    """Return where a form stands in a text and no letter or digit of another word touches it."""
    spans = [(at, at + len(form)) for at in range(len(text)) if text.startswith(form, at)]
    return [
        (start, end)
        for start, end in spans
        if not (start and text[start - 1].isalnum() and text[start].isalnum())
        and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
    ]


@given(
    st.sets(st.text("ab1-' ", min_size=1, max_size=5).map(str.strip).filter(bool), max_size=6),
    st.text("ab1-' _,", max_size=30),
)
def test_index_finds_every_form_as_whole_words_and_nothing_else(forms: set[str], text: str) -> None:
    found = Index({form: form for form in forms}).find(text)
    assert sorted(found) == sorted((s, e, form) for form in forms for s, e in whole_words(form, text))


# --- pages ---

REPORT = ReportId("2025-05-01-test-xx")
MARKDOWN_SIGNS = "\\`*_{}[]()<>#+-.!|~=:&;\"'0123456789) aZđ“…^$%/@\u00a0"


def page_of(text: str, marked: bool) -> str:
    """Return the page of a report of one paragraph, its first sentence a claim with a mention."""
    report = report_of(text)
    places = tuple(range(len(text)))
    block = Block(REPORT, 0, BlockKind.BODY, text, "paragraph", places, 0, len(text))
    spans = list(sentence_spans(text, frozenset()))
    sentences = tuple(
        Sentence(REPORT, n, 0, start, end, Lang("en"), text[start:end], ())
        for n, (start, end) in enumerate(spans)
    )
    start, end = spans[-1]
    middle = (start + end + 1) // 2
    mention = Mention(REPORT, text[start:middle], Label.GPE, EntityId("x"), 0, start, middle, "name")
    claim = Claim(
        report=REPORT,
        id=ClaimId("test-xx-abcdefgh"),
        text=text[start:end],
        lang=Lang("en"),
        speakers=(EntityId("x"),),
        act=Act.AFFIRM,
        topics=("trade",),
        via=(),
        sentence=0,
        start=start,
        end=end,
        addressee=(),
        entities=(),
        cameo="01",
        rules=(),
    )
    marks = ((mention,), (claim,)) if marked else ((), ())
    return report_page(Annotation(report, text, (block,), sentences, *marks), "A page")


def rendered(page: str) -> str:
    """Return the words of a page's text as a reader sees them."""
    body = page.partition("\n\n")[2]
    html = Markdown(extensions=[TableExtension()]).convert(body)
    return "".join(BeautifulSoup(html, "lxml").get_text().split())


@given(st.text(MARKDOWN_SIGNS, min_size=1, max_size=40), st.booleans())
def test_page_shows_the_words_of_the_report(text: str, marked: bool) -> None:
    clean = " ".join(text.split())
    if clean:
        assert rendered(page_of(clean, marked)) == "".join(clean.split())


@pytest.mark.parametrize(
    "text",
    [
        "2. Hai bên nhất trí.",
        "They met in 2025. 40. They left.",
        "- a dash. - another.",
        "15.1 is a date. 1) is none.",
        "# no heading. ## none.",
        "a *b* _c_ **d** `e` ~f~ <g> &amp; &lt; [h](i) ![j](k) | l |",
        "http://example.org <b>bold</b> <script>x</script>",
        "\\* and \\\\ and \\<",
        "=== --- ***",
        "A: b. : c.",
        "> quoted. > again.",
    ],
)
@pytest.mark.parametrize("marked", [False, True])
def test_page_shows_awkward_words(text: str, marked: bool) -> None:
    assert rendered(page_of(text, marked)) == "".join(text.split())


def test_page_has_a_sentence_a_line() -> None:
    body = page_of("They met. They spoke. They left.", marked=False).partition("\n\n")[2]
    assert body.splitlines() == ["They met. ", "They spoke. ", "They left."] or [
        line.rstrip() for line in body.splitlines()
    ] == ["They met.", "They spoke.", "They left."]


def test_front_matter_is_scalar(analysis: Analysis) -> None:
    for annotation in analysis.annotations:
        head = report_page(annotation, "A title\nof two lines").partition("\n\n")[0]
        keys = [line.partition(": ")[0] for line in head.splitlines()]
        assert keys == ["Title", "Template", "Slug", "Report", "Lang"]


def test_shipped_pages_show_the_words_of_their_reports(analysis: Analysis) -> None:
    for annotation in analysis.annotations:
        titles = [b.text for b in annotation.blocks if b.kind is BlockKind.TITLE]
        bodies = [b.text for b in annotation.blocks if b.kind is BlockKind.BODY]
        page = rendered(report_page(annotation, "A title"))
        assert page == "".join("".join([*titles, *bodies]).split())
        assert unicodedata.is_normalized("NFC", page)
