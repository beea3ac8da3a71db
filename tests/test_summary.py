"""The summary says what its rows hold, in three languages, with the words that each of them asks for."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.compare.prose import Writer
from pipeline.compare.summary import summarise
from pipeline.errors import CorpusError
from pipeline.ledger import LedgerRow, SummarySentence
from pipeline.model import Event, EventId, Lang
from pipeline.registry import load_registry
from pipeline.relate import calls_of
from pipeline.vocabulary import Registry
from pipeline.write import Analysis
from tests.corpora import little_corpus

LANGS = (Lang("en"), Lang("fr"), Lang("vi"))
CALLS = EventId("call-2025"), EventId("call-2026")
# What a neutral sentence about reports does without, in the three languages.
JUDGING = re.compile(
    r"\b(?:dropped|abandon\w*|refus\w*|ignor\w*|forgot\w*|fail\w*|omit\w*|unfortunately|surprising\w*"
    r"|only now|renonc\w*|oubli\w*|néglig\w*|hélas|bỏ qua|từ bỏ|quên|phớt lờ|né tránh|đáng tiếc)\b",
    re.IGNORECASE,
)
BAD_FRENCH = re.compile(r"\b(?:de|à) les?\b|\b(?:de|que|le|la) (?=[aeiouâàéèêëîïôûœ])", re.IGNORECASE)


@pytest.fixture(scope="module")
def rows(analysis: Analysis) -> dict[str, LedgerRow]:
    return {row.id: row for row in analysis.ledgers[CALLS]}


def ids_of(row: LedgerRow, analysis: Analysis) -> set[str]:
    """Return every id that a row's data hold."""
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    held = {str(t) for c in (*row.left, *row.right) for t in claims[c].topics}
    return held | {row.topic, *row.speakers} | {d.id for d in row.differences}


def test_three_to_five_sentences_lead(analysis: Analysis) -> None:
    leading = [s for s in analysis.summary if s.lead]
    assert 3 <= len(leading) <= 5
    assert [s.order for s in analysis.summary] == list(range(1, len(analysis.summary) + 1))
    assert [s.lead for s in analysis.summary] == sorted((s.lead for s in analysis.summary), reverse=True)


def test_what_a_sentence_names_its_rows_hold(analysis: Analysis, rows: dict[str, LedgerRow]) -> None:
    for sentence in analysis.summary:
        assert sentence.rows
        held = set().union(*(ids_of(rows[row], analysis) for row in sentence.rows))
        assert set(sentence.things) <= held, sentence


def named_in(text: str, lang: Lang, registry: Registry) -> set[str]:
    """Return the names of the registry's namings that stand in a text, longest first, none inside another."""
    names = sorted({n.names[lang] for n in registry.namings.values()}, key=len, reverse=True)
    found = set()
    for name in names:
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if re.search(pattern, text):
            found.add(name)
            text = re.sub(pattern, "§", text)
    return found


def test_every_language_names_the_same_things_and_no_others(analysis: Analysis, registry: Registry) -> None:
    parties = {p for e in analysis.events.values() for p in e.parties}
    for sentence in analysis.summary:
        assert set(sentence.names) == set(LANGS)
        for lang in LANGS:
            wanted = {registry.namings[t].names[lang] for t in sentence.things if t in registry.namings}
            assert named_in(sentence.names[lang], lang, registry) == wanted, sentence.names[lang]
            speakers = {registry.entities[p].name(lang) for p in parties}
            assert any(name in sentence.names[lang] for name in speakers)


def test_a_number_in_a_sentence_counts_its_reports(analysis: Analysis, registry: Registry) -> None:
    """All digits are those of a name, a year, or of reports that there are."""
    for sentence in analysis.summary:
        calls = calls_of(analysis, sentence.left_event, sentence.right_event)
        counts = {str(n) for n in range(max(len(calls.left_reports), len(calls.right_reports)) + 1)}
        years = {calls.left.date[:4], calls.right.date[:4]}
        for lang in LANGS:
            text = sentence.names[lang]
            for name in named_in(text, lang, registry):
                text = text.replace(name, "")
            assert set(re.findall(r"\d+", text)) <= counts | years, text


def test_the_reports_of_a_sentence_are_those_of_its_rows(
    analysis: Analysis, rows: dict[str, LedgerRow]
) -> None:
    for sentence in analysis.summary:
        own = [rows[r] for r in sentence.rows]
        assert set(sentence.left_reports) == {r for row in own for r in row.left_basis.reports}
        assert set(sentence.right_reports) == {r for row in own for r in row.right_basis.reports}


def test_only_in_one_means_that_the_other_reports_have_no_such_words(
    analysis: Analysis, rows: dict[str, LedgerRow]
) -> None:
    claims = [c for a in analysis.annotations for c in a.claims]
    event = {a.report.sidecar.id: a.report.sidecar.event for a in analysis.annotations}
    for sentence in analysis.summary:
        if not sentence.kind.startswith("only-"):
            continue
        other = CALLS[0] if sentence.kind == "only-right" else CALLS[1]
        for row in (rows[r] for r in sentence.rows):
            said = [c for c in claims if event[c.report] == other and row.topic in c.topics]
            assert not any(set(row.speakers) & set(c.speakers) for c in said), row


