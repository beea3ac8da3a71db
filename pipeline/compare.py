"""Two events become a ledger: what the reports of both have, and what only those of one have.

Propositions of the two events are held against each other topic by topic and
speaker by speaker; a joint statement counts for each leader. The best set of
pairs is an assignment problem, as in `align`. What pairs with nothing stands
alone, under its most central topic.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

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
    PropositionId,
    Status,
)
from pipeline.text import fold
from pipeline.vocabulary import Registry

MATCHED = 0.30
MATCHED_ALONE = 0.01  # the one thing each talk has of a speaker on a topic of its own
MATCHED_IN_TOPIC = 0.22  # a topic of its own is half the matter already
CONTINUED = 0.4
_SHARED_TERMS, _SHARED_WORDS, _SAME_ACT, _CENTRAL = 0.45, 0.3, 0.1, 0.15
_BROAD = "relationship"
_BROAD_NEEDS = 0.16

# Acts of courtesy answer only their like; statements of position and purpose are held against each other.
_PURPOSE = frozenset({Act.AFFIRM, Act.COMMIT, Act.PROPOSE, Act.AGREE, Act.SUPPORT, Act.WELCOME})
_COURTESY = frozenset({Act.WISH, Act.BELIEVE, Act.INFORM, Act.CONDOLE})

Feature = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Side:
    """A proposition of one event with what describes it."""

    id: PropositionId
    speakers: tuple[EntityId, ...]
    topics: tuple[str, ...]
    acts: frozenset[Act]
    claims: tuple[Claim, ...]
    features: frozenset[Feature]
    of_claim: Mapping[ClaimId, frozenset[Feature]]


def compare(
    left: Event,
    right: Event,
    propositions: Mapping[EventId, tuple[Proposition, ...]],
    claims: dict[ClaimId, Claim],
    registry: Registry,
) -> tuple[LedgerRow, ...]:
    """Return the ledger of two events in the order of the topics; `propositions` is by event id."""
    sides = [[_side(p, claims, registry) for p in propositions.get(e.id, ())] for e in (left, right)]
    return _Ledger(left.id, right.id, *sides).rows(tuple(registry.topics))


def _side(proposition: Proposition, claims: dict[ClaimId, Claim], registry: Registry) -> _Side:
    members = tuple(claims[c] for c in proposition.claims)
    topics = Counter(t for c in members for t in c.topics)
    central = sorted(topics, key=lambda t: (min(_rank(c, t) for c in members), -topics[t]))
    return _Side(
        proposition.id,
        members[0].speakers,
        tuple(central),
        frozenset(c.act for c in members),
        members,
        frozenset(_features(members, registry)),
        {c.id: frozenset(_features([c], registry)) for c in members},
    )


def _rank(claim: Claim, topic: str) -> int:
    return claim.topics.index(topic) if topic in claim.topics else len(claim.topics)


def _features(members: Iterable[Claim], registry: Registry) -> Iterable[Feature]:
    for claim in members:
        yield from (("entity", e) for e in claim.entities if e not in claim.speakers)
        lexicon = registry.term_lexicons.get(claim.lang)
        for match in lexicon.find(claim.text) if lexicon else ():
            yield from (("term", t.id) for t in match.entries if not t.stock)


class _Ledger:
    def __init__(self, left: EventId, right: EventId, ours: list[_Side], theirs: list[_Side]) -> None:
        self._events = (left, right)
        self._left, self._right = ours, theirs
        count = len(ours) + len(theirs)
        self._common = Counter(t for s in (*ours, *theirs) if s.acts & _COURTESY for t in s.topics)
        seen = Counter(f for side in (*ours, *theirs) for f in side.features)
        self._weight = {f: math.log(1 + count / n) for f, n in seen.items()}
        self._scores = np.array([[self._likeness(a, b) for b in theirs] for a in ours]).reshape(
            len(ours), len(theirs)
        )

    def rows(self, topics: tuple[str, ...]) -> tuple[LedgerRow, ...]:
        """Return all rows, those of a topic that pair first."""
        pairs = {topic: self._pairs(topic) for topic in topics}
        matched_left = {i for found in pairs.values() for i, _ in found}
        matched_right = {j for found in pairs.values() for _, j in found}
        rows: list[LedgerRow] = []
        for topic in topics:
            for ours, theirs in self._merged(pairs[topic]):
                left, right = (
                    _joined([self._left[i] for i in ours]),
                    _joined([self._right[j] for j in theirs]),
                )
                rows.append(self._pair_row(topic, left, right))
            here = {i for i, _ in pairs[topic]}, {j for _, j in pairs[topic]}
            alone = (
                self._alone(topic, self._left, self._right, matched_left, here[0]),
                self._alone(topic, self._right, self._left, matched_right, here[1]),
            )
            rows += [
                self._row(Status.DROPPED, side.speakers, topic, side.claims, (), ()) for side in alone[0]
            ]
            rows += [self._row(Status.NEW, side.speakers, topic, (), side.claims, ()) for side in alone[1]]
        return tuple(rows)

    def _merged(self, pairs: set[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
        """Return the pairs of a topic, good wishes that one report gives one by one put into one row."""
        rows: list[tuple[list[int], list[int]]] = []
        for i, j in sorted(pairs):
            row = next((r for r in rows if (i in r[0] or j in r[1]) and self._are_wishes(i, j)), None)
            if row is None:
                rows.append(([i], [j]))
            else:
                row[0].extend([i] if i not in row[0] else [])
                row[1].extend([j] if j not in row[1] else [])
        return rows

    def _pairs(self, topic: str) -> set[tuple[int, int]]:
        """Return the pairs of propositions under a topic: joint with joint, then leader by leader."""
        left = [i for i, s in enumerate(self._left) if topic in s.topics or self._is_courtesy(s)]
        right = [j for j, s in enumerate(self._right) if topic in s.topics or self._is_courtesy(s)]
        joint = self._assign(
            [i for i in left if len(self._left[i].speakers) > 1],
            [j for j in right if len(self._right[j].speakers) > 1],
            topic,
        )
        found = set(joint)
        done_left, done_right = {i for i, _ in joint}, {j for _, j in joint}
        speakers = sorted({s for i in left for s in self._left[i].speakers})
        for speaker in speakers:
            ours = [i for i in left if speaker in self._left[i].speakers and i not in done_left]
            theirs = [j for j in right if speaker in self._right[j].speakers and j not in done_right]
            found |= self._assign(ours, theirs, topic)
        return found

    @staticmethod
    def _is_courtesy(side: _Side) -> bool:
        return bool(side.acts & _COURTESY)

    def _assign(self, left: list[int], right: list[int], topic: str) -> set[tuple[int, int]]:
        if not left or not right:
            return set()
        scores = self._scores[np.ix_(left, right)].copy()
        for a, i in enumerate(left):
            for b, j in enumerate(right):
                if not self._may_pair(self._left[i], self._right[j], topic):
                    scores[a, b] = 0.0
        rows, columns = linear_sum_assignment(scores, maximize=True)
        alone = int(scores.any(axis=1).sum()) == int(scores.any(axis=0).sum()) == 1
        floor = MATCHED if topic == _BROAD else MATCHED_ALONE if alone else MATCHED_IN_TOPIC
        chosen = {
            (a, b) for a, b in zip(rows.tolist(), columns.tolist(), strict=True) if scores[a, b] >= floor
        }
        taken = {a for a, _ in chosen}, {b for _, b in chosen}
        spare = [(a, int(scores[a].argmax())) for a in range(len(left)) if a not in taken[0]]
        spare += [(int(scores[:, b].argmax()), b) for b in range(len(right)) if b not in taken[1]]
        chosen |= {
            (a, b) for a, b in spare if scores[a, b] >= MATCHED and self._are_wishes(left[a], right[b])
        }
        return {(left[a], right[b]) for a, b in chosen}

    def _are_wishes(self, i: int, j: int) -> bool:
        """Return whether both are good wishes, which one report gives one by one and another in a row."""
        return Act.WISH in self._left[i].acts & self._right[j].acts

    def _may_pair(self, a: _Side, b: _Side, topic: str) -> bool:
        """Return whether two propositions may answer each other under a topic."""
        if a.acts & b.acts & _COURTESY:
            shared = [t for t in b.topics if t in a.topics] or [*a.topics, *b.topics]
            return topic == max(shared, key=lambda t: (self._common[t], t))
        if not (a.acts & _PURPOSE and b.acts & _PURPOSE) or topic not in a.topics or topic not in b.topics:
            return False
        return topic != _BROAD or self._content(a, b) >= _BROAD_NEEDS

    def _likeness(self, a: _Side, b: _Side) -> float:
        """Return how much two propositions say alike, 0..1; without a speaker in common nothing."""
        if not set(a.speakers) & set(b.speakers):
            return 0.0
        act = _SAME_ACT if a.acts & b.acts else 0.0
        central = (
            _CENTRAL if a.topics[:1] == b.topics[:1] else _CENTRAL / 2 if set(a.topics) & set(b.topics) else 0
        )
        courtesy = MATCHED if a.acts & b.acts & _COURTESY else 0.0
        return act + central + courtesy + self._content(a, b)

    def _content(self, a: _Side, b: _Side) -> float:
        shared = sum(self._weight[f] for f in a.features & b.features)
        size = min(sum(self._weight[f] for f in side.features) for side in (a, b))
        words = max(_same_words(x, y) for x in a.claims for y in b.claims)
        return _SHARED_TERMS * (shared / size if size else 0.0) + _SHARED_WORDS * words

    def _alone(
        self, topic: str, sides: list[_Side], others: list[_Side], matched: set[int], here: set[int]
    ) -> list[_Side]:
        """Return what pairs with nothing: under its central topic, or one that the other event lacks."""
        out = []
        for index, side in enumerate(sides):
            if topic not in side.topics or index in here:
                continue
            elsewhere = any(topic in o.topics and set(o.speakers) & set(side.speakers) for o in others)
            central = index not in matched and side.topics[0] == topic
            if central or (index in matched and topic != _BROAD and not elsewhere):
                out.append(side)
        return out

    def _pair_row(self, topic: str, a: _Side, b: _Side) -> LedgerRow:
        words = max(_same_words(x, y) for x in a.claims for y in b.claims)
        same = set(a.speakers) == set(b.speakers)
        continued = (same and words >= CONTINUED) or (same and bool(a.acts & b.acts & {Act.WISH}))
        speakers = tuple(s for s in a.speakers if s in b.speakers)
        status = Status.CONTINUED if continued else Status.CHANGED
        return self._row(status, speakers, topic, a.claims, b.claims, _differences(a, b))

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
        sides = (tuple(c.id for c in left), tuple(c.id for c in right))
        return LedgerRow(f"{topic}-{digest}", status, speakers, topic, *sides, *self._events, differences)


def _joined(sides: list[_Side]) -> _Side:
    """Return several propositions of one event as one side of a row."""
    first = sides[0]
    claims = tuple(dict.fromkeys(c for side in sides for c in side.claims))
    features = frozenset(f for side in sides for f in side.features)
    acts = frozenset(a for side in sides for a in side.acts)
    of_claim = {c: found for side in sides for c, found in side.of_claim.items()}
    return _Side(first.id, first.speakers, first.topics, acts, claims, features, of_claim)


def _differences(a: _Side, b: _Side) -> tuple[Difference, ...]:
    """Return what only one side names, entities and terms, in the two claims that are worded most alike."""
    one, other = max(((x, y) for x in a.claims for y in b.claims), key=lambda p: _same_words(*p))
    left, right = a.of_claim[one.id], b.of_claim[other.id]
    return tuple(
        Difference(side, kind, value)
        for side, only in (("left", left - right), ("right", right - left))
        for kind, value in sorted(only)
    )


def _same_words(a: Claim, b: Claim) -> float:
    """Return the share of words in common order, 0..1; 0 for claims in different languages."""
    if a.lang != b.lang:
        return 0.0
    # The matcher is not symmetric; the ledger must be.
    one, other = sorted((fold(a.text).split(), fold(b.text).split()))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
