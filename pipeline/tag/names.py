"""Names that the registry lists, and those its patterns make: congresses, anniversaries, storms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.entries import Pattern
from pipeline.model import EntityId, Label, Lang
from pipeline.tag.spans import Span
from pipeline.text import fold, slug, unmark
from pipeline.vocabulary import Entity, Registry

_INSERT = re.compile(r" ?\((?=[A-ZĐ])[\w&.-]{2,12}\)")
_PAIR = r"\s?[-–]\s?"
_EXTENDED = {Label.POLICY, Label.ORG, Label.EVENT}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def listed_names(text: str, lang: Lang, registry: Registry, year: str) -> Iterator[Span]:
    """Yield every listed name of a sentence, also one with an acronym put into it."""
    lexicon = registry.name_lexicons[lang]
    for match in lexicon.find_all(text):
        for entity in match.entries:
            found = EntityId(f"{entity.id}-{year}") if entity.yearly else entity.id
            yield Span(match.start, match.end, entity.label, found, "listed-name")
    plain = unmark(text)
    if len(plain) == len(text) and plain != text:
        for match in lexicon.find_all(plain):
            for entity in match.entries:
                if entity.label is Label.PERSON and " " in plain[match.start : match.end]:
                    yield Span(match.start, match.end, Label.PERSON, entity.id, "name-marks-dropped")
    for insert in _INSERT.finditer(text):
        shadow = text[: insert.start()] + text[insert.end() :]
        for match in lexicon.find_all(shadow):
            if match.start < insert.start() < match.end:
                entity = match.entries[0]
                end = match.end + insert.end() - insert.start()
                yield Span(match.start, end, entity.label, entity.id, "name-around-acronym")


def bare_names(text: str, lang: Lang, registry: Registry) -> Iterator[Span]:
    """Yield names that stand for one of several bodies, to be chosen by their context."""
    for match in registry.bare_lexicons[lang].find_all(text):
        first = match.entries[0]
        yield Span(match.start, match.end, first.label, first.id, "name-by-country", options=match.entries)


def titles(text: str, lang: Lang, registry: Registry) -> Iterator[Span]:
    """Yield titles, to be given to their holders later."""
    for match in registry.title_lexicons[lang].find_all(text):
        first = match.entries[0]
        yield Span(match.start, match.end, Label.TITLE, EntityId(first.id), "title", titles=match.entries)


@cache
def _pair_pattern(one: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{one})(?:{_PAIR}(?:{one}))+(?!\w)")


@dataclass(frozen=True)
class Halves:
    """The short forms of countries that stand in pairs: `Việt - Trung`."""

    pattern: re.Pattern[str]
    entities: dict[str, Entity]

    @classmethod
    def of(cls, registry: Registry, lang: Lang) -> Halves:
        """Return the halves of a language; its country names may be one side of a pair."""
        entities = registry.half_names[lang]
        one = "|".join(sorted(map(re.escape, entities), key=len, reverse=True)) or r"(?!)"
        return cls(_pair_pattern(one), entities)

    def find(self, text: str) -> Iterator[Span]:
        """Yield each side of each pair."""
        for match in self.pattern.finditer(text):
            at = match.start()
            for part in re.split(f"({_PAIR})", match[0]):
                if part in self.entities:
                    yield Span(at, at + len(part), Label.GPE, self.entities[part].id, "pair-of-countries")
                at += len(part)

    def extend(self, text: str, span: Span) -> Span:
        """Return a name of a joint thing with the pair of countries beside it."""
        if span.label not in _EXTENDED:
            return span
        for match in self.pattern.finditer(text):
            if match.start() == span.end + 1 and text[span.end] == " ":
                return Span(span.start, match.end(), span.label, span.id, span.rule)
            if match.end() == span.start - 1 and text[match.end()] == " ":
                return Span(match.start(), span.end, span.label, span.id, span.rule)
        return span


def pattern_names(text: str, lang: Lang, registry: Registry, year: str) -> Iterator[Span]:
    """Yield names made by the registry's patterns for a language."""
    for pattern in registry.patterns:
        if pattern.lang != lang:
            continue
        for match in pattern.regex.finditer(text):
            found = EntityId(_fill(pattern, match, registry, lang, year))
            entity = registry.entities.get(found)
            label = entity.label if entity else pattern.label
            yield Span(match.start(), match.end(), label, found, pattern.id)


def _fill(pattern: Pattern, match: re.Match[str], registry: Registry, lang: Lang, year: str) -> str:
    groups = {**match.groupdict(), "all": match[0], "year": year}

    def value(field: re.Match[str]) -> str:
        name, _, kind = field[1].partition(":")
        raw = groups.get(name) or ""
        if kind == "roman":
            return _number(raw)
        if kind == "year":
            return raw or year
        if kind == "value":
            return pattern.values.get(fold(raw), slug(raw))
        if kind == "congress":
            return _party(raw, registry, lang)
        if kind.startswith(("slug", "disaster")):
            return slug(raw)
        return _place(raw, registry, lang)

    return slug(re.sub(r"\{([^}]+)\}", value, pattern.template))


def _number(raw: str) -> str:
    if raw.isdigit():
        return str(int(raw))
    values = [_ROMAN.get(c, 0) for c in raw.upper()]
    return str(sum(-v if values[i + 1 : i + 2] > [v] else v for i, v in enumerate(values)))


def _party(raw: str, registry: Registry, lang: Lang) -> str:
    found = [e for m in registry.name_lexicons[lang].find(raw) for e in m.entries if e.label is Label.ORG]
    return found[0].id if found else "{party}"


def _place(raw: str, registry: Registry, lang: Lang) -> str:
    if not raw:
        return ""
    for match in registry.name_lexicons[lang].find(raw):
        if match.length == len(fold(raw)):
            return match.entries[0].id
    return slug(raw)
