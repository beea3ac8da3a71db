"""The manual: one page of plain text for each command, kept as files so that they are shown at once.

The pages are made from the commands by `pages`, and a test holds them to each
other. Reading a file takes a few milliseconds; importing what reads a command
line takes a quarter of a second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

PROGRAM = "diendam"
COMPLETE = "__complete"  # by which a shell asks for what may come next
FOLDER = Path(__file__).parent

_OPTION = re.compile(r"^    (?:-\w, )?(--[\w-]+)(?: (\S.*))?$", re.MULTILINE)
_ARGUMENT = re.compile(r"^    \[?([^\s\]]+)\]?$", re.MULTILINE)


def commands() -> tuple[str, ...]:
    """Return the names of the commands, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem != PROGRAM))


@cache
def page(command: str) -> str:
    """Return the page of a command, of `PROGRAM` the first page; nothing where there is none."""
    path = FOLDER / f"{command}.txt"
    return path.read_text("utf-8") if re.fullmatch(r"[a-z]+", command) and path.is_file() else ""


def options(command: str) -> Mapping[str, str]:
    """Return the options of a command, each with what it takes: `DIR`, `a|b`, or nothing."""
    return MappingProxyType(dict(_OPTION.findall(_section(command, "OPTIONS"))))


def arguments(command: str) -> tuple[str, ...]:
    """Return what a command takes besides options, as its page calls it: `REPORT…`."""
    return tuple(_ARGUMENT.findall(_section(command, "ARGUMENTS")))


def _section(command: str, title: str) -> str:
    found = re.search(rf"^{title}\n(.*?)(?=^\S|\Z)", page(command), re.MULTILINE | re.DOTALL)
    return found[1] if found else ""
