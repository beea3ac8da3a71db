"""Puts the style sheets of `theme/styles/` into the one that pages load, without comments."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE: Final = re.compile(r"\s+")
# A space is kept around signs that mean something else without it: `a :hover`, `1rem + 2vw`.
BETWEEN: Final = re.compile(r" ?([{};,>]) ?")


def style_sheet(folder: Path) -> str:
    """Return the sheets of a folder in the order of their names, as one."""
    whole = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.css")))
    # Quoted text is left alone.
    pieces = re.split(r'("[^"]*")', COMMENT.sub("", whole))
    return "".join(
        piece if number % 2 else BETWEEN.sub(r"\1", SPACE.sub(" ", piece))
        for number, piece in enumerate(pieces)
    ).strip()
