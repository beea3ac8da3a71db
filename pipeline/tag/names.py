"""Names that the registry lists, and those its patterns make: congresses, anniversaries, storms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from pipeline.entries import Pattern
from pipeline.lexicon import Index, Named, named_as, words_of
from pipeline.model import EntityId, Label, Lang
from pipeline.tag.parted import PartedTitles
from pipeline.tag.portfolios import Portfolios, without_bodies
from pipeline.tag.prefilter import has_digit, needs_of
from pipeline.tag.spans import Span
from pipeline.text import fold, slug, unmark
from pipeline.vocabulary import Entity, Registry, Title

_INSERT = re.compile(r" ?\((?=[A-ZĐ])[\w&.-]{2,12}\)")
_INITIALS = re.compile(r" (?<=\w )(?:[A-ZĐ]\.[ -]?)*[A-ZĐ]\.(?= [A-ZĐ]\w)")
_JUNIOR = re.compile(r",? (?:[JS]r\b\.?|I{2,3}\b)")
_PAIR = r"\s?[-–]\s?"
_EXTENDED = {Label.POLICY, Label.ORG, Label.EVENT}
_BY_END = itemgetter(1, 0)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


class NameReading(NamedTuple):
    """What a form can name; `half` of a pair of countries, if it is one."""

    listed: tuple[Named[Entity], ...] = ()
    bare: tuple[Named[Entity], ...] = ()
    titles: tuple[Named[Title], ...] = ()
    half: bool = False


class Candidates(NamedTuple):
    """The names that may stand in a sentence, by how they were found."""

    listed: list[Span]
    bare: list[Span]
    made: list[Span]
    titles: list[Span]
    halves: list[Span]
    pairs: list[tuple[int, int]]


class Names:
    """The names of one language: those the registry lists, and those its patterns make."""

    def __init__(self, registry: Registry, lang: Lang) -> None:
        """Bring all kinds of names into one index."""
        self._registry, self._lang = registry, lang
        self._index = Index(_readings(registry, lang))
        people = (
            (form, tuple(n for n in known if n.entry.label is Label.PERSON))
            for form, known in registry.name_lexicons[lang].named.items()
            if " " in form and unmark(form) == form
        )
        self._unmarked_people = Index({form: known for form, known in people if known})
        needed = ((p, needs_of(p.regex)) for p in registry.patterns if p.lang == lang)
        self._patterns = [(p, needs, needs.groups[0] if needs.groups else ("",)) for p, needs in needed]
        self._halves = Halves.of(registry, lang)
        self._parted = PartedTitles(registry, lang)
        self._portfolios = Portfolios(registry, lang)

    def find(self, text: str, year: str) -> Candidates:
        """Return all candidates of a sentence; `year` is that of the report."""
        folded = fold(text)
        found = Candidates([], [], [], [], [], [])
        halves = 0
        for start, end, reading in sorted(self._index.find(folded), key=_BY_END):
            surface = text[start:end]
            for entity in named_as(reading.listed, surface) if reading.listed else ():
                found.listed.append(_listed(entity, start, end, year))
            if reading.bare and (several := named_as(reading.bare, surface)):
                first = several[0]
                found.bare.append(Span(start, end, first.label, first.id, "name-by-country", options=several))
            if reading.titles and (titles := named_as(reading.titles, surface)):
                named = EntityId(titles[0].id)
                found.titles.append(Span(start, end, Label.TITLE, named, "title", titles=titles))
            halves += reading.half
        found.listed.extend(self._marks_dropped(text, folded))
        found.listed.extend(self._around_inserts(text))
        found.listed[:] = [with_suffix(span, text) for span in found.listed]
        found.made.extend(self._made_names(text, year))
        found.made.extend(self._portfolios.ministries(text, folded))
        found.titles.extend(self._parted.find(text, folded))
        found.titles.extend([*self._portfolios.widen(text, folded, found.titles)])
        found.titles[:] = without_bodies(found.titles, [*found.bare, *found.listed, *found.made])
        if halves > 1 and ("-" in text or "–" in text):
            found.pairs.extend(self._halves.pairs(text))
            found.halves.extend(side for pair in found.pairs for side in self._halves.sides(text, *pair))
        return found

    def _marks_dropped(self, text: str, folded: str) -> Iterator[Span]:
        """Yield people whose names stand without some of their marks: `Tô Lam`."""
        if folded.isascii():
            return
        words, starts, ends = words_of(folded)
        for start, end, known in self._unmarked_people.find_words([*map(_unmarked, words)], starts, ends):
            if (marked := text[start:end]).isascii():
                continue  # the name as it is listed
            surface = unmark(marked)
            for entity in named_as(known, surface) if " " in surface else ():
                yield Span(start, end, Label.PERSON, entity.id, "name-marks-dropped")

    def _around_inserts(self, text: str) -> Iterator[Span]:
        """Yield names with an acronym put into them, or the initials of a middle name."""
        inserts = [*_INSERT.finditer(text)] if "(" in text else []
        for insert in [*inserts, *_INITIALS.finditer(text)] if "." in text else inserts:
            shadow = text[: insert.start()] + text[insert.end() :]
            of_person = insert[0][-1] == "."
            for match in self._registry.name_lexicons[self._lang].find_all(shadow):
                entity = match.entries[0]
                if match.start < insert.start() < match.end and of_person is (entity.label is Label.PERSON):
                    end = match.end + insert.end() - insert.start()
                    yield Span(match.start, end, entity.label, entity.id, "name-around-insert")

    def _made_names(self, text: str, year: str) -> Iterator[Span]:
        """Yield names made by the registry's patterns."""
        lowered, digit = text.lower(), has_digit(text)
        for pattern, needs, words in self._patterns:
            for word in words:  # a loop, and before the call: this is asked of every sentence
                if word in lowered:
                    break
            else:
                continue
            if not needs.allow(lowered, digit=digit):
                continue
            for match in pattern.regex.finditer(text):
                found = EntityId(_fill(pattern, match, self._registry, self._lang, year))
                entity = self._registry.entities.get(found)
                label = entity.label if entity else pattern.label
                yield Span(match.start(), match.end(), label, found, pattern.id)


