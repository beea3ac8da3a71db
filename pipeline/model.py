"""The values that pass between the stages.

All are frozen; sequences are tuples. Text is NFC. Spans are half-open and count
code points of a report's clean text unless a docstring says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from pipeline.errors import ConsistencyError

ReportId = NewType("ReportId", str)
EventId = NewType("EventId", str)
EntityId = NewType("EntityId", str)
ClaimId = NewType("ClaimId", str)
PropositionId = NewType("PropositionId", str)
Lang = NewType("Lang", str)


class BlockKind(StrEnum):
    """What a line of a capture is (`GUIDELINES.md` §1)."""

    TITLE = "title"
    DATELINE = "dateline"
    CAPTION = "caption"
    BODY = "body"
    BOILERPLATE = "boilerplate"


class LineRole(StrEnum):
    """Where a line of a captured page stands; a captured text knows no roles."""

    TITLE = "title"
    MAIN = "main"
    CAPTION = "caption"
    OUTSIDE = "outside"


class Label(StrEnum):
    """Kinds of mention (`GUIDELINES.md` §2)."""

    PERSON = "PERSON"
    TITLE = "TITLE"
    ORG = "ORG"
    GPE = "GPE"
    LOC = "LOC"
    FAC = "FAC"
    EVENT = "EVENT"
    LAW = "LAW"
    POLICY = "POLICY"
    DATE = "DATE"


class Act(StrEnum):
    """Speech acts of the readout genre (`GUIDELINES.md` §3)."""

    AFFIRM = "affirm"
    INFORM = "inform"
    BELIEVE = "believe"
    APPRECIATE = "appreciate"
    CONGRATULATE = "congratulate"
    THANK = "thank"
    WELCOME = "welcome"
    WISH = "wish"
    CONDOLE = "condole"
    SUPPORT = "support"
    COMMIT = "commit"
    PROPOSE = "propose"
    AGREE = "agree"
    ANNOUNCE = "announce"


class Status(StrEnum):
    """What became of a proposition from one event to another (`GUIDELINES.md` §5)."""

    CONTINUED = "continued"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


class Certainty(StrEnum):
    """How a fact about a report is known."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


Names = dict[Lang, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about a report: its value (may be empty), how it is known and a note."""

    value: str
    how: Certainty
    note: str = ""


EVENT_KINDS = ("call", "message", "visit", "meeting")


@dataclass(frozen=True, slots=True)
class Event:
    """A call, meeting, visit or message between the parties."""

    id: EventId
    kind: str
    date: str
    title: Names
    parties: tuple[EntityId, ...]
    occasion: Names | None = None
    follows: EventId | None = None


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What people know about a capture: the content of `corpus/reports/<id>.toml`.

    `added` is when it came into the corpus (ISO day, or day and time), empty for the newest.
    """

    id: ReportId
    capture: str
    sha256: str
    event: EventId
    lang: Lang
    outlet: Fact
    url: Fact
    published: Fact
    rights: str
    display: str = "full"
    completeness: str = "unknown"
    translation: str = "unknown"
    note: str = ""
    added: str = ""
    encoding: str = ""
    title: str = ""

    @property
    def moment(self) -> str:
        """Return when it was added, such that moments sort; what has none yet comes after every other."""
        return self.added or "~"


@dataclass(frozen=True, slots=True)
class Report:
    """A capture that was read: NFC text and the place of each character.

    `origin[i]` is the code point of the decoded capture from which `text[i]` came.
    `roles` has one for each line of a page, none for a text.
    """

    sidecar: Sidecar
    text: str
    origin: tuple[int, ...]
    bytes: int
    roles: tuple[LineRole, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a text whose characters do not all have a place."""
        if len(self.text) != len(self.origin):
            raise ConsistencyError(f"{self.sidecar.id}: text and origin differ in length")


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph of a capture with its kind and the rule that decided.

    `start`, `end` are its place in the clean text, None when it is not in it;
    `origin` gives the place in the capture of each of its characters.
    """

    report: ReportId
    number: int
    kind: BlockKind
    text: str
    rule: str
    origin: tuple[int, ...]
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the clean text, in one language, with its words as spans of that text."""

    report: ReportId
    number: int
    block: int
    start: int
    end: int
    lang: Lang
    text: str
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity."""

    report: ReportId
    text: str
    label: Label
    id: EntityId
    sentence: int
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what: one thing that a report says a party said, did or agreed.

    `via` lists the sources through which the report has it, outermost first.
    `principal` is whose message a delegate conveyed. `rules` name what decided.
    """

    report: ReportId
    id: ClaimId
    text: str
    lang: Lang
    speakers: tuple[EntityId, ...]
    act: Act
    topics: tuple[str, ...]
    via: tuple[EntityId, ...]
    sentence: int
    start: int
    end: int
    addressee: tuple[EntityId, ...]
    entities: tuple[EntityId, ...]
    cameo: str
    rules: tuple[str, ...]
    principal: tuple[EntityId, ...] = ()
    checked: bool = False

    def __post_init__(self) -> None:
        """Refuse a claim without speaker, words or topic."""
        if not self.speakers or not self.text.strip() or not self.topics:
            raise ConsistencyError(
                f"{self.report}: a claim lacks speaker, words or topic: {self.text[:60]!r}"
            )


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that the stages up to `extract` found in one report."""

    report: Report
    clean: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """Claims of one event's reports that say the same; `why` lists the evidence."""

    event: EventId
    id: PropositionId
    claims: tuple[ClaimId, ...]
    why: tuple[str, ...]
