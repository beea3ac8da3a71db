"""What the pages show, arranged from the records; templates turn it into HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, get_args

from .edition import Edition
from .highlight import Stretch, mark_differences
from .ledger import (
    Difference,
    LedgerRow,
    SideName,
    Status,
    WordDiff,
)
from .records import (
    Claim,
    Event,
    Mention,
    Proposition,
    Report,
    Witnessing,
    Word,
)

STATUSES: Final[tuple[Status, ...]] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Witness:
    """A report and its words for a statement."""

    report: Report
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said, in the words of a report, and the further reports that have it."""

    first: Witness
    further: tuple[Witness, ...]

    def further_in(self, lang: str) -> tuple[Witness, ...]:
        """Return the further reports that have the statement in a language."""
        return tuple(one for one in self.further if any(claim.lang == lang for claim in one.claims))


@dataclass(frozen=True, slots=True)
class Side:
    """One cell of the comparison: an event, what its reports have, and what only they name."""

    name: SideName
    event: Event
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    only: tuple[Difference, ...]
    mentions: Mapping[str, tuple[Mention, ...]]

    def marked(self, claim: Claim) -> tuple[Stretch, ...]:
        """Return the claim's words with what this side alone names marked."""
        return mark_differences(claim, self.only, self.mentions.get(claim.report, ()))

    def lang_of(self, difference: Difference) -> str:
        """Return the language of the words that a difference is, empty where no claim has them."""
        return next((claim.lang for claim in self.claims if difference.text in claim.text), "")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger with its two cells."""

    ledger: LedgerRow
    left: Side
    right: Side
    diffs: tuple[WordDiff, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return the claims of both sides."""
        return self.left.claims + self.right.claims


@dataclass(frozen=True, slots=True)
class TopicRows:
    """The rows of the ledger about one topic."""

    topic: Word
    rows: tuple[Row, ...]

    @property
    def tally(self) -> tuple[tuple[Status, int], ...]:
        """Return (status, number of rows) for each status that has rows."""
        found = [row.ledger.status for row in self.rows]
        return tuple((status, found.count(status)) for status in STATUSES if status in found)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a report has of a proposition: its claims, and whether it carries it."""

    report: Report
    claims: tuple[Claim, ...]
    state: Witnessing


@dataclass(frozen=True, slots=True)
class CollationRow:
    """A proposition and, for each report of the event in order, the claims that render it."""

    proposition: Proposition
    first: Claim
    cells: tuple[Cell, ...]

    @property
    def carried_by(self) -> int:
        """Return the number of reports that have it."""
        return sum(bool(cell.claims) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Change:
    """The rows of one status, speaker and topic."""

    topic: Word
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class SpeakerChanges:
    """The rows of one status and speaker, by topic."""

    speakers: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def number(self) -> int:
        """Return the number of rows."""
        return sum(len(change.rows) for change in self.changes)


def statements(edition: Edition, claim_ids: Iterable[str]) -> tuple[Statement, ...]:
    """Return the claims as statements: those that share a proposition are one."""
    groups: list[tuple[set[str], list[Claim]]] = []
    for claim_id in claim_ids:
        names = {claim_id, *edition.joined.get(claim_id, ())}
        touching = [group for group in groups if group[0] & names]
        claims = [claim for group in touching for claim in group[1]]
        groups = [group for group in groups if group not in touching]
        merged = names.union(*(group[0] for group in touching))
        groups.append((merged, [*claims, edition.claim[claim_id]]))
    return tuple(_statement(edition, claims) for _, claims in groups)


def _statement(edition: Edition, claims: list[Claim]) -> Statement:
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    witnesses = [Witness(edition.report[name], tuple(by_report[name])) for name in by_report]
    # A translation made by a machine is not shown first where another report has the words.
    witnesses.sort(key=lambda witness: witness.report.translation == "machine")
    return Statement(witnesses[0], tuple(witnesses[1:]))


def comparison(edition: Edition, left: Event, right: Event) -> tuple[TopicRows, ...]:
    """Return the ledger of two events by topic, topics in the order of the vocabulary."""
    rows = edition.rows_of.get((left.id, right.id), ())
    found = (
        TopicRows(topic, tuple(_row(edition, row) for row in rows if row.topic == topic.id))
        for topic in edition.words.get("topic", ())
    )
    return tuple(topic for topic in found if topic.rows)


def _row(edition: Edition, row: LedgerRow) -> Row:
    def side(name: SideName, event: str, ids: tuple[str, ...]) -> Side:
        claims = tuple(edition.claim[claim_id] for claim_id in ids)
        found = tuple(_only(edition, row, name))
        return Side(name, edition.event[event], claims, statements(edition, ids), found, edition.mentions_of)

    left = side("left", row.left_event, row.left)
    right = side("right", row.right_event, row.right)
    return Row(row, left, right, edition.worddiffs_of.get(row.id, ()))


def _only(edition: Edition, row: LedgerRow, side: SideName) -> Iterator[Difference]:
    """Yield what one side alone names, each once, but for the parties and their countries."""
    parties = {*edition.event[row.left_event].parties, *edition.event[row.right_event].parties}
    known = parties | {edition.entity[party].country for party in parties}
    other = row.right_event if side == "left" else row.left_event
    elsewhere = edition.named_in.get(other, {})
    seen: set[str] = set()
    for difference in row.differences:
        if difference.side != side or difference.id in known:
            continue
        names = {difference.id, difference.text.casefold()} - {""}
        if not names & seen:
            yield replace(difference, elsewhere=elsewhere.get(difference.id, ()))
        seen |= names


def changes(edition: Edition, left: Event, right: Event, status: str) -> tuple[SpeakerChanges, ...]:
    """Return the ledger's rows of one status, by speaker and then by topic."""
    rows = [row for row in edition.rows_of.get((left.id, right.id), ()) if row.status == status]
    speakers = sorted({row.speakers for row in rows}, key=lambda ids: (len(ids), ids))
    return tuple(
        SpeakerChanges(ids, tuple(_by_topic(edition, [row for row in rows if row.speakers == ids])))
        for ids in speakers
    )


