"""Finding a quoted passage in a report, and what comes nearest to one that is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.model import Sentence

Span = tuple[int, int]
_SHOWN = 80


def find(text: str, quote: str) -> list[Span]:
    """Return where the words of a quote stand in a text, one by one; kinds of white space are alike."""
    words = quote.split()
    if not words:
        return []
    pattern = r"\s+".join(map(re.escape, words))
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return [match.span() for match in re.finditer(before + pattern + after, text)]


def distance(one: Span, other: Span) -> int:
    """Return how many characters stand between two spans, 0 where they touch."""
    return max(other[0] - one[1], one[0] - other[1], 0)


def closest(quote: str, sentences: Sequence[Sentence]) -> tuple[Sentence | None, str]:
    """Return the sentence most like a quote, and those of its words that answer to the quote."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote)
    best, score = None, 0
    for sentence in sentences:
        matcher.set_seq1(sentence.text)
        shared = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
        if shared > score:
            best, score = sentence, shared
    if best is None:
        return None, ""
    matcher.set_seq1(best.text)
    blocks = [b for b in matcher.get_matching_blocks() if b.size > 1]
    start, end = blocks[0].a, blocks[-1].a + blocks[-1].size
    while start > 0 and best.text[start - 1].isalnum():
        start -= 1
    while end < len(best.text) and best.text[end].isalnum():
        end += 1
    return best, best.text[start:end].strip()


def short(quote: str) -> str:
    """Return a quote as messages show it."""
    plain = " ".join(quote.split())
    return repr(plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…")
