"""The difference for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diff.changes import Change, Field, Meaning
from pipeline.diff.told import NOTHING, SIGNS, heading, states, visible


def as_text(meaning: Meaning) -> str:
    """Return the difference as plain lines.

    A log of a workflow takes a line that begins with `::` or holds `##[` for a
    command. No line begins with words that were read, and the second is broken.
    """
    return "\n".join(line.replace("##[", "## [") for line in _lines(meaning))


def _lines(meaning: Meaning) -> Iterator[str]:
    yield f"from {states(meaning)}"
    if not meaning.changes:
        yield NOTHING
    for section, changes in meaning.by_section().items():
        yield ""
        yield heading(section, changes)
        for change in changes:
            yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    about = f" [{visible(change.about)}]" if change.about else ""
    words = f" “{visible(change.words)}”" if change.words else ""
    yield f"  {SIGNS[change.how]} {change.how} {visible(change.subject)}{about}{words}"
    for field in change.fields:
        yield from _values(field)
    if change.touches:
        yield f"      touches {', '.join(map(visible, change.touches))}"


def _values(field: Field) -> Iterator[str]:
    name, before, after = visible(field.name), visible(field.before), visible(field.after)
    if not before and not after:
        yield f"      * {name}"
    if before:
        yield f"      - {name}: {before}"
    if after:
        yield f"      + {name}: {after}"
