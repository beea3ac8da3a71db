r"""An article that a page carries only in the data of its scripts, with its places in the source.

JSON-LD's `articleBody` (schema.org) first; else the longest running text in any
JSON of the page, as frameworks leave it (`__NEXT_DATA__` and the like). The
JSON's strings are read with the place of each character, `\u00e0` being one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.markup import page_lines

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_JSON_TYPE = re.compile(r"\bjson\b|__next_data__", re.IGNORECASE)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\n", "t": " ", "b": "", "f": " "}
_TAG = re.compile(r"<(?:p|br|div)\b|</p>", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…](?:\s|$|[\"”»<])")
_HIGH = range(0xD800, 0xDC00)
_SURROGATES = range(0xD800, 0xE000)
_LEAST = 300
_LEAST_ENDS = 3

Placed = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Embedded:
    """An article in the data of a script: headline and lines with the place of each character."""

    headline: Placed | None
    lines: tuple[Placed, ...]

    @property
    def text(self) -> str:
        """Return the lines as one text."""
        return "\n".join(text for text, _ in self.lines)


def embedded_article(source: str) -> Embedded | None:
    """Return the article that the JSON of a page holds, None where it holds none."""
    strings = [*_strings(source)]
    bodies = [placed for key, placed in strings if key == "articleBody"]
    running = [placed for _, placed in strings if _is_running(placed[0])]
    body = max(bodies or running, key=lambda placed: len(placed[0]), default=None)
    if body is None:
        return None
    heads = [placed for key, placed in strings if key == "headline"]
    heads = heads or [placed for key, placed in strings if key == "title"]
    return Embedded(heads[0] if heads and heads[0][0].strip() else None, _paragraphs(body))


def _is_running(text: str) -> bool:
    return len(text) >= _LEAST and len(_ENDS.findall(text)) >= _LEAST_ENDS


def _strings(source: str) -> Iterator[tuple[str, Placed]]:
    """Yield the texts in the JSON of a page with their keys, `""` in a list."""
    for script in _SCRIPT.finditer(source):
        if not _JSON_TYPE.search(script[1]):
            continue
        key = ""
        for match in _STRING.finditer(source, script.start(2), script.end(2)):
            if match[2]:
                key = match[1]
            else:
                yield key, _decode(source, *match.span(1))


def _decode(source: str, start: int, end: int) -> Placed:
    """Return a JSON string's text and the place of each of its characters."""
    out: list[str] = []
    places: list[int] = []
    at = start
    for match in _ESCAPE.finditer(source, start, end):
        out.append(source[at : match.start()])
        places += range(at, match.start())
        resolved = _resolve(match)
        out.append(resolved)
        places += [match.start()] * len(resolved)
        at = match.end()
    out.append(source[at:end])
    return "".join(out), (*places, *range(at, end))


def _resolve(match: re.Match[str]) -> str:
    if match[3]:
        return _PLAIN.get(match[3], match[3])
    first = int(match[1], 16)
    if match[2] and first in _HIGH:
        return chr(0x10000 + ((first - 0xD800) << 10) + int(match[2], 16) - 0xDC00)
    low = _resolve_unit(int(match[2], 16)) if match[2] else ""
    return _resolve_unit(first) + low


def _resolve_unit(unit: int) -> str:
    return "\ufffd" if unit in _SURROGATES else chr(unit)


def _paragraphs(body: Placed) -> tuple[Placed, ...]:
    """Return the lines of a text that may be HTML itself."""
    text, places = body
    if _TAG.search(text):
        return tuple((line.text, tuple(places[p] for p in line.places)) for line in page_lines(text))
    lines: list[Placed] = []
    at = 0
    for line in text.split("\n"):
        plain = html.unescape(line)
        own = places[at : at + len(line)]
        if line.strip():
            lines.append((plain, own) if plain == line else _unescaped(line, own))
        at += len(line) + 1
    return tuple(lines)


def _unescaped(line: str, places: tuple[int, ...]) -> Placed:
    out: list[str] = []
    origin: list[int] = []
    at = 0
    for match in re.finditer(r"&(?:#\w+|\w+);?", line):
        resolved = html.unescape(match[0])
        out += [*line[at : match.start()], *resolved]
        origin += [*places[at : match.start()], *[places[match.start()]] * len(resolved)]
        at = match.end()
    return "".join([*out, *line[at:]]), (*origin, *places[at:])