def test_no_sentence_judges(analysis: Analysis) -> None:
    texts = [text for s in analysis.summary for text in s.names.values()]
    assert [t for t in texts if JUDGING.search(t)] == []
    assert JUDGING.search("Xi Jinping dropped the matter")


def test_sentences_are_well_formed(analysis: Analysis) -> None:
    for sentence in analysis.summary:
        for text in sentence.names.values():
            assert text.endswith(".")
            assert text[0].isupper()
            assert "  " not in text
            assert "{" not in text
        assert not BAD_FRENCH.search(sentence.names[Lang("fr")]), sentence.names[Lang("fr")]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "trade, railways and tourism"),
        ("fr", "le commerce, les chemins de fer et le tourisme"),
        ("vi", "thương mại, đường sắt và du lịch"),
    ],
)
def test_lists_are_written_as_the_language_writes_them(lang: str, words: str, registry: Registry) -> None:
    writer = Writer(Lang(lang), registry)
    assert writer.listed(writer.named(t) for t in ("trade", "railways", "tourism")) == words


@pytest.mark.parametrize(
    ("kind", "days", "en", "fr", "vi"),
    [
        ("call", ("2025-01-15", "2026-01-26"), "the 2025 call", "l'appel de 2025", "cuộc điện đàm năm 2025"),
        (
            "message",
            ("2025-01-15", "2025-03-01"),
            "the message of 15 January 2025",
            "le message du 15 janvier 2025",
            "thư điện ngày 15/1/2025",
        ),
    ],
)
def test_an_event_is_called_by_its_year_or_its_day(
    kind: str, days: tuple[str, str], en: str, fr: str, vi: str, registry: Registry
) -> None:
    one, other = (Event(EventId(d), kind, d, {}, ()) for d in days)
    found = [Writer(Lang(lang), registry).event(one, other) for lang in ("en", "fr", "vi")]
    assert found == [en, fr, vi]


def test_french_contracts_and_elides(registry: Registry) -> None:
    writer = Writer(Lang("fr"), registry)
    event = Event(EventId("e"), "message", "2025-01-15", {}, ())
    of_message = writer.fill("in-some-reports", 1, count=1, total=3, event=writer.event(event, event))
    assert of_message == "dans 1 des 3 articles sur le message du 15 janvier 2025"
    strong = writer.fill(
        "strength",
        topic=writer.named("trade"),
        who="Emmanuel Macron",
        left="x",
        right="y",
        left_event="l'appel",
        right_event="la visite",
    )
    assert "la formule d'Emmanuel Macron est" in strong


def test_the_summary_is_the_same_whatever_the_order_of_the_rows(
    analysis: Analysis, registry: Registry, rows: dict[str, LedgerRow]
) -> None:
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    turned = list(rows.values())[::-1]

    def words(found: tuple[SummarySentence, ...]) -> set[tuple[str, ...]]:
        return {tuple(s.names.values()) for s in found}

    assert words(summarise(calls_of(analysis, *CALLS), turned, claims, registry)) == words(analysis.summary)


def test_a_corpus_without_templates_has_no_summary(analysis: Analysis, registry: Registry) -> None:
    bare = replace(registry, phrases={})
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    assert summarise(calls_of(analysis, *CALLS), analysis.ledgers[CALLS], claims, bare) == ()


FAULTS = {
    "namings": (
        """[[naming]]
id = "no-such"
en = "x"
""",
        "no topic, term or entity has the id 'no-such'",
    ),
    "intensities": (
        """[[intensity]]
id = "x"
scale = "s"
grade = 4
en = ["very"]
example = "Very good."
counterexample = "Good."
""",
        "the grade is not 1 to 3",
    ),
    "summary": (
        """[[phrase]]
id = "mentions"
other = {en = "{who}", fr = "{things}"}
""",
        "has the places",
    ),
    "prose": (
        """[[language]]
id = "fr"
locale = "fr"
quotes = ["«", "»"]
contractions = [{regex = "de le ", gives = "du ", example = "du pain", counterexample = "x"}]
""",
        "misses its example",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_words_is_reported(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    text, fault = FAULTS[name]
    registry = little_corpus(tmp_path_factory.mktemp("faulty") / "corpus") / "registry"
    (registry / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(CorpusError) as found:
        load_registry(registry)
    assert any(fault in problem.what for problem in found.value.problems)


def test_every_topic_has_a_name_in_a_sentence(registry: Registry) -> None:
    assert {t for t in registry.topics if t not in registry.namings} == set()
    for naming in registry.namings.values():
        assert set(naming.names) == set(LANGS), naming.id


def test_the_name_of_a_term_says_the_term(registry: Registry) -> None:
    terms = {t.id for t in registry.terms}
    wrong = [
        (naming.id, name)
        for naming in registry.namings.values()
        if naming.id in terms
        for lang, name in naming.names.items()
        if naming.id not in {e.id for m in registry.term_lexicons[lang].find_all(name) for e in m.entries}
    ]
    assert wrong == []
