"""The records of a ledger: rows, what differs in them, word by word, and the sentences about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .records import Names

SideName = Literal["left", "right"]
Status = Literal["continued", "changed", "new", "dropped"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something concrete that one side of a ledger row names and the other does not.

    `text` stands so in the words of that side; `id` is the entity or term, or empty; `elsewhere`,
    which no file holds, are the reports of the other event whose claims have it, in other rows.
    """

    side: SideName
    kind: Literal["entity", "document", "place", "number", "date", "term", "intensity"]
    id: str
    text: str
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SideBasis:
    """The reports that one side of a row stands in, and how many of its claims each side tells."""

    reports: tuple[str, ...]
    own: int
    other: int
    third: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What a ledger row rests on, side by side."""

    left: SideBasis
    right: SideBasis


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What became of a matter between two events, with the claims that show it."""

    status: Status
    speakers: tuple[str, ...]
    topic: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_event: str
    right_event: str
    id: str
    differences: tuple[Difference, ...]
    why: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of words that both claims have, or the left one, or the right one alone."""

    op: Literal["same", "left", "right"]
    text: str


@dataclass(frozen=True, slots=True)
class WordDiff:
    """The words of two claims of a row, one of each side and both in one language."""

    row: str
    left: str
    right: str
    lang: str
    parts: tuple[DiffPart, ...]


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence about what changed between two events, and the ledger rows that it rests on."""

    left_event: str
    right_event: str
    order: int
    kind: str
    names: Names
    rows: tuple[str, ...]
    lead: bool
