"""Calendar dates of the forms each language uses, resolved against the report's day."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.entries import Script
from pipeline.model import EntityId, Label
from pipeline.tag.spans import Span

_MONTHS = 12
_DAYS = 31


def find_dates(text: str, script: Script, today: str) -> Iterator[Span]:
    """Yield the dates of a sentence; a missing year is that of `today` (ISO, may be empty)."""
    for rule, pattern in script.dates:
        for match in pattern.finditer(text):
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
