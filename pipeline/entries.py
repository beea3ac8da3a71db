"""The entries of the registry as frozen values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from pipeline.model import Act, EntityId, Label, Lang, Names
from pipeline.text import unmark

Forms = dict[Lang, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Office:
    """A title held from one day to another; dates are ISO as far as known, empty when open."""

    title: str
    since: str
    until: str

    def held_on(self, day: str) -> bool:
        """Return whether `day` (ISO) falls into the term; an unknown end is open."""
        return self.since <= day[: len(self.since)] and (
            not self.until or day[: len(self.until)] <= self.until
        )


_PRESS = frozenset({"agency", "newspaper", "broadcaster"})


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """A thing that mentions name.

    `bare` forms name it only in its own country's context; a `yearly` one takes
    the year of the report into its id.
    """

    id: EntityId
    label: Label
    names: Forms
    country: EntityId | None = None
    bare: Forms = field(default_factory=dict)
    short: tuple[str, ...] = ()
    gender: str = ""
    offices: tuple[Office, ...] = ()
    adjective: Forms = field(default_factory=dict)
    halves: Forms = field(default_factory=dict)
    capital: bool = False
    kind: str = ""
    yearly: bool = False
    listed: bool = True
    wikidata: str = ""
    hosts: tuple[str, ...] = ()

    @property
    def outlet(self) -> bool:
        """Return whether it tells news: only outlets are of a kind, an office or portal too."""
        return bool(self.kind)

    @property
    def press(self) -> bool:
        """Return whether it is an agency, a paper or a broadcaster."""
        return self.kind in _PRESS

    def name(self, lang: Lang) -> str:
        """Return the name to show in `lang`, else in English, else any."""
        for forms in (self.names.get(lang), self.names.get(Lang("en")), *self.names.values()):
            if forms:
                return forms[0]
        return self.id

    def all_names(self) -> tuple[str, ...]:
        """Return the names of all languages and their spellings without marks."""
        forms = [form for group in self.names.values() for form in group]
        return tuple(dict.fromkeys([*forms, *(unmark(f) for f in forms)]))


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """An office or rank; a lower `rank` is a higher office."""

    id: str
    rank: int
    scope: str
    forms: Forms


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A form that marks an act; see `corpus/registry/README.md` for roles and forms."""

    id: str
    lang: Lang
    act: Act
    role: str
    yields: bool
    subject: str
    head: bool
    reflexive: bool
    forms: dict[str, tuple[str, ...]]
    place: str = ""


class CueForm(NamedTuple):
    """One form of a cue with its class: neutral, past, present, gerund, base or participle."""

    cue: Cue
    shape: str


@dataclass(frozen=True, slots=True, eq=False)
class TopicCue:
    """A form that hints at a topic with a weight of 1..3."""

    id: str
    topic: str
    weight: int
    forms: tuple[str, ...]


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
    """A number word with its value; one of a thousand and more multiplies the number before it.

    A `weak` one is something else too: an article, a year, the parties.
    """

    id: str
    value: Decimal
    forms: Forms
    weak: bool = False


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
    """How one language is written: what the segmenter and the rules of dates and titles need."""

    lang: Lang
    abbreviations: tuple[str, ...]
    dates: tuple[tuple[str, re.Pattern[str]], ...]
    months: dict[str, int]
    particles: tuple[str, ...] = ()
    inflects: bool = True
    renders_names: bool = False
    one_letter_words: tuple[str, ...] = ()
    portfolio_links: tuple[str, ...] = ()
    portfolio_joints: tuple[str, ...] = ()
    portfolio_heads: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    adverb_endings: tuple[str, ...] = ()
    home: EntityId | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of event with the words that tell it; `weak` ones are said of other things too."""

    id: str
    forms: Forms
    weak: Forms
    titles: Names


class KindForm(NamedTuple):
    """One form of a kind of event, and whether it tells the kind by itself."""

    kind: Kind
    telling: bool


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
