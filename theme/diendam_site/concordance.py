"""What reports name, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from .edition import Edition
from .records import Entity, Event, Label, Mention, Report

LABELS: Final[tuple[str, ...]] = get_args(Label)
THINGS: Final = ("LAW", "POLICY", "EVENT", "ORG", "FAC")


@dataclass(frozen=True, slots=True)
class Named:
    """An entity and how often a report names it."""

    entity: Entity
    mentions: int


def named_in(edition: Edition, report: Report) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """Return (label, entities) for what a report names, most often named first."""
    counts = _count(edition.mentions_of.get(report.id, ()))
    grouped = ((label, _ranked(edition, label, counts)) for label in LABELS)
    return tuple((label, found) for label, found in grouped if found)


@dataclass(frozen=True, slots=True)
class OneSided:
    """What the statements of one event name, and those of the other do not."""

    left: tuple[Entity, ...]
    right: tuple[Entity, ...]


def named_on_one_side(edition: Edition, left: Event, right: Event) -> OneSided:
    """Return the documents, policies, bodies, works and occasions of one event's claims alone.

    What the other event's reports name anywhere, be it inside a longer name, is not of one side.
    """
    there, here = _things_in_claims(edition, left), _things_in_claims(edition, right)
    words_there, words_here = _words(edition, left), _words(edition, right)
    return OneSided(
        tuple(t for name, t in there.items() if name not in here and not _is_named(t, words_here)),
        tuple(t for name, t in here.items() if name not in there and not _is_named(t, words_there)),
    )


def _words(edition: Edition, event: Event) -> str:
    """Return all that the reports of an event say, folded."""
    sentences = (s for report in event.reports for s in edition.sentences_of.get(report, ()))
    return "\n".join(sentence.text.casefold() for sentence in sentences)


def _is_named(thing: Entity, words: str) -> bool:
    names = (thing.names.en, thing.names.vi, thing.names.fr)
    return any(name and name.casefold() in words for name in names)


def _things_in_claims(edition: Edition, event: Event) -> dict[str, Entity]:
    claims = (claim for report in event.reports for claim in edition.claims_of.get(report, ()))
    names = (name for claim in claims for name in claim.entities)
    found = {name: edition.entity[name] for name in names if name in edition.entity}
    return {name: thing for name, thing in found.items() if thing.label in THINGS}


def named_as(edition: Edition, label: str) -> tuple[Named, ...]:
    """Return the entities of a kind that any report names, most often named first."""
    return _ranked(edition, label, _count(row.record for row in edition.mentions))


def _count(mentions: Iterable[Mention]) -> Counter[str]:
    return Counter(name for mention in mentions for name in mention.id.split("+"))


def _ranked(edition: Edition, label: str, counts: Mapping[str, int]) -> tuple[Named, ...]:
    names = sorted(counts, key=lambda name: (-counts[name], name))
    found = (edition.entity[name] for name in names if name in edition.entity)
    return tuple(Named(entity, counts[entity.id]) for entity in found if entity.label == label)
