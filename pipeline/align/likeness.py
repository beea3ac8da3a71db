"""How alike the claims of two reports are: one matrix, from features weighed by these two reports alone.

What is common in the two reports weighs little (inverse document frequency;
K. Spärck Jones, 1972), so that a stock phrase joins nothing. Nothing outside the
two reports counts: a third one cannot change what joins them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.align.description import Description, Feature
from pipeline.model import Act

JOIN = 0.45  # enough whatever is shared
FAINT = 0.25  # enough where the act, a topic and something telling are shared, and no other claim fits better
NEAREST = 0.3  # enough where a topic or something telling is shared, and neither has a claim that fits better
KINDS = {
    "number": 1.2,
    "date": 1.0,
    "term": 1.0,
    "entity": 0.8,
    "name": 0.6,
    "topic": 0.8,
    "stem": 0.2,
    "word": 0.35,
}
STOCK = 0.15
TELLING = frozenset({"number", "date", "term", "entity", "name"})
_CONTAINED = 0.4
_ORDER_BONUS = 0.06
_CLOSE_ACTS = (
    {Act.AFFIRM, Act.COMMIT, Act.INFORM, Act.SUPPORT, Act.BELIEVE},
    {Act.PROPOSE, Act.COMMIT, Act.AGREE, Act.WELCOME},
    {Act.APPRECIATE, Act.WELCOME, Act.CONGRATULATE, Act.THANK},
    {Act.ANNOUNCE, Act.AGREE, Act.COMMIT},
)
_SAME_ACT, _CLOSE_ACT, _OTHER_ACT = 1.0, 0.75, 0.45

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Likeness:
    """The likeness (0..1) of each claim of one report with each of another, and the features' weights.

    `content` is the same before it is asked who speaks: what a near miss has.
    """

    scores: Matrix
    content: Matrix
    weights: Mapping[Feature, float]


def likeness_of(left: Sequence[Description], right: Sequence[Description]) -> Likeness:
    """Return the likeness of two reports' claims; claims of other speakers have none."""
    weights = weigh([*left, *right])
    index = {feature: n for n, feature in enumerate(weights)}
    weight = np.array(list(weights.values()))
    is_word = np.array([kind == "word" for kind, _ in weights], dtype=bool)
    is_stem = np.array([kind == "stem" for kind, _ in weights], dtype=bool)
    one, other = _incidence(left, index), _incidence(right, index)
    same_lang = _same([a.claim.lang for a in left], [b.claim.lang for b in right])
    stems = np.logical_and.outer([a.inflects for a in left], [b.inflects for b in right])
    whole = _mean_share(one, other, weight)
    kin = _mean_share(one, other, weight * ~is_word)
    far = _mean_share(one, other, weight * ~(is_word | is_stem))
    content = np.where(same_lang, whole, np.where(stems, kin, far))
    acts = np.array([[act_likeness(a.claim.act, b.claim.act) for b in right] for a in left])
    places = np.abs(np.subtract.outer([a.place for a in left], [b.place for b in right]))
    scores = np.minimum(1.0, content * acts + _ORDER_BONUS * (1 - places))
    speakers = _same([a.speakers for a in left], [b.speakers for b in right])
    content = np.where(content > 0, scores, 0.0)
    return Likeness(np.where(speakers, content, 0.0), content, weights)


def weigh(described: Sequence[Description]) -> dict[Feature, float]:
    """Return the weight of each feature: its kind's, more the rarer it is among the claims."""
    count = len(described)
    seen = Counter(feature for d in described for feature in d.features)
    stock = frozenset().union(*(d.stock for d in described))
    # How rare a feature is depends on how often it is there alone.
    rarity = {times: np.log1p(count / times) / np.log1p(max(count, 2)) for times in set(seen.values())}
    return {
        feature: KINDS[feature[0]] * float(rarity[times]) * (STOCK if feature in stock else 1.0)
        for feature, times in sorted(seen.items())
    }


def is_telling(a: Description, b: Description) -> bool:
    """Return whether two claims share their act, a topic, and a thing or concept that is no stock phrase."""
    shared = (a.features & b.features) - a.stock
    kinds = {kind for kind, _ in shared}
    return a.claim.act == b.claim.act and "topic" in kinds and bool(kinds & TELLING)


def shares_matter(a: Description, b: Description) -> bool:
    """Return whether two claims share a topic, or a thing or concept that is no stock phrase."""
    return any(kind == "topic" or kind in TELLING for kind, _ in (a.features & b.features) - a.stock)


def tell_apart(a: Description, b: Description) -> bool:
    """Return whether both claims name things or concepts, and none in common: one frame, two matters."""
    one, other = ({f for f in d.features - d.stock if f[0] in TELLING} for d in (a, b))
    return bool(one and other) and one.isdisjoint(other)


@cache
def act_likeness(a: Act, b: Act) -> float:
    """Return how near two acts are, 0..1."""
    if a == b:
        return _SAME_ACT
    return _CLOSE_ACT if any({a, b} <= group for group in _CLOSE_ACTS) else _OTHER_ACT


def _incidence(described: Sequence[Description], index: Mapping[Feature, int]) -> Matrix:
    matrix = np.zeros((len(described), len(index)))
    for row, d in enumerate(described):
        matrix[row, [index[f] for f in d.features]] = 1.0
    return matrix


def _mean_share(one: Matrix, other: Matrix, weight: Matrix) -> Matrix:
    """Return a mean of what two claims share of both and what they share of the smaller one, 0..1."""
    shared = (one * weight) @ other.T
    left, right = (one @ weight)[:, None], (other @ weight)[None, :]
    smaller, union = np.minimum(left, right), left + right - shared
    with np.errstate(divide="ignore", invalid="ignore"):
        contained = np.where(smaller > 0, shared / smaller, 0.0)
        common = np.where(union > 0, shared / union, 0.0)
    mean: Matrix = _CONTAINED * contained + (1 - _CONTAINED) * common
    return mean


def _same(left: Sequence[Hashable], right: Sequence[Hashable]) -> NDArray[np.bool_]:
    """Return which values of two lists are the same."""
    codes: dict[Hashable, int] = {}
    one, other = ([codes.setdefault(value, len(codes)) for value in values] for values in (left, right))
    return np.equal.outer(one, other)
