"""The values of a ledger: its rows, what they differ in, and what is told of them. All are frozen."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import ClaimId, EntityId, EventId, Lang, Names, PropositionId, ReportId, Status


@dataclass(frozen=True, slots=True)
class Difference:
    """A concrete thing that only one side of a ledger row has.

    `text` is what stands in the report, in the first of `claims`; `elsewhere`
    are the reports of the other event that have the thing in another statement.
    """

    side: str
    kind: str
    id: str
    text: str
    claims: tuple[ClaimId, ...] = ()
    elsewhere: tuple[ReportId, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a side of a row rests: its reports, and how many of them give whose account.

    A report whose account is a joint statement's, or unknown, is in none of the three counts.
    """

    reports: tuple[ReportId, ...] = ()
    own: int = 0
    other: int = 0
    third: int = 0


@dataclass(frozen=True, slots=True)
class WordPart:
    """A stretch of words that both texts have (`same`), or one of them (`left`, `right`)."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class WordDiff:
    """Two claims of one language: `same` and `left` joined are the one, `same` and `right` the other."""

    row: str
    left: ClaimId
    right: ClaimId
    lang: Lang
    parts: tuple[WordPart, ...]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the comparison of two events.

    `left_propositions` and `right_propositions` are those whose claims stand on its
    sides; `since` is the moment of the report with which it came about.
    """

    id: str
    status: Status
    speakers: tuple[EntityId, ...]
    topic: str
    left: tuple[ClaimId, ...]
    right: tuple[ClaimId, ...]
    left_event: EventId
    right_event: EventId
    differences: tuple[Difference, ...] = ()
    why: tuple[str, ...] = ()
    left_basis: Basis = Basis()
    right_basis: Basis = Basis()
    left_propositions: tuple[PropositionId, ...] = ()
    right_propositions: tuple[PropositionId, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence made from ledger rows; `things` are the ids that it names, `lead` marks the first ones."""

    left_event: EventId
    right_event: EventId
    order: int
    kind: str
    lead: bool
    names: Names
    rows: tuple[str, ...]
    left_reports: tuple[ReportId, ...]
    right_reports: tuple[ReportId, ...]
    things: tuple[str, ...]
