"""The text of a report with the lines that were cleaned away, each where it stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .edition import Edition
from .marks import split_paragraphs
from .records import Block, Claim, Report


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph's HTML, or a line of the capture that is no part of the text."""

    html: str
    removed: Block | None


def numbers_of(claims: Iterable[Claim]) -> dict[str, int]:
    """Return the number of each claim in its report, from 1."""
    return {claim.id: number for number, claim in enumerate(claims, start=1)}


def in_order(edition: Edition, report: Report, content: str) -> tuple[Piece, ...]:
    """Return the paragraphs of a report and its removed lines in the order of the capture."""
    return tuple(_in_order(edition, report, content))


def _in_order(edition: Edition, report: Report, content: str) -> Iterator[Piece]:
    blocks = edition.blocks_of.get(report.id, ())
    waiting = sorted(
        (block for block in blocks if block.kind not in {"title", "body"}), key=lambda block: block.block
    )
    for number, html in split_paragraphs(content):
        sentence = edition.sentence.get((report.id, number))
        while waiting and sentence and waiting[0].block < sentence.block:
            yield Piece("", waiting.pop(0))
        yield Piece(html, None)
    yield from (Piece("", block) for block in waiting)
