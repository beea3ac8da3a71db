"""What the data say of why a row is as it is, taken apart, so that a template can say it in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_FORMS: Final = {
    "unanswered": r"no statement of the other event answers it",
    "elsewhere": r"on other topics it is answered by (?P<listed>.+)",
    "acts": r"acts (?P<before>[^|]+?)(?: \| (?P<after>.+))?",
    "nothing": r"shared nothing of its own",
    "shared": r"shared (?P<listed>.+)",
    "share": r"share (?P<number>[\d.]+)",
    "words": r"words (?P<number>[\d.]+)",
    "both": r"said by both on one side, by one on the other",
    "family": r"acts of another family",
    "figures": r"other figures: .+",
    "strength": r"another strength: .+",
    "wishes": r"same kind of good wishes",
    "most": r"most of it is shared",
    "less": r"less than most of it is shared",
    "person": r"a person decided it: (?P<before>.+)",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of a ledger row: `kind` is "" where the data say what the theme does not know."""

    kind: str
    text: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    number: float = 0.0


def read_reason(text: str) -> Reason:
    """Return the parts of a reason: acts of both sides, ids that are listed, or a number from 0 to 1."""
    for kind, form in _FORMS.items():
        if found := re.fullmatch(form, text):
            parts = {name: value or "" for name, value in found.groupdict().items()}
            before, after = (parts.get(side, "") for side in ("before", "after"))
            return Reason(
                kind,
                text,
                (before,) if kind == "person" else _split(before, ","),
                _split(after, ","),
                _split(parts.get("listed", ""), ", "),
                float(parts.get("number") or 0),
            )
    return Reason("", text)


def _split(text: str, sign: str) -> tuple[str, ...]:
    return tuple(text.split(sign)) if text else ()
