"""Two events become a ledger: what the reports of both have, and what only those of one have.

Propositions of the two events are held against each other topic by topic and
speaker by speaker; a joint statement counts for each leader. What pairs with
nothing stands alone, under its most central topic.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.compare.basis import Outlets, basis
from pipeline.compare.differences import differences
from pipeline.compare.pairing import Pair, Pairing
from pipeline.compare.readings import holders, read_claims
from pipeline.compare.sides import Side, about, joined, side_of
from pipeline.compare.status import judge
from pipeline.ledger import Basis, Difference, LedgerRow
from pipeline.model import Annotation, EntityId, Event, EventId, Proposition, Status
from pipeline.vocabulary import Registry


def compare(
    left: Event,
    right: Event,
    propositions: Mapping[EventId, tuple[Proposition, ...]],
    annotations: Iterable[Annotation],
    registry: Registry,
) -> tuple[LedgerRow, ...]:
    """Return the ledger of two events in the order of the topics; `propositions` is by event id."""
    own = [a for a in annotations if a.report.sidecar.event in (left.id, right.id)]
    readings = read_claims(own, (left, right), registry)
    one, other = (
        _Column(
            event,
            tuple(side_of(p, readings) for p in propositions.get(event.id, ())),
            frozenset(holders((a for a in own if a.report.sidecar.event == event.id), readings, registry)),
        )
        for event in (left, right)
    )
    outlets = {a.report.sidecar.id: EntityId(a.report.sidecar.outlet.value) for a in own}
    return tuple(_Ledger(one, other, outlets, registry).rows())


@dataclass(frozen=True, slots=True)
class _Column:
    """One event of a ledger: its propositions, and the ids of all that its reports hold."""

    event: Event
    sides: tuple[Side, ...]
    held: frozenset[str]


class _Ledger:
    def __init__(self, left: _Column, right: _Column, outlets: Outlets, registry: Registry) -> None:
        self._left, self._right = left, right
        self._outlets = outlets
        self._registry = registry
        self._pairing = Pairing(left.sides, right.sides, registry)

    def rows(self) -> Iterator[LedgerRow]:
        """Yield all rows, those of a topic that pair first."""
        pairs = {topic: self._pairing.under(topic) for topic in self._registry.topics}
        partners = self._partners(pairs.values())
        for topic, found in pairs.items():
            rows = list(self._paired(topic, found))
            yield from rows
            for index, column in enumerate((self._left, self._right)):
                here = {pair[index] for pair in found}
                shown = {c for row in rows for c in (row.left, row.right)[index]}
                for side in self._alone(topic, column.sides, partners[index], here):
                    if not shown.issuperset(c.id for c in side.claims):
                        shown.update(c.id for c in side.claims)
                        yield self._row(topic, side.speakers, *((side, None) if index == 0 else (None, side)))

    def _partners(self, pairs: Iterable[Iterable[Pair]]) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
        """Return the topics of what each proposition of either side is paired with."""
        left: dict[int, set[str]] = {}
        right: dict[int, set[str]] = {}
        for found in pairs:
            for i, j in found:
                left.setdefault(i, set()).update(self._right.sides[j].topics)
                right.setdefault(j, set()).update(self._left.sides[i].topics)
        return left, right

    def _paired(self, topic: str, found: Mapping[Pair, tuple[EntityId, ...]]) -> Iterator[LedgerRow]:
        for ours, theirs in self._pairing.merged(found):
            left = joined(self._left.sides[i] for i in ours)
            right = joined(self._right.sides[j] for j in theirs)
            spoken = {s for i in ours for j in theirs for s in found.get((i, j), ())}
            yield self._row(topic, tuple(s for s in left.speakers if s in spoken), left, right)

    def _alone(
        self, topic: str, sides: tuple[Side, ...], partners: Mapping[int, set[str]], here: set[int]
    ) -> Iterator[Side]:
        """Yield what pairs with nothing: under its central topic, or under one that its partners lack."""
        for index, side in enumerate(sides):
            if topic not in side.topics or index in here:
                continue
            lacking = index in partners and topic not in partners[index]
            if (index not in partners and side.topics[0] == topic) or (
                lacking and not self._registry.topics[topic].broad
            ):
                yield about(side, topic)

    def _row(
        self, topic: str, speakers: tuple[EntityId, ...], left: Side | None, right: Side | None
    ) -> LedgerRow:
        found: tuple[Difference, ...] = ()
        if left and right:
            found = differences(left, right, (self._left.held, self._right.held), self._registry)
            status, why = judge(left, right, found, self._registry)
        else:
            status = Status.DROPPED if left else Status.NEW
            why = ("no statement of the other event answers it",)
        mine, theirs = (tuple(c.id for c in side.claims) if side else () for side in (left, right))
        # Of what does not move: the topic, the speakers and the first claim of each side by its id.
        anchors = [min(side, default="") for side in (mine, theirs)]
        digest = hashlib.sha256("\n".join([topic, *anchors, *speakers]).encode()).hexdigest()[:10]
        return LedgerRow(
            f"{topic}-{digest}",
            status,
            speakers,
            topic,
            mine,
            theirs,
            self._left.event.id,
            self._right.event.id,
            found,
            why,
            self._basis(left, speakers, self._left.event),
            self._basis(right, speakers, self._right.event),
        )

    def _basis(self, side: Side | None, speakers: tuple[EntityId, ...], event: Event) -> Basis:
        return basis(side.claims if side else (), speakers, event, self._outlets, self._registry)
