"""How many statements there are by speaker, topic and act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .edition import Edition
from .records import Claim, Entity, Event, Names

Count = tuple[str, Names, int]


@dataclass(frozen=True)
class Counts:
    """Counts over all claims; each count is (id, names, number), the highest first."""

    edition: Edition

    def functions(self) -> dict[str, Callable[..., object]]:
        """Return what templates may call."""
        return {
            "acts_by": self.acts_by,
            "topics_by": self.topics_by,
            "speakers_on": self.speakers_on,
            "speakers_by": self.speakers_by,
            "number_on": lambda topic: len(self._claims(lambda claim: topic in claim.topics)),
            "number_by": lambda act: len(self._claims(lambda claim: act == claim.act)),
            "rows_on": self.rows_on,
        }

    def acts_by(self, speaker: Entity) -> tuple[Count, ...]:
        """Return the acts of a speaker."""
        found = self._claims(lambda claim: speaker.id in claim.speakers)
        return self._words("act", (claim.act for claim in found))

    def topics_by(self, speaker: Entity) -> tuple[Count, ...]:
        """Return the topics of a speaker."""
        found = self._claims(lambda claim: speaker.id in claim.speakers)
        return self._words("topic", (topic for claim in found for topic in claim.topics))

    def speakers_on(self, topic: str) -> tuple[Count, ...]:
        """Return who speaks on a topic."""
        return self._speakers(lambda claim: topic in claim.topics)

    def speakers_by(self, act: str) -> tuple[Count, ...]:
        """Return whose statements are of an act."""
        return self._speakers(lambda claim: claim.act == act)

    def rows_on(self, left: Event, right: Event, topic: str) -> int:
        """Return how many rows of a comparison are on a topic."""
        rows = self.edition.rows_of.get((left.id, right.id), ())
        return sum(row.topic == topic for row in rows)

    def _claims(self, is_wanted: Callable[[Claim], bool]) -> tuple[Claim, ...]:
        return tuple(row.record for row in self.edition.claims if is_wanted(row.record))

    def _speakers(self, is_wanted: Callable[[Claim], bool]) -> tuple[Count, ...]:
        names = (name for claim in self._claims(is_wanted) for name in claim.speakers)
        return tuple((name, self.edition.entity[name].names, number) for name, number in _ranked(names))

    def _words(self, kind: str, ids: Iterable[str]) -> tuple[Count, ...]:
        return tuple((name, self.edition.word[kind, name].names, number) for name, number in _ranked(ids))


def _ranked(ids: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(ids).items(), key=lambda pair: (-pair[1], pair[0]))
