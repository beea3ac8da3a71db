"""Finds which texts of one list live on, changed, in another.

Texts that stand in both are paired first, in order. The others are paired by the words they
share, best first. To stay linear in their number, a text is compared with those that share a
rare word with it and with its neighbours by rank, never with all.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence

from pipeline.score import overlap, words

MIN_OVERLAP = 0.5
_MOST_HOLDERS = 24  # a word that more texts hold is not rare
_NEIGHBOURS = 6

Pairs = list[tuple[int, int]]


def pair_alike(before: Sequence[str], after: Sequence[str]) -> Pairs:
    """Return the places in both lists of the texts that live on: the same, or sharing half their words.

    The share is that of `pipeline.score.overlap`, as claims are paired for scoring.
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
    ours, theirs = {i: words(before[i]) for i in gone}, {j: words(after[j]) for j in come}
    scored = ((overlap(ours[i], theirs[j]), i, j) for i, j in _candidates(ours, theirs))
    likely = sorted((-share, i, j) for share, i, j in scored if share >= MIN_OVERLAP)
    taken: Pairs = []
    left, right = set[int](), set[int]()
    for _, i, j in likely:
        if i not in left and j not in right:
            taken.append((i, j))
            left.add(i)
            right.add(j)
    return taken


def _candidates(ours: dict[int, list[str]], theirs: dict[int, list[str]]) -> Iterator[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for j, found in theirs.items():
        for word in set(found):
            holders[word].append(j)
    rare = {word: places for word, places in holders.items() if len(places) <= _MOST_HOLDERS}
    ranked = list(theirs)
    for rank, (i, found) in enumerate(ours.items()):
        near = Counter(j for word in set(found) for j in rare.get(word, ()))
        best = [j for j, _ in sorted(near.items(), key=lambda n: (-n[1], n[0]))[:_MOST_HOLDERS]]
        at = rank * len(ranked) // len(ours)
        beside = ranked[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
        for j in dict.fromkeys([*best, *beside]):
            yield i, j
