"""Which propositions of two events answer each other, under which topic.

Everything is decided by the two propositions alone, by fixed weights; only where
several want one partner does the likest have it. What a further report says
moves no pair: it finds its partners among what has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.compare.readings import weight
from pipeline.compare.sides import History, Side, families, wording
from pipeline.model import Act, EntityId
from pipeline.vocabulary import Registry

# How much of content two positions must share (0..1): the less, the more their topic says by itself.
IN_TOPIC, IN_CENTRAL_BROAD, IN_BROAD = 0.06, 0.10, 0.16
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


@dataclass(slots=True)
class Paired:
    """Since which moment two propositions answer each other, and for which speakers."""

    since: str
    speakers: tuple[EntityId, ...]


class Pairing:
    """The pairs of the propositions of two events, topic by topic, as they came about.

    What was added at one moment is paired at once, as it stood then, with what is
    there; a later report pairs only what it brings or adds to, and parts nothing.
    """

    def __init__(self, left: Sequence[History], right: Sequence[History], registry: Registry) -> None:
        """Pair the propositions of two events, each given as it grew."""
        self._registry = registry
        self._histories = (left, right)
        self._now: tuple[dict[int, Side], dict[int, Side]] = ({}, {})
        self._polite: tuple[set[int], set[int]] = (set(), set())
        self._found: dict[Pair, Likeness] = {}
        self.pairs: dict[str, dict[Pair, Paired]] = {topic: {} for topic in registry.topics}
        for moment in sorted({m for histories in self._histories for h in histories for m in h}):
            self._go_on(moment)

    def _go_on(self, moment: str) -> None:
        """Pair what the reports of a moment bring or add to."""
        fresh: list[set[int]] = []
        for now, histories in zip(self._now, self._histories, strict=True):
            grown = {n: history[moment] for n, history in enumerate(histories) if moment in history}
            now.update(grown)
            fresh.append(set(grown))
        for polite, now, new in zip(self._polite, self._now, fresh, strict=True):
            polite |= {n for n in new if _COURTESY in families(now[n], self._registry)}
        self._found.clear()
        for topic in self._registry.topics:
            left, right = (
                [n for n in sorted(now) if topic in now[n].topics or n in polite]
                for now, polite in zip(self._now, self._polite, strict=True)
            )
            scores = {
                (i, j): self._likeness(i, j).score
                for i in left
                for j in right
                if (i in fresh[0] or j in fresh[1]) and self._may_pair(i, j, topic)
            }
            if scores:
                self._pair(topic, scores, moment)

    def _pair(self, topic: str, scores: Mapping[Pair, float], moment: str) -> None:
        """Pair propositions under a topic for each speaker.

        A joint statement counts for each leader: it can answer another joint one for both, or for each
        what he said alone.
        """
        pairs = self.pairs[topic]
        for speaker in sorted({s for i, _ in scores for s in self._now[0][i].speakers}):
            own = {pair: score for pair, score in scores.items() if self._both_speak(speaker, pair)}
            before = {pair for pair, paired in pairs.items() if speaker in paired.speakers}
            for pair in sorted(self._matched(own, before)):
                found = pairs.setdefault(pair, Paired(moment, ()))
                found.speakers = (*found.speakers, speaker)

    def _likeness(self, i: int, j: int) -> Likeness:
        """Return how alike two propositions are by now; without a speaker in common not at all."""
        if (i, j) not in self._found:
            self._found[i, j] = likeness(self._now[0][i], self._now[1][j], self._registry)
        return self._found[i, j]

    def _both_speak(self, speaker: EntityId, pair: Pair) -> bool:
        i, j = pair
        return speaker in self._now[0][i].speakers and speaker in self._now[1][j].speakers

    def merged(self, topic: str) -> list[list[Pair]]:
        """Return the pairs of each row, what one report tells in one go and another one by one put together.

        The oldest pairs come first: a later one is put to what is there.
        """
        rows: list[list[Pair]] = []
        pairs = self.pairs[topic]
        for i, j in sorted(pairs, key=lambda pair: (pairs[pair].since, pair)):
            row = next(
                (r for r in rows if self._is_listed(i, j) and any(i == a or j == b for a, b in r)), None
            )
            if row is None:
                rows.append([(i, j)])
            else:
                row.append((i, j))
        return rows

    def _matched(self, scores: Mapping[Pair, float], before: Set[Pair]) -> set[Pair]:
        """Return the new pairs of one speaker; what is listed one by one may answer what has a partner."""
        taken = {i for i, _ in before}, {j for _, j in before}
        free = {p: score for p, score in scores.items() if p[0] not in taken[0] and p[1] not in taken[1]}
        chosen = set(_stable(free, self._rank))
        taken = taken[0] | {i for i, _ in chosen}, taken[1] | {j for _, j in chosen}
        listed = {pair: score for pair, score in scores.items() if self._is_listed(*pair)}
        for side in (0, 1):
            for index in sorted({pair[side] for pair in listed} - taken[side]):
                own = [pair for pair in listed if pair[side] == index]
                chosen.add(min(own, key=lambda pair: (-listed[pair], self._rank(pair))))
        return chosen - before

    def _rank(self, pair: Pair) -> tuple[str, str]:
        """Return what decides between pairs that are equally alike, the same whichever event is left."""
        one, other = sorted((self._now[0][pair[0]].id, self._now[1][pair[1]].id))
        return one, other

    def _is_listed(self, i: int, j: int) -> bool:
        """Return whether both are what one report gives one by one and another in a row: good wishes."""
        common = self._now[0][i].acts & self._now[1][j].acts
        return any(self._registry.acts[act].listed for act in common)

    def _may_pair(self, i: int, j: int, topic: str) -> bool:
        """Return whether two propositions may answer each other under a topic."""
        a, b = self._now[0][i], self._now[1][j]
        if kind := courtesies(a, b, self._registry):
            return topic == _home(a, b, kind, self._registry)
        if topic not in a.topics or topic not in b.topics or self._is_courtesy(a) or self._is_courtesy(b):
            return False
        return self._likeness(i, j).content >= self._needed(a, b, topic)

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
