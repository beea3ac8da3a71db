"""Reads `content/data/*.jsonl` into an `Edition`, or says everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Final, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from .check import find_dangling
from .edition import Edition, Located
from .problems import ContentError, Problem
from .records import (
    Block,
    Claim,
    Entity,
    Event,
    LedgerRow,
    Mention,
    Proposition,
    Report,
    Score,
    Sentence,
    SummarySentence,
    Witnessing,
    Word,
    WordDiff,
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
}

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
    hints = _hints_of(cast("type", cls))
    every = fields(cast("type", cls))
    for field in every:
        if field.name not in value and field.default is MISSING:
            raise MisfitError(f"no key '{field.name}'")
    keys = [field.name for field in every if field.name in value]
    return cls(**{key: fit(hints[key], value[key], key) for key in keys})


@cache
def _hints_of(cls: type) -> Mapping[str, object]:
    """Return the types of a record's keys; working them out for each line would take seconds."""
    return get_type_hints(cls)


def _read_file(content: Path, name: str, cls: type[R], problems: list[Problem]) -> tuple[Located[R], ...]:
    path = content / name
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
