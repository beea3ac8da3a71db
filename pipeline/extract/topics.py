"""What a claim is about: topics by weighted cues, the most central first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.lexicon import Match, longest
from pipeline.model import Act
from pipeline.vocabulary import TopicCue

MOST = 3
_STRONG = 2
_SHARE = 0.4
_BY_ACT = {Act.CONDOLE: "disaster", Act.WISH: "new-year"}
DEFAULT = "relationship"


def choose_topics(matches: Iterable[Match[TopicCue]], start: int, end: int, act: Act) -> tuple[str, ...]:
    """Return one to three topics of the span `start:end`, by the cues found in its sentence.

    A topic's score is the sum of the weights of its different forms; one that
    reaches less than a share of the best is left out.
    """
    inside = longest(m for m in matches if start <= m.start and m.end <= end)
    score: dict[str, float] = defaultdict(float)
    best: dict[str, int] = defaultdict(int)
    first: dict[str, int] = {}
    for match in inside:
        for cue in match.entries:
            score[cue.topic] += cue.weight
            best[cue.topic] = max(best[cue.topic], cue.weight)
            first.setdefault(cue.topic, match.start)
    if not score:
        return (_BY_ACT.get(act, DEFAULT),)
    strongest = max(best.values())
    kept = [t for t in score if best[t] >= min(strongest, _STRONG)]
    top = max(score[t] for t in kept)
    kept = [t for t in kept if score[t] >= _SHARE * top]
    kept.sort(key=lambda t: (-score[t], first[t], t))
    return tuple(kept[:MOST])
