"""Which propositions of two events answer each other, under which topic.

Everything is decided by the two propositions alone, by fixed weights; only where
several want one partner does the likest have it. So what a further report says
moves no pair unless it is more like one of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.readings import weight
from pipeline.compare.sides import Side, families, wording
from pipeline.model import Act, EntityId
from pipeline.vocabulary import Registry

# How much of content two positions must share (0..1): the less, the more their topic says by itself.
IN_TOPIC, IN_CENTRAL_BROAD, IN_BROAD = 0.05, 0.10, 0.16
# Thanks, praise and the like answer the same act; praise answers a position too where nearly all is shared.
SAME_REGARD, REGARD_TO_POSITION = 0.10, 0.25
_COURTESY_BONUS = 0.30  # an act of courtesy answers its like whatever its words
_SHARED_THINGS, _SHARED_WORDS, _SAME_ACT, _CENTRAL = 0.45, 0.3, 0.1, 0.15
_SAME_SPEAKERS = 0.08  # two joint statements rather than a joint one and one leader's
_NEVER = 2.0  # more than any content
_POSITION, _COURTESY, _REGARD = "position", "courtesy", "regard"

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two propositions say alike, 0..1, and of what that is made."""

    score: float
    content: float
    things: frozenset[str]
    share: float
    words: float


class Pairing:
    """The pairs of the propositions of two events, topic by topic."""

    def __init__(self, left: Sequence[Side], right: Sequence[Side], registry: Registry) -> None:
        self._left, self._right, self._registry = left, right, registry
        self._found: dict[Pair, Likeness] = {}

    def likeness(self, i: int, j: int) -> Likeness:
        """Return how alike two propositions are; without a speaker in common not at all."""
        if (i, j) not in self._found:
            self._found[i, j] = likeness(self._left[i], self._right[j], self._registry)
        return self._found[i, j]

    def under(self, topic: str) -> dict[Pair, tuple[EntityId, ...]]:
        """Return the pairs of propositions under a topic, each with the speakers for whom they are one.

        A joint statement counts for each leader: it can answer another joint one for both, or for each
        what he said alone.
        """
        left = [i for i, s in enumerate(self._left) if self._belongs(s, topic)]
        right = [j for j, s in enumerate(self._right) if self._belongs(s, topic)]
        scores = {
            (i, j): self.likeness(i, j).score for i in left for j in right if self._may_pair(i, j, topic)
        }
        found: dict[Pair, tuple[EntityId, ...]] = {}
        for speaker in sorted({s for i in left for s in self._left[i].speakers}):
            own = {pair: score for pair, score in scores.items() if self._both_speak(speaker, pair)}
            for pair in self._matched(own):
                found[pair] = (*found.get(pair, ()), speaker)
        return found

    def _both_speak(self, speaker: EntityId, pair: Pair) -> bool:
        i, j = pair
        return speaker in self._left[i].speakers and speaker in self._right[j].speakers

    def merged(self, pairs: Iterable[Pair]) -> list[tuple[list[int], list[int]]]:
        """Return pairs as rows, what one report tells in one go and another one by one put together."""
        rows: list[tuple[list[int], list[int]]] = []
        for i, j in sorted(pairs):
            row = next((r for r in rows if (i in r[0] or j in r[1]) and self._is_listed(i, j)), None)
            if row is None:
                rows.append(([i], [j]))
            else:
                row[0].extend([i] if i not in row[0] else [])
                row[1].extend([j] if j not in row[1] else [])
        return rows

    def _belongs(self, side: Side, topic: str) -> bool:
        return topic in side.topics or _COURTESY in families(side, self._registry)

    def _matched(self, scores: Mapping[Pair, float]) -> set[Pair]:
        """Return the pairs of one speaker; what is listed one by one may answer what has a partner."""
        chosen = set(_stable(scores, self._rank))
        taken = {i for i, _ in chosen}, {j for _, j in chosen}
        listed = {pair: score for pair, score in scores.items() if self._is_listed(*pair)}
        for side in (0, 1):
            for index in sorted({pair[side] for pair in listed} - taken[side]):
                own = [pair for pair in listed if pair[side] == index]
                chosen.add(min(own, key=lambda pair: (-listed[pair], self._rank(pair))))
        return chosen

    def _rank(self, pair: Pair) -> tuple[str, str]:
        """Return what decides between pairs that are equally alike, the same whichever event is left."""
        one, other = sorted((self._left[pair[0]].id, self._right[pair[1]].id))
        return one, other

    def _is_listed(self, i: int, j: int) -> bool:
        """Return whether both are what one report gives one by one and another in a row: good wishes."""
        common = self._left[i].acts & self._right[j].acts
        return any(self._registry.acts[act].listed for act in common)

    def _may_pair(self, i: int, j: int, topic: str) -> bool:
        """Return whether two propositions may answer each other under a topic."""
        a, b = self._left[i], self._right[j]
        if kind := courtesies(a, b, self._registry):
            return topic == _home(a, b, kind, self._registry)
        if topic not in a.topics or topic not in b.topics or self._is_courtesy(a) or self._is_courtesy(b):
            return False
        return self.likeness(i, j).content >= self._needed(a, b, topic)

    def _is_courtesy(self, side: Side) -> bool:
        return families(side, self._registry) == {_COURTESY}

    def _needed(self, a: Side, b: Side, topic: str) -> float:
        """Return how much content must be shared: the less, the more the topic and the acts say."""
        one, other = families(a, self._registry), families(b, self._registry)
        if _POSITION not in one & other:
            if a.acts & b.acts:
                return SAME_REGARD
            return REGARD_TO_POSITION if {_POSITION, _REGARD} <= one | other else _NEVER
        if not self._registry.topics[topic].broad:
            return IN_TOPIC
        return IN_CENTRAL_BROAD if a.topics[0] == b.topics[0] == topic else IN_BROAD


