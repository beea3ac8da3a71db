"""Verbs of speech that tell of others than these talks, or of what was said before them."""

from __future__ import annotations

from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import Head, Kind
from pipeline.extract.discourse import Discourse, Speakers


def is_background(row: list[Chunk], head: Head, speakers: Speakers, rule: str, parties: Speakers) -> bool:
    """Return whether a verb tells what others had said before: `le mouvement avait annoncé …`."""
    if head.subject is None or not any(c.has("past-perfect") for c in row[max(head.verb - 3, 0) : head.verb]):
        return False
    unnamed = rule == "pronoun" and not any(c.has("pronoun") for c in head.subject.chunks(row))
    return unnamed or not set(speakers) & set(parties)


def is_of_third(speakers: Speakers, rule: str, talk: Discourse) -> bool:
    """Return whether a country does something that is not of the talk: `Moscou a menacé de représailles`."""
    homes = {talk.country(party) for party in talk.event.parties}
    return rule == "country" and None not in homes and not homes & set(speakers)


def is_of_stranger(row: list[Chunk], head: Head, parties: Speakers) -> bool:
    """Return whether a relative clause tells what somebody else once said: `… of Castro, who said …`."""
    if head.kind is not Kind.RELATIVE or head.subject is None:
        return False
    known = [c.mention.id for c in head.subject.chunks(row) if c.mention and c.has("PERSON")]
    return bool(known) and not set(known) & set(parties)
