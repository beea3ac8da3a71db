"""Is the text in the corpus already: byte for byte, word for word, or nearly.

Nearly is the share of the shorter text's runs of five words that the other has
too (containment of shingles, Broder 1997). Outlets carry an agency's text on
purpose, so a near text is said and not refused.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from pipeline.add.known import Known
from pipeline.model import ReportId
from pipeline.text import fold, unmark

_RUN = 5
NEAR = 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A report of the corpus that a new text is like: `how` is bytes, words or near, `share` is 0..1."""

    report: ReportId
    how: str
    share: float


def resemblances(raw: bytes, text: str, known: Known, apart_from: str = "") -> list[Resemblance]:
    """Return the reports that a capture resembles, the most alike first."""
    digest = hashlib.sha256(raw).hexdigest()
    mine = _runs(text)
    found = []
    for report in known.corpus.reports:
        own = report.sidecar
        if own.id == apart_from:
            continue
        theirs = _runs(known.texts[own.id])
        share = len(mine & theirs) / max(min(len(mine), len(theirs)), 1)
        if own.sha256 == digest:
            found.append(Resemblance(own.id, "bytes", 1.0))
        elif mine and mine == theirs:
            found.append(Resemblance(own.id, "words", 1.0))
        elif share >= NEAR:
            found.append(Resemblance(own.id, "near", share))
    order = {"bytes": 0, "words": 1, "near": 2}
    return sorted(found, key=lambda r: (order[r.how], -r.share, r.report))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(unmark(fold(text)))
    size = min(_RUN, max(len(words), 1))
    return frozenset(tuple(words[n : n + size]) for n in range(max(len(words) - size + 1, 0)))
