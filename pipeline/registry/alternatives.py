"""Forms that share words, written once: `reached (an|the) (accord|deal)` is four forms."""

from __future__ import annotations

import re
from itertools import product

from pipeline.tables import Table, Value, is_texts

_CUT = re.compile(r"\(([^()]*)\)")
_AT_A_WORD = re.compile(r"(?:^|(?<= ))\([^()]+\)(?= |$)")


def forms_of(table: Table, key: str) -> tuple[str, ...]:
    """Return the forms that a list of an entry stands for, each once, in order."""
    return tuple(dict.fromkeys(form for written in table.texts(key) for form in spread(written)))


def spread(written: str) -> list[str]:
    """Return the forms that one stands for, an alternative of each group taken in turn.

    An empty alternative leaves the group out: `in (|full) agreement`.
    """
    if "(" not in written:
        return [written]
    around = [part.split("|") if odd % 2 else [part] for odd, part in enumerate(_CUT.split(written))]
    return [" ".join("".join(choice).split()) for choice in product(*around)]


def is_alternatives(value: Value) -> str:
    """Return why `value` is no list of forms with alternatives, or nothing."""
    if wrong := is_texts(value):
        return wrong
    for written in value if isinstance(value, list) else ():
        text = str(written)
        plain = _AT_A_WORD.sub("", text)
        if any(mark in plain for mark in "(|)"):
            return f"{text!r}: alternatives are whole words: 'reached (an|the) accord'"
        if any(len(set(group)) < max(len(group), 2) for group in map(_alternatives, _CUT.findall(text))):
            return f"{text!r}: a group needs two alternatives, none of them twice"
        if "" in spread(text):
            return f"{text!r} can be empty"
    return ""


def _alternatives(group: str) -> list[str]:
    return group.split("|")
