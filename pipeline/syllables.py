"""Vietnamese words: the syllables of a text, joined where pyvi's model says that a word goes on.

What comes out is what spaCy's tokenizer for Vietnamese makes of a text, which a
test compares. That one builds, for each syllable, a dictionary of what stands
around it; here what a syllable brings to its neighbours is made once for each
syllable of the language, which halves the time of the costliest step of all.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

# The pieces that the model was trained on, as spaCy and pyvi cut them.
_PIECE = re.compile(
    r"[^\W_]+(?=\s)"  # nothing that follows would take less of a word, or more; most are done with here
    r"|[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>"
    r"|\w+://[^\s]+|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
    r"|\d+(?:[.,_]\d+)+|[^\w\s]|\w+"
)
_INSIDE = "I_W"


Item = tuple[bytes, ...]  # what holds of a piece; the model takes bytes without encoding them anew


class _Seen(NamedTuple):
    """What the model is told of a piece: at its own place, by the piece before it, by the one behind it."""

    lowered: str
    own: Item
    behind: Item
    ahead: Item
    joins: bool  # a word can have it beside other pieces, whatever the model says
    capital: bool


class _Model(NamedTuple):
    """pyvi's model, and the words of two and of three syllables that it asks after."""

    label: Callable[[list[Item]], list[str]]
    pairs: frozenset[tuple[str, ...]]
    triples: frozenset[tuple[str, ...]]


def syllable_words(text: str) -> list[tuple[int, int]]:
    """Return the words and marks of a Vietnamese text as spans in code points; white space is left out."""
    words: list[tuple[int, int]] = []
    found = [*_PIECE.finditer(text)]
    seen = [_seen(match[0]) for match in found]
    model = _model()
    labels = model.label(_features(seen, model))
    for label, match, left, right in zip(labels, found, (None, *seen), seen, strict=False):
        if label == _INSIDE and left is not None and _may_join(left, right):
            words[-1] = (words[-1][0], match.end())
        else:
            words.append(match.span())
    return words


def is_word(syllables: str) -> bool:
    """Return whether two syllables with a space between them are a word that pyvi's dictionary has."""
    return tuple(syllables.lower().split()) in _model().pairs


def _may_join(left: _Seen, right: _Seen) -> bool:
    return left.joins and right.joins and (left.capital or not right.capital)


@cache
def _model() -> _Model:
    from pyvi.ViTokenizer import ViTokenizer  # noqa: PLC0415 -- it loads its model and scikit-learn at import

    return _Model(
        ViTokenizer.model.tagger_.tag,
        frozenset(tuple(words.split(" ")) for words in ViTokenizer.bi_grams),
        frozenset(tuple(words.split(" ")) for words in ViTokenizer.tri_grams),
    )


def _features(seen: Sequence[_Seen], model: _Model) -> list[Item]:
    """Return what the model is told of each piece; what is not named counts as not so."""
    lowered = [each.lowered for each in seen]
    behind = ((), *(each.behind for each in seen))
    ahead = (*(each.ahead for each in seen[1:]), ())
    items = [each.own + left + right for each, left, right in zip(seen, behind, ahead, strict=False)]
    for at, pair in enumerate(pairwise(lowered)):
        if pair in model.pairs:
            items[at] += (b"+1:word.bi_gram()",)
            items[at + 1] += (b"-1:word.bi_gram()",)
    for at, three in enumerate(zip(lowered, lowered[1:], lowered[2:], strict=False)):
        if three in model.triples:
            items[at] += (b"+2:word.tri_gram()",)
            items[at + 2] += (b"-2:word.tri_gram()",)
    return items


@lru_cache(maxsize=20_000)  # Vietnamese has some 7,000 syllables in use
def _seen(piece: str) -> _Seen:
    lowered = piece.lower()
    shown = [f"word.lower():{lowered}"]
    if piece.isupper():
        shown.append("word.isupper()")
    if piece.istitle():
        shown.append("word.istitle()")
    own = ["bias", *shown, *(["word.isdigit()"] if piece.isdigit() else [])]
    behind, ahead = (_item([f"{at}:{name}" for name in shown]) for at in ("-1", "+1"))
    joins = piece not in string.punctuation and not piece[0].isdigit()
    return _Seen(lowered, _item(own), behind, ahead, joins, piece[0].istitle())


def _item(names: Sequence[str]) -> Item:
    return tuple(name.encode() for name in names)
