"""Candidate mentions inside one sentence, before they are given to the report."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline.model import EntityId, Label
from pipeline.text import fold
from pipeline.vocabulary import Entity, Title


class Span(NamedTuple):
    """A candidate: offsets are relative to its sentence; `titles` and `options` wait to be resolved."""

    start: int
    end: int
    label: Label
    id: EntityId
    rule: str
    titles: tuple[Title, ...] = ()
    options: tuple[Entity, ...] = ()

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
    covered = 0  # a bit for each code point
    for span in sorted(spans, key=_precedence):
        place = (1 << span.end) - (1 << span.start)
        if not covered & place:
            covered |= place
            kept.append(span)
    return sorted(kept, key=_start)


def without_torn_places(spans: list[Span]) -> list[Span]:
    """Return the spans without titles that end inside another name: `président du Conseil européen`."""
    places = [s for s in spans if s.label in (Label.GPE, Label.ORG) and s.rule == "listed-name"]
    return [
        s
        for s in spans
        if s.label is not Label.TITLE or not any(s.start < p.start < s.end < p.end for p in places)
    ]


def taken_by(spans: Iterable[Span], size: int) -> bytearray:
    """Return a byte for each of `size` code points: 1 where a span is."""
    taken = bytearray(size)
    for span in spans:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return taken


def _precedence(span: Span) -> tuple[int, int, int]:
    return (span.start - span.end, _RANK.get(span.label, 4), span.start)


def _start(span: Span) -> int:
    return span.start


def country_context(spans: list[Span], index: int, entities: dict[EntityId, Entity]) -> EntityId | None:
    """Return the country of the nearest person or country before a span, else after it."""
    order = [*reversed(spans[:index]), *spans[index + 1 :]]
    for span in order:
        entity = entities.get(EntityId(span.id.split("+")[0]))
        if span.label in (Label.PERSON, Label.GPE) and entity and entity.country and "+" not in span.id:
            return entity.country
    return None


@lru_cache(maxsize=1024)  # a title is one value of the registry
def is_shorter(title: Title, held: Title) -> bool:
    """Return whether a title is the short way to say another: `minister` for `foreign minister`."""
    for lang, forms in title.forms.items():
        longer = [fold(f) for f in held.forms.get(lang, ())]
        if any(
            full != fold(form) and fold(form) in full.split(" ")
            for form in forms
            for full in longer
            if " " not in form
        ):
            return True
    return False
