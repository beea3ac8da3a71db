"""Marks the concrete differences where they stand in the words of a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .records import Claim, Difference


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a claim's words; `is_marked` where only this side has it."""

    text: str
    is_marked: bool


def mark_differences(claim: Claim, differences: Iterable[Difference]) -> tuple[Stretch, ...]:
    """Return the claim's words cut into stretches, which joined are the words again."""
    spans = sorted(
        span
        for text in {difference.text for difference in differences if difference.text}
        for span in _places(claim.text, text)
    )
    return tuple(_cut(claim.text, _merged(spans)))


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where `text` stands as whole words."""
    at = words.find(text)
    while at >= 0:
        end = at + len(text)
        is_whole = not (
            (text[0].isalnum() and words[at - 1 : at].isalnum())
            or (text[-1].isalnum() and words[end : end + 1].isalnum())
        )
        if is_whole:
            yield at, end
        at = words.find(text, at + 1)


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last


def _cut(words: str, spans: Iterable[tuple[int, int]]) -> Iterator[Stretch]:
    place = 0
    for start, end in spans:
        if start > place:
            yield Stretch(words[place:start], is_marked=False)
        yield Stretch(words[start:end], is_marked=True)
        place = end
    if place < len(words):
        yield Stretch(words[place:], is_marked=False)
