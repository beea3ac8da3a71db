"""Who holds a title where it stands: by the name beside it, the country, the term of office, the talk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.model import EntityId, Label, Lang
from pipeline.tag.spans import Span
from pipeline.text import fold
from pipeline.vocabulary import Entity, Registry, Title

_LINK_CLASSES = ("article", "preposition-of", "title-link", "honorific")
_TOKEN = re.compile(r"[^\W_]+['’]?|[^\w\s]")
_LINK_MARKS = frozenset(",()-'’")
_APPOSED = re.compile(r"^, (?:[\w’'-]+ ){0,4}$")
_NAME_LABELS = (Label.GPE, Label.ORG)


@dataclass
class Holders:
    """What a report has told so far about who holds which title."""

    registry: Registry
    parties: tuple[EntityId, ...]
    day: str
    seen: list[EntityId] = field(default_factory=list)
    first_seen: dict[EntityId, None] = field(default_factory=dict)
    told: dict[EntityId, set[str]] = field(default_factory=dict)
    last_subject: EntityId | None = None
    _link_words: dict[Lang, frozenset[str]] = field(default_factory=dict)

    def resolve(self, text: str, lang: Lang, spans: list[Span]) -> list[Span]:
        """Return the spans of a sentence with the titles given to their holders."""
        resolved = list(spans)
        for index, span in enumerate(resolved):
            if span.label is Label.PERSON:
                self._see(span.id)
                if self._is_subject(text, span, lang):
                    self.last_subject = span.id
            if span.label is Label.TITLE:
                holder, rule = self._holder(text, lang, resolved, index)
                resolved[index] = replace(span, id=holder, rule=rule)
        return resolved

    def _see(self, person: EntityId) -> None:
        self.first_seen.setdefault(person)
        if person in self.seen:
            self.seen.remove(person)
        self.seen.append(person)

    def _is_subject(self, text: str, span: Span, lang: Lang) -> bool:
        """Return whether a verb of speech follows a name, adverbs aside."""
        tail = text[span.end : span.end + _REACH]
        return any(
            f.cue.role == "speech"
            and len(tail[: match.start].split()) <= _ADVERBS
            and "," not in tail[: match.start]
            for match in self.registry.cue_lexicons[lang].find_all(tail)
            for f in match.entries
        )

    def _holder(self, text: str, lang: Lang, spans: list[Span], index: int) -> tuple[EntityId, str]:
        span = spans[index]
        if self._is_plural(text, span, lang):
            return self._all_holders(span), "title-of-several"
        if person := self._name_ahead(text, lang, spans, index):
            self._learn(person, span)
            return person, "title-before-name"
        if person := self._name_behind(text, lang, spans, index):
            self._learn(person, span)
            return person, "title-after-name"
        country = self._country(text, lang, spans, index)
        if country and (person := self._of_country(span, country)):
            return person, "title-by-country"
        if person := self._by_context(span):
            return person, "title-by-context"
        return EntityId(span.titles[0].id), "title-unresolved"

    def _learn(self, person: EntityId, span: Span) -> None:
        self.told.setdefault(person, set()).update(title.id for title in span.titles)

    def _is_plural(self, text: str, span: Span, lang: Lang) -> bool:
        numbers = self.registry.grammar[lang]["both-number"]
        honorifics = self.registry.grammar[lang]["honorific"]
        before = fold(text[max(0, span.start - _REACH) : span.start]).rstrip()
        for honorific in honorifics:
            before = before.removesuffix(fold(honorific)).rstrip()
        if any(before.endswith(fold(n)) and not before[: -len(n)][-1:].isalnum() for n in numbers):
            return True
        after = fold(text[span.end :]).lstrip()
        if any(after.startswith(fold(both)) for both in self.registry.grammar[lang]["both"]):
            return True
        script = self.registry.scripts.get(lang)
        inflects = script is None or script.inflects
        return inflects and _is_plural_form(fold(text[span.start : span.end]), span.titles, lang)

    def _all_holders(self, span: Span) -> EntityId:
        countries = {self._country_of(p) for p in self.parties} - {None}
        holders = [
            p
            for p in {*self.parties, *self.seen, *self._in_office(span.titles)}
            if self._holds(p, span.titles) and (not countries or self._country_of(p) in countries)
        ]
        chosen = [p for p in self.parties if p in holders]
        several = chosen if len(chosen) > 1 else holders if len(holders) > 1 else list(self.parties[:2])
        return EntityId("+".join(sorted(several)))

    def _in_office(self, titles: tuple[Title, ...]) -> list[EntityId]:
        countries = {self._country_of(p) for p in self.parties}
        return [
            e.id
            for e in self.registry.entities.values()
            if e.offices and e.country in countries and self._holds(e.id, titles)
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
            if held.id in ids or any(
                title.scope == held.scope and _is_shorter(title, held) for title in titles
            ):
                return True
        return False

    def _country_of(self, person: EntityId) -> EntityId | None:
        entity = self.registry.entities.get(person)
        return entity.country if entity else None

    def _name_ahead(self, text: str, lang: Lang, spans: list[Span], index: int) -> EntityId | None:
        at = spans[index].end
        for span in spans[index + 1 :]:
            if not self._is_link(text[at : span.start], lang):
                return None
            if span.label is Label.PERSON:
                return span.id
            if span.label not in (Label.TITLE, *_NAME_LABELS):
                return None
            at = span.end
        return None

    def _is_link(self, gap: str, lang: Lang) -> bool:
        """Return whether only articles, commas and adjectives of countries stand between two names."""
        for match in self.registry.adjective_lexicons[lang].find(gap):
            gap = gap[: match.start] + " " * match.length + gap[match.end :]
        allowed = self._links(lang)
        return all(t in _LINK_MARKS or t in allowed for t in _TOKEN.findall(fold(gap)))

    def _links(self, lang: Lang) -> frozenset[str]:
        if lang not in self._link_words:
            forms = (f for name in _LINK_CLASSES for f in self.registry.grammar[lang].get(name, ()))
            self._link_words[lang] = frozenset(t for form in forms for t in _TOKEN.findall(fold(form)))
        return self._link_words[lang]

    def _name_behind(self, text: str, lang: Lang, spans: list[Span], index: int) -> EntityId | None:
        before = [s for s in spans[:index] if s.label is Label.PERSON]
        if not before:
            return None
        person, gap = before[-1], text[before[-1].end : spans[index].start]
        between = [s for s in spans[:index] if s.start >= person.end]
        if _APPOSED.match(gap) and all(s.label is not Label.PERSON for s in between):
            return person.id
        beside = between[-1] if between else None
        held = beside is not None and beside.label is Label.TITLE and beside.id == person.id
        if beside is not None and held and self._is_link(text[beside.end : spans[index].start], lang):
            return person.id
        cues = self.registry.grammar[lang].get("appointment", ())
        folded = fold(gap)
        if any(re.search(rf"(?<!\w){re.escape(fold(cue))}(?!\w)", folded) for cue in cues):
            return person.id
        return None

    def _country(self, text: str, lang: Lang, spans: list[Span], index: int) -> EntityId | None:
        """Return the country that an adjective or name right beside a title gives."""
        span = spans[index]
        for match in self.registry.adjective_lexicons[lang].find(text):
            if match.end + 1 == span.start or span.end + 1 == match.start:
                return match.entries[0].country or match.entries[0].id
        for other in spans:
            gap = text[span.end : other.start] if other.start >= span.end else text[other.end : span.start]
            near = self._is_link(gap, lang) if other.start >= span.end else gap in ("'s ", "’s ")
            if other.label in _NAME_LABELS and near and "," not in gap:
                entity = self.registry.entities.get(other.id)
                return entity.country if entity else None
        return None

    def _of_country(self, span: Span, country: EntityId) -> EntityId | None:
        nearby = [p for p in (*self.parties, *reversed(self.seen)) if self._country_of(p) == country]
        holders = [p for p in nearby if self._holds(p, span.titles)]
        if holders or nearby:
            return (holders or nearby)[0]
        listed = [
            e.id
            for e in self.registry.entities.values()
            if e.country == country and self._holds(e.id, span.titles)
        ]
        return listed[0] if listed else None

    def _by_context(self, span: Span) -> EntityId | None:
        holders = [p for p in self.first_seen if self._holds(p, span.titles)]
        if self.last_subject in holders:
            return self.last_subject
        if holders:
            return holders[0]
        among = [p for p in self.parties if self._holds(p, span.titles)]
        return among[0] if len(among) == 1 else None


_REACH = 40
_ADVERBS = 4


def _is_plural_form(surface: str, titles: tuple[Title, ...], lang: Lang) -> bool:
    """Return whether a surface is the plural of another form of its title."""
    single = _singular(surface)
    forms = {fold(form) for title in titles for form in title.forms.get(lang, ())}
    return any(form != surface and len(form) < len(surface) and _singular(form) == single for form in forms)


def _singular(form: str) -> tuple[str, ...]:
    """Return the words of a form without the endings of the plural, rough but the same for both numbers."""
    words = (re.sub(r"(?:aux|al)$", "a", word) for word in re.split(r"[\s-]", form))
    return tuple(re.sub(r"(?:men|man)$", "m", re.sub(r"(?:ies|y)$", "i", word.rstrip("s"))) for word in words)


def _is_shorter(title: Title, held: Title) -> bool:
    """Return whether a title is the short way to say another: `minister` for `foreign minister`."""
    for lang, forms in title.forms.items():
        longer = [fold(f) for f in held.forms.get(lang, ())]
        if any(
            full != fold(form) and fold(form) in full.split(" ")
            for form in forms
            for full in longer
            if " " not in form
        ):
            return True
    return False


def country_context(spans: list[Span], index: int, entities: dict[EntityId, Entity]) -> EntityId | None:
    """Return the country of the nearest person or country before a span, else after it."""
    order = [*reversed(spans[:index]), *spans[index + 1 :]]
    for span in order:
        entity = entities.get(EntityId(span.id.split("+")[0]))
        if span.label in (Label.PERSON, Label.GPE) and entity and entity.country and "+" not in span.id:
            return entity.country
    return None
