"""Reading `corpus/registry/`: all words the machine knows, checked as they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import CorpusError, Problem
from pipeline.registry import schema
from pipeline.registry.build import build_registry
from pipeline.registry.examples import example_problems
from pipeline.tables import Schema, Table, entries, read_toml
from pipeline.vocabulary import Registry

Tables = dict[str, list[Table]]


def load_registry(folder: Path, shown: str = "corpus/registry") -> Registry:
    """Return the registry in `folder`, named `shown` in messages.

    Raises:
        CorpusError: with every problem of every file: TOML, unknown keys, text
            not in NFC, double ids, dangling links, a form that misses its example.
    """
    tables: Tables = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        where = f"{shown}/{path.name}"
        kind = _kind(path.stem)
        if kind is None:
            fix = (
                f"name it one of {', '.join(schema.FILES)}, or cues-, topics- or grammar- or syntax-LANGUAGE"
            )
            problems.append(Problem(where, 0, "no registry has this name", fix))
            continue
        listed, found = _read(path, where, *kind)
        tables[path.stem] = listed
        problems += found
    missing = [name for name in ("acts", "topics") if name not in tables]
    problems += [Problem(f"{shown}/{name}.toml", 0, "missing", "add the file") for name in missing]
    if problems:
        raise CorpusError(problems)
    problems += _double_ids(tables)
    registry, found = build_registry(tables)
    problems += found
    problems += example_problems(tables, registry)
    if problems:
        raise CorpusError(problems)
    return registry


def _kind(stem: str) -> tuple[str, Schema] | None:
    if stem in schema.FILES:
        return schema.FILES[stem]
    family, dash, lang = stem.partition("-")
    return schema.FILES_BY_LANGUAGE.get(family) if dash and lang else None


def _read(path: Path, where: str, name: str, rules: Schema) -> tuple[list[Table], list[Problem]]:
    root, problems = read_toml(path, where)
    for key in root.values:
        if key != name:
            problems.append(root.problem(f"unknown table {key!r}", f"write [[{name}]]", key))
    listed = entries(root, name)
    for table in listed:
        problems += rules.problems(table)
    return listed, problems


def _double_ids(tables: Tables) -> Iterable[Problem]:
    """Yield ids that two entries of one family share."""
    families = {"entities": "things", "people": "things", "places": "things", "outlets": "things"}
    seen: dict[tuple[str, str], Table] = {}
    by_place: dict[str, list[Problem]] = defaultdict(list)
    for stem, listed in tables.items():
        for table in listed:
            key = (families.get(stem, stem), table.text("id"))
            if key in seen:
                first = seen[key]
                what = f"id {key[1]!r} stands also in {first.where}:{first.line}"
                by_place[table.where].append(table.problem(what, "choose another id", "id"))
            seen[key] = table
    return [problem for found in by_place.values() for problem in found]
