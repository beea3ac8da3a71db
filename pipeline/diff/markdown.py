"""The difference as Markdown for a comment on a pull request.

What is quoted can be hostile: a report's headline with pipes, backticks, tags,
names of users. Whatever GitHub would read as markup, mention or link is made
inert. See GitHub Flavored Markdown, https://github.github.com/gfm/.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from pipeline.diff.changes import Change, Field, How, Meaning, Section
from pipeline.diff.told import NOTHING, heading, states

LIMIT = 60_000
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:^=])")
# An invisible character that keeps words as they look and a mention or an address from being one.
_JOINER = "\N{WORD JOINER}"
_LINK = re.compile(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=://)|(?<=www\.)|(?<=GH-)", re.IGNORECASE)
_OPEN = 12  # sections with more changes than this are folded


def inert(text: str) -> str:
    """Return words as one line of Markdown that shows them and does nothing."""
    one_line = " ".join(text.split())
    return _MARKUP.sub(r"\\\1", html.escape(_LINK.sub(_JOINER, one_line), quote=False))


def as_markdown(meaning: Meaning, limit: int = LIMIT, whole: str = "") -> str:
    """Return the difference as Markdown of at most `limit` bytes.

    What does not fit is counted, with a pointer to the whole: `whole`, or the
    command that shows it.
    """
    head = [f"## What changes in meaning\n\n{inert(states(meaning))}\n"]
    if not meaning.changes:
        return "".join([*head, f"\n{NOTHING[0].upper()}{NOTHING[1:]}.\n"])
    counts = meaning.counts()
    head += ["\n", *(f"- {heading(section, found)}\n" for section, found in counts.items())]
    rest = f"\n{{}} further changes are not shown here: {whole or _command(meaning)}\n"
    room = limit - _size([*head, rest]) - len("000000")
    parts, left = list(head), len(meaning.changes)
    for section in counts:
        piece, shown = _section(meaning, section, room)
        if not shown:
            break
        parts += piece
        room -= _size(piece)
        left -= shown
        if shown < len(meaning.of(section)):
            break
    if left:
        parts.append(rest.format(left))
    return "".join(parts)


def _command(meaning: Meaning) -> str:
    return f"`diendam diff {meaning.base.replace('`', '')}`"


def _section(meaning: Meaning, section: Section, room: int) -> tuple[list[str], int]:
    """Return as much of a section's Markdown as fits into `room` bytes, and how many changes that is."""
    changes = meaning.of(section)
    title = heading(section, meaning.counts()[section])
    fold = len(changes) > _OPEN
    start = f"\n<details><summary>{title}</summary>\n\n" if fold else f"\n### {title}\n\n"
    end = "\n</details>\n" if fold else ""
    room -= _size([start, end])
    parts, shown = [start], 0
    for change in changes:
        piece = "".join(_change(change))
        room -= _size([piece])
        if room < 0:
            break
        parts.append(piece)
        shown += 1
    return [*parts, end], shown


def _size(parts: Iterable[str]) -> int:
    return sum(len(part.encode()) for part in parts)


def _change(change: Change) -> Iterator[str]:
    words = f" “{inert(change.words)}”" if change.words else ""
    yield f"- **{change.how}** <code>{inert(change.subject)}</code>{words}\n"
    if change.how is How.CHANGED and change.fields:
        yield from _table(change.fields)
    else:
        for field in change.fields:
            yield f"  - {inert(field.name)}: {inert(field.after or field.before)}\n"
    if change.touches:
        touched = ", ".join(f"<code>{inert(claim)}</code>" for claim in change.touches)
        yield f"  - touches {touched}\n"


def _table(fields: Iterable[Field]) -> Iterator[str]:
    yield "\n  | | before | after |\n  | --- | --- | --- |\n"
    for field in fields:
        yield f"  | {inert(field.name)} | {inert(field.before)} | {inert(field.after)} |\n"
    yield "\n"
