"""The difference as Markdown for a comment on a pull request.

What is quoted can be hostile: a report's headline with pipes, backticks, tags,
names of users. Whatever GitHub would read as markup, mention or link is made
inert. See GitHub Flavored Markdown, https://github.github.com/gfm/.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.diff.changes import Change, Field, How, Meaning, Section
from pipeline.diff.told import NOTHING, command, heading, states, visible

LIMIT = 60_000
_MOST_LETTERS = 600  # of one value; the whole is in the other formats
_OPEN = 12  # sections with more changes than this are folded
_MARKUP = re.compile(r"([\\`*_{}\[\]#!|~$:^])")
# Where a line's words begin, these would make a list, a heading or a rule of it.
_AT_START = re.compile(r"^(\d*)([-+=.)])")
# An invisible character that keeps words as they look and a mention or an address from being one.
# GitHub looks for these in what Markdown has become, where a backslash no longer protects them:
# names of users, numbers of issues, addresses, and names of emoji. The names of commits are left:
# they link to nothing but a commit of this repository, and ids look like them.
_JOINER = "\N{WORD JOINER}"
_LINK = re.compile(
    r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)"
    r"|(?<=:)(?=[\w+-]+:|[a-z][\w+-]*$)",
    re.IGNORECASE,
)


def inert(text: str) -> str:
    """Return words as one line of Markdown that shows them and does nothing."""
    words = visible(text)
    if len(words) > _MOST_LETTERS:
        words = f"{words[:_MOST_LETTERS]} … ({len(words) - _MOST_LETTERS} more characters)"
    escaped = _MARKUP.sub(r"\\\1", html.escape(_LINK.sub(_JOINER, words), quote=False))
    return _AT_START.sub(r"\1\\\2", escaped)


def as_markdown(meaning: Meaning, limit: int = LIMIT) -> str:
    """Return the difference as Markdown of at most `limit` bytes.

    Where it does not fit, each section gives up as much as it must so that
    every section shows something; what is left out is counted, with the
    command that shows the whole.
    """
    head = [f"## What changes in meaning\n\nFrom {_code(states(meaning))}\n"]
    sections = meaning.by_section()
    if not sections:
        return "".join([*head, f"\n{NOTHING[0].upper()}{NOTHING[1:]}.\n"])
    head += ["\n", *(f"- {heading(section, found)}\n" for section, found in sections.items())]
    tail = f"\nNot all is shown here. The whole: {_code(command(meaning))}\n"
    titles = {section: heading(section, found) for section, found in sections.items()}
    frames = sum(_size(_framed(titles[s], [], len(found), len(found))) for s, found in sections.items())
    room = limit - _size([*head, tail]) - frames
    shown = _fitting({section: _written(found, room) for section, found in sections.items()}, room)
    parts = list(head)
    for section, found in sections.items():
        kept = shown[section]
        parts += _framed(titles[section], kept, len(found) - len(kept), len(found))
    is_whole = all(len(shown[section]) == len(found) for section, found in sections.items())
    return "".join(parts if is_whole else [*parts, tail])


def _written(changes: Iterable[Change], room: int) -> list[str]:
    """Return the Markdown of each change, no more than `room` bytes can hold."""
    pieces: list[str] = []
    for change in changes:
        piece = "".join(_change(change))
        room -= len(piece.encode())
        if room < 0:
            break
        pieces.append(piece)
    return pieces


def _code(text: str) -> str:
    return f"<code>{inert(text)}</code>"


def _fitting(written: dict[Section, list[str]], room: int) -> dict[Section, list[str]]:
    """Return what of each section fits into `room` bytes together, the smallest sections first."""
    shown: dict[Section, list[str]] = {}
    left = sorted(written, key=lambda section: _size(written[section]))
    for done, section in enumerate(left):
        share, fits = room // (len(left) - done), 0
        for piece in written[section]:
            share -= len(piece.encode())
            if share < 0:
                break
            room -= len(piece.encode())
            fits += 1
        shown[section] = written[section][:fits]
    return shown


def _framed(title: str, pieces: Sequence[str], left: int, number: int) -> list[str]:
    """Return a section's Markdown, folded where it has many changes; `left` are not shown."""
    rest = [f"- … and {left} more\n"] if left else []
    if number > _OPEN:
        return [f"\n<details><summary>{title}</summary>\n\n", *pieces, *rest, "\n</details>\n"]
    return [f"\n### {title}\n\n", *pieces, *rest]


def _size(parts: Iterable[str]) -> int:
    return sum(len(part.encode()) for part in parts)


def _change(change: Change) -> Iterator[str]:
    about = f" {inert(change.about)}" if change.about else ""
    words = f" “{inert(change.words)}”" if change.words else ""
    yield f"- **{change.how}** {_code(change.subject)}{about}{words}\n"
    two_sided = [field for field in change.fields if field.before and field.after]
    one_sided = [field for field in change.fields if field not in two_sided]
    for field in one_sided:
        yield _one_side(field, change.how)
    if change.touches:
        yield f"  - touches {', '.join(map(_code, change.touches))}\n"
    if two_sided:
        yield from _table(two_sided)


def _one_side(field: Field, how: How) -> str:
    """Return a value that stands on one side only; which is clear where the whole thing came or went."""
    value = inert(field.after or field.before)
    sign = "" if how in {How.ADDED, How.REMOVED} or not value else "\\+ " if field.after else "\\- "
    return f"  - {inert(field.name)}: {sign}{value}\n" if value else f"  - {inert(field.name)}\n"


def _table(fields: Iterable[Field]) -> Iterator[str]:
    yield "\n  | | before | after |\n  | --- | --- | --- |\n"
    for field in fields:
        yield f"  | {inert(field.name)} | {inert(field.before)} | {inert(field.after)} |\n"
    yield "\n"
