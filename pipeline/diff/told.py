"""What all formats of `diendam diff` say in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.diff.changes import TITLES, Change, How, Meaning, Section, count

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
# What no eye sees and what yet acts: it moves the cursor, colours, turns the direction of writing,
# hides between letters, or is no character at all. Joiners that scripts need are none of these.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\xad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb\\U000e0000-\\U000e007f]"
)


def visible(text: str) -> str:
    """Return words on one line, with each unseen character that acts shown by its number."""
    return _UNSEEN.sub(lambda found: f"‹U+{ord(found[0]):04X}›", " ".join(text.split()))


def heading(section: Section, changes: Iterable[Change]) -> str:
    """Return a section's title with how many changes of each sort it has."""
    told = ", ".join(f"{number} {how}" for how, number in count(changes).items())
    return f"{TITLES[section]}: {told}"


def states(meaning: Meaning) -> str:
    """Return the two states by name."""
    return f"{visible(meaning.base)} → {visible(meaning.head)}"


def command(meaning: Meaning) -> str:
    """Return the command that shows the difference; the work tree is no name of git's."""
    head = "" if " " in meaning.head else f" {meaning.head}"
    return visible(f"diendam diff {meaning.base}{head}")
