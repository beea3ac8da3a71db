"""Quotations of several sentences, whose speaker is named only behind the last: `“… . … .”, ông nói`."""

from __future__ import annotations

from pipeline.extract.chunks import QUOTES
from pipeline.model import Sentence

_LONGEST = 8
_OPENING, _CLOSING = frozenset("“„«"), frozenset("”»")


def quoted_with(sentences: tuple[Sentence, ...], at: int) -> tuple[Sentence, ...]:
    """Return the sentences behind `at` that end a quotation which it opens with, or none."""
    first = sentences[at]
    if first.text[:1] not in QUOTES or not _is_left_open(first.text):
        return ()
    for last in range(at + 1, min(at + _LONGEST, len(sentences))):
        if sentences[last].block != first.block or sentences[last].text[:1] in _OPENING:
            break
        if any(mark in QUOTES for mark in sentences[last].text):
            return sentences[at + 1 : last + 1]
    return ()


def _is_left_open(text: str) -> bool:
    """Return whether a text opens more quotations than it closes."""
    straight = text.count('"') % 2
    return bool(straight) or sum(c in _OPENING for c in text) > sum(c in _CLOSING for c in text)
