"""Folding of text for matching, never for what is shown.

Both folds keep the length of the text, so that a span found in the folded text
is a span of the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»〝〞＂"), '"') | dict.fromkeys(map(ord, "‘’‛ʼ′`´"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t\n\r"), " ")
_PUNCTUATION = _QUOTES | _DASHES | _SPACES
_UNLEVELLED = re.compile(f"[{re.escape(''.join(map(chr, _PUNCTUATION)))}]")

_PLAIN = re.compile("[a-z0-9]+")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET_PAIRS = (("o", "a"), ("o", "e"), ("u", "y"))


def _tone_placement() -> dict[str, str]:
    """Return the newer spelling of each pair of vowels whose tone mark may stand on either."""
    pairs = {}
    for first, second in _ONSET_PAIRS:
        for tone in _TONES:
            newer = first + unicodedata.normalize("NFC", second + tone)
            older = unicodedata.normalize("NFC", first + tone) + second
            pairs[newer] = older
    return pairs


_PLACEMENT = _tone_placement()
_NEWER = re.compile("|".join(_PLACEMENT))


def nfc(text: str) -> str:
    """Return `text` in Normalization Form C."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1024)  # a sentence is asked for names and for cues, a name over and over
def fold(text: str) -> str:
    """Return `text` for matching, of the same length.

    Case, quotation marks, dashes, kinds of space and the placement of
    Vietnamese tone marks are levelled; letters keep their marks.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # 'İ' and the like grow when lowered
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if _UNLEVELLED.search(lowered):
        lowered = lowered.translate(_PUNCTUATION)
    if lowered.isascii():
        return lowered
    return _NEWER.sub(lambda newer: _PLACEMENT[newer[0]], lowered)


def unmark(text: str) -> str:
    """Return `text` without diacritics, `đ` as `d`: for search keys and unmarked spellings."""
    if text.isascii():
        return text
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(filterfalse(unicodedata.combining, spread)))


def slug(text: str) -> str:
    """Return an ASCII kebab-case id made from a name."""
    return "-".join(_PLAIN.findall(unmark(text).casefold()))
