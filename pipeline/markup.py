"""The text of a captured HTML page, with the place of each character in the page's source.

BeautifulSoup on lxml: it neither hangs on hostile markup nor drops deep text
(see `docs/decisions/0001`); script, style and templates are no text.
"""

from __future__ import annotations

import html
import re

from bs4 import BeautifulSoup
from bs4.element import CData, Comment, Declaration, Doctype, NavigableString, ProcessingInstruction

_NO_TEXT = {"script", "style", "template", "noscript", "svg", "head"}
_BREAKS = set(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table td th tr ul".split()
)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")


def page_text(source: str) -> tuple[str, tuple[int, ...]]:
    """Return the visible text of a page, a block element a line, and each character's place in `source`.

    Text nodes stand in a page in the order of its source, so each is looked for
    behind the one before it.
    """
    readable, places = _unescape(source)
    out: list[str] = []
    origin: list[int] = []
    at = 0
    for node in BeautifulSoup(source, "lxml").descendants:
        if not isinstance(node, NavigableString):
            if getattr(node, "name", "") in _BREAKS:
                _newline(out, origin, places, at)
            continue
        if isinstance(node, (Comment, Doctype, Declaration, ProcessingInstruction, CData)):
            continue
        if any(parent.name in _NO_TEXT for parent in node.parents):
            continue
        text = str(node)
        found = readable.find(text, at)
        at = found if found >= 0 else at
        for offset, char in enumerate(text):
            out.append(" " if char in "\n\r\t" else char)
            origin.append(places[min(at + offset, len(places) - 1)])
        at += len(text) if found >= 0 else 0
        parent = node.parent
        if parent is not None and parent.name in _BREAKS and node.next_sibling is None:
            _newline(out, origin, places, at)
    return "".join(out), tuple(origin)


def _newline(out: list[str], origin: list[int], places: list[int], at: int) -> None:
    if out and out[-1] != "\n":
        out.append("\n")
        origin.append(places[min(at, len(places) - 1)])


def _unescape(source: str) -> tuple[str, list[int]]:
    """Return `source` with character references resolved, and the place of each character."""
    out: list[str] = []
    places: list[int] = []
    at = 0
    for match in _ENTITY.finditer(source):
        out.append(source[at : match.start()])
        places += range(at, match.start())
        resolved = html.unescape(match[0])
        out.append(resolved)
        places += [match.start()] * len(resolved)
        at = match.end()
    out.append(source[at:])
    places += range(at, len(source) + 1)
    return "".join(out), places
