"""Numbers as values: `1,500`, `1.500` and `1 500` are one, `2 tỷ`, `2 milliards` and `two billion` too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.entries import Quantity
from pipeline.lexicon import Lexicon, Match

# Part of a name is what has a letter before it or a capital behind it (E10, COVID-19, 5G); 10-15 are two.
_DIGITS = re.compile(
    r"(?<![\w.,/])(?<![^\W\d_]-)"
    r"(?:[1-9]\d{0,2}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![/\dA-Z])"
)
_GROUPS = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?:\D|$))")
_LEAST_SCALE = 1000
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number at a span of a text; `value` is a plain decimal.

    `sure` says that the words are a number and nothing else, `figure` that it
    stands in digits.
    """

    start: int
    end: int
    value: str
    sure: bool
    figure: bool


def numbers_in(text: str, words: Lexicon[Quantity] | None) -> Iterator[Number]:
    """Yield the numbers of a text, in digits and in words, with the scale word behind them, by their starts.

    A mark before exactly three digits groups thousands in every language, since reports translated abroad
    keep the marks of either; behind a zero, and before any other count of digits, it is a decimal mark.
    """
    spelled = words.find(text) if words else []
    scales = {m.start: m for m in spelled if _is_scale(m)}
    found = [(m.start(), m.end(), _value(m.group()), True, True) for m in _DIGITS.finditer(text)]
    found += [
        (m.start, m.end, m.entries[0].value, not m.entries[0].weak, False)
        for m in spelled
        if not _is_scale(m)
    ]
    for start, end, value, sure, figure in sorted(found):
        scale = _behind(end, scales)
        if scale is None:
            yield Number(start, end, _plain(value), sure, figure)
        else:
            yield Number(start, scale.end, _plain(value * scale.entries[0].value), True, figure)


def _is_scale(match: Match[Quantity]) -> bool:
    """Return whether words multiply the number before them; `a thousand` is a number itself."""
    return match.entries[0].value >= _LEAST_SCALE and not match.entries[0].weak


def _behind(end: int, scales: Mapping[int, Match[Quantity]]) -> Match[Quantity] | None:
    return next((scale for at, scale in scales.items() if 0 < at - end <= _NEAR), None)


def _value(raw: str) -> Decimal:
    whole = raw if raw.startswith("0") else _GROUPS.sub("", raw)
    return Decimal(whole.replace(",", "."))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
