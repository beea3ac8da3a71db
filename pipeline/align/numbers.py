"""Numbers as values: `1,500`, `1.500` and `1 500` are one, `2 tỷ` and `two billion` too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.entries import Quantity
from pipeline.lexicon import Lexicon

_DIGITS = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|(?<![\w-])\d+(?:[.,]\d+)?"
)
_GROUPS = re.compile(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?:\D|$))")
_LEAST_SCALE = 1000
_NEAR = 2


def numbers_in(text: str, quantities: Lexicon[Quantity] | None) -> Iterator[str]:
    """Yield the values of the numbers in a text as plain decimals: in digits, in words, with a scale word.

    A mark before exactly three digits at the end groups thousands, any other is a decimal mark: `3.5`, `3,5`.
    """
    words = quantities.find(text) if quantities else []
    scales = {m.start: m.entries[0].value for m in words if m.entries[0].value >= _LEAST_SCALE}
    found = [(m.start(), m.end(), _value(m.group())) for m in _DIGITS.finditer(text)]
    found += [(m.start, m.end, m.entries[0].value) for m in words if m.entries[0].value < _LEAST_SCALE]
    for _, end, value in sorted(found):
        scale = next((s for at, s in scales.items() if 0 < at - end <= _NEAR), Decimal(1))
        yield f"{(value * scale).normalize():f}"


def _value(raw: str) -> Decimal:
    return Decimal(_GROUPS.sub("", raw).replace(",", "."))
