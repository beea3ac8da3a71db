"""One state of the repository: the files that mean something to a reader, and the records in them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.errors import CorpusError, Problem

Value = str | int | float | bool | list["Value"] | dict[str, "Value"] | None
Row = dict[str, Value]
# What names an entry of a TOML list, in the order in which it is looked for.
_NAMES = ("id", "report", "from", "address")


@dataclass(frozen=True)
class Snapshot:
    """The files of one state by their path below `corpus/`, `content/` and `theme/`.

    `digests` has every file; `read` gives the texts of some of them at once.
    """

    name: str
    digests: dict[str, str]
    read: Callable[[Iterable[str]], dict[str, str]]
    _rows: dict[str, list[Row]] = field(default_factory=dict, compare=False, repr=False)

    def rows(self, table: str) -> list[Row]:
        """Return the records of `content/data/<table>.jsonl`; none where there is no such file.

        Raises:
            CorpusError: if a line is no JSON object.
        """
        if table not in self._rows:
            path = f"content/data/{table}.jsonl"
            lines = self.text(path).split("\n")
            self._rows[table] = [
                self._row(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()
            ]
        return self._rows[table]

    def text(self, path: str) -> str:
        """Return the text of a file, nothing where there is none."""
        return self.read([path])[path] if path in self.digests else ""

    def entries(self, path: str) -> dict[str, Row]:
        """Return the entries of a TOML file by id, or by their place in it; none where there is no file.

        Raises:
            CorpusError: if the file is no TOML.
        """
        try:
            return dict(_entries(tomllib.loads(self.text(path))))
        except tomllib.TOMLDecodeError as error:
            raise CorpusError(
                [Problem(f"{self.name}:{path}", 0, f"no TOML: {error}", "correct it")]
            ) from None

    def _row(self, path: str, number: int, line: str) -> Row:
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            fix = "write content/ again: diendam build"
            raise CorpusError([Problem(f"{self.name}:{path}", number, "no JSON object", fix)])
        return row


def differing(base: Snapshot, head: Snapshot, folder: str, suffix: str = "") -> list[str]:
    """Return the paths below a folder whose files are not the same in both states, sorted."""
    paths = {*base.digests, *head.digests}
    return sorted(
        path
        for path in paths
        if path.startswith(folder)
        and path.endswith(suffix)
        and base.digests.get(path) != head.digests.get(path)
    )


def _entries(root: Row) -> Iterator[tuple[str, Row]]:
    """Yield the tables of each list of tables with their id, or with their place in it."""
    seen: set[str] = set()
    for key, listed in root.items():
        for number, table in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(table, dict):
                named = next((str(table[name]) for name in _NAMES if table.get(name)), "")
                name = named if named and named not in seen else f"{key} {number + 1}"
                seen.add(name)
                yield name, table
    plain: Row = {key: value for key, value in root.items() if not _is_tables(value)}
    if plain:
        yield "", plain


def _is_tables(value: Value) -> bool:
    return isinstance(value, list) and any(isinstance(member, dict) for member in value)


def text_of(value: Value) -> str:
    """Return a value as a reviewer reads it: names joined by commas, tables as key and value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(text_of(v) for v in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text_of(v)}" for key, v in value.items())
    return str(value)


def words_of(row: Row, key: str) -> list[str]:
    """Return a list of names in a record."""
    value = row.get(key)
    return [str(v) for v in value] if isinstance(value, list) else []


def number_of(row: Row, key: str) -> int:
    """Return a number in a record, 0 where there is none."""
    value = row.get(key)
    return value if isinstance(value, int) else 0


def file_name(path: str) -> str:
    """Return the last part of a path."""
    return PurePosixPath(path).name
