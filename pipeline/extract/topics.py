"""What a claim is about: topics by weighted cues, the most central first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.lexicon import Match, longest
from pipeline.vocabulary import TopicCue

IN_CONTENT, OF_ACT, BEFORE_CONTENT, GOES_ON = "topics", "topic-of-act", "topics-before", "topics-go-on"
MOST = 3
_STRONG = 2
_SHARE = 0.25
_BESIDE = 4


class Matter(NamedTuple):
    """What a report is about so far: one to three topics, and whether a strong cue has named any yet.

    `whole` is the topic of the ties as a whole, which a claim has that names
    nothing; `rule` says how the topics were found, and `cues` are those that
    decided. `told` is the number of the sentence that named them where it makes
    no claim: `They discussed the war.`
    """

    topics: tuple[str, ...]
    named: bool
    whole: str
    rule: str = GOES_ON
    cues: tuple[Match[TopicCue], ...] = ()
    told: int | None = None

    @classmethod
    def unnamed(cls, topics: Iterable[str]) -> Matter:
        """Return that of a report before its first claim; the first of the closed list is the whole."""
        whole = next(iter(topics))
        return cls((whole,), named=False, whole=whole)


def choose_topics(
    matches: Iterable[Match[TopicCue]], start: int, end: int, of_act: str, before: Matter
) -> Matter:
    """Return the matter of the span `start:end`, by the cues found in its sentence.

    A span without a cue is about `of_act`, what its act is about by itself, where
    the registry gives that; else about what its sentence named before it; else
    about `before`, the matter of the claim that precedes it in the report: of
    either the central topic, as what it borrows is seldom all of that. A span with
    weak cues alone goes on with what a strong one has named before it, unless they
    are of the ties as a whole.
    """
    found = list(matches)
    inside = longest(m for m in found if start <= m.start and m.end <= end)
    if not inside and of_act:
        return Matter((of_act,), before.named, before.whole, OF_ACT)
    own = _central(inside)
    strong = is_strong(inside)
    if strong or before.whole in own:
        return Matter(own, before.named or strong, before.whole, IN_CONTENT, tuple(inside))
    earlier = longest(m for m in found if m.end <= start)
    if own and not is_strong(earlier):
        if not before.named:
            return Matter(own, before.named, before.whole, IN_CONTENT, tuple(inside))
    elif named := _central(earlier):
        return Matter(named[:1], before.named, before.whole, BEFORE_CONTENT, tuple(earlier))
    return before._replace(topics=before.topics[:1], rule=GOES_ON, cues=())


def narrated(matches: Iterable[Match[TopicCue]], sentence: int, before: Matter) -> Matter:
    """Return the matter after a sentence that makes no claim: its own where a strong cue names one."""
    found = longest(matches)
    if not is_strong(found):
        return before
    return Matter(_central(found), named=True, whole=before.whole, told=sentence)


def is_strong(cues: Iterable[Match[TopicCue]]) -> bool:
    """Return whether one of some cues names a topic by itself."""
    return any(cue.weight >= _STRONG for match in cues for cue in match.entries)


def _central(cues: Iterable[Match[TopicCue]]) -> tuple[str, ...]:
    """Return the topics of some cues.

    A topic's score is the sum of the weights of its different forms. One without a
    cue as strong as the strongest needs two strong ones, and one that reaches less
    than a share of the best score is left out.
    """
    score: dict[str, float] = defaultdict(float)
    best: dict[str, int] = defaultdict(int)
    first: dict[str, int] = {}
    for match in cues:
        for cue in match.entries:
            score[cue.topic] += cue.weight
            best[cue.topic] = max(best[cue.topic], cue.weight)
            first.setdefault(cue.topic, match.start)
    if not score:
        return ()
    strongest = max(best.values())
    kept = [t for t in score if best[t] == strongest or (best[t] >= _STRONG and score[t] >= _BESIDE)]
    top = max(score[t] for t in kept)
    kept = [t for t in kept if score[t] >= _SHARE * top]
    kept.sort(key=lambda t: (-score[t], first[t], t))
    return tuple(kept[:MOST])
