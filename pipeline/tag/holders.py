"""Who holds a title where it stands: by the name beside it, the country, the term of office, the talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.model import EntityId, Label
from pipeline.tag import envoys
from pipeline.tag.spans import Span, is_shorter
from pipeline.tag.tongue import Tongue
from pipeline.text import fold
from pipeline.vocabulary import Registry, Title

_APPOSED = re.compile(r"^, (?:[\w’'-]+ ){0,4}$")
_NAME_LABELS = (Label.GPE, Label.ORG)
_NO_LEADERS = ("diplomat", "military")


@dataclass
class Holders:
    """What a report has told so far about who holds which title."""

    registry: Registry
    parties: tuple[EntityId, ...]
    day: str
    seen: list[EntityId] = field(default_factory=list)
    first_seen: dict[EntityId, None] = field(default_factory=dict)
    told: dict[EntityId, set[str]] = field(default_factory=dict)
    told_as: dict[str, set[EntityId]] = field(default_factory=dict)
    named_as: set[tuple[str, EntityId]] = field(default_factory=set)
    bare: dict[str, EntityId] = field(default_factory=dict)
    last_subject: EntityId | None = None
    _unasked: list[tuple[str, Span, Tongue]] = field(default_factory=list)

    def resolve(self, text: str, tongue: Tongue, spans: list[Span]) -> list[Span]:
        """Return the spans of a sentence with the titles given to their holders."""
        resolved = list(spans)
        for index, span in enumerate(resolved):
            if span.label is Label.PERSON:
                self._see(span.id)
                self._unasked.append((text, span, tongue))
            if span.label is Label.TITLE:
                holder, rule = self._holder(text, tongue, resolved, index)
                resolved[index] = span._replace(id=holder, rule=rule)
        return resolved

    def _see(self, person: EntityId) -> None:
        self.first_seen.setdefault(person)
        if person in self.seen:
            self.seen.remove(person)
        self.seen.append(person)

    def _subject(self) -> EntityId | None:
        """Return the person named last whom a verb of speech follows, adverbs aside; asked for seldom."""
        while self._unasked:
            text, span, tongue = self._unasked.pop()
            if tongue.speaks(text[span.end : span.end + _REACH], _ADVERBS):
                self.last_subject = span.id
                self._unasked.clear()
        return self.last_subject

    def _holder(self, text: str, tongue: Tongue, spans: list[Span], index: int) -> tuple[EntityId, str]:
        span = spans[index]
        if self._is_plural(text, span, tongue):
            return self._all_holders(span), "title-of-several"
        if person := self._name_ahead(text, tongue, spans, index):
            self._learn(person, span, text)
            self.named_as.add((fold(text[span.start : span.end]), person))
            return person, "title-before-name"
        if person := self._name_behind(text, tongue, spans, index):
            self._learn(person, span, text)
            return person, "title-after-name"
        return self._by_surroundings(text, tongue, spans, index)

    def _by_surroundings(
        self, text: str, tongue: Tongue, spans: list[Span], index: int
    ) -> tuple[EntityId, str]:
        """Return the holder of a title that no name stands beside."""
        span = spans[index]
        sent = envoys.is_of_sender(text, tongue, spans, index)
        country = self._country(text, tongue, spans, index)
        if country and (person := self._of_country(span, country, by_office=sent)):
            return person, "title-by-country"
        if sent and index and spans[index - 1].id not in self.registry.titles:
            return spans[index - 1].id, "title-of-sender"
        if person := self._beside_namesake(spans, index):
            return person, "title-beside-other-holder"
        if person := self._by_context(span, text, tongue):
            return person, "title-by-context"
        present = envoys.is_envoy(span) and envoys.is_present(text, tongue, span)
        if present and (delegate := envoys.lowest(self.parties, self.registry, self.day)):
            self._learn(delegate, span, text)
            return delegate, "envoy-of-the-talk"
        return EntityId(span.titles[0].id), "title-unresolved"

    def _learn(self, person: EntityId, span: Span, text: str) -> None:
        self.told_as.setdefault(fold(text[span.start : span.end]), set()).add(person)
        self.told.setdefault(person, set()).update(title.id for title in span.titles)

    def _is_plural(self, text: str, span: Span, tongue: Tongue) -> bool:
        before = tongue.without_honorifics(fold(text[max(0, span.start - _REACH) : span.start]).rstrip())
        if tongue.ends_with_number(before):
            return True
        if tongue.starts_with_both(text[span.end :].lstrip()):
            return True
        return tongue.inflects and tongue.is_plural(fold(text[span.start : span.end]), span.titles)

    def _all_holders(self, span: Span) -> EntityId:
        """Return who holds a title together: parties, else the people named, else who is in office.

        Of each country one, so that `the presidents` are no vice-presidents. Where
        one party holds it, the report calls all of them so.
        """
        countries = {self._country_of(p) for p in self.parties} - {None}
        for people in self._among(span.titles):
            holders = [
                p
                for p in dict.fromkeys(people)
                if self._holds(p, span.titles) and (not countries or self._country_of(p) in countries)
            ]
            several = {self._country_of(p) or p: p for p in reversed(holders)}
            if len(several) > 1:
                return EntityId("+".join(sorted(several.values())))
        return EntityId("+".join(sorted(self.parties)))

    def _among(self, titles: tuple[Title, ...]) -> Iterator[Iterable[EntityId]]:
        """Yield the people among whom the holders of some titles are looked for, one group after another."""
        yield self.parties
        if not self._one_holds(titles):
            yield (*self.parties, *self.seen)
            yield self._in_office(titles)

    def _one_holds(self, titles: tuple[Title, ...]) -> bool:
        return any(self._holds(p, titles) for p in self.parties)

    def _in_office(self, titles: tuple[Title, ...]) -> list[EntityId]:
        countries = {self._country_of(p) for p in self.parties}
        return [
            official.id
            for country in countries
            for official in self.registry.officials.get(country, ())
            if self._holds(official.id, titles)
        ]

    def _holds(self, person: EntityId, titles: tuple[Title, ...]) -> bool:
        ids = {title.id for title in titles}
        if self.told.get(person, set()) & ids:
            return True
        entity = self.registry.entities.get(person)
        if entity is None:
            return False
        for office in entity.offices:
            if not office.held_on(self.day):
                continue
            held = self.registry.titles[office.title]
            if (
                held.id in ids
                or envoys.is_office_of(held, titles, self.registry)
                or any(title.scope == held.scope and is_shorter(title, held) for title in titles)
            ):
                return True
        return False

    def _country_of(self, person: EntityId) -> EntityId | None:
        entity = self.registry.entities.get(person)
        return entity.country if entity else None

    def _at_home(self, holders: list[EntityId], surface: str, home: EntityId | None) -> list[EntityId]:
        """Return the party whom a country's own press means by a title alone: `Thủ tướng` beside another."""
        own = [p for p in holders if home and p in self.parties and self._country_of(p) == home]
        return [p for p in own if (surface, p) in self.named_as or p not in self.told]

    def _name_ahead(self, text: str, tongue: Tongue, spans: list[Span], index: int) -> EntityId | None:
        if envoys.is_envoy(spans[index]):
            return envoys.named_ahead(text, tongue, spans, index)
        at = spans[index].end
        parted = False  # two titles with an article each are two people's: `le Roi et le Président Li`
        for span in spans[index + 1 :]:
            gap = text[at : span.start]
            if not tongue.is_link(gap):
                return None
            if span.label is Label.PERSON:
                return None if parted and self._is_of_another(spans[index], span.id) else span.id
            parted = parted or len(gap.split()) > 1
            if span.label not in (Label.TITLE, *_NAME_LABELS) or span.titles == spans[index].titles:
                return None  # nobody is twice the same: `the Prime Minister and Prime Minister Carney`
            at = span.end
        return None

    def _is_of_another(self, span: Span, person: EntityId) -> bool:
        """Return whether another party holds a title: `the King and President Lee`."""
        holders = [p for p in self.parties if self._holds(p, span.titles)]
        return bool(holders) and person in self.parties and person not in holders

    def _called(self, surface: str) -> set[EntityId]:
        """Return who was called so with the name, or by a longer title that holds this one at an end."""
        return {
            person
            for told, people in self.told_as.items()
            if told == surface or told.startswith(f"{surface} ") or told.endswith(f" {surface}")
            for person in people
        }

    def _name_behind(self, text: str, tongue: Tongue, spans: list[Span], index: int) -> EntityId | None:
        before = [s for s in spans[:index] if s.label is Label.PERSON]
        if not before:
            return None
        person, gap = before[-1], text[before[-1].end : spans[index].start]
        between = [s for s in spans[:index] if s.start >= person.end]
        if tongue.is_for_another(text[: person.start]):
            return None
        if _APPOSED.match(gap) and all(s.label is not Label.PERSON for s in between):
            country = self._country(text, tongue, spans, index)
            holder = self._of_country(spans[index], country) if country else None
            titles = spans[index].titles
            of_other = holder is not None and self._holds(holder, titles)
            return None if of_other and not self._holds(person.id, titles) else person.id
        beside = between[-1] if between else None
        held = beside is not None and beside.label is Label.TITLE and beside.id == person.id
        if beside is not None and held and tongue.is_link(text[beside.end : spans[index].start]):
            return person.id
        return person.id if tongue.appoints(gap) else None

    def _country(self, text: str, tongue: Tongue, spans: list[Span], index: int) -> EntityId | None:
        """Return the country that an adjective in a title, or an adjective or name right beside it, gives."""
        span = spans[index]
        for match in tongue.adjectives(text):
            inside = span.start <= match.start < match.end <= span.end
            if inside or match.end + 1 == span.start or span.end + 1 == match.start:
                return match.entries[0].country or match.entries[0].id
        for other in spans:
            gap = text[span.end : other.start] if other.start >= span.end else text[other.end : span.start]
            beside = tongue.inflects and gap == " " and other.label is Label.GPE  # `the US president`
            near = tongue.is_link(gap) if other.start >= span.end else beside or gap in ("'s ", "’s ")
            if other.label in _NAME_LABELS and near and "," not in gap:
                entity = self.registry.entities.get(other.id)
                return entity.country if entity else None
        return None

    def _of_country(self, span: Span, country: EntityId, *, by_office: bool = False) -> EntityId | None:
        nearby = [p for p in (*self.parties, *reversed(self.seen)) if self._country_of(p) == country]
        holders = [p for p in nearby if self._holds(p, span.titles)]
        # Who was called otherwise, as a king is, is not his minister.
        if any(title.scope in _NO_LEADERS for title in span.titles):  # `the US ambassador`
            nearby = [p for p in nearby if not self.registry.has_office(p)]
        holders = holders or [p for p in nearby if p not in self.told and not by_office]
        listed = (*(e.id for e in self.registry.officials.get(country, ())), *self.told)
        holders += [p for p in listed if self._country_of(p) == country and self._holds(p, span.titles)]
        return next(iter(holders or nearby), None)

    def _beside_namesake(self, spans: list[Span], index: int) -> EntityId | None:
        """Return the party left over where the other holder of a bare title is named behind it.

        A readout opens so and keeps to it: `The Prime Minister spoke to the Prime Minister of Canada Mark
        Carney`.
        """
        span = spans[index]
        named = {s.id for s in spans if s.label is Label.PERSON}
        if not any(s.label is Label.PERSON and s.id in self.parties for s in spans[index:]):
            return None
        holders = [p for p in self.parties if self._holds(p, span.titles)]
        left = [p for p in holders if p not in named]
        if len(left) != 1 or len(holders) != _PAIR:
            return None
        if not any(self._holds(p, span.titles) for p in self.first_seen if p not in named):
            self.bare.update({title.id: left[0] for title in span.titles})
        return left[0]

    def _by_context(self, span: Span, text: str, tongue: Tongue) -> EntityId | None:
        kept = next((p for p in self.bare.values() if self._holds(p, span.titles)), None)
        if kept is not None:
            return kept
        holders = [p for p in self.first_seen if self._holds(p, span.titles)]
        # Of two presidents one is `Chủ tịch nước` and one `Tổng thống`, as each was called with the name.
        ids, called = {title.id for title in span.titles}, self._called(fold(text[span.start : span.end]))
        holders = [p for p in holders if p in called or not self.told.get(p, set()) & ids] or holders
        if len(holders) > 1 and (asked := tongue.addressed(text[span.end : span.end + _REACH])):
            holders = [p for p in holders if self._country_of(p) != asked] or holders
        if tongue.follows_feminine(text, span.start):  # `Nữ Thủ tướng`
            women = [p for p in holders if (e := self.registry.entities.get(p)) and e.gender == "f"]
            holders = women or holders
        else:
            holders = self._at_home(holders, fold(text[span.start : span.end]), tongue.home) or holders
        present = [p for p in holders if p in self.parties]
        if holders:
            holders = present if len(present) == 1 else holders
            last = self._subject()
            return last if last in holders else holders[0]
        among = [p for p in self.parties if self._holds(p, span.titles)]
        if len(among) != 1:
            return None
        self.bare.update({title.id: among[0] for title in span.titles})  # `Le Président`, of his own palace
        return among[0]


_REACH = 40
_ADVERBS = 4
_PAIR = 2
