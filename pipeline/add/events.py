"""Which event a new report is about: by its parties, its day and its words; or a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from pipeline.add.known import Known
from pipeline.add.reading import Reading
from pipeline.add.wording import KindTold, day_told, days_in, kind_told, likeness
from pipeline.model import Certainty, EntityId, Event, EventId, Fact, Label, Lang, Names
from pipeline.vocabulary import Entity, Registry

NEAR_DAYS = 3
FAR_DAYS = 10
_ASSUMED = "call"  # where no word tells the kind
_EVEN = 0.25  # points between two events below which neither is the one
_UNLIKE = 2.0  # points that an event of another kind loses


@dataclass(frozen=True)
class _Fit:
    """An event that a report may be about, how well it fits, and why."""

    event: Event
    points: float
    why: tuple[str, ...]

    def told(self) -> str:
        return ", ".join(self.why)


def place(reading: Reading, known: Known, published: Fact, lang: Lang) -> tuple[Fact, Event | None]:
    """Return the event that parties, day and wording point to and how sure that is, itself if it is new."""
    named = _people(reading, known.registry, lang)
    told = kind_told(reading, known.registry, lang)
    events = known.corpus.events.values()
    fits = [f for e in events if (f := _fit(e, reading, known.registry, published, named, told))]
    ranked = sorted(_by_wording(fits, reading, known, lang), key=lambda f: (-f.points, f.event.id))
    if ranked:
        return _chosen(ranked, told), None
    day = day_told(reading, known.registry, published.value, FAR_DAYS)
    new = _new_event(named, known.registry, told, day or published.value[:10])
    if new is None:
        why = "no event fits, and no two known leaders and day make a new one"
        return Fact("", Certainty.UNKNOWN, why), None
    new = replace(new, id=_free(new.id, known))
    why = f"names the day {day}" if day else "the day of publication is taken"
    kind = _reads_as(told) if told.kind else f"nothing tells its kind, so a {new.kind} is assumed"
    return Fact(new.id, Certainty.INFERRED, f"no event of the corpus fits: a new one; {kind}, {why}"), new


def _people(reading: Reading, registry: Registry, lang: Lang) -> Counter[EntityId]:
    """Return how often each listed person is named in the text."""
    named: Counter[EntityId] = Counter()
    lexicon = registry.name_lexicons.get(lang)
    for match in lexicon.find(reading.text) if lexicon else ():
        named.update(e.id for e in match.entries if e.label is Label.PERSON)
    return named


def _fit(
    event: Event, reading: Reading, registry: Registry, published: Fact,
    named: Mapping[EntityId, int], told: KindTold,
) -> _Fit | None:  # fmt: skip
    """Return how well a report fits an event, nothing where it cannot."""
    parties = [p for p in event.parties if p in named]
    apart = _days_apart(published.value, event.date)
    if len(parties) < min(len(event.parties), 2) or (apart is not None and apart > FAR_DAYS):
        return None
    names_day = _names_day(reading, registry, event.date)
    unlike = told.excludes(event.kind)
    if (apart is None or unlike) and not names_day:
        return None
    points = 2 * len(parties) / len(event.parties)
    points += 2 if names_day else 0
    points += 1 if apart is not None and apart <= NEAR_DAYS else 0
    points += 1 if told.kind == event.kind else -_UNLIKE if unlike else 0
    why = [f"names {' and '.join(parties)}"]
    why += [f"names the day {event.date}"] if names_day else []
    why += [f"published {_days(apart)}"] if apart is not None else []
    why += [_reads_as(told)] if told.kind and (unlike or told.kind == event.kind) else []
    return _Fit(event, points, tuple(why))


def _reads_as(told: KindTold) -> str:
    """Return what the words say of the kind: reads as a call ("by phone")."""
    return f'reads as a {told.kind} ("{told.words}")'


def _by_wording(fits: list[_Fit], reading: Reading, known: Known, lang: Lang) -> Iterable[_Fit]:
    """Return the fits with what their reports name taken into account, where there is a choice."""
    if len(fits) < 2:  # noqa: PLR2004 -- no choice
        return fits
    texts: dict[EventId, list[tuple[str, Lang]]] = {f.event.id: [] for f in fits}
    for report in known.corpus.reports:
        own = report.sidecar
        if own.event in texts:
            texts[own.event].append((known.texts[own.id], own.lang))
    alike = likeness(reading.text, lang, texts, known.registry)
    return [_with_likeness(f, alike[f.event.id]) for f in fits]


def _with_likeness(fit: _Fit, alike: float) -> _Fit:
    why = f"names what its reports name ({alike:.0%})"
    return replace(fit, points=fit.points + 2 * alike, why=(*fit.why, why)) if alike else fit


def _chosen(ranked: list[_Fit], told: KindTold) -> Fact:
    """Return the best of the events; not certain where another is as good, or its kind is another."""
    best, *others = ranked
    why, how = best.told(), Certainty.INFERRED
    if told.excludes(best.event.kind):
        why, how = f"{why}; but {best.event.id} is a {best.event.kind}", Certainty.UNKNOWN
    for other in others:
        if best.points - other.points < _EVEN:
            why, how = f"{why}; {other.event.id} fits as well", Certainty.UNKNOWN
    return Fact(best.event.id, how, why)


def _days(apart: int) -> str:
    return "on its day" if not apart else f"{apart} day{'s' if apart > 1 else ''} from it"


def _days_apart(one: str, other: str) -> int | None:
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other)).days)
    except ValueError:
        return None


def _names_day(reading: Reading, registry: Registry, day: str) -> bool:
    """Return whether the text names a day, with or without its year."""
    wanted = date.fromisoformat(day)
    end_of_year = wanted.replace(month=12, day=31)
    return wanted in days_in(reading.text, registry, end_of_year)


def _new_event(named: Counter[EntityId], registry: Registry, told: KindTold, day: str) -> Event | None:
    """Return an event of the most named leaders of two countries."""
    parties: dict[EntityId | None, Entity] = {}
    for person, _ in sorted(named.items(), key=lambda pair: (-pair[1], pair[0])):
        entity = registry.entities[person]
        parties.setdefault(entity.country, entity)
    chosen = [*parties.values()][:2]
    if len(chosen) < 2 or not day:  # noqa: PLR2004 -- talks have two sides
        return None
    kind = told.kind or _ASSUMED
    title = _title(kind, chosen, date.fromisoformat(day), registry)
    return Event(EventId(f"{kind}-{day}"), kind, day, title, tuple(e.id for e in chosen))


def _title(kind: str, parties: list[Entity], day: date, registry: Registry) -> Names:
    """Return what a new event is called, in each language that the registry can say it in."""
    titles = next((k.titles for k in registry.kinds if k.id == kind), {})
    return {
        lang: titles[lang].format(
            parties=format_list([e.name(lang) for e in parties], locale=Locale.parse(prose.locale)),
            day=format_date(day, "long", locale=Locale.parse(prose.locale)),
        )
        for lang, prose in sorted(registry.prose.items())
        if lang in titles
    }


def _free(event: EventId, known: Known) -> EventId:
    """Return an id that no event has: that of a second call on one day ends in 2."""
    found, number = event, 1
    while found in known.corpus.events:
        number += 1
        found = EventId(f"{event}-{number}")
    return found
