"""Ids that reports once had: withdrawn, or renamed. `corpus/former.toml` keeps them for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import CorpusError, Problem
from pipeline.model import ReportId
from pipeline.tables import Schema, Value, entries, is_text, read_toml
from pipeline.toml import quoted

FILE = "former.toml"
_HEAD = """\
# Reports that are no longer here under the id they were published by. Their addresses keep a page:
# of a withdrawn one it says so, of a renamed one (`to`) it leads on. `diendam remove` and `rename` write it.
"""


def _is_day_or_empty(value: Value) -> str:
    try:
        date.fromisoformat(str(value) or "2000-01-01")
    except ValueError:
        return "must be a day as YYYY-MM-DD, or empty"
    return ""


_SCHEMA = Schema({"id": is_text}, {"to": is_text, "date": _is_day_or_empty, "reason": is_text})


@dataclass(frozen=True, slots=True)
class Former:
    """A report id that is no more: `to` is what it is now, "" where withdrawn; `date` is ISO or empty."""

    id: ReportId
    to: ReportId
    date: str
    reason: str


def read_former(corpus: Path, shown: str, reports: Iterable[ReportId]) -> tuple[Former, ...]:
    """Return the former ids of a corpus, in the order of the ids; `reports` are those that are there.

    Raises:
        CorpusError: with every entry that is wrong, or leads to nothing.
    """
    path = corpus / FILE
    if not path.is_file():
        return ()
    where, known = f"{shown}/{FILE}", set(reports)
    root, problems = read_toml(path, where)
    found: dict[str, Former] = {}
    for table in entries(root, "report"):
        wrong = [*_SCHEMA.problems(table)]
        former = Former(
            ReportId(table.text("id")),
            ReportId(table.text("to")),
            table.text("date"),
            table.text("reason"),
        )
        if not wrong and former.id in known:
            wrong.append(table.problem(f"the report {former.id!r} is there", "remove the entry", "id"))
        if not wrong and former.id in found:
            wrong.append(table.problem(f"{former.id!r} stands here twice", "keep one", "id"))
        problems += wrong
        found[former.id] = former
    ends = known | {f.id for f in found.values() if not f.to}
    problems += [
        Problem(where, 0, f"{f.id!r} leads to {f.to!r}, which is no report", "correct 'to'")
        for f in found.values()
        if f.to and f.to not in ends
    ]
    if problems:
        raise CorpusError(problems)
    return tuple(found[key] for key in sorted(found))


def as_toml(former: Iterable[Former]) -> str:
    """Return the text of `former.toml`."""
    parts = [_HEAD]
    for entry in sorted(former, key=lambda f: f.id):
        lines = ["[[report]]", f"id = {quoted(entry.id)}"]
        optional = (("to", entry.to), ("date", entry.date), ("reason", entry.reason))
        lines += [f"{key} = {quoted(value)}" for key, value in optional if value]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
