"""Sentences from templates of the registry, in one language: lists, plurals, days, contractions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from pipeline.entries import Intensity
from pipeline.model import EntityId, Event, Lang
from pipeline.vocabulary import Registry

_PLACE = re.compile(r"\{(\w+)\}")
_DAY_LENGTH = 10

Filling = str | int | Sequence[str]


class Writer:
    """What one language does with names, lists and templates."""

    def __init__(self, lang: Lang, registry: Registry) -> None:
        """Take the language's locale and contractions from the registry."""
        self._lang, self._registry = lang, registry
        self._prose = registry.prose[lang]
        self._locale = Locale.parse(self._prose.locale)

    def fill(self, phrase: str, number: int = 1, /, **values: Filling) -> str:
        """Return a template with its places filled, in the plural form that `number` takes."""
        forms = self._registry.phrases[phrase].forms
        category = self._locale.plural_form(number)
        template = forms.get(category, {}).get(self._lang) or forms["other"][self._lang]
        text = _PLACE.sub(lambda m: self._words(values[m[1]]), template)
        for regex, gives in self._prose.contractions:
            text = regex.sub(gives, text)
        return text

    def listed(self, items: Iterable[str]) -> str:
        """Return `A, B and C` as the language writes it, `A and B, and C` where a member is two itself."""
        members = list(items)
        conjunction = format_list(["", ""], style="standard", locale=self._locale)
        if len(members) > 1 and any(conjunction in member for member in members):
            return ", ".join(members[:-1]) + self.fill("and-at-last") + members[-1]
        return format_list(members, style="standard", locale=self._locale)

    def quoted(self, text: str) -> str:
        """Return a text in the language's quotation marks."""
        return text.join(self._prose.quotes)

    def named(self, thing: str) -> str:
        """Return how a topic, term or entity is called in a sentence, "" where the registry does not say."""
        naming = self._registry.namings.get(thing)
        return naming.names.get(self._lang, "") if naming else ""

    def form(self, intensity: Intensity) -> str:
        """Return a graded wording in this language, else in another."""
        forms = intensity.forms.get(self._lang) or next(iter(intensity.forms.values()))
        return forms[0]

    def people(self, ids: Iterable[EntityId]) -> str:
        """Return the names of speakers as a list."""
        return self.listed(self._name(e) for e in ids)

    def event(self, event: Event, other: Event) -> str:
        """Return what an event is called beside another: by its year, by its day where they share that."""
        known = f"kind-{event.kind}" in self._registry.phrases
        kind = self.fill(f"kind-{event.kind}" if known else "kind-other")
        if event.date[:4] != other.date[:4] or len(event.date) < _DAY_LENGTH:
            return self.fill("event-by-year", kind=kind, year=event.date[:4])
        day = format_date(date.fromisoformat(event.date), self.fill("day"), locale=self._locale)
        return self.fill("event-by-day", kind=kind, day=day)

    def _name(self, entity: EntityId) -> str:
        if name := self.named(entity):
            return name
        found = self._registry.entities.get(entity)
        return found.name(self._lang) if found else entity

    def _words(self, value: Filling) -> str:
        return str(value) if isinstance(value, str | int) else self.listed(value)
