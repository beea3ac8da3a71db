"""The values that every format of `diendam diff` shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    """The parts of a difference in meaning, in the order in which a reviewer reads them."""

    REPORTS = "reports"
    EVENTS = "events"
    CLAIMS = "claims"
    MENTIONS = "mentions"
    PROPOSITIONS = "propositions"
    LEDGER = "ledger"
    SUMMARY = "summary"
    LINES = "lines"
    REGISTRY = "registry"
    CORRECTIONS = "corrections"
    GOLD = "gold"
    SCORES = "scores"
    PAGES = "pages"
    LOOK = "look"


TITLES = {
    Section.REPORTS: "Reports",
    Section.EVENTS: "Events and names",
    Section.CLAIMS: "Claims",
    Section.MENTIONS: "Mentions",
    Section.PROPOSITIONS: "Propositions",
    Section.LEDGER: "Ledger rows",
    Section.SUMMARY: "Summary sentences",
    Section.LINES: "Lines of the captures",
    Section.REGISTRY: "Registry",
    Section.CORRECTIONS: "Corrections",
    Section.GOLD: "Gold",
    Section.SCORES: "Scores",
    Section.PAGES: "Pages whose text changed",
    Section.LOOK: "Files of the site's look",
}


class How(StrEnum):
    """What happened to the subject of a change."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    JOINED = "joined"
    SPLIT = "split"
    CLEANED = "cleaned away"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Field:
    """One value before and after; empty where there was, or is, none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that appeared, vanished or changed.

    `subject` is the id that a reader can follow: of a claim, a row, an entry.
    `words` are quoted from a report, in the language `lang`. `touches` names the
    claims that a change of the registry or a correction alters.
    """

    section: Section
    how: How
    subject: str
    report: str = ""
    words: str = ""
    lang: str = ""
    fields: tuple[Field, ...] = ()
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """All changes between two states, in a stable order."""

    base: str
    head: str
    changes: tuple[Change, ...]

    def of(self, section: Section) -> tuple[Change, ...]:
        """Return the changes of one section."""
        return tuple(change for change in self.changes if change.section is section)

    def counts(self) -> dict[Section, dict[How, int]]:
        """Return how many changes of each sort each section has; sections without one are left out."""
        counted: dict[Section, dict[How, int]] = {}
        for change in self.changes:
            sorts = counted.setdefault(change.section, {})
            sorts[change.how] = sorts.get(change.how, 0) + 1
        return counted


def fields_of(before: dict[str, str], after: dict[str, str], names: Iterable[str]) -> tuple[Field, ...]:
    """Return the named values that differ."""
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Field(name, one, other) for name, one, other in pairs if one != other)
