"""Cuts a variable font down to some characters and weights."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FEATURES: Final = ("ccmp", "kern", "locl", "mark", "mkmk", "lnum", "tnum", "onum", "pnum", "liga")
FAMILY, WHOLE, POSTSCRIPT, LICENCE, LICENCE_AT = 1, 4, 6, 13, 14  # ids of the name table


def cut(
    original: bytes, name: str, axes: Mapping[str, float | tuple[int, int]], kept: Iterable[str]
) -> bytes:
    """Return the font as WOFF2 under another name, with the characters in `kept` alone.

    `axes` gives an axis one value, or the range that it keeps.
    """
    names = [FAMILY, WHOLE, POSTSCRIPT, LICENCE, LICENCE_AT]
    options = Options(layout_features=list(FEATURES), hinting=False, name_IDs=names)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(kept)))
    font = _open(original)
    subsetter.subset(font)
    font = instantiateVariableFont(_open(_saved(font)), dict(axes))
    for record in font["name"].names:
        if record.nameID in {FAMILY, WHOLE}:
            record.string = name
        elif record.nameID == POSTSCRIPT:
            record.string = name.replace(" ", "")
    font.flavor = "woff2"
    return _saved(font)


# fontTools comes without types.


def _open(data: bytes) -> Any:  # noqa: ANN401
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def _saved(font: Any) -> bytes:  # noqa: ANN401
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
