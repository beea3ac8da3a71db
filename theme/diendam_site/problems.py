"""What can be wrong with `content/`, said as where, what and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

REBUILD = "run `diendam build`, or undo the edit"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file under `content/`.

    `where` is relative to the content folder; `line` counts from 1, and 0 means the whole file.
    """

    where: str
    line: int
    what: str
    fix: str = REBUILD

    def __str__(self) -> str:
        """Return the problem as two lines, the second being the remedy."""
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place}: {self.what}\n  fix: {self.fix}"


class ContentError(Exception):
    """All problems of one build; nothing is rendered."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems sorted by place, each once."""
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.where, p.line, p.what)))
        super().__init__(str(self))

    def __str__(self) -> str:
        """Return every problem, then their number."""
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        return "\n".join(["", *map(str, self.problems), f"{count} {noun}; nothing was rendered"])
