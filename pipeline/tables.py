"""TOML that people write, read so that every problem can name file and line.

`tomllib` gives no places for what parsed well; an entry's line is found again by
its key, which is enough because ids are unique in a file.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.errors import Problem

Value = object
Check = Callable[[Value], str]


@dataclass(frozen=True)
class Table:
    """One table of a TOML file and where it stands."""

    where: str
    line: int
    values: Mapping[str, Value]
    lines: tuple[str, ...] = ()

    def problem(self, what: str, fix: str, key: str = "") -> Problem:
        """Return a problem placed at `key` of this table, or at its start."""
        return Problem(self.where, self.line_of(key) if key else self.line, what, fix)

    def line_of(self, key: str) -> int:
        """Return the line on which `key` is set, counted from 1, within the table.

        A key may be set as `key =`, as `key.part =` or as a table `[key]` of its own.
        """
        pattern = re.compile(rf"\s*(?:{re.escape(key)}\s*[.=]|\[\s*{re.escape(key)}\s*\])")
        for number in range(max(self.line, 0), len(self.lines)):
            if self.lines[number].lstrip().startswith("[["):
                break
            if pattern.match(self.lines[number]):
                return number + 1
        return self.line

    def text(self, key: str, default: str = "") -> str:
        """Return a string value."""
        return cast("str", self.values.get(key, default))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings as a tuple."""
        return tuple(cast("list[str]", self.values.get(key, ())))

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a boolean value."""
        return bool(self.values.get(key, default))

    def number(self, key: str, default: int = 0) -> int:
        """Return an integer value."""
        return cast("int", self.values.get(key, default))

    def mapping(self, key: str) -> Mapping[str, Value]:
        """Return a sub-table."""
        return cast("Mapping[str, Value]", self.values.get(key, {}))

    def forms(self, key: str) -> dict[str, tuple[str, ...]]:
        """Return a sub-table of lists of strings, by language or class."""
        return {name: tuple(cast("list[str]", forms)) for name, forms in self.mapping(key).items()}


def is_text(value: Value) -> str:
    """Return why `value` is no string, or nothing."""
    return "" if isinstance(value, str) else "must be text"


def is_texts(value: Value) -> str:
    """Return why `value` is no list of strings, or nothing."""
    good = isinstance(value, list) and all(isinstance(v, str) for v in value)
    return "" if good else "must be a list of texts"


def is_flag(value: Value) -> str:
    """Return why `value` is no boolean, or nothing."""
    return "" if isinstance(value, bool) else "must be true or false"


def is_number(value: Value) -> str:
    """Return why `value` is no whole number, or nothing."""
    return "" if isinstance(value, int) and not isinstance(value, bool) else "must be a whole number"


def is_names(value: Value) -> str:
    """Return why `value` is no table of texts by language, or nothing."""
    good = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    return "" if good else "must be a table of texts by language"


def is_forms(value: Value) -> str:
    """Return why `value` is no table of lists of texts, or nothing."""
    good = isinstance(value, dict) and all(not is_texts(v) for v in value.values())
    return "" if good else "must be a table of lists of texts"


def is_tables(value: Value) -> str:
    """Return why `value` is no list of tables, or nothing."""
    good = isinstance(value, list) and all(isinstance(v, dict) for v in value)
    return "" if good else "must be a list of tables"


def one_of(*allowed: str) -> Check:
    """Return a check that a value is one of a closed list."""

    def check(value: Value) -> str:
        return "" if value in allowed else f"must be one of {', '.join(allowed)}"

    return check


@dataclass(frozen=True)
class Schema:
    """The keys a table must and may have, each with the check of its value."""

    required: Mapping[str, Check]
    optional: Mapping[str, Check]

    def problems(self, table: Table) -> Iterable[Problem]:
        """Yield what is missing, unknown or of the wrong kind in `table`."""
        for key in self.required:
            if key not in table.values:
                yield table.problem(f"{_named(table)} lacks {key!r}", f"add {key} = …")
        known = {**self.required, **self.optional}
        for key, value in table.values.items():
            check = known.get(key)
            if check is None:
                yield table.problem(f"unknown key {key!r}", f"use one of {', '.join(sorted(known))}", key)
            elif why := check(value):
                yield table.problem(f"{key!r} {why}", f"correct the value of {key}", key)


def read_toml(path: Path, where: str) -> tuple[Table, list[Problem]]:
    """Return the root table of a file and what is wrong with it as TOML and as text."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Table(where, 0, {}), [Problem(where, line, "not UTF-8", "save the file as UTF-8")]
    lines = tuple(text.split("\n"))
    problems = [
        Problem(where, number, "text is not in Normalization Form C", "save the line in NFC")
        for number, line in enumerate(lines, 1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        number = int(found[1]) if found else len(lines)
        what = f"not valid TOML: {re.sub(r' *[(]at .*[)]', '', str(error))}"
        return Table(where, 0, {}), [*problems, Problem(where, number, what, "correct the TOML")]
    return Table(where, 0, values, lines), problems


def entries(root: Table, name: str) -> list[Table]:
    """Return the tables `[[name]]` of a file, each with the line on which its header stands."""
    header = re.compile(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]")
    starts = [number for number, line in enumerate(root.lines, 1) if header.match(line)]
    listed = root.values.get(name, [])
    if not isinstance(listed, list):
        return []
    padded = [*starts, *[0] * len(listed)]
    return [Table(root.where, line, values, root.lines) for line, values in zip(padded, listed, strict=False)]


def _named(table: Table) -> str:
    return f"entry {table.values['id']!r}" if "id" in table.values else "the table"
