"""The lines of a captured HTML page, with the place of each character in the page's source.

BeautifulSoup on lxml: it neither hangs on hostile markup nor drops deep text
(see `docs/decisions/0001`); script, style and templates are no text. The page
is walked without recursion and without looking up a node's ancestors, so that
depth costs nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bs4 import BeautifulSoup
from bs4.element import (
    CData,
    Comment,
    Declaration,
    Doctype,
    NavigableString,
    PageElement,
    ProcessingInstruction,
    Tag,
)

_NO_TEXT = {"script", "style", "template", "noscript", "svg", "head", "select"}
_BREAKS = set(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav noframes ol option p pre section table tbody td tfoot th thead "
    "tr ul".split()
)
_FURNITURE = {"nav", "footer", "aside", "form", "menu", "dialog"}
_NO_WORDS = (Comment, Doctype, Declaration, ProcessingInstruction, CData)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
# Each alternative ends at the end of the source if nowhere before: no start of one is tried twice.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript|svg|title)\b.*?(?:</\1\s*>|\Z)|<[/!?a-z][^>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_SEPARATOR = "\0"
_WINDOW = 20_000  # how far on in the text, in code points, a node is looked for


class Part(StrEnum):
    """What kind of element a line stands in."""

    TEXT = "text"
    HEADLINE = "headline"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: its text, the place of each character, and where in the page it stands.

    Lines of one `container` stand in one element, as the paragraphs of an article do.
    """

    text: str
    places: tuple[int, ...]
    part: Part
    container: int


def page_text(source: str) -> tuple[str, tuple[int, ...]]:
    """Return the visible text of a page, a block element a line, and each character's place in `source`."""
    return joined(page_lines(source))


def joined(lines: tuple[PageLine, ...]) -> tuple[str, tuple[int, ...]]:
    r"""Return lines as one text, each ended by `\n`, and each character's place."""
    text = "".join(f"{line.text}\n" for line in lines)
    return text, tuple(p for line in lines for p in (*line.places, line.places[-1]))


def page_lines(source: str) -> tuple[PageLine, ...]:
    """Return the visible lines of a page that are not blank.

    Text nodes stand in a page in the order of its source, so each is looked for
    behind the one before it.
    """
    found = _Lines(*readable(source))
    for step, node in _walk(BeautifulSoup(source, "lxml")):
        if isinstance(node, NavigableString):
            if not isinstance(node, _NO_WORDS):
                found.add(str(node))
        elif isinstance(node, Tag):
            found.enter(node.name) if step else found.leave(node.name)
    found.end_line()
    return tuple(found.lines)


def _walk(root: Tag) -> Iterator[tuple[bool, PageElement]]:
    """Yield each node when it is entered and each element when it is left, in the order of the page."""
    above: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
    while above:
        node = next(above[-1][1], None)
        if node is None:
            yield False, above.pop()[0]
            continue
        yield True, node
        if isinstance(node, Tag):
            above.append((node, iter(node.contents)))


class _Lines:
    """The lines found so far, and where in the page and in its source the walk is."""

    def __init__(self, text: str, places: list[int]) -> None:
        self.lines: list[PageLine] = []
        self._text, self._places, self._at = text, places, 0
        self._chars: list[str] = []
        self._origin: list[int] = []
        self._open: dict[str, int] = {}
        self._containers: list[int] = [0]
        self._known = 0
        self._part = Part.TEXT

    def enter(self, name: str) -> None:
        """Go into an element."""
        if name in _BREAKS:
            self.end_line()
            self._known += 1
            self._containers.append(self._known)
        self._open[name] = self._open.get(name, 0) + 1

    def leave(self, name: str) -> None:
        """Go out of an element."""
        if name in _BREAKS:
            self.end_line()
            self._containers.pop()
        self._open[name] = self._open.get(name, 1) - 1

    def add(self, text: str) -> None:
        """Add a text node at its place."""
        found = self._text.find(text, self._at, self._at + len(text) + _WINDOW)
        at = found if found >= 0 else self._at
        self._at = at + len(text) if found >= 0 else at
        if self._is_in(_NO_TEXT):
            return
        last = len(self._places) - 1
        self._part = self._part_here()
        for offset, char in enumerate(text):
            self._chars.append(" " if char in "\n\r\t" else char)
            self._origin.append(self._places[min(at + offset, last)])

    def end_line(self) -> None:
        """End the line, if it holds a word."""
        text = "".join(self._chars)
        if text.strip():
            outer = self._containers[-2] if len(self._containers) > 1 else 0
            self.lines.append(PageLine(text, tuple(self._origin), self._part, outer))
        self._chars, self._origin = [], []

    def _is_in(self, names: set[str]) -> bool:
        return any(self._open.get(name) for name in names)

    def _part_here(self) -> Part:
        if self._is_in({"figcaption", "caption"}):
            return Part.CAPTION
        if self._is_in(_FURNITURE):
            return Part.FURNITURE
        return Part.HEADLINE if self._is_in({"h1"}) else Part.TEXT


def readable(source: str) -> tuple[str, list[int]]:
    """Return `source` without markup, references resolved, and the place of each character and of the end."""
    out: list[str] = []
    places: list[int] = []
    at = 0
    for match in _MARKUP.finditer(source):
        _resolve(source, at, match.start(), out, places)
        out.append(_SEPARATOR)
        places.append(match.start())
        at = match.end()
    _resolve(source, at, len(source), out, places)
    return "".join(out), [*places, len(source)]


def _resolve(source: str, start: int, end: int, out: list[str], places: list[int]) -> None:
    r"""Add a stretch without markup: references resolved, `\r\n` as `\n`, as the parser has them."""
    at = start
    while at < end:
        match = _ENTITY.search(source, at, end)
        stop = match.start() if match else end
        for place in range(at, stop):
            char = source[place]
            if char != "\r" or source[place + 1 : place + 2] != "\n":
                out.append("\n" if char == "\r" else "\ufffd" if char == "\0" else char)
                places.append(place)
        if match is None:
            return
        resolved = html.unescape(match[0])
        out.append(resolved)
        places += [match.start()] * len(resolved)
        at = match.end()
