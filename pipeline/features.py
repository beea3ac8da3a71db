"""What a claim names, whatever its language: entities, documents, places, numbers, dates, terms, intensity.

Weights are fixed by kind and by what the registry says of a thing. None depends
on the other claims of a corpus, so that a further report moves no weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from babel.core import UnknownLocaleError
from babel.numbers import NumberFormatError, parse_decimal

from pipeline.lexicon import Lexicon, Match
from pipeline.model import Annotation, Claim, ClaimId, EntityId, Event, Label, Lang, Mention
from pipeline.text import fold
from pipeline.vocabulary import Registry

Entry = TypeVar("Entry")

DOCUMENTS = frozenset({Label.LAW, Label.POLICY})
PLACES = frozenset({Label.GPE, Label.LOC, Label.FAC})
_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,\u00a0\u202f]\d+)*(?![\w/-])")

# A stock phrase says next to nothing; a thing that has a name says more than a common word.
_STOCK, _PLAIN, _NAMED, _NUMBER_WEIGHT = 0.15, 0.6, 1.0, 1.2


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a claim names; `text` is what stands there, `start` its place in the claim."""

    kind: str
    id: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with what it names.

    `named` has each thing once, by its longest words; `present` the ids of all
    that its words hold, also inside longer names; `grades` the strength it has
    on each scale; `things` the ids by which it is held against another claim.
    """

    claim: Claim
    named: tuple[Named, ...]
    present: frozenset[str]
    grades: frozenset[tuple[str, int]]
    things: frozenset[str]


def read_claims(
    annotations: Iterable[Annotation], events: Iterable[Event], registry: Registry
) -> dict[ClaimId, Reading]:
    """Return what each claim of some reports names; parties and their countries are no news in a claim."""
    known = frozenset(_known(events, registry))
    return {
        claim.id: read_claim(claim, _inside(claim, annotation.mentions), known, registry)
        for annotation in annotations
        for claim in annotation.claims
    }


def read_claim(
    claim: Claim, mentions: Iterable[Mention], known: frozenset[str], registry: Registry
) -> Reading:
    """Return what a claim names; `mentions` are those inside it, `known` the ids to leave out."""
    held = tuple(mentions)
    names = [m for m in held if m.label is not Label.TITLE and m.id not in known]
    folded = fold(claim.text)
    spans = [(m.start - claim.start, m.end - claim.start) for m in names]
    terms = _matches(registry.term_lexicons, claim, folded)
    longer = [*spans, *((m.start, m.end) for m in terms)]
    strong = [
        m
        for m in _matches(registry.intensity_lexicons, claim, folded)
        if not _covered(m, longer, whole=False)
    ]
    dates = [(m.start - claim.start, m.end - claim.start) for m in held if m.label is Label.DATE]
    named = [Named(_kind(m), m.id, m.text, m.start - claim.start) for m in names]
    named += [
        Named("intensity", entry.id, claim.text[m.start : m.end], m.start)
        for m in strong
        for entry in m.entries
    ]
    taken = [*spans, *((m.start, m.end) for m in strong)]
    named += [
        Named("term", entry.id, claim.text[m.start : m.end], m.start)
        for m in terms
        for entry in m.entries
        if not entry.stock and not _covered(m, taken)
    ]
    busy = [*taken, *dates, *((m.start, m.end) for m in terms)]
    named += _numbers(claim, busy, registry)
    return Reading(
        claim,
        tuple(sorted(_once(named), key=lambda n: (n.start, n.kind, n.id))),
        frozenset(_present(claim, held, folded, registry)) | {n.id for n in named},
        frozenset((entry.scale, entry.grade) for m in strong for entry in m.entries),
        frozenset(n.id for n in named) | {entry.id for m in terms for entry in m.entries},
    )


def held_anywhere(
    annotations: Iterable[Annotation], readings: Mapping[ClaimId, Reading], registry: Registry
) -> frozenset[str]:
    """Return the ids of all that some reports hold, in claims and in what is no claim."""
    found: set[str] = set()
    for annotation in annotations:
        found.update(m.id for m in annotation.mentions)
        for claim in annotation.claims:
            found |= readings[claim.id].present
        for sentence in annotation.sentences:
            if lexicon := registry.term_lexicons.get(sentence.lang):
                found.update(e.id for m in lexicon.find_all(sentence.text) for e in m.entries)
    return frozenset(found)


def weight(thing: str, registry: Registry) -> float:
    """Return how much sharing a thing says, by what the registry has of it."""
    if thing in registry.stock:
        return _STOCK
    if thing.startswith("number:"):
        return _NUMBER_WEIGHT
    return _PLAIN if thing in registry.plain else _NAMED


def _known(events: Iterable[Event], registry: Registry) -> Iterator[str]:
    for event in events:
        for party in event.parties:
            yield party
            if (entity := registry.entities.get(EntityId(party))) and entity.country:
                yield entity.country


def _inside(claim: Claim, mentions: Iterable[Mention]) -> Iterator[Mention]:
    return (m for m in mentions if claim.start <= m.start and m.end <= claim.end)


def _kind(mention: Mention) -> str:
    if mention.label is Label.DATE:
        return "date"
    return "document" if mention.label in DOCUMENTS else "place" if mention.label in PLACES else "entity"


def _matches(lexicons: Mapping[Lang, Lexicon[Entry]], claim: Claim, folded: str) -> list[Match[Entry]]:
    lexicon = lexicons.get(claim.lang)
    return lexicon.find(claim.text, folded) if lexicon else []


def _covered(match: Match[Entry], spans: Iterable[tuple[int, int]], *, whole: bool = True) -> bool:
    """Return whether words are part of others, which say what they say; `whole` counts the same words too."""
    return any(
        start <= match.start and match.end <= end and (whole or match.length < end - start)
        for start, end in spans
    )


def _once(named: Iterable[Named]) -> Iterator[Named]:
    """Yield the first words of each thing; a term under an entity's id is that entity."""
    seen: set[str] = set()
    for thing in sorted(named, key=lambda n: (n.kind == "term", n.start)):
        if thing.id not in seen:
            seen.add(thing.id)
            yield thing


