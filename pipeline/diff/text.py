"""The difference for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diff.changes import Change, Field, Meaning
from pipeline.diff.told import NOTHING, SIGNS, heading, states


def as_text(meaning: Meaning) -> str:
    """Return the difference as plain lines; no line begins with words of a report."""
    return "\n".join(_lines(meaning))


def _lines(meaning: Meaning) -> Iterator[str]:
    yield states(meaning)
    if not meaning.changes:
        yield NOTHING
    for section, counts in meaning.counts().items():
        yield ""
        yield heading(section, counts)
        for change in meaning.of(section):
            yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    words = f" “{change.words}”" if change.words else ""
    yield f"  {SIGNS[change.how]} {change.how} {change.subject}{words}"
    for field in change.fields:
        yield f"      {field.name}: {_values(field)}"
    if change.touches:
        yield f"      touches: {', '.join(change.touches)}"


def _values(field: Field) -> str:
    if field.before and field.after:
        return f"{field.before} → {field.after}"
    return f"+ {field.after}" if field.after else f"- {field.before}" if field.before else "changed"
