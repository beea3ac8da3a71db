"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ANEW = "rm -r .venv, then make setup (or make site)"
SYNC = "rm .venv/*.stamp, then make setup (or make site)"


class State(StrEnum):
    """How things stand: good, to be mended, or lacking for some commands only."""

    GOOD = "good"
    BAD = "bad"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, what was seen, and how to mend it where it is not good."""

    check: str
    state: State
    what: str
    fix: str = ""


def good(check: str, what: str) -> Finding:
    """Return that all is well."""
    return Finding(check, State.GOOD, what)


def bad(check: str, what: str, fix: str) -> Finding:
    """Return what keeps diendam from working."""
    return Finding(check, State.BAD, what, fix)


def partly(check: str, what: str, fix: str) -> Finding:
    """Return what some commands lack, or what could not be seen."""
    return Finding(check, State.PARTLY, what, fix)
