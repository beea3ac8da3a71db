"""Every occurrence of an entity in context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from .edition import Edition
from .records import Claim, Entity, Event, Label, Mention, Report, Sentence

CONTEXT: Final = 90  # characters kept before and after a mention
ELLIPSIS: Final = "…"
LABELS: Final[tuple[str, ...]] = get_args(Label)
THINGS: Final = ("LAW", "POLICY", "EVENT", "ORG", "FAC")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `is_mention` where it names the entity."""

    text: str
    is_mention: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the mentions of the entity marked, shortened far from them."""

    sentence: Sentence
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The sentences of one report that name the entity, and what the entity says in it."""

    report: Report
    lines: tuple[Line, ...]
    mentions: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An entity and how often a report names it."""

    entity: Entity
    mentions: int


def occurrences(edition: Edition, entity: Entity) -> tuple[Occurrences, ...]:
    """Return the reports, by event, in which the entity is named or speaks."""
    found = []
    for event in edition.events:
        for name in event.record.reports:
            mentions = [m for m in edition.mentions_of.get(name, ()) if names(m, entity)]
            claims = edition.claims_of.get(name, ())
            spoken = tuple(claim for claim in claims if entity.id in claim.speakers)
            if mentions or spoken:
                report = edition.report[name]
                # Of a report shown in excerpts, nothing is shown but the quoted claims.
                shown = mentions if report.display == "full" else []
                lines = tuple(_lines(edition, report, shown))
                found.append(Occurrences(report, lines, len(mentions), spoken))
    return tuple(found)


def names(mention: Mention, entity: Entity) -> bool:
    """Tell whether the mention is of the entity, alone or with another."""
    return entity.id in mention.id.split("+")


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


def _lines(edition: Edition, report: Report, mentions: Iterable[Mention]) -> Iterator[Line]:
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for number in sorted(by_sentence):
        sentence = edition.sentence[report.id, number]
        pieces = list(_cut(sentence, by_sentence[number]))
        yield Line(sentence, tuple(_shorten(pieces)))


def _cut(sentence: Sentence, mentions: list[Mention]) -> Iterator[Piece]:
    place = 0
    for mention in sorted(mentions, key=lambda m: m.start):
        start, end = mention.start - sentence.start, mention.end - sentence.start
        if start >= place:
            yield Piece(sentence.text[place:start], is_mention=False)
            yield Piece(sentence.text[start:end], is_mention=True)
            place = end
    yield Piece(sentence.text[place:], is_mention=False)


def _shorten(pieces: list[Piece]) -> Iterator[Piece]:
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        if piece.is_mention:
            yield piece
            continue
        before = "" if number == 0 else _head(piece.text)
        after = "" if number == last else _tail(piece.text)
        if len(before) + len(after) + len(ELLIPSIS) >= len(piece.text):
            yield piece
        else:
            yield Piece(f"{before}{ELLIPSIS}{after}", is_mention=False)


def _head(text: str) -> str:
    """Return the first words of a text, up to `CONTEXT` characters, with the space after them."""
    return text[: text.rfind(" ", 0, CONTEXT) + 1] if len(text) > CONTEXT else text


def _tail(text: str) -> str:
    """Return the last words of a text, up to `CONTEXT` characters, with the space before them."""
    if len(text) <= CONTEXT:
        return text
    at = text.find(" ", len(text) - CONTEXT)
    return text[at:] if at >= 0 else ""
