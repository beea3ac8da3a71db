"""Two events become a ledger: what the reports of both have, and what only those of one have."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.model import (
    Act,
    Claim,
    ClaimId,
    Difference,
    EntityId,
    Event,
    EventId,
    LedgerRow,
    Proposition,
    Status,
)
from pipeline.text import fold
from pipeline.vocabulary import Registry

MATCHED = 0.34
CONTINUED = 0.62
_TOPIC, _ACT, _CONTENT = 0.45, 0.15, 0.4
_DISTINCT_KINDS = ("entity", "term", "number")


@dataclass(frozen=True, slots=True)
class _Side:
    """A proposition as one speaker's, seen under one topic."""

    speakers: tuple[EntityId, ...]
    topic: str
    claims: tuple[Claim, ...]
    terms: frozenset[tuple[str, str]]


def compare(
    left: Event,
    right: Event,
    propositions: Mapping[EventId, tuple[Proposition, ...]],
    claims: dict[ClaimId, Claim],
    registry: Registry,
) -> tuple[LedgerRow, ...]:
    """Return the ledger of two events by topic and speaker.

    A joint statement is held against a joint one first, then counts for each
    leader. `propositions` is by event id.
    """
    ledger = _Ledger(left, right, registry)
    sides = [_sides(propositions.get(e.id, ()), claims, registry) for e in (left, right)]
    return ledger.rows(*sides)


def _sides(found: Iterable[Proposition], claims: dict[ClaimId, Claim], registry: Registry) -> list[_Side]:
    sides = []
    for proposition in found:
        members = tuple(claims[c] for c in proposition.claims)
        topics = dict.fromkeys(t for c in members for t in c.topics)
        terms = frozenset(_terms(members, registry))
        sides += [_Side(members[0].speakers, topic, members, terms) for topic in topics]
    return sides


def _terms(members: Iterable[Claim], registry: Registry) -> Iterable[tuple[str, str]]:
    for claim in members:
        yield from (("entity", e) for e in claim.entities if e not in claim.speakers)
        lexicon = registry.term_lexicons.get(claim.lang)
        for match in lexicon.find(claim.text) if lexicon else ():
            yield from (("term", t.id) for t in match.entries if not t.stock)


class _Ledger:
    def __init__(self, left: Event, right: Event, registry: Registry) -> None:
        self._left, self._right, self._registry = left, right, registry
        self._topics = list(registry.topics)

    def rows(self, left: list[_Side], right: list[_Side]) -> tuple[LedgerRow, ...]:
        rows: list[LedgerRow] = []
        for topic in self._topics:
            ours = [s for s in left if s.topic == topic]
            theirs = [s for s in right if s.topic == topic]
            rows += self._of_topic(topic, ours, theirs)
        return tuple(rows)

    def _of_topic(self, topic: str, left: list[_Side], right: list[_Side]) -> list[LedgerRow]:
        scores = np.array([[self._likeness(a, b) for b in right] for a in left]).reshape(
            len(left), len(right)
        )
        matched: set[tuple[int, int]] = set()
        if left and right:
            for i, j in zip(*(x.tolist() for x in linear_sum_assignment(scores, maximize=True)), strict=True):
                if scores[i, j] >= MATCHED:
                    matched.add((i, j))
            taken = {j for _, j in matched}
            for j in range(len(right)):
                best = int(scores[:, j].argmax())
                if j not in taken and scores[best, j] >= MATCHED and len(left[best].speakers) > 1:
                    matched.add((best, j))
        rows = [self._pair(topic, left[i], right[j]) for i, j in sorted(matched)]
        rows += self._single(
            topic,
            [s for i, s in enumerate(left) if i not in {a for a, _ in matched}],
            Status.DROPPED,
        )
        rows += self._single(
            topic, [s for j, s in enumerate(right) if j not in {b for _, b in matched}], Status.NEW
        )
        return rows

    def _likeness(self, a: _Side, b: _Side) -> float:
        if not set(a.speakers) & set(b.speakers):
            return 0.0
        acts_a, acts_b = {c.act for c in a.claims}, {c.act for c in b.claims}
        act = 1.0 if acts_a & acts_b else 0.5 if _kindred(acts_a, acts_b) else 0.0
        shared, size = len(a.terms & b.terms), max(min(len(a.terms), len(b.terms)), 1)
        words = max(_same_words(x, y) for x in a.claims for y in b.claims)
        central = _TOPIC if a.claims[0].topics[0] == b.claims[0].topics[0] == a.topic else _TOPIC * 0.7
        joint = 1.0 if set(a.speakers) == set(b.speakers) else 0.85
        return joint * (central + _ACT * act + _CONTENT * max(min(shared / size, 1.0) * 0.8, words))

    def _pair(self, topic: str, a: _Side, b: _Side) -> LedgerRow:
        same = set(a.speakers) == set(b.speakers)
        differences = tuple(self._differences(a, b))
        content = max(_same_words(x, y) for x in a.claims for y in b.claims)
        continued = same and content >= CONTINUED
        speakers = tuple(
            s for s in (b.speakers if same else a.speakers) if s in a.speakers and s in b.speakers
        )
        status = Status.CONTINUED if continued else Status.CHANGED
        return self._row(status, speakers, topic, a.claims, b.claims, differences)

    def _differences(self, a: _Side, b: _Side) -> Iterable[Difference]:
        for side, only in (("left", a.terms - b.terms), ("right", b.terms - a.terms)):
            for kind, value in sorted(only):
                if kind in _DISTINCT_KINDS:
                    yield Difference(side, kind, value)

    def _single(self, topic: str, sides: list[_Side], status: Status) -> list[LedgerRow]:
        """Return rows for what only one event's reports have, under its most central topic only."""
        rows = []
        central = [s for s in sides if any(c.topics[0] == topic for c in s.claims)]
        for speakers, group in groupby(central, key=lambda s: s.speakers):
            for side in group:
                left = side.claims if status is Status.DROPPED else ()
                right = side.claims if status is Status.NEW else ()
                rows.append(self._row(status, speakers, topic, left, right, ()))
        return rows

    def _row(
        self,
        status: Status,
        speakers: tuple[EntityId, ...],
        topic: str,
        left: tuple[Claim, ...],
        right: tuple[Claim, ...],
        differences: tuple[Difference, ...],
    ) -> LedgerRow:
        ids = [min((c.id for c in side), default="") for side in (left, right)]
        digest = hashlib.sha256("\n".join([topic, *ids, *speakers]).encode()).hexdigest()[:10]
        return LedgerRow(
            f"{topic}-{digest}",
            status,
            speakers,
            topic,
            tuple(c.id for c in left),
            tuple(c.id for c in right),
            self._left.id,
            self._right.id,
            differences,
        )


_KINDRED = (
    {Act.AFFIRM, Act.COMMIT, Act.SUPPORT, Act.BELIEVE, Act.INFORM},
    {Act.PROPOSE, Act.AGREE, Act.COMMIT, Act.WELCOME},
    {Act.WISH, Act.CONGRATULATE, Act.APPRECIATE, Act.THANK},
)


def _kindred(a: set[Act], b: set[Act]) -> bool:
    return any(a & group and b & group for group in _KINDRED)


def _same_words(a: Claim, b: Claim) -> float:
    """Return the share of words in common order, 0..1; 0 for claims in different languages."""
    if a.lang != b.lang:
        return 0.0
    one, other = fold(a.text).split(), fold(b.text).split()
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def by_id(annotated: Iterable[Claim]) -> dict[ClaimId, Claim]:
    """Return claims by id."""
    return {claim.id: claim for claim in annotated}
