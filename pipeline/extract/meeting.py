"""Where a talk takes place, and who came to whom: it tells the host from the guest."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.extract.chunks import Chunk
from pipeline.model import EntityId

_NEAR = 3
_PAIR = 2
_TELLS = frozenset({"narration", "receives", "meets"})


def visits(row: list[Chunk], at: int) -> bool:
    """Return whether the person before `at` goes to a place: `Ông Modi hôm qua tới Kiev`."""
    while at < len(row) and row[at].has("time", "DATE", "adverb", "auxiliary", ",", "relative"):
        at += 1
    goes = at < len(row) and row[at].has("visits")
    return goes and any(c.has("GPE") for c in row[at + 1 : at + _NEAR])


def place_of_meeting(row: list[Chunk]) -> EntityId | None:
    """Return the place of the meeting that a sentence tells of: `tại thủ đô Kiev`."""
    if all(_TELLS.isdisjoint(c.tags) for c in row):
        return None
    for at, chunk in enumerate(row):
        if chunk.mention is None or not chunk.has("GPE"):
            continue
        back = at - 1
        while back > 0 and at - back < _NEAR and row[back].has("word"):
            back -= 1
        if back >= 0 and row[back].has("where"):
            return chunk.mention.id
    return None


def host_or_guest(
    chunks: list[Chunk], parties: tuple[EntityId, ...], home: list[EntityId], guests: Collection[EntityId]
) -> tuple[EntityId, ...]:
    """Return who `the guest` or `his host` is of the parties, `home` being where they meet."""
    came = [p for p in parties if p in guests]
    if home and any(c.has("host") for c in chunks):
        return tuple(home[:1])
    came = came or ([p for p in parties if p not in home] if home else [])
    if not came or len(parties) != _PAIR:
        return ()
    if any(c.has("guest") for c in chunks):
        return (came[-1],)
    hosts = tuple(p for p in parties if p != came[-1])
    return hosts if any(c.has("host") for c in chunks) else ()
