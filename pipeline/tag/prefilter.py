"""What a text must hold for a regular expression to match: cheap to look for before the expression is tried.

Read off the parsed expression: the runs of letters that stand in every match, a
choice of several ways being a choice of their longest runs. An expression that
tells nothing is always tried.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from re import _constants as op  # type: ignore[attr-defined]  # as `sre_constants` until Python 3.11
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_ANY_DIGIT = re.compile(r"\d")
_DIGIT = "\\d"
_INNER = {op.SUBPATTERN: -1, op.ATOMIC_GROUP: None, op.ASSERT: -1}


class Needs(NamedTuple):
    """What every match holds: a digit, if `digit`, and of each group of words (in small letters) one."""

    digit: bool
    groups: tuple[tuple[str, ...], ...]

    def allow(self, lowered: str, *, digit: bool) -> bool:
        """Return whether a text in small letters, with a digit or without, can hold a match."""
        if self.digit and not digit:
            return False
        for group in self.groups:  # loops, not `all` and `any`: this is asked of every sentence
            for word in group:
                if word in lowered:
                    break
            else:
                return False
        return True


def has_digit(text: str) -> bool:
    """Return whether a text holds a decimal digit of any script."""
    return _ANY_DIGIT.search(text) is not None


def needs_of(regex: re.Pattern[str]) -> Needs:
    """Return what a text must hold for an expression to match."""
    found = _needed(parser.parse(regex.pattern, regex.flags))
    groups = sorted((sorted(group) for group in found if _DIGIT not in group), key=_cost)
    return Needs({_DIGIT} in found, tuple(map(tuple, groups)))


def _commonness(group: Collection[str]) -> int:
    """Return a number by which a group likely to be missing from a text comes first."""
    return -min(map(len, group))


def _cost(group: Collection[str]) -> tuple[bool, int]:
    """Return a key by which groups are looked for: marks, of which most sentences have none, before words."""
    return any(len(word) > 1 or word.isspace() or word.isalnum() for word in group), _commonness(group)


def _needed(items: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """Return sets of strings of each of which a match of all items in a row holds at least one."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, value in items:
        letters = _letters(kind, value)
        if len(letters) == 1:
            run += letters.pop()
            continue
        if run:
            found.append(frozenset({run}))
            run = ""
        found += _needed_of(kind, value)
    return [*found, frozenset({run})] if run else found


def _needed_of(kind: Any, value: Any) -> list[frozenset[str]]:  # noqa: ANN401 -- the parser's own tree
    if kind is op.BRANCH:
        return _of_choice([_needed(way) for way in value[1]])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _needed(value[2]) if value[0] else []
    if kind in _INNER:
        return _needed(value if _INNER[kind] is None else value[_INNER[kind]])
    if kind is op.IN and value == [(op.CATEGORY, op.CATEGORY_DIGIT)]:
        return [frozenset({_DIGIT})]
    return [frozenset(letters)] if (letters := _letters(kind, value)) else []


def _letters(kind: Any, value: Any) -> set[str]:  # noqa: ANN401 -- as above
    """Return the characters, in small letters, one of which stands here; none where others may stand too.

    `[Nn]` is one letter, `["“]` two marks.
    """
    if kind is op.LITERAL:
        return {chr(value).lower()}
    if kind is op.IN and all(inner is op.LITERAL for inner, _ in value):
        return {chr(char).lower() for _, char in value}
    return set()


def _of_choice(ways: list[list[frozenset[str]]]) -> list[frozenset[str]]:
    """Return what a choice needs: the longest run of each way, if every way has one."""
    if not all(ways):
        return []
    return [frozenset().union(*(min(way, key=_commonness) for way in ways))]
