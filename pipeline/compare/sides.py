"""What stands on one side of a ledger row: propositions of one event with all their witnesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.compare.readings import Reading
from pipeline.model import Act, Claim, ClaimId, EntityId, Proposition, PropositionId, ReportId
from pipeline.text import fold
from pipeline.vocabulary import Registry


@dataclass(frozen=True, slots=True)
class Side:
    """A proposition of one event, or several put together, with what its claims name."""

    id: PropositionId
    speakers: tuple[EntityId, ...]
    topics: tuple[str, ...]
    acts: frozenset[Act]
    readings: tuple[Reading, ...]
    things: frozenset[str]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return the claims, the first report's first."""
        return tuple(r.claim for r in self.readings)


# A proposition after each moment at which it grew, the oldest first.
History = Mapping[str, Side]


def side_of(name: PropositionId, readings: Iterable[Reading]) -> Side:
    """Return the claims of a proposition as a side; its topics are theirs, the most central first."""
    found = tuple(readings)
    claims = [r.claim for r in found]
    times = Counter(t for c in claims for t in c.topics)
    topics = sorted(times, key=lambda t: (min(_rank(c, t) for c in claims), -times[t], t))
    return Side(
        name,
        claims[0].speakers,
        tuple(topics),
        frozenset(c.act for c in claims),
        found,
        frozenset(thing for r in found for thing in r.things),
    )


def history_of(
    proposition: Proposition, readings: Mapping[ClaimId, Reading], moments: Mapping[ReportId, str]
) -> History:
    """Return a proposition as it stood after each moment at which a report of it was added."""
    days = {c: moments[readings[c].claim.report] for c in proposition.claims}
    return {
        day: side_of(proposition.id, (readings[c] for c in proposition.claims if days[c] <= day))
        for day in sorted(set(days.values()))
    }


def joined(sides: Iterable[Side]) -> Side:
    """Return several propositions of one event as one side of a row."""
    listed = list(sides)
    first = listed[0]
    readings = tuple(dict.fromkeys(r for side in listed for r in side.readings))
    acts = frozenset(a for side in listed for a in side.acts)
    things = frozenset(thing for side in listed for thing in side.things)
    return Side(first.id, first.speakers, first.topics, acts, readings, things)


def about(side: Side, topic: str) -> Side:
    """Return a side with the claims that have the topic; as it is where none has."""
    readings = tuple(r for r in side.readings if topic in r.claim.topics)
    if not readings or len(readings) == len(side.readings):
        return side
    return replace(
        side,
        acts=frozenset(r.claim.act for r in readings),
        readings=readings,
        things=frozenset(thing for r in readings for thing in r.things),
    )


def families(side: Side, registry: Registry) -> frozenset[str]:
    """Return the families of a side's acts: position, courtesy, regard."""
    return frozenset(registry.acts[act].family for act in side.acts)


def wording(a: Side, b: Side) -> tuple[float, Claim | None, Claim | None]:
    """Return the greatest share of words in common order, 0..1, with the two claims that have it."""
    pairs = [(same_words(x, y), x, y) for x in a.claims for y in b.claims if x.lang == y.lang]
    if not pairs:
        return 0.0, None, None
    return max(pairs, key=lambda p: (p[0], min(p[1].id, p[2].id), max(p[1].id, p[2].id)))


def same_words(a: Claim, b: Claim) -> float:
    """Return the share of words in common order, 0..1; 0 for claims in different languages."""
    return 0.0 if a.lang != b.lang else _ratio(*sorted((a.text, b.text)))


@lru_cache(maxsize=65536)
def _ratio(one: str, other: str) -> float:
    # The matcher is not symmetric; the ledger must be, so the texts come sorted.
    return SequenceMatcher(None, fold(one).split(), fold(other).split(), autojunk=False).ratio()


def _rank(claim: Claim, topic: str) -> int:
    return claim.topics.index(topic) if topic in claim.topics else len(claim.topics)
