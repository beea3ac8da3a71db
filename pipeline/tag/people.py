"""People: by a part of a name once the whole was read, and those no registry knows, by title or honorific."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.language import is_compound
from pipeline.model import EntityId, Label, Lang
from pipeline.tag.spans import Span, taken_by
from pipeline.tag.tongue import Tongue
from pipeline.text import slug, unmark
from pipeline.vocabulary import Entity, Registry

_PARTICLES = 12
_LONGEST = 6
_GAP = re.compile(r"^,? ?$")


@dataclass
class Cast:
    """The people of one report: registry people by what stands alone for them, and those met in it."""

    registry: Registry
    parties: tuple[EntityId, ...]
    day: str = ""
    known: dict[EntityId, tuple[str, ...]] = field(default_factory=dict)
    by_short: dict[str, EntityId] = field(default_factory=dict)
    by_half: dict[str, EntityId] = field(default_factory=dict)
    renamed: dict[EntityId, EntityId] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let the parties of the talk be in it from the start."""
        for party in self.parties:
            self.meet(party)

    def meet(self, person: EntityId, name: str = "") -> None:
        """Note that a person is in the report, under `name` where no registry has it."""
        if person in self.known:
            return
        entity = self.registry.entities.get(person)
        if entity is None and not name:
            name = " ".join(part.capitalize() for part in person.split("-"))
        shorts = _shorts(entity, name)
        self.known[person] = shorts
        for short in shorts:
            key = unmark(short)
            if self.by_short.get(key) == slug(short):
                # A surname stood before the whole name: `Trump` in the headline.
                self.renamed[EntityId(slug(short))] = person
                self.by_short[key] = person
            self.by_short.setdefault(key, person)
        for half in _halves(entity.short if entity else ()):
            self.by_half.setdefault(unmark(half), person)

    def short_names(self, text: str, tongue: Tongue, spans: Iterable[Span]) -> Iterator[Span]:
        """Yield surnames and the like that stand alone for people of the report."""
        for first, end in _sequences(text, tongue, spans):
            plain = _plain(text[first:end])
            start = self._with_particles(text, first, end)
            person = self.by_short.get(_plain(text[start:end])) or self.by_half.get(plain)
            if person is None and plain.isupper() and len(plain) > _PARTICLE:
                person = self.by_short.get(plain.title())  # `le Président RAJOELINA`
            if person is None and "-" in plain:
                person = self.by_short.get(plain[0].lower() + plain[1:])  # `El-Sisi`
            if person is None and start and tongue.inflects and len(plain) >= _SURNAME:
                person = self._in_power(plain, tongue.lang)
            if person is None:
                continue
            common = self._looks_common(person, text[start:end], tongue)
            if common and not tongue.follows_honorific(text, start):
                continue
            yield Span(start, end, Label.PERSON, person, "short-name")

    def _with_particles(self, text: str, start: int, end: int) -> int:
        """Return where a surname begins that small words open: `von der Leyen`."""
        at = start
        for word in reversed(text[max(0, start - _PARTICLES) : start].split()):
            if not word.islower() or text[at - len(word) - 1 : at] != f"{word} ":
                break
            at -= len(word) + 1
            if unmark(text[at:end]) in self.by_short:
                return at
        return start

    def _in_power(self, surname: str, lang: Lang) -> EntityId | None:
        """Return who, of all with a surname the only one, heads a state or government: `Putin's war`."""
        bearers = self.registry.once(_surnames, lang).get(surname, ())
        leading = [
            e.id
            for e in bearers
            if any(o.held_on(self.day) and self.registry.titles[o.title].rank <= _HEADS for o in e.offices)
        ]
        return leading[0] if len(leading) == 1 == len(bearers) else None

    def whole(self, span: Span) -> Span:
        """Return the span of a surname alone with the person whom the report names in full further on."""
        person = self.renamed.get(span.id)
        return span._replace(id=person) if person is not None and span.label is Label.PERSON else span

    def unlisted(self, text: str, tongue: Tongue, spans: list[Span]) -> Iterator[Span]:
        """Yield people no registry knows: capitalised names behind a title or honorific, or before one."""
        for start, end in _sequences(text, tongue, spans):
            name = text[start:end]
            plain = slug(name)
            if len(name.split()) > _LONGEST or len(plain) <= 1:
                continue
            given = self._by_given(name) if _opened(text, start, tongue, spans) else None
            as_party = self.by_short.get(unmark(name), given or EntityId(plain))
            by_title = " " in name and any(
                span.label in _LEADING
                and _GAP.match(text[span.end : start])
                and self._in_title(span, spans, text)
                for span in spans
                if span.end <= start
            )
            if as_party in self.parties or by_title or tongue.follows_honorific(text, start):
                yield Span(start, end, Label.PERSON, as_party, "name-after-title")
            elif " " in name and _TITLE_BEHIND.match(text[end:]) and _title_near(spans, end, text):
                yield Span(start, end, Label.PERSON, as_party, "name-before-title")

    def _by_given(self, name: str) -> EntityId | None:
        """Return the one party whose name a single word opens: `Sheikh Tamim`, `Prince Faisal`."""
        called = [p for p in self.parties if " " not in name and self._opens_name(p, unmark(name))]
        return called[0] if len(called) == 1 else None

    def _opens_name(self, person: EntityId, word: str) -> bool:
        entity = self.registry.entities.get(person)
        return entity is not None and any(name.startswith(f"{word} ") for name in entity.all_names())

    def _looks_common(self, person: EntityId, short: str, tongue: Tongue) -> bool:
        """Return whether a short name could be a word of the language, so that it needs an honorific."""
        entity = self.registry.entities.get(person)
        return entity is not None and tongue.renders_names and _is_rendered(entity, short, tongue.lang)

    @staticmethod
    def _in_title(span: Span, spans: list[Span], text: str) -> bool:
        """Return whether a span is a title, or the country or body that follows one."""
        if span.label is Label.TITLE:
            return True
        return any(
            other.label is Label.TITLE
            and 0 <= span.start - other.end <= _NEAR
            and "." not in text[other.end : span.start]
            for other in spans
        )


