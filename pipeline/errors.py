"""What can be wrong with the input, said as where, what and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file that people write.

    `where` is a path as the user knows it, `line` counts from 1 and is 0 when
    the problem concerns the whole file.
    """

    where: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        """Return the problem as two lines, the second being the remedy."""
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place}: {self.what}\n  fix: {self.fix}"


class DiendamError(Exception):
    """Base of all errors that a user can mend; `cli` shows it without a traceback."""


class CorpusError(DiendamError):
    """All problems found in the corpus at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems sorted by place, each once."""
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.where, p.line, p.what)))
        super().__init__(str(self))

    def __str__(self) -> str:
        """Return every problem, then their number."""
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        return "\n".join([*map(str, self.problems), f"{count} {noun}; nothing was written"])


class ConsistencyError(DiendamError):
    """The machine is about to write something that contradicts its own rules."""
