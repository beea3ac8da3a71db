"""Nouns that no list knows and that stand for a person: `the former judge said`, `le magistrat a dit`."""

from __future__ import annotations

from pipeline.extract.chunks import Chunk
from pipeline.extract.subjects import Phrase

_TWO = 2
_EPITHET = 6


def epithet(row: list[Chunk], edge: int) -> Phrase | None:
    """Return `the former judge`, `le magistrat` before a verb at `edge`: a noun no list knows, for a person.

    It must begin its clause and be an article with one or two words.
    """
    for size in range(_TWO, _EPITHET):
        first = edge - size
        if first < 0 or not row[first].has("article"):
            continue
        inside = row[first + 1 : edge]
        if sum(not c.has("-") for c in inside) > _TWO + any(c.has("-") for c in inside):
            continue
        if not all(c.has("word", "adjective", "role", "-", "article") for c in inside) or not any(
            c.has("word") for c in inside
        ):
            continue
        if first == 0 or row[first - 1].has(",", ";", "conjunction", "source-verb"):
            return Phrase(first, edge)
    return None
