"""Frozen values as text and back, by the types of their fields.

JSON and not pickle: reading a pickle can run code, and results may come from a
folder that others write to; from JSON only the values of the asked type can
come. A value is the list of its fields in their order, so a text is read with
the very classes that wrote it; what keeps texts keeps them by the code's hash.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Shape = TypeVar("Shape")
Read = Callable[[Any], Any]
_PLAIN = frozenset({str, int, bool, float, object, type(None)})


def to_text(value: object) -> str:
    """Return a value as JSON; two values of one type have the same text if and only if they are equal.

    Raises:
        TypeError: if something in it is no frozen value: a set, an open file.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_listed)


def from_text(shape: type[Shape], text: str) -> Shape:
    """Return the value of type `shape` (a class, or `tuple[Claim, ...]` and the like) that a text holds.

    Raises:
        ValueError: if the text is no JSON, or has too few or too many fields.
        TypeError: if values of that type cannot be read back.
    """
    loaded = json.loads(text)
    read = _reader(cast("Any", shape))
    return cast("Shape", read(loaded) if read else loaded)


def _listed(value: object) -> object:
    """Return the fields of a value that JSON does not know."""
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is no frozen value")
    return [getattr(value, name) for name in _names(cast("Any", type(value)))]


@cache
def _names(shape: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(shape))


@cache
def _reader(shape: Any) -> Read | None:  # noqa: ANN401 -- any type that a field can have
    """Return what makes a value of a type from what JSON gives; None where that is the value itself."""
    if isinstance(shape, NewType):
        return _reader(shape.__supertype__)
    if shape in _PLAIN:
        return None
    origin = get_origin(shape)
    if origin in (Sequence, Mapping):  # of a record, which is JSON already
        return None
    if origin is tuple:
        return _tuple_reader(get_args(shape))
    if origin is dict:
        return _dict_reader(get_args(shape)[1])
    if origin in (Union, types.UnionType):
        return _optional_reader(get_args(shape))
    if isinstance(shape, type) and issubclass(shape, Enum):
        return shape
    if is_dataclass(shape):
        return _value_reader(cast("type", shape))
    raise TypeError(f"{shape} cannot be read back")


def _tuple_reader(parts: tuple[Any, ...]) -> Read:
    if len(parts) == len((Shape, ...)) and parts[1] is Ellipsis:
        read = _reader(parts[0])
        return tuple if read is None else lambda found: tuple(map(read, found))
    readers = [_reader(part) or (lambda found: found) for part in parts]
    return lambda found: tuple(one(value) for one, value in zip(readers, found, strict=True))


def _dict_reader(part: Any) -> Read | None:  # noqa: ANN401 -- as above
    read = _reader(part)
    return read and (lambda found: {key: read(value) for key, value in found.items()})


def _optional_reader(parts: tuple[Any, ...]) -> Read | None:
    wanted = [part for part in parts if part is not type(None)]
    readers = {_reader(part) for part in wanted}
    if readers == {None}:
        return None
    if len(wanted) > 1:
        raise TypeError(f"which of {parts} a text holds cannot be told")
    read = cast("Read", readers.pop())
    return lambda found: None if found is None else read(found)


def _value_reader(shape: type) -> Read:
    hints = get_type_hints(shape)
    readers = [_reader(hints[name]) for name in _names(shape)]

    def read(found: list[Any]) -> object:
        parts = zip(readers, found, strict=True)
        return shape(*[value if one is None else one(value) for one, value in parts])

    return read