def _by_topic(edition: Edition, rows: list[LedgerRow]) -> Iterator[Change]:
    for topic in edition.words.get("topic", ()):
        found = tuple(row for row in rows if row.topic == topic.id)
        if found:
            yield Change(topic, found)


def collation(edition: Edition, event: Event) -> tuple[CollationRow, ...]:
    """Return the event's propositions in the order in which its reports have them."""
    order = {
        claim.id: (number, place)
        for number, report in enumerate(event.reports)
        for place, claim in enumerate(edition.claims_of.get(report, ()))
    }
    rows = []
    for joined in edition.propositions_of.get(event.id, ()):
        claims = [edition.claim[name] for name in joined.claims]
        cells = tuple(
            Cell(
                edition.report[report],
                tuple(claim for claim in claims if claim.report == report),
                edition.witness[joined.proposition, report],
            )
            for report in event.reports
        )
        rows.append(CollationRow(joined, min(claims, key=lambda c: order[c.id]), cells))
    return tuple(sorted(rows, key=lambda row: order[row.first.id]))


def partners_of(edition: Edition, claim: Claim) -> tuple[str, ...]:
    """Return the ids of the claims that say the same in the reports of the same event."""
    event = edition.report[claim.report].event
    joined = (edition.proposition[event, name] for name in edition.joined.get(claim.id, ()))
    found = dict.fromkeys(other for proposition in joined for other in proposition.claims)
    return tuple(other for other in found if other != claim.id)


def comparisons(edition: Edition) -> tuple[tuple[Event, Event], ...]:
    """Return the pairs of events that the ledger compares, the latest first."""
    pairs = [(edition.event[left], edition.event[right]) for left, right in edition.rows_of]
    return tuple(sorted(pairs, key=lambda pair: (pair[1].date, pair[0].date), reverse=True))


def label_of(event: Event, others: Iterable[Event]) -> str:
    """Return the year of an event, or its date where another has the same year."""
    years = [other.date[:4] for other in others if other.id != event.id]
    return event.date if event.date[:4] in years else event.date[:4]
