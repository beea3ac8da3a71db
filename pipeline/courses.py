"""The course of a matter over all events between the same parties, however many.

A course begins where a matter first stands in the reports and goes on through
the rows of the ledgers that pair it with a later event, the nearest first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.ledger import LedgerRow
from pipeline.model import Event, EventId, PropositionId, Status
from pipeline.relations import Course, Station

FIRST, NEW, ABSENT = "first", "new", "absent"
Ledgers = Mapping[tuple[EventId, EventId], Sequence[LedgerRow]]


@dataclass(slots=True)
class _Way:
    """A course while it grows: its propositions and status by event."""

    row: LedgerRow
    names: dict[EventId, tuple[PropositionId, ...]] = field(default_factory=dict)
    status: dict[EventId, str] = field(default_factory=dict)


def trace_courses(events: Iterable[Event], ledgers: Ledgers) -> tuple[Course, ...]:
    """Return the courses of all events that share their parties, by parties, then as they begin."""
    groups: dict[tuple[str, ...], list[Event]] = {}
    for event in sorted(events, key=lambda e: (e.date, e.id)):
        groups.setdefault(tuple(sorted(event.parties)), []).append(event)
    return tuple(
        course
        for _, group in sorted(groups.items())
        if len(group) > 1
        for course in _of_group(group, ledgers)
    )


def _of_group(group: Sequence[Event], ledgers: Ledgers) -> list[Course]:
    ways: list[_Way] = []
    for number, event in enumerate(group):
        placed: set[tuple[str, tuple[str, ...], PropositionId]] = set()
        rows = [row for e in reversed(group[:number]) for row in ledgers.get((e.id, event.id), ())]
        # What is paired goes first, and what was paired first keeps its place when reports are added.
        for row in sorted(rows, key=lambda r: (not (r.left and r.right), r.since)):
            _follow(row, ways, placed)
    return [_course(way, group) for way in ways]


def _follow(
    row: LedgerRow, ways: list[_Way], placed: set[tuple[str, tuple[str, ...], PropositionId]]
) -> None:
    """Let a row carry a course on, or begin one where none leads to it."""
    left = row.left_propositions
    right = tuple(n for n in row.right_propositions if (row.topic, row.speakers, n) not in placed)
    if row.right and not right:
        return
    placed.update((row.topic, row.speakers, name) for name in right)
    way = _leading_to(row, left, ways)
    if way is None:
        way = _Way(row)
        ways.append(way)
        if left:
            way.names[row.left_event] = left
    if right:
        way.names[row.right_event] = (*way.names.get(row.right_event, ()), *right)
        if left:
            way.status.setdefault(row.right_event, row.status.value)


def _leading_to(row: LedgerRow, left: tuple[PropositionId, ...], ways: Iterable[_Way]) -> _Way | None:
    """Return the course under the row's topic and speakers that its left side stands in."""
    if row.status is Status.NEW:
        return None
    for way in ways:
        same = way.row.topic == row.topic and set(way.row.speakers) & set(row.speakers)
        if same and set(left) & set(way.names.get(row.left_event, ())):
            return way
    return None


def _course(way: _Way, group: Sequence[Event]) -> Course:
    stations = []
    begun = False
    for number, event in enumerate(group):
        names = way.names.get(event.id, ())
        status = way.status.get(event.id, "") if begun else FIRST if number == 0 else NEW
        stations.append(Station(event.id, names, (status or NEW) if names else ABSENT))
        begun = begun or bool(names)
    row = way.row
    # Named after the row that it began with: that row keeps its name when reports are added.
    digest = hashlib.sha256(row.id.encode()).hexdigest()[:10]
    return Course(f"course-{row.topic}-{digest}", group[0].parties, row.speakers, row.topic, tuple(stations))
