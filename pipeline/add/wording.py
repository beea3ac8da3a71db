"""What a report is about by its words: the kind of event, the day it names, the things it shares with others.

The headline and the first paragraphs say what a report is about; what comes
later recalls earlier visits and plans further ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt

from pipeline.add.reading import Reading
from pipeline.language import language_of
from pipeline.model import BlockKind, EventId, Lang
from pipeline.vocabulary import Registry

# How much a place counts: the headline, the first paragraphs, the rest.
_PLACES = (4.0, 2.0, 1.0)
_REST = 0.25
_TELLING, _WEAK = 3.0, 1.0
_LEAST = 2.0  # points, about those of one telling word in the third paragraph
_CLEAR = 1.5  # times the next kind that it cannot be at once
# Leaders who visit meet: a report of one may be of the other.
_AT_ONCE = frozenset({"visit", "meeting"})


@dataclass(frozen=True, slots=True)
class KindTold:
    """The kind of event that words tell, empty if none; the words that weigh most; whether it is clear."""

    kind: str
    words: str
    clear: bool

    def excludes(self, kind: str) -> bool:
        """Return whether an event of a kind cannot be meant."""
        return self.clear and kind != self.kind and not {kind, self.kind} <= _AT_ONCE


def kind_told(reading: Reading, registry: Registry, lang: Lang) -> KindTold:
    """Return the kind of event that a report says it is about; `lang` is its main language."""
    scores: Counter[str] = Counter()
    heaviest: dict[str, tuple[float, str]] = {}
    for weight, text in _weighed(reading):
        here = _kinds_in(text, registry, language_of(text, registry.langs, lang))
        for kind, (points, words) in here.items():
            scores[kind] += weight * points  # type: ignore[assignment]  # points, not a count
            heaviest[kind] = max(heaviest.get(kind, (0.0, "")), (weight * points, words), key=lambda p: p[0])
    order = {kind.id: place for place, kind in enumerate(registry.kinds)}
    ranked = sorted(scores, key=lambda kind: (-scores[kind], order[kind]))
    if not ranked:
        return KindTold("", "", clear=False)
    best = ranked[0]
    others = [scores[kind] for kind in ranked if kind != best and not {kind, best} <= _AT_ONCE]
    clear = scores[best] >= _LEAST and scores[best] >= _CLEAR * max(others, default=0)
    return KindTold(best, heaviest[best][1], clear)


def _kinds_in(text: str, registry: Registry, lang: Lang) -> dict[str, tuple[float, str]]:
    """Return the kinds that a paragraph tells, each with its points and the words; once is enough."""
    lexicon = registry.kind_lexicons.get(lang)
    found: dict[str, tuple[float, str]] = {}
    for match in lexicon.find(text) if lexicon else ():
        first = 1 - match.start / (2 * len(text))  # a paragraph begins with its matter
        for kind, telling in match.entries:
            points = first * (_TELLING if telling else _WEAK)
            if points > found.get(kind.id, (0.0, ""))[0]:
                found[kind.id] = (points, text[match.start : match.end])
    return found


def _weighed(reading: Reading) -> Iterator[tuple[float, str]]:
    """Yield the headline and the paragraphs, each with what it weighs."""
    if reading.title:
        yield _PLACES[0], reading.title
    paragraphs = [b.text for b in reading.blocks if b.kind is BlockKind.BODY]
    for place, text in enumerate(paragraphs, 1):
        yield (_PLACES[place] if place < len(_PLACES) else _REST), text


def day_told(reading: Reading, registry: Registry, published: str, within: int) -> str:
    """Return the first day that a report names of those shortly before it was published, nothing if none.

    `within` is a number of days; a day without a year is taken to be the last such day.
    """
    try:
        latest = date.fromisoformat(published[:10])
    except ValueError:
        return ""
    for _, text in _weighed(reading):
        for found in days_in(text, registry, latest):
            if 0 <= (latest - found).days <= within:
                return found.isoformat()
    return ""


def days_in(text: str, registry: Registry, latest: date) -> Iterator[date]:
    """Yield the days that a text names, as they come; one without a year is the last up to `latest`."""
    found: list[tuple[int, date]] = []
    for script in registry.scripts.values():
        for _, pattern in script.dates:
            for match in pattern.finditer(text):
                groups = match.groupdict()
                month = int(groups.get("m") or 0) or script.months.get((groups.get("b") or "").lower(), -1)
                day = _day(groups.get("y") or "", month or 12, int(groups.get("d") or 0), latest)
                found += [(match.start(), day)] if day else []
    yield from (day for _, day in sorted(found))


def _day(year: str, month: int, day: int, latest: date) -> date | None:
    try:
        if year:
            return date(int(year), month, day)
        same = date(latest.year, month, day)
        return same if same <= latest else date(latest.year - 1, month, day)
    except ValueError:
        return None


def likeness(
    text: str, lang: Lang, others: Mapping[EventId, Iterable[tuple[str, Lang]]], registry: Registry
) -> dict[EventId, float]:
    """Return how much a text names what the reports of each event name, 0..1, whatever their languages.

    The measure is the cosine over names and terms, of the report that is most
    alike. What the reports of every event name does not tell them apart and
    weighs less: one over the number of events. An event without a report is
    taken to be as much alike as the best: nothing speaks against it.
    """
    told = {event: [named_in(t, other, registry) for t, other in texts] for event, texts in others.items()}
    held: Counter[str] = Counter(name for sets in told.values() for name in frozenset().union(*sets))
    weight = {name: 1 / held[name] for name in held}
    mine = named_in(text, lang, registry)
    alike = {
        event: max(_cosine(mine, names, weight) for names in sets) for event, sets in told.items() if sets
    }
    best = max(alike.values(), default=0.0)
    return {event: alike.get(event, best) for event in told}


def named_in(text: str, lang: Lang, registry: Registry) -> frozenset[str]:
    """Return the ids of the names and terms in a text, set phrases left out."""
    found: set[str] = set()
    for lexicon in (registry.name_lexicons.get(lang), registry.term_lexicons.get(lang)):
        found |= {entry.id for match in lexicon.find(text) for entry in match.entries} if lexicon else set()
    return frozenset(found - registry.stock)


def _cosine(one: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    def length(names: Iterable[str]) -> float:
        return sqrt(sum(weight.get(name, 1.0) ** 2 for name in names))

    shared = sum(weight.get(name, 1.0) ** 2 for name in one & other)
    return shared / (length(one) * length(other)) if one and other else 0.0
