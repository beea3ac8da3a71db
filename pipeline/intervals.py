"""How far a score can be trusted: percentile bootstrap over sentences.

Sentences are drawn anew, with repetition, as many as there are, and the score
taken of each draw (B. Efron, R. Tibshirani, An Introduction to the Bootstrap,
1993, ch. 13). A sentence is the unit since its claims and mentions stand or
fall together. The generator is NumPy's frozen one with a fixed seed, so that
the same counts give the same interval everywhere. Where every draw is perfect
the interval is 1 to 1: it says nothing of what the sample does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray

from pipeline.tallies import Counts

LEVEL = 0.95
DRAWS = 2000
SEED = 20260126

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % intervals of precision, recall and F1 (0..1), and the number of units drawn from."""

    precision: Range
    recall: Range
    f1: Range
    units: int


def interval(counts: Counts) -> Interval:
    """Return the intervals of a measure from the counts of its units."""
    if not counts:
        return Interval((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), 0)
    # Units with the same counts are interchangeable: draw how often each kind comes.
    kinds, times = np.unique(np.array(list(counts.values()), dtype=np.int64), axis=0, return_counts=True)
    total = int(times.sum())
    generator = RandomState(SEED)
    drawn = generator.multinomial(total, times / total, size=DRAWS)
    hit, predicted, reference = (drawn @ kinds).T.astype(np.float64)
    return Interval(
        _percentiles(hit, predicted),
        _percentiles(hit, reference),
        _percentiles(2 * hit, predicted + reference),
        total,
    )


def _percentiles(over: NDArray[np.float64], under: NDArray[np.float64]) -> Range:
    ratios = np.divide(over, under, out=np.zeros_like(over), where=under > 0)
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(ratios, [tail, 100 - tail])
    return float(low), float(high)
