"""The difference for programs: JSON by the schema `docs/diff.schema.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar

from pipeline.diff.changes import Change, Field, How, Meaning, Section, count
from pipeline.errors import DiendamError

T = TypeVar("T")
VERSION = 1
# What a terminal or the log of a workflow obeys, written as JSON may: unseen characters, ends of lines
# that JSON does not know, lone surrogates, and the second sign of `##[`.
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|(?<=#)#(?=\\[)")


def as_json(meaning: Meaning) -> str:
    """Return the difference as JSON; `version` rises when a key changes its sense or goes."""
    told = {
        "format": "diendam-diff",
        "version": VERSION,
        "base": meaning.base,
        "head": meaning.head,
        "same": not meaning.changes,
        "counts": {section: count(found) for section, found in meaning.by_section().items()},
        "changes": [asdict(change) for change in meaning.changes],
    }
    written = json.dumps(told, ensure_ascii=False, indent=1)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def read_json(told: str) -> Meaning:
    """Return the difference that JSON holds, which anybody may have written.

    Raises:
        DiendamError: if it is no JSON, or not of the form that `as_json` writes.
    """
    try:
        root = json.loads(told)
        if root["format"] != "diendam-diff" or root["version"] != VERSION:
            raise _not_ours(None)
        return Meaning(_text(root["base"]), _text(root["head"]), _several(root["changes"], _change))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _not_ours(error) from None


def _not_ours(error: Exception | None) -> DiendamError:
    what = f"no difference in the form of version {VERSION}"
    return DiendamError(f"{what}: {error!r}\n  fix: diendam diff --format json" if error else what)


def _change(told: dict[str, object]) -> Change:
    texts = {name: _text(told[name]) for name in ("subject", "report", "words", "lang", "about")}
    fields, touches = _several(told["fields"], _field), _several(told["touches"], _text)
    section, how = Section(_text(told["section"])), How(_text(told["how"]))
    return Change(section, how, **texts, fields=fields, touches=touches)


def _field(told: dict[str, object]) -> Field:
    return Field(*(_text(told[name]) for name in ("name", "before", "after")))


def _several(told: object, read: Callable[..., T]) -> tuple[T, ...]:
    if not isinstance(told, list):
        raise TypeError("no list")
    return tuple(map(read, told))


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError("no text")
    return told
