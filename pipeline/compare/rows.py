"""The rows of a ledger, from the pairs of two events' propositions and what stands alone.

A row is named after the proposition on it that was there first, so that it keeps
its name when another report gives it an answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.compare.basis import basis
from pipeline.compare.columns import Column
from pipeline.compare.differences import differences
from pipeline.compare.pairing import Pair, Pairing
from pipeline.compare.sides import Side, about, joined, side_of
from pipeline.compare.status import judge
from pipeline.ledger import Difference, LedgerRow
from pipeline.model import ClaimId, EntityId, PropositionId, Status
from pipeline.vocabulary import Registry

UNANSWERED = "no statement of the other event answers it"
ELSEWHERE = "on other topics it is answered by"

# By the number of a proposition: the names of those that answer it, with their topics.
Partners = Mapping[int, Mapping[PropositionId, tuple[str, ...]]]


class Ledger:
    """Two events held against each other."""

    def __init__(self, left: Column, right: Column, registry: Registry) -> None:
        """Take the events; nothing is paired before rows are asked for."""
        self._left, self._right = left, right
        self._registry = registry
        self._names: set[str] = set()

    def rows(self) -> Iterator[LedgerRow]:
        """Yield all rows, those of a topic that pair first."""
        pairing = Pairing(self._left.histories, self._right.histories, self._registry)
        partners = self._partners(pairing)
        for topic, found in pairing.pairs.items():
            for pairs in pairing.merged(topic):
                yield self._paired(topic, pairs, pairing)
            for index, column in enumerate((self._left, self._right)):
                here = {pair[index] for pair in found}
                for number, side in self._alone(topic, column.sides, partners[index], here):
                    name = self._named(topic, [side.id])
                    both = ((side,), ()) if index == 0 else ((), (side,))
                    row = self._row(name, topic, side.speakers, both, column.since[number])
                    answers = sorted(partners[index].get(number, ()))
                    yield replace(row, why=(f"{ELSEWHERE} {', '.join(answers)}",)) if answers else row

    def made_anew(self, row: LedgerRow) -> LedgerRow:
        """Return a row as its sides have it now, with the status and the reasons that a person gave it."""
        sides = (
            self._side(self._left, row.left_propositions, row.left),
            self._side(self._right, row.right_propositions, row.right),
        )
        made = self._row(row.id, row.topic, row.speakers, sides, row.since)
        return replace(made, status=row.status, why=(*made.why, *row.why))

    def _side(
        self, column: Column, names: Sequence[PropositionId], claims: Sequence[ClaimId]
    ) -> tuple[Side, ...]:
        return (side_of(names[0], (column.readings[c] for c in claims)),) if claims and names else ()

    def _partners(self, pairing: Pairing) -> tuple[Partners, Partners]:
        """Return what each proposition of either side is paired with, under whatever topic."""
        left: dict[int, dict[PropositionId, tuple[str, ...]]] = {}
        right: dict[int, dict[PropositionId, tuple[str, ...]]] = {}
        for found in pairing.pairs.values():
            for i, j in found:
                one, other = self._left.sides[i], self._right.sides[j]
                left.setdefault(i, {})[other.id] = other.topics
                right.setdefault(j, {})[one.id] = one.topics
        return left, right

    def _paired(self, topic: str, pairs: Sequence[Pair], pairing: Pairing) -> LedgerRow:
        ours, theirs = (sorted({pair[index] for pair in pairs}) for index in (0, 1))
        left = tuple(self._left.sides[i] for i in ours)
        right = tuple(self._right.sides[j] for j in theirs)
        found = pairing.pairs[topic]
        spoken = {s for pair in pairs for s in found[pair].speakers}
        speakers = tuple(s for s in left[0].speakers if s in spoken)
        i, j = pairs[0]
        first = [
            (self._left.since[i], self._left.sides[i].id),
            (self._right.since[j], self._right.sides[j].id),
        ]
        name = self._named(topic, [proposition for _, proposition in sorted(first)])
        return self._row(name, topic, speakers, (left, right), found[i, j].since)

    def _named(self, topic: str, propositions: Sequence[PropositionId]) -> str:
        """Return a name after the first of some propositions that names no row yet, else after all."""
        events = sorted((self._left.event.id, self._right.event.id))
        anchors = (*propositions, "\n".join(propositions))
        digests = (hashlib.sha256("\n".join([topic, *events, a]).encode()).hexdigest()[:10] for a in anchors)
        name = next(n for digest in digests if (n := f"{topic}-{digest}") not in self._names)
        self._names.add(name)
        return name

    def _alone(
        self, topic: str, sides: tuple[Side, ...], partners: Partners, here: set[int]
    ) -> Iterator[tuple[int, Side]]:
        """Yield what pairs with nothing: under its central topic, or under one that its partners lack."""
        for index, side in enumerate(sides):
            if topic not in side.topics or index in here:
                continue
            lacking = index in partners and not any(topic in topics for topics in partners[index].values())
            if (index not in partners and side.topics[0] == topic) or (
                lacking and not self._registry.topics[topic].broad
            ):
                yield index, about(side, topic)

    def _row(
        self,
        name: str,
        topic: str,
        speakers: tuple[EntityId, ...],
        sides: tuple[Sequence[Side], Sequence[Side]],
        since: str,
    ) -> LedgerRow:
        ours, theirs = sides
        left, right = (joined(side) if side else None for side in sides)
        found: tuple[Difference, ...] = ()
        if left and right:
            found = differences(left, right, (self._left.holders, self._right.holders), self._registry)
            status, why = judge(left, right, found, self._registry)
        else:
            status = Status.DROPPED if left else Status.NEW
            why = (UNANSWERED,)
        return LedgerRow(
            name,
            status,
            speakers,
            topic,
            _claims(left),
            _claims(right),
            self._left.event.id,
            self._right.event.id,
            found,
            why,
            basis(left.claims if left else (), self._left.accounts),
            basis(right.claims if right else (), self._right.accounts),
            tuple(side.id for side in ours),
            tuple(side.id for side in theirs),
            since,
        )


def _claims(side: Side | None) -> tuple[ClaimId, ...]:
    return tuple(c.id for c in side.claims) if side else ()
