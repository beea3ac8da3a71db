"""Entries of the registry that stand for themselves: patterns, terms, block rules, closed lists, scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

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
class Quantity:
    """A number word with its value; one of a thousand and more multiplies the number before it."""

    id: str
    value: Decimal
    forms: Forms


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