@lru_cache(maxsize=20_000)  # as many as Vietnamese has syllables, each with and without a space before it
def _unmarked(word: str) -> str:
    return unmark(word)


def with_suffix(span: Span, text: str) -> Span:
    """Return the name of a person with `Jr.` or `III` behind it."""
    behind = _JUNIOR.match(text, span.end) if span.label is Label.PERSON else None
    return span._replace(end=behind.end()) if behind else span


def _listed(entity: Entity, start: int, end: int, year: str) -> Span:
    found = EntityId(f"{entity.id}-{year}") if entity.yearly else entity.id
    return Span(start, end, entity.label, found, "listed-name")


def _readings(registry: Registry, lang: Lang) -> dict[str, NameReading]:
    """Return what each folded form of a language can name."""
    listed = registry.name_lexicons[lang].named
    bare = registry.bare_lexicons[lang].named
    titles = registry.title_lexicons[lang].named
    halves = {fold(half).strip() for half in registry.half_names[lang]} - {""}
    return {
        form: NameReading(
            tuple(listed.get(form, ())),
            tuple(bare.get(form, ())),
            tuple(titles.get(form, ())),
            form in halves,
        )
        for form in {**listed, **bare, **titles, **dict.fromkeys(halves)}
    }


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
        return cls(re.compile(rf"(?<!\w)(?:{one})(?:{_PAIR}(?:{one}))+(?!\w)"), entities)

    def pairs(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of the pairs."""
        return [match.span() for match in self.pattern.finditer(text)]

    def sides(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Yield each side of a pair."""
        at = start
        for part in re.split(f"({_PAIR})", text[start:end]):
            if part in self.entities:
                yield Span(at, at + len(part), Label.GPE, self.entities[part].id, "pair-of-countries")
            at += len(part)


def with_pair_beside(span: Span, pairs: list[tuple[int, int]], text: str) -> Span:
    """Return the name of a joint thing with the pair of countries beside it."""
    if span.label not in _EXTENDED:
        return span
    for start, end in pairs:
        if start == span.end + 1 and text[span.end] == " ":
            return Span(span.start, end, span.label, span.id, span.rule)
        if end == span.start - 1 and text[end] == " ":
            return Span(start, span.end, span.label, span.id, span.rule)
    return span


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
