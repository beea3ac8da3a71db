"""Envoys: whose title `special envoy of President X` is, told from that of who sent them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import EntityId, Label, Lang
from pipeline.tag.spans import Span
from pipeline.tag.tongue import Tongue
from pipeline.vocabulary import Registry, Title

_SCOPE = "envoy"
_NO_OFFICE = 99
_PEOPLE = (Label.TITLE, Label.PERSON)


def is_envoy(span: Span) -> bool:
    """Return whether a span is the title of somebody whom another sent."""
    return any(title.scope == _SCOPE for title in span.titles)


def is_present(text: str, tongue: Tongue, span: Span) -> bool:
    """Return whether an envoy without a name is the one of the talk, and not any envoy who is sent.

    A language without articles tells the two apart by where they stand: at the head of a clause.
    """
    before = text[: span.start].rstrip()
    return tongue.inflects or not before or before[-1] in ",;:."


def named_ahead(text: str, tongue: Tongue, spans: list[Span], index: int) -> EntityId | None:
    """Return who is named behind an envoy's title, the sender passed over: `envoy of President X, Mr Y`."""
    at, sender, sent = spans[index].end, False, False
    for span in spans[index + 1 :]:
        gap = text[at : span.start]
        if not tongue.is_link(gap) or (sent and gap.strip(" ,")):
            return None
        sender = sender or (not sent and span.label in _PEOPLE and tongue.has_of(gap))
        if span.label is Label.PERSON:
            if not sender:
                return span.id
            sender, sent = False, True
        at = span.end
    return None


def is_of_sender(text: str, tongue: Tongue, spans: list[Span], index: int) -> bool:
    """Return whether a title is that of who sent an envoy: `special envoy of the | President`."""
    at = spans[index].start
    for span in reversed(spans[:index]):
        gap = text[span.end : at]
        if span.label is Label.PERSON or not tongue.is_link(gap):
            return False
        if is_envoy(span):
            return tongue.has_of(gap)
        at = span.start
    return False


def lowest(people: Iterable[EntityId], registry: Registry, day: str) -> EntityId | None:
    """Return the one of some people who holds the lowest office on a day, if one of them does alone."""
    ranks = sorted(((_rank(person, registry, day), person) for person in people), reverse=True)
    alone = len(ranks) > 1 and ranks[0][0] > ranks[1][0]
    return ranks[0][1] if alone else None


def _rank(person: EntityId, registry: Registry, day: str) -> int:
    entity = registry.entities.get(person)
    offices = entity.offices if entity else ()
    ranks = (registry.titles[office.title].rank for office in offices if office.held_on(day))
    return min(ranks, default=_NO_OFFICE)


def is_office_of(held: Title, titles: tuple[Title, ...], registry: Registry) -> bool:
    """Return whether an office is that of a title nobody is listed with: a king is a `head of state`."""
    listed = registry.once(_offices, Lang(""))
    return any(
        title.scope == held.scope and held.rank <= title.rank and title.id not in listed for title in titles
    )


def _offices(registry: Registry, _: Lang) -> frozenset[str]:
    """Return the titles that somebody of the registry holds or held."""
    return frozenset(office.title for entity in registry.entities.values() for office in entity.offices)
