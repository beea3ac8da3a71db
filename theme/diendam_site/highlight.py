"""Marks the concrete differences where they stand in the words of a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from .ledger import Difference
from .records import (
    Claim,
    Mention,
)

Mark = Literal["", "here", "only"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a claim's words; `only` where the other event lacks them, `here` the other cell."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where a difference stands in the words, half-open, in code points."""

    start: int
    end: int
    is_only: bool


def mark_differences(
    claim: Claim, differences: Iterable[Difference], mentions: Iterable[Mention]
) -> tuple[Stretch, ...]:
    """Return the claim's words cut into stretches, which joined are the words again.

    A difference stands where its text does, and where the claim names its entity in other words.
    """
    differences = tuple(differences)
    spans = [
        Span(start, end, not difference.elsewhere)
        for difference in differences
        for start, end in _places(claim.text, difference.text)
    ]
    only = {difference.id: not difference.elsewhere for difference in differences if difference.id}
    for mention in mentions:
        start, end = mention.start - claim.start, mention.end - claim.start
        if mention.id in only and start >= 0 and claim.text[start:end] == mention.text:
            spans.append(Span(start, end, only[mention.id]))
    return tuple(_cut(claim.text, _merged(sorted(spans))))


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where `text` stands as whole words."""
    at = words.find(text) if text else -1
    while at >= 0:
        end = at + len(text)
        is_whole = not (
            (text[0].isalnum() and words[at - 1 : at].isalnum())
            or (text[-1].isalnum() and words[end : end + 1].isalnum())
        )
        if is_whole:
            yield at, end
        at = words.find(text, at + 1)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end), last.is_only or span.is_only)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _cut(words: str, spans: Iterable[Span]) -> Iterator[Stretch]:
    place = 0
    for span in spans:
        if span.start > place:
            yield Stretch(words[place : span.start], "")
        yield Stretch(words[span.start : span.end], "only" if span.is_only else "here")
        place = span.end
    if place < len(words):
        yield Stretch(words[place:], "")
