"""Sources called again by a pronoun or a noun: `…, it added`, `…, the aide went on to say`."""

from __future__ import annotations

from pipeline.extract.chunks import PLAIN, Chunk
from pipeline.extract.clause import FINITE
from pipeline.extract.discourse import Discourse
from pipeline.extract.sources import Source
from pipeline.extract.spokesmen import party_speaks
from pipeline.model import EntityId, Label

_LEAD = 7
_NAMES = ("PERSON", "TITLE", "ORG", "speech")
_WHEN = ("attribution-tail", "time", "DATE", "preposition", "adverb")


def leading(row: list[Chunk], begin: int, told: tuple[EntityId, ...]) -> Source | None:
    """Return the source of before that a sentence opens with again: `According to the agency, …`."""
    near = range(begin, min(begin + _LEAD, len(row)))
    cue = next((i for i in near if row[i].has("source-before", "same-teller")), None)
    if not told or cue is None or any(c.has(*_NAMES) for c in row[begin:cue]):
        return None
    comma = next((i for i in range(cue + 1, min(cue + _LEAD, len(row))) if "," in row[i].tags), cue)
    lead = row[cue:comma]
    again = any(c.has("same-teller") for c in lead) and all(c.mention is None for c in lead)
    return Source(told, begin, comma) if again else None


def put_in(row: list[Chunk], begin: int, told: tuple[EntityId, ...], talk: Discourse) -> Source | None:
    """Return the clause in which the source of the paragraph tells on: `…, it added, and …`, `…, he said`.

    What it tells is the act of a party.
    """
    for at in range(begin + 2, len(row) - 1):
        if "," not in row[at - 1].tags:
            continue
        called = row[at].has("article") and row[at + 1].has("office") and row[at + 1].mention is None
        if not called and not _stands_for(row[at], told, talk):
            continue
        verb = at + 1 + row[at].has("article")
        while verb < len(row) - 1 and row[verb].has("adverb", "auxiliary"):
            verb += 1
        last = verb + 1
        while last < len(row) and row[last].has(*_WHEN):
            last += 1
        closes = last >= len(row) or row[last].has(",", ".", ";")
        if closes and _says(row[verb]) and party_speaks(row, begin, at - 1, talk):
            ends = all(c.has(".") for c in row[last:])
            return Source(told, at - 1, len(row) if ends else last, (PLAIN,) * (last - at))
    return None


def named(
    row: list[Chunk], found: Source | None, told: tuple[EntityId, ...], talk: Discourse
) -> Source | None:
    """Return a closing source with the one it calls again: `the ministry said`, `the Kremlin aide said`."""
    if found is None or not told:
        return found
    if not found.via:
        return found._replace(via=told) if lasts(found._replace(via=told), talk) else found
    tail = row[found.first : found.last]
    at = next(
        (i for i, c in enumerate(tail) if c.mention is not None and c.mention.id in found.via), len(tail)
    )
    noun = tail[at + 1 : at + 2]
    if len(found.via) > 1 or not noun or not noun[0].has("office", "word") or not is_person(told[-1], talk):
        return found
    return found._replace(via=told) if talk.country(told[-1]) in (None, talk.country(found.via[0])) else found


def lasts(found: Source, talk: Discourse) -> bool:
    """Return whether a source behind its words is that of the paragraph: a party's own office or press.

    An agency of a third country tells on in its own words.
    """
    if not found.via:
        return False
    entity = talk.registry.entities.get(found.via[-1])
    own = talk.country(found.via[-1]) in {talk.country(p) for p in talk.event.parties}
    return own or entity is None or not entity.outlet


def is_person(source: EntityId, talk: Discourse) -> bool:
    """Return whether a source is a person: one of the registry, or one that it does not know."""
    entity = talk.registry.entities.get(source)
    return entity is None or entity.label is Label.PERSON


def _stands_for(chunk: Chunk, told: tuple[EntityId, ...], talk: Discourse) -> bool:
    if not chunk.has("pronoun") or chunk.has("plural-pronoun"):
        return False
    if not chunk.has("masculine", "feminine"):
        return True
    return bool(told) and is_person(told[-1], talk)


def _says(chunk: Chunk) -> bool:
    return any(form.cue.yields and form.shape in FINITE for form in chunk.cues_of("speech"))
