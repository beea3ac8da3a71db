"""Behind a claim's topics: the cues that voted, and the topics that got too few votes."""

from __future__ import annotations

from collections import defaultdict

from pipeline.explain.places import Places
from pipeline.explain.values import Evidence, Step
from pipeline.extract.clause import Head
from pipeline.extract.passage import Passage
from pipeline.lexicon import Match, longest
from pipeline.model import Claim, Label
from pipeline.vocabulary import Registry, TopicCue


def _matches(passage: Passage, registry: Registry) -> list[Match[TopicCue]]:
    """Return the topic cues of a sentence outside the names of people and titles."""
    people = [m for m in passage.mentions if m.label in (Label.TITLE, Label.PERSON)]
    offset = passage.sentence.start
    blocked = [(m.start - offset, m.end - offset) for m in people]
    found = registry.topic_lexicons[passage.sentence.lang].find_all(passage.sentence.text)
    return [m for m in found if not any(s < m.end and m.start < e for s, e in blocked)]


def topic_step(
    passage: Passage, claim: Claim, head: Head | None, registry: Registry, places: Places
) -> tuple[list[Evidence], Step]:
    """Return the topics that were rejected, and the step of those that were chosen."""
    offset = passage.sentence.start
    start, end = claim.start - offset, claim.end - offset
    if head is not None:
        start = max(start, min(passage.row[head.verb].start, end))
    votes: dict[str, list[str]] = defaultdict(list)
    weights: dict[str, int] = defaultdict(int)
    lines: dict[str, list[str]] = defaultdict(list)
    inside = longest(m for m in _matches(passage, registry) if start <= m.start and m.end <= end)
    for match in inside:
        for cue in match.entries:
            votes[cue.topic].append(f"“{passage.sentence.text[match.start : match.end]}” {cue.weight}")
            weights[cue.topic] += cue.weight
            lines[cue.topic].append(places.of_topic_cue(claim.lang, cue.id))
    found = {
        topic: Evidence(
            f"{topic}, {weights[topic]} points: {', '.join(votes[topic])}",
            ", ".join(dict.fromkeys(filter(None, lines[topic]))),
        )
        for topic in sorted(votes, key=lambda t: (-weights[t], t))
    }
    why = "The cues in the content vote with their weights; a topic far below the best is left out."
    if not found:
        why = "No cue stands in the content: the act's own topic, or the ties as a whole."
    kept = tuple(found[topic] for topic in claim.topics if topic in found)
    left = [evidence for topic, evidence in found.items() if topic not in claim.topics]
    return left, Step("about what", ", ".join(claim.topics), "topics", why, kept)
