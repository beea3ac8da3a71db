"""Annotations of many reports are related: propositions, ledgers, courses, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pipeline.accounts import accounts_of
from pipeline.align import align, refer
from pipeline.compare import Column, column_of, compare, made_anew
from pipeline.compare.summary import Calls, summarise
from pipeline.compare.worddiff import word_diffs
from pipeline.corrections import Change, Decisions, decide_joins, decide_rows
from pipeline.courses import trace_courses
from pipeline.ledger import LedgerRow, SummarySentence, WordDiff
from pipeline.model import Annotation, Claim, ClaimId, EntityId, Event, EventId, Proposition
from pipeline.recall import NOTHING_KEPT, Recall
from pipeline.relations import Account, Reference
from pipeline.vocabulary import Registry
from pipeline.witnesses import witness
from pipeline.write import Analysis

NO_DECISIONS: Decisions = MappingProxyType({})
# With how many of the events that follow it between the same parties an event is compared.
FOLLOWING = 11


def relate(
    events: Mapping[EventId, Event],
    annotations: tuple[Annotation, ...],
    registry: Registry,
    decisions: Decisions = NO_DECISIONS,
    recall: Recall = NOTHING_KEPT,
) -> Analysis:
    """Return annotations with the propositions of each event and the ledger of each pair of events.

    What `recall` has of an event or a pair of events is not made again.

    Raises:
        CorpusError: with each decision of a person that fits nothing.
    """
    groups = by_event(events, annotations)
    found = {name: _aligned(events[name], group, registry, recall) for name, group in groups.items()}
    propositions, joined = decide_joins(found, annotations, decisions)
    accounts = _accounts(events, annotations, registry)
    sides = _Sides(events, groups, propositions, accounts, registry)
    ledgers, changes = _ledgers(sides, annotations, decisions, recall)
    related = Analysis(
        events,
        annotations,
        propositions,
        ledgers,
        (),
        accounts=accounts,
        witnesses=tuple(
            state for e, group in groups.items() for state in witness(events[e], group, propositions[e])
        ),
        courses=trace_courses(events.values(), ledgers),
        references=_references(events, groups, registry, recall),
        corrections=(*joined, *changes),
    )
    return tell(related, registry, recall)


def by_event(
    events: Mapping[EventId, Event], annotations: Iterable[Annotation]
) -> dict[EventId, tuple[Annotation, ...]]:
    """Return the reports of each event, in the order of the events' ids."""
    groups: dict[EventId, list[Annotation]] = {name: [] for name in sorted(events)}
    for annotation in annotations:
        groups[annotation.report.sidecar.event].append(annotation)
    return {name: tuple(group) for name, group in groups.items()}


def _aligned(
    event: Event, group: tuple[Annotation, ...], registry: Registry, recall: Recall
) -> tuple[Proposition, ...]:
    arguments = _arguments(recall, [(event, group)])
    return recall.of(
        "propositions", arguments, tuple[Proposition, ...], lambda: align(event, group, registry)
    )


def _arguments(
    recall: Recall, events: Iterable[tuple[Event, tuple[Annotation, ...]]], *more: object
) -> list[object] | None:
    """Return what a result of some events is made from, None where a report has no hash."""
    found: list[object] = [*more]
    for event, group in events:
        names = recall.reports(group)
        if names is None:
            return None
        found += [event, names]
    return found


class _Sides:
    """The events as sides of ledgers, each made when first asked for."""

    def __init__(
        self,
        events: Mapping[EventId, Event],
        groups: Mapping[EventId, tuple[Annotation, ...]],
        propositions: Mapping[EventId, tuple[Proposition, ...]],
        accounts: Mapping[ClaimId, Account],
        registry: Registry,
    ) -> None:
        self.events, self.groups, self.propositions = events, groups, propositions
        self.registry = registry
        self._accounts = accounts
        self._made: dict[EventId, Column] = {}

    def __getitem__(self, event: EventId) -> Column:
        if event not in self._made:
            own = (self.propositions[event], self.groups[event], self._accounts, self.registry)
            self._made[event] = column_of(self.events[event], *own)
        return self._made[event]


def _ledgers(
    sides: _Sides, annotations: Iterable[Annotation], decisions: Decisions, recall: Recall
) -> tuple[Mapping[tuple[EventId, EventId], tuple[LedgerRow, ...]], tuple[Change, ...]]:
    """Return the ledger of each pair of events, with what people decided of its rows, and their decisions.

    All that is drawn from the sides of a row is drawn anew where a person changed it.
    """
    machine = {
        (left.id, right.id): _compared(sides, left.id, right.id, recall)
        for left, right in comparable(sides.events.values())
    }
    decided, changes = decide_rows(machine, annotations, decisions)
    if not changes:
        return decided, changes
    known = {row for rows in machine.values() for row in rows}
    out = {
        (left, right): tuple(
            row if row in known else made_anew(row, sides[left], sides[right], sides.registry) for row in rows
        )
        for (left, right), rows in decided.items()
    }
    return out, changes


