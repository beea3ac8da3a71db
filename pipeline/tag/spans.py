"""Candidate mentions inside one sentence, before they are given to the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import EntityId, Label
from pipeline.vocabulary import Entity, Title


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate: offsets are relative to its sentence; `titles` and `options` wait to be resolved."""

    start: int
    end: int
    label: Label
    id: EntityId
    rule: str
    titles: tuple[Title, ...] = field(default=())
    options: tuple[Entity, ...] = field(default=())

    @property
    def length(self) -> int:
        """Return the length in code points."""
        return self.end - self.start


_RANK = {
    Label.PERSON: 0,
    Label.LAW: 1,
    Label.EVENT: 1,
    Label.POLICY: 1,
    Label.FAC: 1,
    Label.ORG: 2,
    Label.TITLE: 3,
}


def keep_longest(spans: Iterable[Span]) -> list[Span]:
    """Return the longest of overlapping candidates in text order; names of people first where equal."""
    kept: list[Span] = []
    covered: set[int] = set()
    for span in sorted(spans, key=lambda s: (-s.length, _RANK.get(s.label, 4), s.start)):
        if covered.isdisjoint(range(span.start, span.end)):
            covered.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
