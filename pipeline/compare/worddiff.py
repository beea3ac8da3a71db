"""Two claims of one language set beside each other word by word, their words as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from pipeline.compare.sides import same_words
from pipeline.ledger import LedgerRow, WordDiff, WordPart
from pipeline.model import Claim, ClaimId, Lang
from pipeline.text import fold

# A word or a sign with the space behind it, so that the parts joined are the text to the letter.
_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_WORD = re.compile(r"\w")


def word_diffs(rows: Iterable[LedgerRow], claims: Mapping[ClaimId, Claim]) -> Iterator[WordDiff]:
    """Yield for each row and each language that both sides have the two claims worded most alike."""
    for row in rows:
        left, right = ([claims[c] for c in side] for side in (row.left, row.right))
        for lang in sorted({c.lang for c in left} & {c.lang for c in right}):
            one, other = _most_alike(left, right, lang)
            parts = tuple(word_parts(one.text, other.text))
            yield WordDiff(row.id, one.id, other.id, lang, parts)


def word_parts(left: str, right: str) -> Iterator[WordPart]:
    """Yield the stretches that two texts share and those of one alone, what left has before what right has.

    The parts `same` and `left` joined are the left text, `same` and `right` the
    right one. Turned round, the parts are the same with left and right exchanged.
    """
    # The matcher is not symmetric: it always gets the texts in one order.
    turned = left > right
    first, second = (right, left) if turned else (left, right)
    for same, one, other in _tidied(_stretches(first, second)):
        mine, theirs = (other, one) if turned else (one, other)
        yield from (
            WordPart(op, text) for op, text in (("same", same), ("left", mine), ("right", theirs)) if text
        )


def _most_alike(left: list[Claim], right: list[Claim], lang: Lang) -> tuple[Claim, Claim]:
    pairs = [(a, b) for a in left for b in right if a.lang == b.lang == lang]
    return min(pairs, key=lambda p: (-same_words(*p), sorted((p[0].id, p[1].id))))


def _stretches(left: str, right: str) -> Iterator[tuple[str, str, str]]:
    """Yield (shared, only first, only second): words match when folded, and are shared if alike."""
    one, other = _TOKEN.findall(left), _TOKEN.findall(right)
    first, second = _folded(left), _folded(right)
    for op, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if op != "equal":
            yield "", "".join(one[a:b]), "".join(other[c:d])
            continue
        for x, y in zip(one[a:b], other[c:d], strict=True):
            yield from _beside(x, y)


def _folded(text: str) -> list[str]:
    """Return the tokens of a text folded, without the space behind them; the whole is folded at once."""
    whole = fold(text)
    return [whole[found.start() : found.end()].strip() for found in _TOKEN.finditer(text)]


def _beside(one: str, other: str) -> Iterator[tuple[str, str, str]]:
    """Yield two matched tokens: shared if alike, but for the space behind them."""
    word = one.rstrip()
    if one == other:
        yield one, "", ""
    elif word and word == other.rstrip():
        yield word, "", ""
        yield "", one[len(word) :], other[len(word) :]
    else:
        yield "", one, other


def _tidied(found: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Put neighbours together; a shared sign without a word between two differences is no common ground."""
    stretches: list[tuple[str, str, str]] = []
    for same, one, other in found:
        if stretches and bool(stretches[-1][0]) == bool(same):
            before = stretches.pop()
            stretches.append((before[0] + same, before[1] + one, before[2] + other))
        else:
            stretches.append((same, one, other))
    out: list[tuple[str, str, str]] = []
    for index, stretch in enumerate(stretches):
        same = stretch[0]
        is_sign = same and 0 < index < len(stretches) - 1 and not _WORD.search(same)
        kept = ("", same, same) if is_sign else stretch
        if out and not kept[0] and not out[-1][0]:
            before = out.pop()
            out.append(("", before[1] + kept[1], before[2] + kept[2]))
        else:
            out.append(kept)
    yield from out
