"""The entries of `corpus/corrections/<event>.toml`: joins, splits and rows as a person decided them.

Read and checked as far as their form goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.corrections.entries import is_day
from pipeline.errors import CorpusError, Problem
from pipeline.model import EventId, Status
from pipeline.tables import Schema, Table, Value, entries, is_text, one_of, read_toml


def _is_claim(value: Value) -> str:
    if isinstance(value, str) and value:
        return ""
    named = isinstance(value, dict) and {*value} == {"report", "quote"}
    good = named and isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    return "" if good else "must be a claim's id or {report = …, quote = …}"


def _are_claims(value: Value) -> str:
    good = isinstance(value, list) and value and not any(map(_is_claim, value))
    return "" if good else "must list claims, each by its id or {report = …, quote = …}"


_SIGNED = {"reason": is_text, "by": is_text, "date": is_day}
SCHEMAS = {
    "join": Schema({"one": _is_claim, "other": _is_claim, **_SIGNED}, {}),
    "split": Schema({"one": _is_claim, "other": _is_claim, **_SIGNED}, {}),
    "row": Schema(
        {"action": one_of("mark", "pair", "unpair"), **_SIGNED},
        {
            "left": _are_claims,
            "right": _are_claims,
            "topic": is_text,
            "status": one_of(*Status),
        },
    ),
}
_NEEDED = {
    "mark": ("status",),
    "pair": ("left", "right", "status"),
    "unpair": ("left", "right"),
}
_PAIRED = {Status.CONTINUED, Status.CHANGED}


@dataclass(frozen=True)
class Decision:
    """One decision about the claims of an event; `table` knows its file, line and values."""

    kind: str
    event: EventId
    table: Table

    def claims(self, key: str) -> list[Value]:
        """Return the claims named under a key: ids, or tables of report and quote."""
        value = self.table.values.get(key, [])
        return list(value) if isinstance(value, list) else [value]

    @property
    def place(self) -> str:
        """Return the file and line of the entry."""
        return f"{self.table.where}:{self.table.line}"

    @property
    def signed(self) -> str:
        """Return why, by whom and when it was decided."""
        table = self.table
        return f"{table.text('reason')} ({table.text('by')}, {table.values.get('date')})"


Decisions = Mapping[EventId, tuple[Decision, ...]]


def read_decisions(paths: Iterable[Path], shown: str) -> Decisions:
    """Return the decisions of each event; the files are named after the events.

    Raises:
        CorpusError: with every problem of form in every file.
    """
    problems: list[Problem] = []
    found: dict[EventId, tuple[Decision, ...]] = {}
    for path in paths:
        root, faults = read_toml(path, f"{shown}/{path.name}")
        event = EventId(path.stem)
        listed = [Decision(kind, event, table) for kind in SCHEMAS for table in entries(root, kind)]
        for key in root.values:
            if key not in SCHEMAS or not entries(root, key):
                faults.append(
                    root.problem(f"unknown table {key!r}", "write [[join]], [[split]] or [[row]]", key)
                )
        faults += [problem for decision in listed for problem in _form_problems(decision)]
        problems += faults
        found[event] = tuple(sorted(listed, key=lambda d: d.table.line))
    if problems:
        raise CorpusError(problems)
    return found


def _form_problems(decision: Decision) -> Iterator[Problem]:
    table = decision.table
    faults = [*SCHEMAS[decision.kind].problems(table)]
    yield from faults
    for key in ("reason", "by"):
        if key in table.values and not table.text(key).strip():
            yield table.problem(f"{key!r} is empty", f"write the {key}", key)
    if decision.kind != "row" or faults:
        return
    action, status = table.text("action"), table.text("status")
    for key in _NEEDED[action]:
        if key not in table.values:
            yield table.problem(f"{action!r} lacks {key!r}", f"add {key} = …")
    if action == "mark" and not {"left", "right"} & {*table.values}:
        yield table.problem("'mark' names no claim", "add left = […], right = […] or both")
    both = action == "pair" or {"left", "right"} <= {*table.values}
    if status and both and status not in _PAIRED:
        yield table.problem("a row with two sides is continued or changed", "correct the status", "status")
