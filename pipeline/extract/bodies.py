"""Bodies and press whose name no list has: `State media said Putin had offered …`, `His office said …`."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.extract import subjects, tellers
from pipeline.extract.chunks import Chunk
from pipeline.extract.naming import GENITIVE
from pipeline.model import Act

_LEAD = 12
_ROOM = 16
_IN_LEAD = frozenset(
    {"office", "same-teller", "article", "adjective", "word", "GPE", "ORG", "collective", "honorific"}
    | {"preposition-of", "auxiliary", "adverb", "time", "DATE", "source-before", "adverbial-opener", "role"}
    | {"masculine", "feminine", "insider", "indefinite", "preposition", "(", ")", "'", "’", "-"}
)
_BODIES = ("office", "same-teller", "insider")
_BEFORE_OWNER = frozenset({"preposition-of", "office", "honorific"})
_BETWEEN = ("adverb", "auxiliary", "time", "DATE", "complementizer", "attribution-tail")
_SPEAKERS = ("PERSON", "TITLE", "role", "both", "both-number", "counterpart")


class Telling(NamedTuple):
    """Where begins what a body says that somebody said, and whether the body is one met before."""

    start: int
    again: bool


def telling(row: list[Chunk], begin: int) -> Telling | None:
    """Return what a body without a known name says that somebody said or did, or None."""
    begin = tellers.past_opener(row, begin)
    verb = _verb(row, begin)
    if verb is None:
        return None
    start = _past_when(row, verb + 1)
    inner = subjects.opening(row, start) if start < len(row) else None
    if inner is None or not any(c.has(*_SPEAKERS) for c in inner.chunks(row)):
        return None
    said = inner.last
    while said < len(row) - 1 and row[said].has("adverb", "auxiliary", "clitic"):
        said += 1
    if said >= len(row) or not (row[said].cues_of("speech") or row[said].has("narration")):
        return None
    return Telling(start, again=any(c.has("same-teller") or _is_thing(c) for c in row[begin:verb]))


def _verb(row: list[Chunk], begin: int) -> int | None:
    """Return the verb with which a body says something, if a sentence opens with a body and its verb."""
    body = False
    at = begin
    while at < min(begin + _LEAD, len(row)):
        chunk = row[at]
        if body and _says(chunk):
            return at
        thing = at == begin and _is_thing(chunk)
        body = body or thing or chunk.has(*_BODIES)
        past = _past_relative(row, at) if body else at
        if past == at and not thing and not chunk.has_any(_IN_LEAD) and not _owns(row, at):
            return None
        at = max(past, at + 1)
    return None


def _past_relative(row: list[Chunk], at: int) -> int:
    """Return where an aside on a source ends: `The official, who asked not to be named, said …`."""
    if not row[at].has(",") or at + 1 >= len(row) or not row[at + 1].has("relative", "word"):
        return at
    return next((i + 1 for i in range(at + 1, min(at + _ROOM, len(row))) if row[i].has(",")), at)


def _is_thing(chunk: Chunk) -> bool:
    """Return whether a pronoun stands for no person: `It said the leaders agreed …`."""
    return "neuter" in chunk.tags and chunk.has("pronoun")


def _owns(row: list[Chunk], at: int) -> bool:
    """Return whether a body is that of the person at `at`: `Lula's office`, `le cabinet de M. Lula`."""
    if not row[at].has("PERSON", "TITLE"):
        return False
    owned = at + 1 < len(row) and row[at + 1].text in GENITIVE
    back = at - 1
    while back > 0 and row[back].has("article", "honorific", "TITLE", "PERSON"):
        back -= 1
    return owned or (back >= 0 and row[back].has_any(_BEFORE_OWNER))


def _past_when(row: list[Chunk], at: int) -> int:
    """Return where who spoke begins behind where the body says it: `in a statement on Monday that`."""
    while at < len(row) - 1 and row[at].has(*_BETWEEN):
        at += 1
    if at >= len(row) or not row[at].has("preposition", "adverbial-opener"):
        return at
    near = range(at, min(at + _ROOM, len(row)))
    return next((i + 1 for i in near if row[i].has("complementizer")), at)


def _says(chunk: Chunk) -> bool:
    tells = chunk.has("source-verb") and not chunk.has("collective", "narration")
    acts = {f.cue.act for f in chunk.cues_of("speech") if f.cue.yields or f.cue.act is Act.INFORM}
    return tells or bool(acts & {Act.AFFIRM, Act.INFORM})
