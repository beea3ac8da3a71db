"""What stopped a run, found in what it said: file, line, what and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_TOLD = re.compile(
    r"^(?P<where>[^\s:][^:\n]*?)(?::(?P<line>\d+))?: (?P<what>.+)\n  fix: (?P<fix>.+)$", re.MULTILINE
)
_FRAME = re.compile(r'^ *File "(?P<path>[^"]+)", line (?P<line>\d+)', re.MULTILINE)
_PATH = re.compile(r"/[^\s:'\"]+")
_ERROR = re.compile(r"^(?!Traceback )\S.*$", re.MULTILINE)
_AROUND = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that stopped a run. `line` counts from 1, 0 is the whole file; `path` the file, if found."""

    where: str
    line: int
    what: str
    fix: str = ""
    path: Path | None = None

    def __str__(self) -> str:
        """Return the fault as `diendam` tells one."""
        place = f"{self.where}:{self.line}: " if self.line else f"{self.where}: " if self.where else ""
        return place + self.what + (f"\n  fix: {self.fix}" if self.fix else "")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A run that came to nothing: what was being done, why it stopped, and all that it said."""

    step: str
    faults: tuple[Fault, ...]
    told: str

    def __str__(self) -> str:
        """Return the faults, a line or two each."""
        return "\n".join(map(str, self.faults))


def faults_in(told: str, roots: Sequence[Path]) -> tuple[Fault, ...]:
    """Return what stopped a run that said `told`; paths in it are relative to one of `roots`.

    The first root is the project. Faults told with their remedy come first. Else it is the last place of the
    project's own in a traceback, which may be a line of a template; else a file
    that is named. Else there is no place, and what was said last must do.
    """
    listed = tuple(
        Fault(m["where"], int(m["line"] or 0), m["what"], m["fix"], _found(m["where"], roots))
        for m in _TOLD.finditer(told)
    )
    return listed or _traced(told, roots[0]) or _named(told, roots[0]) or (Fault("", 0, _last(told)),)


def excerpt(fault: Fault) -> list[tuple[int, str]]:
    """Return the lines around a fault with their numbers; none where there is no line to show."""
    if not fault.path or not fault.line:
        return []
    try:
        lines = fault.path.read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    first = max(fault.line - _AROUND, 1)
    return list(enumerate(lines[first - 1 : fault.line + _AROUND], first))


def _found(where: str, roots: Iterable[Path]) -> Path | None:
    return next((root / where for root in roots if (root / where).is_file()), None)


def _traced(told: str, project: Path) -> tuple[Fault, ...]:
    """Return the deepest place of a traceback that is in the project, packages left out."""
    own = []
    for frame in _FRAME.finditer(told):
        path = Path(frame["path"])
        inside = path.is_relative_to(project) and not {".venv", "site-packages"} & set(path.parts)
        own += [frame] if inside and path.is_file() else []
    if not own:
        return ()
    last, path = own[-1], Path(own[-1]["path"])
    error = _ERROR.search(told, last.end())
    what = error[0] if error else _last(told)
    return (Fault(path.relative_to(project).as_posix(), int(last["line"]), what, "", path),)


def _named(told: str, project: Path) -> tuple[Fault, ...]:
    """Return the first file of the project named before any traceback, as Pelican's warnings do."""
    for line in told.partition("Traceback ")[0].splitlines():
        for path in map(Path, _PATH.findall(line)):
            if path.is_relative_to(project) and path.is_file():
                where = path.relative_to(project).as_posix()
                return (Fault(where, 0, line.replace(str(path), where), "", path),)
    return ()


def _last(told: str) -> str:
    """Return the last thing that was said."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return lines[-1] if lines else "it stopped and said nothing"
