"""Lines of a capture become blocks: what is the report, what is the page around it.

No line is lost: each gets a kind and the rule that decided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.entries import BlockRule
from pipeline.model import Block, BlockKind, LineRole, Report
from pipeline.vocabulary import Registry

_TERMINAL = ".!?…"
_CLOSERS = "\"'”’»)]”"
_QUOTED = re.compile(r"""["“„«].*[.!?…]\s?["”»]""")
_LONG_LINE = 150
_RESUMES_AT = 120
_TITLE_WORDS = 4
_STANDFIRST_WORDS = 8
_BELOW = 4
_BULLETS = "•▪●■◆*-–—"
_CREDIT_RULES = frozenset({"photo-credit-line", "photo-credit-end", "photo-number"})


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    origin: tuple[int, ...]
    role: LineRole | None = None


def clean(report: Report, registry: Registry) -> tuple[str, tuple[Block, ...]]:
    """Return the clean text and all blocks, in the order of the capture.

    The clean text is the title and body blocks, runs of white space made one
    space, joined by blank lines.
    """
    decided = _decide(_lines(report), registry.block_rules)
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for number, (line, kind, rule) in enumerate(decided):
        start = end = None
        if kind in (BlockKind.TITLE, BlockKind.BODY):
            start, end = at, at + len(line.text)
            parts.append(line.text)
            at = end + 2
        blocks.append(Block(report.sidecar.id, number, kind, line.text, rule, line.origin, start, end))
    return "\n\n".join(parts), tuple(blocks)


def _lines(report: Report) -> list[_Line]:
    """Return the lines that are not blank, white space folded, each character with its place."""
    lines: list[_Line] = []
    chars: list[str] = []
    places: list[int] = []
    roles = iter(report.roles)
    for char, place in zip(report.text + "\n", (*report.origin, -1), strict=True):
        if char == "\n":
            role = next(roles, None)
            while chars and chars[-1] == " ":
                chars.pop()
                places.pop()
            if chars:
                lines.append(_Line("".join(chars), tuple(places), role))
            chars, places = [], []
        elif not char.isspace() and char != "\u200b":
            chars.append(char)
            places.append(place)
        elif chars and chars[-1] != " ":
            chars.append(" ")
            places.append(place)
    return lines


def is_sentence(text: str) -> bool:
    """Return whether a line ends as a sentence does."""
    return text.rstrip(_CLOSERS + " ").endswith(tuple(_TERMINAL))


def _decide(lines: list[_Line], rules: tuple[BlockRule, ...]) -> list[tuple[_Line, BlockKind, str]]:
    split = [part for line in lines for part in _split_prefix(line, rules)]
    decided: list[tuple[_Line, BlockKind | None, str]] = []
    in_list = False
    for line, kind, rule in split:
        found, name, scope = (kind, rule, "") if kind else _by_rule(line.text, rules)
        if line.role is not None:
            found, name = _by_role(line.role, found, name)
        elif scope == "from":
            in_list = True
        elif in_list and found is None:
            if is_sentence(line.text) and len(line.text) >= _RESUMES_AT:
                in_list = False
            else:
                found, name = BlockKind.BOILERPLATE, "after-list"
        decided.append((line, found, name))
    return _by_position(decided)


def _by_role(role: LineRole, found: BlockKind | None, name: str) -> tuple[BlockKind | None, str]:
    """Return what a line of a page is by where it stands; what a rule of words found comes first.

    A list that a rule opens ends with the main text's own element, so it runs on no further.
    """
    if role is LineRole.TITLE:
        return BlockKind.TITLE, "page-headline"
    if found is None and role is LineRole.OUTSIDE:
        return BlockKind.BOILERPLATE, "outside-main-text"
    if found is None and role is LineRole.CAPTION:
        return BlockKind.CAPTION, "figure-caption"
    return found, name


def _split_prefix(line: _Line, rules: tuple[BlockRule, ...]) -> list[tuple[_Line, BlockKind | None, str]]:
    """Return the line, a leading date that shares it with text split off."""
    for rule in rules:
        match = rule.regex.match(line.text) if rule.scope == "prefix" else None
        if match and match.end():
            head = _Line(
                line.text[: match.end()].rstrip(),
                line.origin[: len(line.text[: match.end()].rstrip())],
                line.role,
            )
            rest = line.text[match.end() :]
            skip = match.end() + len(rest) - len(rest.lstrip())
            tail = _Line(line.text[skip:], line.origin[skip:], line.role)
            first = [(head, BlockKind(rule.kind), rule.id)]
            return [*first, (tail, None, "")] if tail.text else [*first]
    return [(line, None, "")]


def _by_rule(text: str, rules: tuple[BlockRule, ...]) -> tuple[BlockKind | None, str, str]:
    for rule in rules:
        if rule.scope != "prefix" and rule.regex.search(text):
            return BlockKind(rule.kind), rule.id, rule.scope
    return None, "", ""


def _by_position(
    decided: list[tuple[_Line, BlockKind | None, str]],
) -> list[tuple[_Line, BlockKind, str]]:
    """Decide the lines that no rule named, by what stands around them."""
    bodies = [n for n, (line, kind, _) in enumerate(decided) if kind is None and _is_paragraph(line.text)]
    first = bodies[0] if bodies else len(decided)
    open_before = [n for n in range(first) if decided[n][1] is None]
    titled = any(line.role is LineRole.TITLE for line, _, _ in decided)
    headline = next((n for n in open_before if len(decided[n][0].text.split()) >= _TITLE_WORDS), None)
    if titled:
        headline = None
    elif headline is None and not bodies and open_before:
        headline = open_before[0]
    below = [n for n in open_before if headline is not None and n > headline]
    standfirst = [n for n in below if _is_standfirst(decided[n][0].text)] if len(below) <= _BELOW else []
    out: list[tuple[_Line, BlockKind, str]] = []
    for n, (line, kind, rule) in enumerate(decided):
        if kind is not None:
            out.append((line, kind, rule))
        elif n == headline:
            out.append((line, BlockKind.TITLE, "headline"))
        elif n in bodies:
            out.append((line, BlockKind.BODY, "main-text" if line.role else "paragraph"))
        elif headline is not None and line.text == decided[headline][0].text:
            out.append((line, BlockKind.BOILERPLATE, "repeats-headline"))
        elif n in standfirst:
            out.append((line, BlockKind.BODY, "standfirst"))
        elif _touches_credit(decided, n):
            out.append((line, BlockKind.CAPTION, "beside-credit"))
        else:
            out.append((line, BlockKind.BOILERPLATE, "no-sentence"))
    return out


def _is_standfirst(text: str) -> bool:
    """Return whether a line between headline and text can be a second headline, or an item of one."""
    return len(text.split()) >= (_TITLE_WORDS if text[0] in _BULLETS else _STANDFIRST_WORDS)


def _is_paragraph(text: str) -> bool:
    if is_sentence(text) or len(text) >= _LONG_LINE or text.endswith((";", ":")):
        return True
    return _QUOTED.match(text) is not None  # a message shown, with the line that signs it


def _touches_credit(decided: list[tuple[_Line, BlockKind | None, str]], n: int) -> bool:
    around = decided[max(n - 1, 0) : n] + decided[n + 1 : n + 2]
    return any(rule in _CREDIT_RULES for _, _, rule in around)
