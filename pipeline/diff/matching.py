"""Finds which texts of one list live on, changed, in another.

Texts that stand in both are paired first, in order. The others are paired by the words they
share, best first. To stay linear in their number, a text is compared with those that share a
rare word with it and with its neighbours by rank, never with all.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence

from pipeline.score import words

MIN_OVERLAP = 0.5
_MOST_HOLDERS = 16  # a word that more texts hold is not rare
_MOST_SHARERS = 8
_NEIGHBOURS = 4

Pairs = list[tuple[int, int]]
Bag = frozenset[tuple[str, int]]


def pair_alike(before: Sequence[str], after: Sequence[str]) -> Pairs:
    """Return the places in both lists of the texts that live on: the same, or sharing half their words.

    The share is the intersection over union of their words, as claims are paired for scoring.
    """
    pairs = _same(before, after)
    one, other = ({pair[side] for pair in pairs} for side in (0, 1))
    gone = [i for i in range(len(before)) if i not in one]
    come = [j for j in range(len(after)) if j not in other]
    if gone and come:
        pairs += _likely(before, after, gone, come)
    return sorted(pairs)


def _same(before: Sequence[str], after: Sequence[str]) -> Pairs:
    places: dict[str, deque[int]] = defaultdict(deque)
    for j, text in enumerate(after):
        places[text].append(j)
    return [(i, places[text].popleft()) for i, text in enumerate(before) if places.get(text)]


def _likely(before: Sequence[str], after: Sequence[str], gone: list[int], come: list[int]) -> Pairs:
    ours, theirs = {i: bag_of(before[i]) for i in gone}, {j: bag_of(after[j]) for j in come}
    scored = ((share_of(ours[i], theirs[j]), i, j) for i, j in _candidates(ours, theirs))
    likely = sorted((-share, i, j) for share, i, j in scored if share >= MIN_OVERLAP)
    taken: Pairs = []
    left, right = set[int](), set[int]()
    for _, i, j in likely:
        if i not in left and j not in right:
            taken.append((i, j))
            left.add(i)
            right.add(j)
    return taken


def bag_of(text: str) -> Bag:
    """Return the folded words of a text, each with how many of its kind stood before it."""
    seen: Counter[str] = Counter()
    bag = set()
    for word in words(text):
        bag.add((word, seen[word]))
        seen[word] += 1
    return frozenset(bag)


def share_of(one: Bag, other: Bag) -> float:
    """Return the intersection over union of two bags of words, 0..1: `pipeline.score.overlap`, quickly."""
    both = len(one & other)
    union = len(one) + len(other) - both
    return both / union if union else 0.0


def _candidates(ours: dict[int, Bag], theirs: dict[int, Bag]) -> Iterator[tuple[int, int]]:
    holders: dict[tuple[str, int], list[int]] = defaultdict(list)
    for j, found in theirs.items():
        for word in found:
            holders[word].append(j)
    rare = {word: places for word, places in holders.items() if len(places) <= _MOST_HOLDERS}
    ranked = list(theirs)
    for rank, (i, found) in enumerate(ours.items()):
        near = Counter(j for word in found & rare.keys() for j in rare[word])
        best = heapq.nsmallest(_MOST_SHARERS, near, key=lambda j: (-near[j], j))
        at = rank * len(ranked) // len(ours)
        beside = ranked[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
        for j in {*best, *beside}:
            yield i, j
