"""Witnesses, accounts, courses and references: constructed cases, and what the shipped reports give."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.accounts import accounts_of
from pipeline.build import annotate
from pipeline.compare.basis import basis
from pipeline.courses import trace_courses
from pipeline.ledger import LedgerRow
from pipeline.model import (
    Annotation,
    Claim,
    ClaimId,
    EntityId,
    Event,
    EventId,
    Fact,
    Lang,
    Proposition,
    PropositionId,
    Status,
)
from pipeline.numbers import numbers_in
from pipeline.relations import Account
from pipeline.vocabulary import Registry
from pipeline.witnesses import witness
from pipeline.write import Analysis
from tests.corpora import report_of, talk_of

LEADERS = ("to-lam", "xi-jinping")
FULL = (
    "To Lam stressed that railways come first. To Lam thanked China for the vaccines. "
    "To Lam proposed opening the market to durians. To Lam congratulated China on its spaceflight."
)
FIRST_AND_LAST = "To Lam stressed that railways come first. To Lam congratulated China on its spaceflight."


def read(
    name: str, text: str, registry: Registry, *, outlet: str = "", completeness: str = "unknown"
) -> Annotation:
    """Return the annotation of a report in English, with what its sidecar says."""
    found = annotate(report_of(text, "en", name=name), talk_of(LEADERS), registry)
    fact = Fact(outlet, found.report.sidecar.outlet.how)
    sidecar = replace(found.report.sidecar, outlet=fact, completeness=completeness)
    return replace(found, report=replace(found.report, sidecar=sidecar))


def together(annotations: tuple[Annotation, ...]) -> tuple[Proposition, ...]:
    """Return the propositions of reports that repeat each other's words."""
    by_words: dict[str, list[ClaimId]] = {}
    for annotation in annotations:
        for claim in annotation.claims:
            by_words.setdefault(claim.text, []).append(claim.id)
    return tuple(
        Proposition(EventId("talk"), PropositionId(f"p-{ids[0]}"), tuple(ids), ())
        for ids in by_words.values()
    )


@pytest.mark.parametrize(
    ("text", "completeness", "states"),
    [
        ("first and last", "full", ["carried", "omitted full-text", "omitted full-text", "carried"]),
        ("first and last", "excerpt", ["carried", "cannot-tell excerpt", "cannot-tell excerpt", "carried"]),
        ("first and last", "partial", ["carried", "cannot-tell partial", "cannot-tell partial", "carried"]),
        ("first and last", "unknown", ["carried", "omitted passed-over", "omitted passed-over", "carried"]),
        ("first", "unknown", ["carried", *["cannot-tell unknown-extent"] * 3]),
        ("none", "full", ["cannot-tell no-statement"] * 4),
    ],
)
def test_a_lack_is_an_omission_only_where_that_can_be_told(
    text: str, completeness: str, states: list[str], registry: Registry
) -> None:
    words = {
        "first and last": FIRST_AND_LAST,
        "first": FIRST_AND_LAST.partition(". ")[0],
        "none": "It rained.",
    }
    whole = read("2025-05-01-whole-en", FULL, registry, completeness="full")
    other = read("2025-05-02-other-en", words[text], registry, completeness=completeness)
    assert len(whole.claims) == 4
    pair = (whole, other)
    found = [w for w in witness(talk_of(LEADERS), pair, together(pair)) if w.report == "2025-05-02-other-en"]
    shown = [w.state if w.state == w.why else f"{w.state} {w.why}" for w in found]
    assert shown == states


@pytest.mark.parametrize(
    ("outlet", "text", "account", "teller", "removes"),
    [
        ("vna", "To Lam stressed that railways come first.", "own", "vietnam", 0),
        ("xinhua", "To Lam stressed that railways come first.", "other", "china", 0),
        ("reuters", "To Lam stressed that railways come first.", "third", "united-kingdom", 0),
        ("", "To Lam stressed that railways come first.", "unknown", "", 0),
        ("vna", "According to Xinhua, Xi Jinping stressed that railways come first.", "own", "china", 1),
        ("vna", "According to Xinhua, To Lam stressed that railways come first.", "other", "china", 1),
        ("vna", "The two sides agreed to build railways.", "joint", "vietnam", 0),
    ],
)
def test_whose_account_a_claim_is(
    outlet: str, text: str, account: str, teller: str, removes: int, registry: Registry
) -> None:
    found = read("2025-05-01-told-en", text, registry, outlet=outlet)
    [told] = accounts_of(found, talk_of(LEADERS), registry).values()
    assert (told.kind, told.teller, told.removes) == (account, teller, removes)


def test_a_side_of_a_row_counts_its_reports_by_their_account(registry: Registry) -> None:
    """A report counts once, by its first claim; a joint statement belongs to nobody's own account."""
    alone, both = "To Lam stressed that railways come first.", "The two sides agreed to build railways."
    texts = {"vna": f"{alone} {alone}", "xinhua": alone, "reuters": alone, "cctv": both}
    accounts: dict[ClaimId, Account] = {}
    claims: list[Claim] = []
    for outlet, text in texts.items():
        found = read(f"2025-05-01-{outlet}-en", text, registry, outlet=outlet)
        accounts |= accounts_of(found, talk_of(LEADERS), registry)
        claims += found.claims
    rests = basis(claims, accounts)
    assert len(rests.reports) == len(texts)
    assert (rests.own, rests.other, rests.third) == (1, 1, 1)


