"""The records of `content/data/*.jsonl` as frozen values, one class a file.

A class lists the keys that the site reads, with their types; `read.py` turns a line into the
class and refuses what does not fit. Offsets count code points of a report's clean text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["title", "dateline", "caption", "body", "boilerplate"]
Certainty = Literal["stated", "inferred", "unknown"]
Account = Literal["own", "other", "third", "joint", "unknown"]
WitnessState = Literal["carried", "omitted", "cannot-tell"]
Label = Literal[
    "PERSON", "TITLE", "ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "POLICY", "DATE"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """One name in the languages of the interface; a language may lack it, and its key."""

    en: str = ""
    vi: str = ""
    fr: str = ""

    def of(self, lang: str) -> str:
        """Return the name in `lang`, else in any language that has one."""
        wanted: str = getattr(self, lang, "")
        return wanted or self.en or self.vi or self.fr

    def lang(self, lang: str) -> str:
        """Return the language of what `of(lang)` returns."""
        return next((code for code in (lang, "en", "vi", "fr") if getattr(self, code, "")), lang)

    def each(self) -> tuple[tuple[str, str], ...]:
        """Return (language, name) for each language that has the name."""
        found = (("en", self.en), ("vi", self.vi), ("fr", self.fr))
        return tuple((lang, name) for lang, name in found if name)


@dataclass(frozen=True, slots=True)
class Event:
    """A call, meeting, visit or message between the parties."""

    id: str
    kind: str
    date: str
    title: Names
    parties: tuple[str, ...]
    occasion: Names | None
    follows: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One article about an event, with all that is known of it and how it is known."""

    id: str
    event: str
    title: str
    lang: str
    langs: tuple[str, ...]
    outlet: str
    outlet_name: Names
    outlet_how: Certainty
    outlet_note: str
    url: str
    url_how: Certainty
    url_note: str
    published: str
    published_how: Certainty
    published_note: str
    rights: str
    display: Literal["full", "excerpt"]
    completeness: Literal["full", "excerpt", "partial", "unknown"]
    translation: Literal["original", "machine", "human", "unknown"]
    capture: str
    sha256: str
    bytes: int
    note: str


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the capture, its kind, and the rule that decided."""

    report: str
    kind: BlockKind
    text: str
    block: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the clean text with its language."""

    report: str
    sentence: int
    block: int
    start: int
    end: int
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity; `id` joins two people with `+` where a title is of both."""

    report: str
    text: str
    label: Label
    id: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what, by which act, about which topics, in which verbatim words."""

    report: str
    id: str
    text: str
    lang: str
    speakers: tuple[str, ...]
    act: str
    topics: tuple[str, ...]
    via: tuple[str, ...]
    sentence: int
    start: int
    end: int
    entities: tuple[str, ...]
    checked: bool
    account: Account
    teller: str
    removes: int


@dataclass(frozen=True, slots=True)
class Proposition:
    """The claims of the reports of one event that say the same."""

    event: str
    proposition: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Witnessing:
    """Whether a report carries a proposition of its event; `why` is the code of the reason."""

    event: str
    report: str
    proposition: str
    state: WitnessState
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, body, document or idea that reports name; `forms` are all its spellings."""

    id: str
    label: Label
    names: Names
    country: str | None
    listed: bool
    wikidata: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of a closed list, or a term with its names."""

    kind: Literal["act", "topic", "label", "block", "status", "term"]
    id: str
    names: Names
    definition: Names
    cameo: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A place where a set phrase or technical term stands; `stock` marks a mere formula."""

    report: str
    term: str
    text: str
    lang: str
    sentence: int
    start: int
    end: int
    stock: bool


@dataclass(frozen=True, slots=True)
class Score:
    """One measured figure; `lang` is empty where it covers all languages."""

    set: str
    group: str
    measure: str
    lang: str
    precision: float
    recall: float
    f1: float
    hit: float
    predicted: int
    reference: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """What became of a matter at one event: the propositions that take it up, if any do."""

    event: str
    propositions: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Course:
    """A matter of the same speakers over all events between the same parties, in order of time."""

    course: str
    parties: tuple[str, ...]
    speakers: tuple[str, ...]
    topic: str
    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A claim of one event that takes up claims of an earlier one."""

    from_event: str
    claim: str = field(metadata={"key": "from"})
    to_event: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A field of a correction's subject as the machine had it and as a person decided."""

    field: str
    machine: object
    human: object


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision of a person that overrides the machine, with its reason."""

    subject: Literal["claim", "mention", "join", "split", "row"]
    id: str
    changed: tuple[Changed, ...]
    reason: str
    by: str
    date: str
    report: str = ""
    event: str = ""
