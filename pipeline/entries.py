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
    """An act as the closed list has it; `topic` is what it is about where its words name nothing.

    `family` says which acts answer it in another event; a `listed` one is told in one go or one by one.
    """

    id: Act
    names: Names
    definition: Names
    cameo: str
    plover: str
    topic: str
    family: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TopicEntry:
    """A topic as the closed list has it; a `broad` one is touched by nearly everything."""

    id: str
    names: Names
    definition: Names
    broad: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Intensity:
    """A graded wording: how strong (`grade`, 1..3) on a `scale` such as priority or resolve."""

    id: str
    scale: str
    grade: int
    forms: Forms


@dataclass(frozen=True, slots=True, eq=False)
class Numeral:
    """A number in words; `id` is the number in digits."""

    id: str
    forms: Forms


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """How a sentence names a topic, term or entity, with its article where the language has one."""

    id: str
    names: Names


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A template of a sentence or a part of one, by plural category (CLDR) and language."""

    id: str
    forms: dict[str, Names]


@dataclass(frozen=True, slots=True, eq=False)
class Prose:
    """How sentences are put together in one language: locale (CLDR), quotation marks, contractions."""

    lang: Lang
    locale: str
    quotes: tuple[str, str]
    contractions: tuple[tuple[re.Pattern[str], str], ...]


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
