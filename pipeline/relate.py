"""Annotations of many reports are related: propositions, ledgers, courses, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from pipeline.accounts import accounts_of
from pipeline.align import align, refer
from pipeline.compare import Column, column_of, compare, made_anew
from pipeline.compare.summary import Calls, summarise
from pipeline.compare.worddiff import word_diffs
from pipeline.corrections import Change, Decisions, decide_joins, decide_rows
from pipeline.courses import trace_courses
from pipeline.ledger import LedgerRow
from pipeline.model import Annotation, ClaimId, EntityId, Event, EventId
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
) -> Analysis:
    """Return annotations with the propositions of each event and the ledger of each pair of events.

    Raises:
        CorpusError: with each decision of a person that fits nothing.
    """
    groups = by_event(events, annotations)
    found = {name: align(events[name], group, registry) for name, group in groups.items()}
    propositions, joined = decide_joins(found, annotations, decisions)
    accounts = _accounts(events, annotations, registry)
    columns = {
        name: column_of(events[name], propositions[name], group, accounts, registry)
        for name, group in groups.items()
    }
    ledgers, changes = _ledgers(events, columns, annotations, registry, decisions)
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
        references=_references(events, groups, registry),
        corrections=(*joined, *changes),
    )
    return tell(related, registry)


def by_event(
    events: Mapping[EventId, Event], annotations: Iterable[Annotation]
) -> dict[EventId, tuple[Annotation, ...]]:
    """Return the reports of each event, in the order of the events' ids."""
    groups: dict[EventId, list[Annotation]] = {name: [] for name in sorted(events)}
    for annotation in annotations:
        groups[annotation.report.sidecar.event].append(annotation)
    return {name: tuple(group) for name, group in groups.items()}


def _ledgers(
    events: Mapping[EventId, Event],
    columns: Mapping[EventId, Column],
    annotations: Iterable[Annotation],
    registry: Registry,
    decisions: Decisions,
) -> tuple[Mapping[tuple[EventId, EventId], tuple[LedgerRow, ...]], tuple[Change, ...]]:
    """Return the ledger of each pair of events, with what people decided of its rows, and their decisions.

    All that is drawn from the sides of a row is drawn anew where a person changed it.
    """
    machine = {
        (left.id, right.id): compare(columns[left.id], columns[right.id], registry)
        for left, right in comparable(events.values())
    }
    decided, changes = decide_rows(machine, annotations, decisions)
    if not changes:
        return decided, changes
    known = {row for rows in machine.values() for row in rows}
    out = {
        (left, right): tuple(
            row if row in known else made_anew(row, columns[left], columns[right], registry) for row in rows
        )
        for (left, right), rows in decided.items()
    }
    return out, changes


def tell(analysis: Analysis, registry: Registry) -> Analysis:
    """Return an analysis with what is told of its ledgers: word by word, and in sentences."""
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    ledgers = sorted(analysis.ledgers.items())
    groups = by_event(analysis.events, analysis.annotations)
    diffs = tuple(diff for _, rows in ledgers for diff in word_diffs(rows, claims))
    sentences = tuple(
        sentence
        for (left, right), rows in ledgers
        for sentence in summarise(_calls(analysis, groups, left, right), rows, claims, registry)
    )
    return replace(analysis, word_diffs=diffs, summary=sentences)


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
    events: Mapping[EventId, Event], groups: Mapping[EventId, tuple[Annotation, ...]], registry: Registry
) -> tuple[Reference, ...]:
    """Return what the claims of each follow-up refer to in the event that it follows."""
    return tuple(
        found
        for name, group in groups.items()
        if (earlier := events[name].follows)
        for found in refer((events[name], group), (events[earlier], groups[earlier]), registry)
    )


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
