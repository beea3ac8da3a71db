"""Vietnamese words: the syllables of a text, joined where pyvi's model says that a word goes on.

What comes out is what spaCy's tokenizer for Vietnamese makes of a text, which a
test compares. That one builds, for each syllable, a dictionary of what stands
around it; here the model is asked once for what each syllable of the language
weighs, and sentences are decoded with these weights, in a fifth of the time.
"""

from __future__ import annotations

import math
import re
import string
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import compress, count, pairwise, product
from typing import NamedTuple, Protocol

# The pieces that the model was trained on, as spaCy and pyvi cut them.
_PIECE = re.compile(
    r"[^\W_]+(?=\s)"  # nothing that follows would take less of a word, or more; most are done with here
    r"|[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>"
    r"|\w+://[^\s]+|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
    r"|\d+(?:[.,_]\d+)+|[^\w\s]|\w+"
)
_BEGINS, _INSIDE = "B_W", "I_W"


class _Tagger(Protocol):
    """What python-crfsuite, which has no types, gives to ask its model with."""

    def set(self, pieces: Sequence[Sequence[str]]) -> None: ...

    def marginal(self, label: str, at: int) -> float: ...

    def probability(self, labels: Sequence[str]) -> float: ...


class _Seen(NamedTuple):
    """How much a piece speaks for "inside a word", not "a word begins": itself, behind it and ahead of it.

    Each is a difference of the model's weights, in natural logarithms.
    """

    lowered: str
    own: float
    behind: float
    ahead: float
    joins: bool  # a word can have it beside other pieces, whatever the model says
    capital: bool


class _Steps(NamedTuple):
    """What it costs to go from one label to the next, as log probabilities.

    The labels are "a word begins here", which is outside, and "inside a word".
    """

    stays_out: float
    enters: float
    leaves: float
    stays: float


class _Model(NamedTuple):
    """pyvi's model as its weights, and the words of two and of three syllables that it asks after.

    `in_pair` and `in_triple` are what the first and the last syllable of such a word gain.
    """

    steps: _Steps
    pairs: frozenset[tuple[str, ...]]
    in_pair: tuple[float, float]
    triples: frozenset[tuple[str, ...]]
    in_triple: tuple[float, float]


def syllable_words(text: str) -> list[tuple[int, int]]:
    """Return the words and marks of a Vietnamese text as spans in code points; white space is left out."""
    words: list[tuple[int, int]] = []
    found = [*_PIECE.finditer(text)]
    seen = [_seen(match[0]) for match in found]
    model = _model()
    inside = _best_path(_leanings(seen, model), model.steps)
    for goes_on, match, left, right in zip(inside, found, (None, *seen), seen, strict=False):
        if goes_on and left is not None and _may_join(left, right):
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

    tagger = _tagger()
    tagger.set([[], []])
    ways = product((_BEGINS, _INSIDE), repeat=2)
    return _Model(
        _Steps(*(math.log(tagger.probability(way)) for way in ways)),
        frozenset(tuple(words.split(" ")) for words in ViTokenizer.bi_grams),
        (_leaning("+1:word.bi_gram()"), _leaning("-1:word.bi_gram()")),
        frozenset(tuple(words.split(" ")) for words in ViTokenizer.tri_grams),
        (_leaning("+2:word.tri_gram()"), _leaning("-2:word.tri_gram()")),
    )


@cache
def _tagger() -> _Tagger:
    from pyvi.ViTokenizer import ViTokenizer  # noqa: PLC0415 -- as above

    tagger: _Tagger = ViTokenizer.model.tagger_
    return tagger


def _leaning(*features: str) -> float:
    """Return by how much the model holds a piece with these features alone rather for inside a word.

    A sequence of one piece has no steps, so its marginals are its own weights.
    """
    tagger = _tagger()
    tagger.set([features])
    return math.log(tagger.marginal(_INSIDE, 0)) - math.log(tagger.marginal(_BEGINS, 0))


def _leanings(seen: Sequence[_Seen], model: _Model) -> list[float]:
    """Return how much each piece leans to "inside a word", by itself and what stands around it."""
    if not seen:
        return []
    # In columns and by built-in functions: this is done for every syllable of every sentence.
    lowered, own, behind, ahead, _, _ = zip(*seen, strict=True)
    around = zip(own, (0.0, *behind), (*ahead[1:], 0.0), strict=False)
    leanings = [itself + left + right for itself, left, right in around]
    for at in compress(count(), map(model.pairs.__contains__, pairwise(lowered))):
        leanings[at] += model.in_pair[0]
        leanings[at + 1] += model.in_pair[1]
    threes = zip(lowered, lowered[1:], lowered[2:], strict=False)
    for at in compress(count(), map(model.triples.__contains__, threes)):
        leanings[at] += model.in_triple[0]
        leanings[at + 2] += model.in_triple[1]
    return leanings


def _best_path(leanings: Sequence[float], steps: _Steps) -> list[bool]:
    """Return for each piece whether it is inside a word, on the likeliest path of all (Viterbi).

    With two labels, all that a path needs to know of the pieces before is how far
    "inside" is ahead of "begins" at the last one.
    """
    if not leanings:
        return []
    stays_out, enters, leaves, stays = steps
    for_begin, for_inside = stays_out - leaves, enters - stays
    lead, came = leanings[0], []
    for leaning in leanings[1:]:
        begins, inside = lead > for_begin, lead > for_inside  # whether each is best reached from inside
        came.append((begins, inside))
        before = lead
        lead = leaning + (before + stays if inside else enters) - (before + leaves if begins else stays_out)
    path = [lead > 0]
    for to_begin, to_inside in reversed(came):
        path.append(to_inside if path[-1] else to_begin)
    path.reverse()
    return path


@lru_cache(maxsize=20_000)  # Vietnamese has some 7,000 syllables in use
def _seen(piece: str) -> _Seen:
    lowered = piece.lower()
    shown = [f"word.lower():{lowered}"]
    if piece.isupper():
        shown.append("word.isupper()")
    if piece.istitle():
        shown.append("word.istitle()")
    own = ["bias", *shown, *(["word.isdigit()"] if piece.isdigit() else [])]
    behind, ahead = (_leaning(*(f"{at}:{name}" for name in shown)) for at in ("-1", "+1"))
    joins = piece not in string.punctuation and not piece[0].isdigit()
    return _Seen(lowered, _leaning(*own), behind, ahead, joins, piece[0].istitle())