def _plain(name: str) -> str:
    return unmark(name).replace("’", "'")


def _opened(text: str, start: int, tongue: Tongue, spans: list[Span]) -> bool:
    """Return whether an honorific or a title stands right before a name."""
    beside = any(s.label is Label.TITLE and s.end < start <= s.end + 1 for s in spans)
    return beside or tongue.follows_honorific(text, start)


_PARTICLE = 2
_SURNAME = 5
_HEADS = 3
_NEAR = 14
_LEADING = (Label.TITLE, Label.GPE, Label.ORG)
_NO_NAME = re.compile(r"(?:[’']s)?[\s’'-]*$")
_NO_NAME_YET = re.compile(r"(?:[’']s(?!\w))?[\W\d_]*")
_NEXT_WORD = re.compile(r" (\w+)")
_TITLE_BEHIND = re.compile(r"^, (?:[\w’'-]+ ){0,4}")


def _begins_word(text: str, start: int, end: int, tongue: Tongue) -> bool:
    """Return whether a given name is the first half of a word, as `Chính` is of `Chính phủ` (government)."""
    behind = _NEXT_WORD.match(text, end)
    if not behind or not behind[1][0].islower() or " " in text[start:end]:
        return False
    return is_compound(text[start : behind.end()], tongue.lang)


def _title_near(spans: list[Span], end: int, text: str) -> bool:
    """Return whether a title follows a name and its comma, no other comma between."""
    return any(
        s.label is Label.TITLE and 0 < s.start - end <= 2 * _NEAR and "," not in text[end + 1 : s.start]
        for s in spans
    )


def _sequences(text: str, tongue: Tongue, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Yield capitalised sequences that no span covers, without words that are no names before them."""
    taken = taken_by(spans, len(text))
    for opens, closes in tongue.long_adjectives(text):  # `the Sri Lankan President` names nobody after `Sri`
        taken[opens:closes] = b"\1" * (closes - opens)
    for match in tongue.name_sequence.finditer(text):
        for start, end in _uncovered(text, *match.span(), taken):
            first = start
            while " " in text[first:end] and tongue.leads(text[first:end], opens=first == 0):
                first += len(text[first:end].split(maxsplit=1)[0]) + 1
            if first == 0 and text[first:end].lower() in tongue.closed:
                continue
            if tongue.is_honorific(text[first:end]) or (
                _begins_word(text, first, end, tongue) and not tongue.follows_honorific(text, first)
            ):
                continue
            for opens, closes in tongue.names_in(text[first:end]):
                yield first + opens, first + closes


def _uncovered(text: str, start: int, end: int, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sequence that no span covers, without the genitive or marks around them.

    `India's Modi` and `Le Président Macron` hold a name behind what a span covers.
    """
    while (start := taken.find(0, start, end)) >= 0:
        stop = taken.find(1, start, end)
        stop = end if stop < 0 else stop
        lead = _NO_NAME_YET.match(text, start, stop)
        first = lead.end() if lead else start
        surface = text[first:stop]
        last = first + len(surface if surface[-2:].isalpha() else _NO_NAME.sub("", surface))
        if first < last:
            yield first, last
        start = stop


def _shorts(entity: Entity | None, name: str) -> tuple[str, ...]:
    if entity is not None:
        names = entity.names.get(Lang("en"), ())
        return tuple(dict.fromkeys([*entity.short, *(n for n in names if " " in n), *_past_article(entity)]))
    words = [word for word in name.split() if len(word) > _PARTICLE]
    return tuple(dict.fromkeys([name, *reversed(words)]))


def _past_article(entity: Entity) -> Iterator[str]:
    """Yield the surname of a person without the Arabic article glued to it: `Chareh` of `al-Chareh`."""
    for name in entity.all_names() if entity.label is Label.PERSON else ():
        article, dash, surname = name.rpartition(" ")[2].partition("-")
        if dash and article.islower() and len(article) == _PARTICLE and surname[:1].isupper():
            yield surname


def _surnames(registry: Registry, _: Lang) -> dict[str, list[Entity]]:
    """Return the people by each single word that stands alone for them, without its marks."""
    found: dict[str, list[Entity]] = {}
    for entity in registry.entities.values():
        for short in entity.short if entity.label is Label.PERSON else ():
            if " " not in short and entity not in found.setdefault(unmark(short), []):
                found[unmark(short)].append(entity)
    return found


def _halves(shorts: Iterable[str]) -> Iterator[str]:
    """Yield the surnames of a surname of two: `Ojeda` of `Morales Ojeda`, no particles as in `von Stein`."""
    for short in shorts:
        words = [w for w in short.split() if w[0].isupper() and len(w) > _PARTICLE and w[-1] != "."]
        if len(words) == len(short.split()) == _PARTICLE:
            yield from words


def _is_rendered(entity: Entity, short: str, lang: Lang) -> bool:
    """Return whether `short` is a syllable of a language's own rendering; common words look like those."""
    own, usual = entity.names.get(lang, ("",))[0], entity.names.get(Lang("en"), ("",))[0]
    return own != usual and unmark(short) in {unmark(part) for part in own.split()}