def test_chinese_media_in_a_vietnamese_paper_are_the_chinese_account(analysis: Analysis) -> None:
    told = [
        (analysis.accounts[c.id], c)
        for a in analysis.annotations
        for c in a.claims
        if a.report.sidecar.id == "2025-01-16-thoidai-vi" and c.via
    ]
    assert told
    for account, claim in told:
        assert account.removes == len(claim.via)
        assert account.teller == "china"
        assert account.kind == {"to-lam": "other", "xi-jinping": "own"}.get("+".join(claim.speakers), "joint")


def event(name: str, day: str) -> Event:
    return Event(EventId(name), "call", day, {}, tuple(map(EntityId, LEADERS)))


def row(left: str, right: str, status: Status, sides: tuple[str, str]) -> LedgerRow:
    return LedgerRow(
        f"{left}{right}",
        status,
        (EntityId("to-lam"),),
        "railways",
        tuple(ClaimId(f"c{side}") for side in sides[:1] if side),
        tuple(ClaimId(f"c{side}") for side in sides[1:] if side),
        EventId(left),
        EventId(right),
        left_propositions=tuple(PropositionId(f"p{side}") for side in sides[:1] if side),
        right_propositions=tuple(PropositionId(f"p{side}") for side in sides[1:] if side),
    )


def test_a_course_goes_through_three_events() -> None:
    """Said, not in the reports of the second event, taken up in the third; and one that begins there."""
    events = [event("e1", "2024-01-01"), event("e2", "2025-01-01"), event("e3", "2026-01-01")]
    ledgers = {
        (EventId("e1"), EventId("e2")): [row("e1", "e2", Status.DROPPED, ("1", ""))],
        (EventId("e2"), EventId("e3")): [
            row("e2", "e3", Status.NEW, ("", "3")),
            row("e2", "e3", Status.NEW, ("", "new")),
        ],
        (EventId("e1"), EventId("e3")): [row("e1", "e3", Status.CHANGED, ("1", "3"))],
    }
    courses = trace_courses(events, ledgers)
    assert [[(s.propositions, s.status) for s in c.stations] for c in courses] == [
        [(("p1",), "first"), ((), "absent"), (("p3",), "changed")],
        [((), "absent"), ((), "absent"), (("pnew",), "new")],
    ]


def test_the_envoys_talks_refer_to_the_call_and_enter_no_ledger(analysis: Analysis) -> None:
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    assert analysis.references
    for found in analysis.references:
        assert (found.from_event, found.to_event) == ("envoy-2026", "call-2026")
        assert found.why
    linked = {(claims[f.claim].topics[0], claims[to].topics[0]) for f in analysis.references for to in f.to}
    assert ("science-technology", "science-technology") in linked
    assert any("names the talk itself" in f.why for f in analysis.references)
    assert not any("envoy-2026" in pair for pair in analysis.ledgers)


@pytest.mark.parametrize(
    ("lang", "text"),
    [("vi", "25 tỷ USD"), ("en", "$25 billion"), ("fr", "25 milliards de dollars"), ("en", "25,000,000,000")],
)
def test_a_number_is_one_value_in_three_languages(lang: str, text: str, registry: Registry) -> None:
    assert values(lang, text, registry) == ["25000000000"]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("vi", "3,5 triệu", "3500000"),
        ("fr", "1 500 bourses", "1500"),
        ("en", "ten projects", "10"),
        ("en", "two billion dollars", "2000000000"),
        ("vi", "hai tỷ USD", "2000000000"),
        ("fr", "0,125 point", "0.125"),
    ],
)
def test_decimal_marks_spaces_and_words(lang: str, text: str, value: str, registry: Registry) -> None:
    assert values(lang, text, registry) == [value]


@pytest.mark.parametrize(
    ("lang", "text", "sure"),
    [
        ("en", "the two sides", []),
        ("vi", "trong năm tới", []),
        ("en", "COVID-19 and 5G on 3/2", []),
        ("vi", "tăng 10-15% mỗi năm", ["10", "15"]),
    ],
)
def test_what_is_no_figure(lang: str, text: str, sure: list[str], registry: Registry) -> None:
    """Words that are something else too, parts of names and days are no figures; a range has two."""
    found = numbers_in(text, registry.quantity_lexicons[Lang(lang)])
    assert [n.value for n in found if n.sure] == sure


def values(lang: str, text: str, registry: Registry) -> list[str]:
    return [n.value for n in numbers_in(text, registry.quantity_lexicons[Lang(lang)])]


@pytest.mark.parametrize(
    ("text", "has", "lacks"),
    [
        ("both sides should press ahead with the railway", "accelerate", "press-media"),
        ("he called for an immediate resolution of the conflict", "conflict-war", "congress-resolution"),
        ("press cooperation will grow", "press-media", "accelerate"),
        ("to carry out the Congress resolution", "congress-resolution", "press-media"),
    ],
)
def test_a_word_in_another_sense_is_not_the_term(text: str, has: str, lacks: str, registry: Registry) -> None:
    found = {term.id for match in registry.wide_lexicons[Lang("en")].find(text) for term in match.entries}
    assert has in found
    assert lacks not in found
