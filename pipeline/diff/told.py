"""What all formats of `diendam diff` say in the same words."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.diff.changes import TITLES, How, Meaning, Section

NOTHING = "nothing changed in meaning"
SIGNS = {
    How.ADDED: "+",
    How.REMOVED: "-",
    How.CHANGED: "~",
    How.JOINED: ">",
    How.SPLIT: "<",
    How.CLEANED: "-",
    How.RESTORED: "+",
}


def heading(section: Section, counts: Mapping[How, int]) -> str:
    """Return a section's title with how many changes of each sort it has."""
    told = ", ".join(f"{counts[how]} {how}" for how in How if how in counts)
    return f"{TITLES[section]}: {told}"


def states(meaning: Meaning) -> str:
    """Return the two states by name."""
    return f"{meaning.base} → {meaning.head}"
