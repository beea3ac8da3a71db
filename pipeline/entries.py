"""Entries of the registry that stand for themselves: patterns, terms, block rules, closed lists, scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Act, Label, Lang, Names

Forms = dict[Lang, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A productive name: a regular expression and the template of the id it gives.

    `values` turn words of the name into words of the id, for `{group:value}`.
    """

    id: str
    label: Label
    lang: Lang
    regex: re.Pattern[str]
    template: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A set phrase or technical term with its renderings; `stock` ones join nothing alone."""

    id: str
    forms: Forms
    stock: bool


@dataclass(frozen=True, slots=True, eq=False)
class BlockRule:
    """A rule by which a line of a capture gets its kind."""

    id: str
    kind: str
    scope: str
    regex: re.Pattern[str]
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class ActEntry:
    """An act as the closed list has it; `topic` is what it is about where its words name nothing."""

    id: Act
    names: Names
    definition: Names
    cameo: str
    plover: str
    topic: str


@dataclass(frozen=True, slots=True, eq=False)
class TopicEntry:
    """A topic as the closed list has it."""

    id: str
    names: Names
    definition: Names


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """How one language is written: what the segmenter and the date rules need."""

    lang: Lang
    abbreviations: tuple[str, ...]
    dates: tuple[tuple[str, re.Pattern[str]], ...]
    months: dict[str, int]
    particles: tuple[str, ...] = ()
    inflects: bool = True
    renders_names: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Charset:
    """An encoding that no codec of Python reads: the letter of each sequence of bytes, ASCII left out."""

    id: str
    letters: dict[bytes, str]

    def decode(self, raw: bytes) -> str:
        """Return text; of several sequences that fit, the longest counts. A byte without letter is U+FFFD."""
        longest = max(map(len, self.letters), default=1)
        out: list[str] = []
        at = 0
        while at < len(raw):
            sizes = range(longest, 0, -1)
            size = next((n for n in sizes if raw[at : at + n] in self.letters), 1)
            piece = raw[at : at + size]
            plain = piece.decode("ascii", "replace")
            out.append(self.letters.get(piece, plain))
            at += size
        return "".join(out)
