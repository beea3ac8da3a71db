"""Where a new report belongs: id, outlet, day, language and event, each with how sure and why.

What a person says stands; what the page states comes next; the rest is inferred
and says from what.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from pipeline.add.events import place
from pipeline.add.facts import iso_day
from pipeline.add.known import Known
from pipeline.add.reading import Reading
from pipeline.model import BlockKind, Certainty, Event, EventId, Fact, Lang
from pipeline.text import fold, slug, unmark
from pipeline.vocabulary import Registry

_IN_ADDRESS = re.compile(r"(?<!\d)(20\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_BY_HAND = "given on the command line"
_NOTHING = Fact("", Certainty.UNKNOWN)


@dataclass(frozen=True)
class Proposal:
    """What would be recorded; `new_event` is set where no event of the corpus fits.

    `values` has id, event, outlet, published, lang and url, each with how it is known.
    """

    values: Mapping[str, Fact]
    new_event: Event | None = None
    open: tuple[str, ...] = field(default=())

    def value(self, name: str) -> str:
        """Return the value proposed for a name."""
        return self.values[name].value


def propose(reading: Reading, known: Known, given: Mapping[str, str]) -> Proposal:
    """Return where a report belongs; `given` is what a person says, by the same names."""
    said = {name: Fact(value, Certainty.STATED, _BY_HAND) for name, value in given.items() if value}
    address = said.get("url") or _address(reading)
    outlet = said.get("outlet") or _outlet(reading, address.value, known.registry)
    lang = said.get("lang") or Fact(reading.lang, *_language_is_sure(reading))
    published = said.get("published") or _published(reading, known.registry, lang.value, address.value)
    event, new = place(reading, known, published, Lang(lang.value))
    event, new = (said["event"], None) if "event" in said else (event, new)
    if not published.value and (day := _day_of(event.value, new, known)):
        published = Fact(day, Certainty.INFERRED, "the page states no date; this is the day of the event")
    values = {
        "event": event,
        "outlet": outlet,
        "published": published,
        "lang": lang,
        "url": address,
    }
    values["id"] = said.get("id") or _id(values, known)
    needed = ("id", "event", "lang")
    return Proposal(values, new, tuple(name for name in needed if not values[name].value))


def _address(reading: Reading) -> Fact:
    if reading.got.address:
        return Fact(reading.got.address, Certainty.STATED, "fetched from there")
    if reading.facts.address:
        return Fact(reading.facts.address, Certainty.STATED, "the page names it as its own")
    return _NOTHING


def _outlet(reading: Reading, address: str, registry: Registry) -> Fact:
    """Return the outlet by the host of the address, else by the name of the site."""
    host = (urlsplit(address).hostname or "").lower()
    outlets = [e for e in registry.entities.values() if e.outlet]
    for outlet in outlets:
        if any(host == own or host.endswith(f".{own}") for own in outlet.hosts):
            return Fact(outlet.id, Certainty.STATED, f"{host} is its host")
    site = _level(reading.facts.site)
    for outlet in outlets:
        if site and site in map(_level, outlet.all_names()):
            return Fact(outlet.id, Certainty.STATED, f"the page calls its site {reading.facts.site}")
    told = " or ".join(filter(None, (reading.facts.site, host)))
    note = f"no outlet of the registry is {told}" if told else "neither an address nor a site is named"
    return Fact("", Certainty.UNKNOWN, note)


def _level(text: str) -> str:
    return " ".join(unmark(fold(text)).split())


def _language_is_sure(reading: Reading) -> tuple[Certainty, str]:
    if not reading.lang:
        return Certainty.UNKNOWN, "no language of the registry is plain in it"
    if reading.facts.lang == reading.lang:
        return Certainty.STATED, "the page says so, and its words agree"
    other = f"; the page itself says {reading.facts.lang}" if reading.facts.lang else ""
    return Certainty.INFERRED, f"by its words{other}"


def _published(reading: Reading, registry: Registry, lang: str, address: str) -> Fact:
    if reading.facts.published.how is Certainty.STATED:
        return reading.facts.published
    script = registry.scripts.get(Lang(lang))
    for block in reading.blocks:
        if block.kind is BlockKind.DATELINE:
            iso = re.search(r"\d{4}-\d{2}-\d{2}.*", block.text)
            day = iso_day(iso[0]) if iso else _spelt_day(block.text, script.dates if script else ())
            if day:
                return Fact(day, Certainty.STATED, "stands in a line of its own in the capture")
    if match := _IN_ADDRESS.search(urlsplit(address).path):
        return Fact("-".join(match.groups()), Certainty.INFERRED, "read from the address")
    return reading.facts.published


def _spelt_day(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    """Return the full date in a line of figures, day first."""
    for _, pattern in patterns:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if groups.get("d") and groups.get("m") and groups.get("y"):
                try:
                    return date(int(groups["y"]), int(groups["m"]), int(groups["d"])).isoformat()
                except ValueError:
                    continue
    return ""


def _day_of(event: str, new: Event | None, known: Known) -> str:
    found = new or known.corpus.events.get(EventId(event))
    return found.date if found else ""


def _id(values: Mapping[str, Fact], known: Known) -> Fact:
    """Return an id in the style of the others: day, outlet, language."""
    day, lang = values["published"].value[:10], values["lang"].value
    host = (urlsplit(values["url"].value).hostname or "").removeprefix("www.")
    outlet = values["outlet"].value or slug(host.split(".")[0]) or "unknown"
    if not day or not lang:
        return Fact("", Certainty.UNKNOWN, "needs a day and a language")
    plain = f"{day}-{outlet.replace('-', '')}-{lang}"
    taken = {*known.texts, *(f.id for f in known.former)}
    found, number = plain, 1
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    return Fact(found, Certainty.INFERRED, "day, outlet and language")
