"""Two reports are joined: the best set of pairs, then claims that one of them splits.

The set is found as an assignment problem (Kuhn-Munkres, by SciPy), not greedily.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from pipeline.align.description import Description, Feature
from pipeline.align.likeness import (
    FAINT,
    JOIN,
    NEAREST,
    Likeness,
    Matrix,
    is_telling,
    likeness_of,
    shares_matter,
    tell_apart,
)
from pipeline.model import Claim

JOIN_AGAIN = 0.35
JOIN_PART = 0.6
_PART_WEIGHT = 0.65
_TWO, _FEW_TERMS = 2, 4
_SEVERAL = 3

_ORDER_OF_KINDS = ("number", "date", "name", "term", "entity", "topic", "word", "stem")
_SHOWN = 6

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Join:
    """Two claims held to say the same, how surely (0..1), by which rule and by what they share."""

    left: Claim
    right: Claim
    score: float
    rule: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Pairing:
    """Two reports held against each other: every likeness, and the joins drawn from them."""

    left: Sequence[Description]
    right: Sequence[Description]
    likeness: Likeness
    joins: tuple[Join, ...]


def join_reports(left: Sequence[Description], right: Sequence[Description]) -> Pairing:
    """Return the joins of two reports: the best assignment, then claims that one report splits."""
    if not left or not right:
        nothing = np.zeros((len(left), len(right)))
        return Pairing(left, right, Likeness(nothing, nothing, {}), ())
    likeness = likeness_of(left, right)
    rules = _chosen(left, right, likeness)
    joins = tuple(
        Join(left[i].claim, right[j].claim, float(likeness.scores[i, j]), rule, evidence(left[i], right[j]))
        for (i, j), rule in sorted(rules.items())
    )
    return Pairing(left, right, likeness, joins)


def _chosen(left: Sequence[Description], right: Sequence[Description], likeness: Likeness) -> dict[Cell, str]:
    """Return the cells that are joins, each with the rule that made it one."""
    enough = _enough(left, right, likeness)
    only = _only_of_their_kind(left, right)
    scores = np.where(only, likeness.scores, enough)
    rows, columns = linear_sum_assignment(scores, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    chosen: dict[Cell, str] = {}
    for i, j in pairs:
        if enough[i, j] > 0 and is_sure(left[i], right[j], enough[i, j]):
            chosen[i, j] = "best-pair"
        elif scores[i, j] > 0:
            chosen[i, j] = "only-of-its-kind" if only[i, j] else "nearest-of-both"
    taken_left, taken_right = {i for i, _ in chosen}, {j for _, j in chosen}
    listing = np.logical_or.outer([bool(a.parts) for a in left], [bool(b.parts) for b in right])
    for i, j in np.argwhere((scores >= JOIN_AGAIN) | (listing & (likeness.scores > 0))).tolist():
        if (i, j) in chosen:
            continue
        if scores[i, j] >= JOIN_AGAIN and (i in taken_left) != (j in taken_right):
            chosen[i, j] = "split"
        elif _shares_part(left[i], right[j], likeness):
            chosen[i, j] = "part-of-list"
    return chosen


def _enough(left: Sequence[Description], right: Sequence[Description], likeness: Likeness) -> Matrix:
    """Return the likenesses that may make a join, 0 for the others."""
    nearest = _nearest(left, right, likeness.scores)
    found = np.where(likeness.scores >= FAINT, likeness.scores, 0.0)
    for i, j in np.argwhere(found > 0).tolist():
        a, b = left[i], right[j]
        if tell_apart(a, b) or not (is_sure(a, b, found[i, j]) or nearest[i, j]):
            found[i, j] = 0.0
    return found


def is_sure(a: Description, b: Description, score: float) -> bool:
    """Return whether two claims may be joined whatever else their reports have."""
    return score >= JOIN or (score >= FAINT and is_telling(a, b))


def _nearest(left: Sequence[Description], right: Sequence[Description], scores: Matrix) -> NDArray[np.bool_]:
    """Return the pairs of one matter that are each the other's likest; in a report of few claims none are."""
    if min(len(left), len(right)) < _SEVERAL:
        return np.zeros(scores.shape, dtype=bool)
    of_row, of_column = (scores == scores.max(axis=axis, keepdims=True) for axis in (1, 0))
    likest: NDArray[np.bool_] = of_row & of_column
    for i, j in np.argwhere(likest).tolist():
        likest[i, j] = scores[i, j] >= NEAREST and shares_matter(left[i], right[j])
    return likest


def _only_of_their_kind(left: Sequence[Description], right: Sequence[Description]) -> NDArray[np.bool_]:
    """Return the pairs that alone have their speakers, act and central topic, and name no two matters.

    In a report of few claims that proves nothing.
    """
    one, other = (
        [(d.speakers, d.claim.act, d.claim.topics[:1]) for d in described] for described in (left, right)
    )
    several = min(len(one), len(other)) >= _SEVERAL
    once = {kind for kind in one if several and one.count(kind) == 1 and other.count(kind) == 1}
    found = [
        [kind == same and kind in once and not tell_apart(a, b) for same, b in zip(other, right, strict=True)]
        for kind, a in zip(one, left, strict=True)
    ]
    return np.array(found, dtype=bool)


def _shares_part(a: Description, b: Description, likeness: Likeness) -> bool:
    """Return whether a member of one claim's enumeration says what is central to the other claim."""
    weights = likeness.weights
    for part, whole in [*((p, b) for p in a.parts), *((p, a) for p in b.parts)]:
        shared = part & whole.features
        if not shared:
            continue
        strength = sum(weights[f] for f in shared)
        size = sum(weights.get(f, 0.0) for f in part)
        if size and strength / size >= JOIN_PART and strength >= _PART_WEIGHT and _is_central(shared, whole):
            return True
    return False


def _is_central(shared: frozenset[Feature], whole: Description) -> bool:
    """Return whether shared terms are not a side remark of a claim: two of them, or a claim of few terms."""
    terms = sum(kind == "term" for kind, _ in whole.features)
    return len(shared) >= _TWO or terms <= _FEW_TERMS


def evidence(a: Description, b: Description) -> tuple[str, ...]:
    """Return what two claims share, in the order of kinds: the weights of a word differ from pair to pair."""
    shared = sorted(a.features & b.features, key=lambda f: (_ORDER_OF_KINDS.index(f[0]), f))
    shared = [f for f in shared if f[0] != "stem" or a.claim.lang != b.claim.lang]
    act = f"act {a.claim.act}" if a.claim.act == b.claim.act else f"acts {a.claim.act}, {b.claim.act}"
    speaker = f"speaker {'+'.join(sorted(a.claim.speakers))}"
    return (speaker, act, *map(named, shared[:_SHOWN]))


def named(feature: Feature) -> str:
    """Return a feature as evidence shows it: `term railway`."""
    kind, value = feature
    return f"{kind} {value.partition(':')[2] if kind == 'word' else value}"
