"""One state of the repository: the files that mean something to a reader, from git or from disk."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import cast

from pipeline.errors import CorpusError, DiendamError, Problem

Value = str | int | float | bool | list["Value"] | dict[str, "Value"] | None
Row = dict[str, Value]
_LOOK_FILES = ("pelicanconf.py", "publishconf.py")
_CACHES = frozenset({"__pycache__"})


@dataclass(frozen=True)
class Snapshot:
    """The files of one state by their path below `corpus/`, `content/` and `theme/`.

    `digests` has every file; `read` gives the text of one.
    """

    name: str
    digests: dict[str, str]
    read: Callable[[str], str]

    def rows(self, table: str) -> list[Row]:
        """Return the records of `content/data/<table>.jsonl`; none where there is no such file.

        Raises:
            CorpusError: if a line is no JSON object.
        """
        path = f"content/data/{table}.jsonl"
        if path not in self.digests:
            return []
        return [
            self._row(path, number, line) for number, line in enumerate(self.read(path).splitlines(), start=1)
        ]

    def tables(self, folder: str) -> dict[str, dict[str, Row]]:
        """Return the entries of the TOML files below a folder: by file, then by id or by position.

        Raises:
            CorpusError: if a file is no TOML.
        """
        return {
            PurePosixPath(path).name: dict(_entries(self._toml(path)))
            for path in self.paths(folder)
            if path.endswith(".toml")
        }

    def paths(self, folder: str) -> list[str]:
        """Return the paths of the files below a folder."""
        return [path for path in self._sorted if path.startswith(f"{folder}/")]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.digests)

    def _row(self, path: str, number: int, line: str) -> Row:
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            fix = "write content/ again: diendam build"
            raise CorpusError([Problem(f"{self.name}:{path}", number, "no JSON object", fix)])
        return row

    def _toml(self, path: str) -> Row:
        try:
            return tomllib.loads(self.read(path))
        except tomllib.TOMLDecodeError as error:
            where = f"{self.name}:{path}"
            raise CorpusError([Problem(where, 0, f"no TOML: {error}", "correct it")]) from None


def _entries(root: Row) -> Iterator[tuple[str, Row]]:
    """Yield the tables of each list of tables with their id, or with their place in it."""
    for key, listed in root.items():
        for number, table in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(table, dict):
                name = table.get("id") or f"{key} {number + 1}"
                yield str(name), table
    plain: Row = {key: value for key, value in root.items() if not isinstance(value, list)}
    if plain:
        yield "", plain


def read_commit(commit: str, folder: Path = Path()) -> Snapshot:
    """Return the state of a commit, as git names it, of the project in `folder`.

    Raises:
        DiendamError: if git knows no such commit, or `folder` is in no repository.
    """
    listing = _git(folder, "ls-tree", "-r", "-z", f"{commit}^{{commit}}", "--", *_wanted())
    blobs = {}
    for line in filter(None, listing.split(b"\0")):
        about, _, path = line.partition(b"\t")
        blobs[path.decode()] = about.split()[2].decode()

    def read(path: str) -> str:
        return _git(folder, "cat-file", "blob", blobs[path]).decode("utf-8", "replace")

    return Snapshot(commit, {p: d for p, d in blobs.items() if _counts(PurePosixPath(p))}, read)


def read_work_tree(folder: Path = Path()) -> Snapshot:
    """Return the state on disk of the project in `folder`."""
    digests = {}
    for top in _wanted():
        path = folder / top
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            name = file.relative_to(folder)
            if file.is_file() and _counts(PurePosixPath(name.as_posix())):
                digests[name.as_posix()] = _blob_id(file.read_bytes())
    return Snapshot("the work tree", digests, lambda path: (folder / path).read_text("utf-8", "replace"))


def _wanted() -> tuple[str, ...]:
    return ("content", "corpus", "theme", *_LOOK_FILES)


def _counts(path: PurePosixPath) -> bool:
    return not _CACHES & set(path.parts) and not path.name.startswith(".") and path.suffix != ".mo"


def _blob_id(content: bytes) -> str:
    """Return the id that git gives to a file's content, so that disk and commit can be compared."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _git(folder: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 -- a list of words, no shell; git refuses a commit named as an option
            ["git", "-C", str(folder), *words],  # noqa: S607 -- the git that the person's own shell finds
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise DiendamError("git is not installed\n  fix: install git") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        what = said[-1] if said else "git failed"
        raise DiendamError(f"{what}\n  fix: name a commit that this repository has: diendam diff main")
    return done.stdout


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
    return [str(v) for v in cast("list[Value]", row.get(key) or [])]