def _numbers(claim: Claim, busy: list[tuple[int, int]], registry: Registry) -> Iterator[Named]:
    """Yield the numbers in digits that are no part of a name, date or term."""
    prose = registry.prose.get(claim.lang)
    for found in _NUMBER.finditer(claim.text):
        if not any(start < found.end() and found.start() < end for start, end in busy):
            value = _value(found[0], prose.locale if prose else str(claim.lang))
            yield Named("number", f"number:{value}", found[0], found.start())


def _value(written: str, locale: str) -> str:
    """Return a number in plain digits: 1.500 is fifteen hundred in one locale, one and a half in another."""
    try:
        return f"{parse_decimal(written, locale=locale).normalize():f}"
    except (NumberFormatError, UnknownLocaleError):
        return written


def _present(claim: Claim, mentions: Iterable[Mention], folded: str, registry: Registry) -> Iterator[str]:
    """Yield the ids of all that the words hold, what stands inside a longer name too."""
    names = tuple(mentions)
    yield from (part for m in names for part in (m.id, *m.id.split("+")))
    if terms := registry.term_lexicons.get(claim.lang):
        # The longest match hides the weaker form inside it, but a name does not hide what it is made of.
        for text in (claim.text, *(m.text for m in names)):
            yield from (entry.id for m in terms.find(text) for entry in m.entries)
    for strength in _matches(registry.intensity_lexicons, claim, folded):
        yield from (entry.id for entry in strength.entries)
    for match in _matches(registry.numeral_lexicons, claim, folded):
        yield from (f"number:{entry.id}" for entry in match.entries)
    for found in _NUMBER.finditer(claim.text):
        yield f"number:{found[0]}"
