"""The entries of `corpus/corrections/<report>.toml`, read and checked as far as their form goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pipeline.errors import CorpusError, Problem
from pipeline.model import Act, Label, ReportId
from pipeline.tables import Schema, Table, Value, entries, is_text, is_texts, one_of, read_toml

CHANGES = {"claim": ("speakers", "act", "topics", "via", "span"), "mention": ("label", "id", "span")}
_NEEDED = {"claim": ("speakers", "act", "topics"), "mention": ("label", "id")}


def is_day(value: Value) -> str:
    """Return why `value` is no day, or nothing."""
    if isinstance(value, date):
        return ""
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return "must be a day such as 2026-02-01"
    return ""


_COMMON = {
    "quote": is_text,
    "action": one_of("change", "add", "delete"),
    "reason": is_text,
    "by": is_text,
    "date": is_day,
}
SCHEMAS = {
    "claim": Schema(
        _COMMON,
        {
            "near": is_text,
            "span": is_text,
            "speakers": is_texts,
            "act": one_of(*Act),
            "topics": is_texts,
            "via": is_texts,
        },
    ),
    "mention": Schema(_COMMON, {"near": is_text, "span": is_text, "label": one_of(*Label), "id": is_text}),
}


@dataclass(frozen=True)
class Correction:
    """One decision about a quoted passage of a report; `table` knows its file, line and values."""

    kind: str
    action: str
    quote: str
    near: str
    table: Table

    @property
    def place(self) -> str:
        """Return the file and line of the entry."""
        return f"{self.table.where}:{self.table.line}"

    @property
    def signed(self) -> str:
        """Return why, by whom and when it was decided."""
        table = self.table
        return f"{table.text('reason')} ({table.text('by')}, {table.values.get('date')})"


Corrections = Mapping[ReportId, tuple[Correction, ...]]


def read_corrections(paths: Iterable[Path], reports: Iterable[ReportId], shown: str) -> Corrections:
    """Return the corrections of each report; `shown` names the files' folder in messages.

    Raises:
        CorpusError: with every problem of form in every file.
    """
    known = sorted(reports)
    problems: list[Problem] = []
    corrections: dict[ReportId, tuple[Correction, ...]] = {}
    for path in paths:
        where = f"{shown}/{path.name}"
        if path.stem not in known:
            near = get_close_matches(path.stem, known, 1, 0)
            fix = f"name the file after a report, such as {near[0]}" if near else "add the report first"
            problems.append(Problem(where, 0, f"no report or event has the id {path.stem!r}", fix))
            continue
        listed, found = _read(path, where)
        problems += found
        corrections[ReportId(path.stem)] = listed
    if problems:
        raise CorpusError(problems)
    return corrections


def _read(path: Path, where: str) -> tuple[tuple[Correction, ...], list[Problem]]:
    root, problems = read_toml(path, where)
    tables = [(kind, table) for kind in SCHEMAS for table in entries(root, kind)]
    for key in root.values:
        listed = entries(root, key)
        if key not in SCHEMAS or not listed:
            at = listed[0] if listed else root
            problems.append(at.problem(f"unknown table {key!r}", "write [[claim]] or [[mention]]", key))
    problems += [problem for kind, table in tables for problem in _form_problems(kind, table)]
    tables.sort(key=lambda pair: pair[1].line)
    found = [Correction(kind, t.text("action"), t.text("quote"), t.text("near"), t) for kind, t in tables]
    return tuple(found) if not problems else (), problems


def _form_problems(kind: str, table: Table) -> Iterable[Problem]:
    """Yield what is wrong with an entry before its report is looked at."""
    found = [*SCHEMAS[kind].problems(table)]
    yield from found
    if found:
        return
    for key in ("quote", "reason", "by"):
        if not table.text(key).strip():
            yield table.problem(f"{key!r} is empty", f"write the {key}", key)
    yield from _action_problems(kind, table, [key for key in CHANGES[kind] if key in table.values])


def _action_problems(kind: str, table: Table, given: list[str]) -> Iterable[Problem]:
    """Yield what an action has too much or lacks."""
    action = table.text("action")
    if action == "delete":
        for key in given:
            yield table.problem(f"'delete' changes no {key!r}", f"remove {key}", key)
    if action == "change" and not given:
        fix = f"add one of {', '.join(CHANGES[kind])}; repeating what the machine has confirms it"
        yield table.problem("'change' says nothing to change", fix)
    if action == "add":
        if "span" in given:
            yield table.problem("'add' takes its words from the quote", "remove span", "span")
        for key in _NEEDED[kind]:
            if not table.values.get(key):
                yield table.problem(f"'add' lacks {key!r}", f"add {key} = …")
