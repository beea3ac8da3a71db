"""What of a ledger can be told in a sentence, before any words: who names what, on which topic and side.

Nothing is chosen by taste. A thing can be told if it is a named one (a document,
a body, a term with a naming), stands on one side of a row, and no report of the
other event has it anywhere. It is told under one topic only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.ledger import Difference, LedgerRow
from pipeline.model import Claim, ClaimId, EntityId, ReportId, Status
from pipeline.vocabulary import Registry

# What a sentence tells first: documents, then bodies and works, then what is no name.
RANK = {"document": 0, "entity": 1, "place": 1, "term": 2}
SIDES = ("left", "right")

Speakers = tuple[EntityId, ...]
Group = tuple[Speakers, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A thing that only one event's reports have: who mentions it on which topic, and where it stands."""

    side: str
    topic: str
    speakers: Speakers
    thing: str
    kind: str
    rows: tuple[str, ...]
    reports: frozenset[ReportId]


@dataclass(frozen=True, slots=True)
class Strength:
    """Two wordings of one scale by one speaker on one topic."""

    topic: str
    speakers: Speakers
    left: str
    right: str
    row: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A topic on which a speaker has rows of one kind: `side` is left, right or both."""

    side: str
    speakers: Speakers
    topic: str
    rows: tuple[str, ...]
    reports: frozenset[ReportId]


def mentioned(
    rows: Iterable[LedgerRow], claims: Mapping[ClaimId, Claim], registry: Registry
) -> tuple[Mentioned, ...]:
    """Return what only one event's reports have, each thing once for those who speak of it."""
    found: dict[tuple[str, str, Speakers], list[tuple[LedgerRow, Difference]]] = defaultdict(list)
    for row in rows:
        for difference in row.differences:
            if (
                difference.elsewhere
                or difference.kind not in RANK
                or not _can_be_told(difference.id, registry)
            ):
                continue
            speakers = claims[difference.claims[0]].speakers
            found[difference.side, difference.id, speakers].append((row, difference))
    out = []
    for (side, thing, speakers), pairs in found.items():
        topic = _topic_of(pairs, claims, registry)
        if (
            not topic
            or not _can_be_told(topic, registry)
            or registry.namings[thing].names == registry.namings[topic].names
        ):
            continue
        own = [(r, d) for r, d in pairs if r.topic == topic]
        out.append(
            Mentioned(
                side,
                topic,
                speakers,
                thing,
                own[0][1].kind,
                tuple(sorted({r.id for r, _ in own})),
                frozenset(claims[c].report for _, d in own for c in d.claims),
            )
        )
    return tuple(sorted(out, key=lambda m: (RANK[m.kind], -len(m.reports), m.thing, m.speakers)))


def _topic_of(
    pairs: list[tuple[LedgerRow, Difference]], claims: Mapping[ClaimId, Claim], registry: Registry
) -> str:
    """Return the topic that a thing's own words name, else the most central one of its claim's rows.

    A thing whose words name another topic of its claim, of which there is no such row, is told under none.
    """
    topics = {row.topic for row, _ in pairs}
    first = pairs[0][1]
    claim = claims[first.claims[0]]
    lexicon = registry.topic_lexicons.get(claim.lang)
    cues = [cue for m in lexicon.find(first.text) for cue in m.entries] if lexicon else []
    for cue in sorted(cues, key=lambda c: (-c.weight, c.topic)):
        if cue.topic in topics:
            return cue.topic
    if any(cue.topic in claim.topics for cue in cues):
        return ""
    order = [t for t in claim.topics if t in topics] + sorted(topics)
    return next((t for t in order if not registry.topics[t].broad), order[0])


def _can_be_told(thing: str, registry: Registry) -> bool:
    """Return whether every language of the summary has a name for a topic or thing."""
    naming = registry.namings.get(thing)
    return naming is not None and registry.prose.keys() <= naming.names.keys()


def strengths(rows: Iterable[LedgerRow], registry: Registry) -> tuple[Strength, ...]:
    """Return the rows whose sides are worded on one scale, but not alike."""
    scales = {i.id: i.scale for i in registry.intensities}
    out = []
    for row in rows:
        if not _can_be_told(row.topic, registry):
            continue
        worded = {
            s: {scales[d.id]: d for d in row.differences if d.kind == "intensity" and d.side == s}
            for s in SIDES
        }
        for scale in sorted(worded["left"].keys() & worded["right"].keys()):
            left, right = worded["left"][scale], worded["right"][scale]
            out.append(Strength(row.topic, row.speakers, left.id, right.id, row.id))
    return tuple(out)


def spoken(
    rows: Iterable[LedgerRow], claims: Mapping[ClaimId, Claim], registry: Registry
) -> tuple[Spoken, ...]:
    """Return the topics on which only one event's reports have a speaker, or both have him alike."""
    listed = list(rows)
    has: dict[str, set[tuple[EntityId, str]]] = {side: set() for side in SIDES}
    for row in listed:
        for side, ids in (("left", row.left), ("right", row.right)):
            has[side] |= {(s, t) for c in ids for s in claims[c].speakers for t in claims[c].topics}
    groups: dict[tuple[str, Speakers, str], list[LedgerRow]] = defaultdict(list)
    for row in listed:
        if not _can_be_told(row.topic, registry):
            continue
        if row.status is Status.CONTINUED:
            groups["both", row.speakers, row.topic].append(row)
        elif row.status is not Status.CHANGED:
            side, other = SIDES if row.left else SIDES[::-1]
            if not any((s, row.topic) in has[other] for s in row.speakers):
                groups[side, row.speakers, row.topic].append(row)
    order = list(registry.topics)
    out = [
        Spoken(
            side,
            speakers,
            topic,
            tuple(sorted(r.id for r in found)),
            frozenset(claims[c].report for r in found for c in (*r.left, *r.right)),
        )
        for (side, speakers, topic), found in groups.items()
    ]
    return tuple(sorted(out, key=lambda s: (-len(s.reports), order.index(s.topic), s.speakers)))
