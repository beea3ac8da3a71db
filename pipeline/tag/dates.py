"""Calendar dates of the forms each language uses, resolved against the report's day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.entries import Script
from pipeline.model import EntityId, Label
from pipeline.tag.prefilter import has_digit, needs_of
from pipeline.tag.spans import Span

_MONTHS = 12
_DAYS = 31


class Dates:
    """The forms of dates of one language."""

    def __init__(self, script: Script) -> None:
        """Read off what each form needs to be tried at all."""
        self._script = script
        self._forms = [(rule, regex, needs_of(regex)) for rule, regex in script.dates]

    def find(self, text: str, today: str) -> Iterator[Span]:
        """Yield the dates of a sentence; a missing year is that of `today` (ISO, may be empty)."""
        lowered, digit = text.lower(), has_digit(text)
        for rule, regex, needs in self._forms:
            if needs.allow(lowered, digit=digit):
                yield from _dates(rule, regex.finditer(text), self._script, today)


def _dates(rule: str, matches: Iterator[re.Match[str]], script: Script, today: str) -> Iterator[Span]:
    for match in matches:
        groups = match.groupdict()
        month = _month(groups, script)
        day = int(groups["d"]) if groups.get("d") else 0
        if month > _MONTHS or day > _DAYS:
            continue
        year = groups.get("y") or today[:4]
        iso = "-".join([year, *([f"{month:02}"] if month else []), *([f"{day:02}"] if day else [])])
        yield Span(match.start(), match.end(), Label.DATE, EntityId(iso), rule)


def _month(groups: dict[str, str | None], script: Script) -> int:
    if number := groups.get("m"):
        return int(number)
    if name := groups.get("b"):
        place = script.months.get(name.lower(), 0)
        return place or _MONTHS
    return 0
