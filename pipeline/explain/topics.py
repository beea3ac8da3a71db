"""Behind a claim's topics: the cues that voted, and the topics that got too few votes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pipeline.explain.places import Places
from pipeline.explain.rules import TOPICS
from pipeline.explain.values import Evidence, Step
from pipeline.extract.topics import GOES_ON, Matter
from pipeline.model import Claim, ClaimId


def topic_step(
    text: str, claim: Claim, matters: Mapping[ClaimId, Matter], places: Places
) -> tuple[list[Evidence], Step]:
    """Return the topics that were rejected, and the step of those that were chosen.

    `text` is the claim's sentence, `matters` what each claim's topics were
    chosen by, in the order in which the claims were read.
    """
    matter = matters[claim.id]
    votes: dict[str, list[str]] = defaultdict(list)
    weights: dict[str, int] = defaultdict(int)
    lines: dict[str, list[str]] = defaultdict(list)
    for match in matter.cues:
        for cue in match.entries:
            votes[cue.topic].append(f"“{text[match.start : match.end]}” {cue.weight}")
            weights[cue.topic] += cue.weight
            lines[cue.topic].append(places.of_topic_cue(claim.lang, cue.id))
    found = {
        topic: Evidence(
            f"{topic}, {weights[topic]} points: {', '.join(votes[topic])}",
            ", ".join(dict.fromkeys(filter(None, lines[topic]))),
        )
        for topic in sorted(votes, key=lambda t: (-weights[t], t))
    }
    kept = [found[topic] for topic in matter.topics if topic in found]
    if matter.rule == GOES_ON and matter.told is not None:
        kept.append(Evidence(f"as sentence {matter.told}, which makes no claim: {', '.join(matter.topics)}"))
    elif matter.rule == GOES_ON and (before := _read_before(claim.id, matters)) is not None:
        kept.append(Evidence(f"as the claim {before}: {', '.join(matters[before].topics)}"))
    left = [evidence for topic, evidence in found.items() if topic not in matter.topics]
    return left, Step("about what", ", ".join(claim.topics), matter.rule, TOPICS[matter.rule], tuple(kept))


def _read_before(claim: ClaimId, matters: Mapping[ClaimId, Matter]) -> ClaimId | None:
    """Return the claim that was read before another."""
    read = [*matters]
    at = read.index(claim)
    return read[at - 1] if at else None
