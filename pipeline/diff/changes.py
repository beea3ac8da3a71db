"""The values that every format of `diendam diff` shows."""

from __future__ import annotations

from collections import Counter
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
    WITNESSES = "witnesses"
    LEDGER = "ledger"
    SUMMARY = "summary"
    COURSES = "courses"
    REFERENCES = "references"
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
    Section.WITNESSES: "What a report is known to leave out",
    Section.LEDGER: "Ledger rows",
    Section.SUMMARY: "Summary sentences",
    Section.COURSES: "Courses of a matter",
    Section.REFERENCES: "References to an earlier call",
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
    `about` says in a few words of the closed lists what it is about. `words`
    are quoted from a report, in the language `lang`. `touches` names the
    claims that a change of the registry or a correction alters.
    """

    section: Section
    how: How
    subject: str
    report: str = ""
    words: str = ""
    lang: str = ""
    about: str = ""
    fields: tuple[Field, ...] = ()
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """All changes between two states, in a stable order."""

    base: str
    head: str
    changes: tuple[Change, ...]

    def by_section(self) -> dict[Section, list[Change]]:
        """Return the changes of each section that has some, in the order of sections."""
        found: dict[Section, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.section, []).append(change)
        return found


def count(changes: Iterable[Change]) -> dict[How, int]:
    """Return how many changes of each sort there are."""
    counted = Counter(change.how for change in changes)
    return {how: counted[how] for how in How if how in counted}


def how_of(old: object, new: object) -> How:
    """Return what happened to a thing of which there was `old` and is `new`, or None."""
    return How.ADDED if old is None else How.REMOVED if new is None else How.CHANGED


def fields_of(before: dict[str, str], after: dict[str, str], names: Iterable[str]) -> tuple[Field, ...]:
    """Return the named values that differ."""
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Field(name, one, other) for name, one, other in pairs if one != other)


def listed_field(name: str, before: Iterable[str], after: Iterable[str]) -> tuple[Field, ...]:
    """Return the members of a list that went and came as one field, or no field."""
    one, other = Counter(before), Counter(after)
    gone, come = (one - other).elements(), (other - one).elements()
    field = Field(name, ", ".join(gone), ", ".join(come))
    return (field,) if field.before or field.after else ()
