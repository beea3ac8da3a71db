"""Reads `content/data/*.jsonl` into an `Edition`, or says everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Final, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from .check import find_dangling
from .edition import Edition, Located
from .ledger import (
    LedgerRow,
    SummarySentence,
    WordDiff,
)
from .problems import ContentError, Problem
from .records import (
    Block,
    Claim,
    Correction,
    Course,
    Entity,
    Event,
    Mention,
    Proposition,
    Reference,
    Report,
    Score,
    Sentence,
    Term,
    Witnessing,
    Word,
)

FILES: Final[Mapping[str, type]] = {
    "events": Event,
    "reports": Report,
    "blocks": Block,
    "sentences": Sentence,
    "mentions": Mention,
    "claims": Claim,
    "alignment": Proposition,
    "witnesses": Witnessing,
    "comparison": LedgerRow,
    "worddiffs": WordDiff,
    "summary": SummarySentence,
    "entities": Entity,
    "vocabulary": Word,
    "scores": Score,
    "terms": Term,
    "courses": Course,
    "references": Reference,
    "corrections": Correction,
}
# A folder that has none of these was written before they were.
OPTIONAL: Final = frozenset(("terms", "courses", "references", "corrections"))

R = TypeVar("R")


class MisfitError(Exception):
    """A value that its key does not allow; the message says which."""


def read_edition(content: Path) -> Edition:
    """Return everything under `content/data/`.

    Raises:
        ContentError: a file is missing, a line is malformed, or a record points nowhere.
    """
    problems: list[Problem] = []
    found: dict[str, Any] = {  # each file has its own class of record
        name: _read_file(content, f"data/{name}.jsonl", cls, problems) for name, cls in FILES.items()
    }
    if problems:
        raise ContentError(problems)
    edition = Edition(**found)
    dangling = find_dangling(edition)
    if dangling:
        raise ContentError(dangling)
    return edition


def fit(hint: object, value: object, key: str) -> object:
    """Return `value` as the type `hint` asks, lists as tuples and objects as records.

    Raises:
        MisfitError: the value is of another type, or a closed list does not hold it.
    """
    if hint is object:
        return tuple(value) if isinstance(value, list) else value
    origin = get_origin(hint)
    if origin is UnionType:
        return None if value is None else fit(get_args(hint)[0], value, key)
    if origin is tuple:
        if not isinstance(value, list):
            raise MisfitError(f"'{key}' is not a list")
        return tuple(fit(get_args(hint)[0], entry, key) for entry in value)
    if origin is Literal:
        if value not in get_args(hint):
            raise MisfitError(f"'{key}' is {value!r}, not one of {', '.join(get_args(hint))}")
        return value
    if isinstance(hint, type) and is_dataclass(hint):
        return fit_record(hint, value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not hint:
        raise MisfitError(f"'{key}' is {value!r}, not of type {getattr(hint, '__name__', hint)}")
    return value


def fit_record(cls: type[R], value: object) -> R:
    """Return a record of `cls` from a parsed JSON object; keys the site does not read are left out.

    Raises:
        MisfitError: a key is missing or its value does not fit.
    """
    if not isinstance(value, dict):
        raise MisfitError("this is not an object")
    hints = _hints(cast("Hashable", cls))
    every = fields(cast("type", cls))
    for field in every:
        if _key(field) not in value and field.default is MISSING:
            raise MisfitError(f"no key '{_key(field)}'")
    found = {field.name: _key(field) for field in every if _key(field) in value}
    return cls(**{name: fit(hints[name], value[key], key) for name, key in found.items()})


@cache
def _hints(cls: Hashable) -> Mapping[str, object]:
    return get_type_hints(cast("type", cls))


def _key(field: Field[object]) -> str:
    """Return the key that a field is read from: its name, unless Python keeps that for itself."""
    key: str = field.metadata.get("key", field.name)
    return key


def _read_file(content: Path, name: str, cls: type[R], problems: list[Problem]) -> tuple[Located[R], ...]:
    path = content / name
    if path.stem in OPTIONAL and not path.exists():
        return ()
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(name, 0, f"cannot be read: {error.__class__.__name__}"))
        return ()
    records = []
    for number, line in enumerate(lines, start=1):
        if not line and number == len(lines):
            break
        try:
            record = fit_record(cls, json.loads(line))
        except json.JSONDecodeError as error:
            problems.append(Problem(name, number, f"not JSON: {error.msg}"))
        except MisfitError as error:
            problems.append(Problem(name, number, str(error)))
        else:
            records.append(Located(name, number, record))
    return tuple(records)