def _stable(scores: Mapping[Pair, float], rank: Callable[[Pair], tuple[str, str]]) -> Iterator[Pair]:
    """Yield the pairs of which no two members would both have a better partner.

    The stable matching (D. Gale, L. S. Shapley, 1962); since likeness is mutual, taking the best pair first
    finds it. A pair falls only where a newcomer is more like one of the two than they are like each other;
    under the greatest sum of all scores, any newcomer could move any pair.
    """
    taken: tuple[set[int], set[int]] = (set(), set())
    for i, j in sorted(scores, key=lambda pair: (-scores[pair], rank(pair))):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield i, j


def courtesies(a: Side, b: Side, registry: Registry) -> list[str]:
    """Return the acts of courtesy that both have, sorted."""
    return sorted(act for act in a.acts & b.acts if registry.acts[act].family == _COURTESY)


def _home(a: Side, b: Side, acts: list[str], registry: Registry) -> str:
    """Return the one topic under which two courtesies answer each other.

    That is the topic of the act itself where one of them has it, else the first in the order of the
    registry that both have, or that one has; a broad one last. A briefing answers a briefing on whatever.
    """
    either = {*a.topics, *b.topics}
    for act in acts:
        if (topic := registry.acts[Act(act)].topic) in either:
            return topic
    common = {*a.topics} & {*b.topics} or either
    return min(common, key=lambda t: (registry.topics[t].broad, list(registry.topics).index(t)))


def likeness(a: Side, b: Side, registry: Registry) -> Likeness:
    """Return how much two propositions say alike, and why."""
    if not set(a.speakers) & set(b.speakers):
        return Likeness(0.0, 0.0, frozenset(), 0.0, 0.0)
    shared = a.things & b.things
    sizes = [sum(weight(t, registry) for t in side.things) for side in (a, b)]
    share = sum(weight(t, registry) for t in shared) / min(sizes) if min(sizes) else 0.0
    words = wording(a, b)[0]
    content = _SHARED_THINGS * share + _SHARED_WORDS * words
    act = _SAME_ACT if a.acts & b.acts else 0.0
    central = (
        _CENTRAL if a.topics[:1] == b.topics[:1] else _CENTRAL / 2 if set(a.topics) & set(b.topics) else 0
    )
    same = _SAME_SPEAKERS if set(a.speakers) == set(b.speakers) else 0.0
    courtesy = _COURTESY_BONUS if courtesies(a, b, registry) else 0.0
    return Likeness(min(1.0, act + central + same + courtesy + content), content, shared, share, words)