def _compared(sides: _Sides, left: EventId, right: EventId, recall: Recall) -> tuple[LedgerRow, ...]:
    both = [(sides.events[e], sides.groups[e]) for e in (left, right)]
    arguments = _arguments(recall, both, sides.propositions[left], sides.propositions[right])
    return recall.of(
        "ledgers",
        arguments,
        tuple[LedgerRow, ...],
        lambda: compare(sides[left], sides[right], sides.registry),
    )


def tell(analysis: Analysis, registry: Registry, recall: Recall = NOTHING_KEPT) -> Analysis:
    """Return an analysis with what is told of its ledgers: word by word, and in sentences."""
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    groups = by_event(analysis.events, analysis.annotations)
    diffs: list[WordDiff] = []
    sentences: list[SummarySentence] = []
    for (left, right), rows in sorted(analysis.ledgers.items()):
        calls = _calls(analysis, groups, left, right)
        both = [(analysis.events[e], groups[e]) for e in (left, right)]
        arguments = _arguments(recall, both, rows)
        diffs += recall.of("worddiffs", arguments, tuple[WordDiff, ...], _diffing(rows, claims))
        told = _telling(calls, rows, claims, registry)
        sentences += recall.of("summaries", arguments, tuple[SummarySentence, ...], told)
    return replace(analysis, word_diffs=tuple(diffs), summary=tuple(sentences))


Claims = Mapping[ClaimId, Claim]


def _diffing(rows: Sequence[LedgerRow], claims: Claims) -> Callable[[], tuple[WordDiff, ...]]:
    return lambda: tuple(word_diffs(rows, claims))


def _telling(
    calls: Calls, rows: Sequence[LedgerRow], claims: Claims, registry: Registry
) -> Callable[[], tuple[SummarySentence, ...]]:
    return lambda: summarise(calls, rows, claims, registry)


def calls_of(analysis: Analysis, left: EventId, right: EventId) -> Calls:
    """Return two events with the reports that there are of each."""
    return _calls(analysis, by_event(analysis.events, analysis.annotations), left, right)


def _calls(
    analysis: Analysis, groups: Mapping[EventId, tuple[Annotation, ...]], left: EventId, right: EventId
) -> Calls:
    one, other = (tuple(sorted(a.report.sidecar.id for a in groups[event])) for event in (left, right))
    return Calls(analysis.events[left], analysis.events[right], one, other)


def _accounts(
    events: Mapping[EventId, Event], annotations: Iterable[Annotation], registry: Registry
) -> dict[ClaimId, Account]:
    """Return whose account each claim is."""
    found: dict[ClaimId, Account] = {}
    for annotation in annotations:
        found |= accounts_of(annotation, events[annotation.report.sidecar.event], registry)
    return found


def _references(
    events: Mapping[EventId, Event],
    groups: Mapping[EventId, tuple[Annotation, ...]],
    registry: Registry,
    recall: Recall,
) -> tuple[Reference, ...]:
    """Return what the claims of each follow-up refer to in the event that it follows."""
    found: list[Reference] = []
    for name, group in groups.items():
        if earlier := events[name].follows:
            pair = ((events[name], group), (events[earlier], groups[earlier]))
            found += recall.of(
                "references", _arguments(recall, pair), tuple[Reference, ...], _referring(*pair, registry)
            )
    return tuple(found)


Told = tuple[Event, tuple[Annotation, ...]]


def _referring(follower: Told, followed: Told, registry: Registry) -> Callable[[], tuple[Reference, ...]]:
    return lambda: refer(follower, followed, registry)


def comparable(events: Iterable[Event]) -> list[tuple[Event, Event]]:
    """Return the pairs of events between the same parties that have a ledger, the earlier first.

    Up to a dozen events, each two have one; of more, each has one with the eleven that follow it, so that
    the ledgers grow with the events and not with their square.
    """
    groups: dict[frozenset[EntityId], list[Event]] = {}
    for event in sorted(events, key=lambda e: (e.date, e.id)):
        groups.setdefault(frozenset(event.parties), []).append(event)
    pairs = [
        (one, other)
        for group in groups.values()
        for n, one in enumerate(group)
        for other in group[n + 1 : n + 1 + FOLLOWING]
    ]
    return sorted(pairs, key=lambda pair: [(e.date, e.id) for e in pair])
