"""People: by a part of a name once the whole was read, and those no registry knows, by title or honorific."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from pipeline.model import EntityId, Label, Lang
from pipeline.tag.spans import Span
from pipeline.text import slug, unmark
from pipeline.vocabulary import Entity, Registry

_CAPITAL_WORD = r"[^\W\d_a-zà-ỹ][\w’'-]*"
_LONGEST = 6
_GAP = re.compile(r"^,? ?$")


@dataclass
class Cast:
    """The people of one report: registry people by what stands alone for them, and those met in it."""

    registry: Registry
    parties: tuple[EntityId, ...]
    known: dict[EntityId, tuple[str, ...]] = field(default_factory=dict)
    by_short: dict[str, EntityId] = field(default_factory=dict)
    closed: dict[Lang, frozenset[str]] = field(default_factory=dict)

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
            self.by_short.setdefault(unmark(short), person)

    def short_names(self, text: str, lang: Lang, spans: Iterable[Span]) -> Iterator[Span]:
        """Yield surnames and the like that stand alone for people of the report."""
        taken = {i for span in spans for i in range(span.start, span.end)}
        for start, end in self._sequences(text, lang, taken):
            person = self.by_short.get(unmark(text[start:end]))
            if person is None:
                continue
            if self._looks_common(person, text[start:end], lang) and not self._follows_honorific(
                text, start, lang
            ):
                continue
            yield Span(start, end, Label.PERSON, person, "short-name")

    def unlisted(self, text: str, lang: Lang, spans: list[Span]) -> Iterator[Span]:
        """Yield people no registry knows: capitalised names behind a title or honorific, or before one."""
        taken = {i for span in spans for i in range(span.start, span.end)}
        for start, end in self._sequences(text, lang, taken):
            name = text[start:end]
            if len(name.split()) > _LONGEST or slug(name) == "":
                continue
            as_party = self.by_short.get(unmark(name), EntityId(slug(name)))
            by_title = " " in name and any(
                span.label in _LEADING
                and _GAP.match(text[span.end : start])
                and self._in_title(span, spans, text)
                for span in spans
                if span.end <= start
            )
            if as_party in self.parties or by_title or self._follows_honorific(text, start, lang):
                yield Span(start, end, Label.PERSON, as_party, "name-after-title")
            elif " " in name and _TITLE_BEHIND.match(text[end:]) and _title_near(spans, end, text):
                yield Span(start, end, Label.PERSON, as_party, "name-before-title")

    def _looks_common(self, person: EntityId, short: str, lang: Lang) -> bool:
        """Return whether a short name could be a word of the language, so that it needs an honorific."""
        entity, script = self.registry.entities.get(person), self.registry.scripts.get(lang)
        if entity is None or script is None or not script.renders_names:
            return False
        return _is_rendered(entity, short, lang)

    def _sequences(self, text: str, lang: Lang, taken: set[int]) -> Iterator[tuple[int, int]]:
        """Yield capitalised sequences, words of the closed classes that begin a sentence left out."""
        script = self.registry.scripts.get(lang)
        pattern = _capitalised(script.particles if script else ())
        for begin, end in _sequences(text, taken, pattern):
            start = begin
            while " " in text[start:end] and self._leads(text[start:end], lang, start == 0):
                start += len(text[start:end].split(maxsplit=1)[0]) + 1
            if not (start == 0 and text[start:end].lower() in self._closed(lang)):
                yield start, end

    def _leads(self, name: str, lang: Lang, opens: bool) -> bool:
        """Return whether a sequence begins with a word that is no name: an honorific, or any at the start."""
        word = name.split(maxsplit=1)[0].lower()
        honorifics = {form.lower() for form in self.registry.grammar[lang]["honorific"]}
        return word in honorifics or f"{word}." in honorifics or (opens and word in self._closed(lang))

    def _closed(self, lang: Lang) -> frozenset[str]:
        """Return the single words of a language that are no names: honorifics and function words."""
        if lang not in self.closed:
            classes = self.registry.grammar[lang].values()
            words = (f for forms in classes for f in forms if " " not in f)
            self.closed[lang] = frozenset(w.lower() for w in words if w.islower() or "." in w or len(w) > 1)
        return self.closed[lang]

    def _follows_honorific(self, text: str, start: int, lang: Lang) -> bool:
        before = text[max(0, start - 24) : start].rstrip().lower()
        return any(
            before.endswith(form.lower()) and not before[: -len(form)][-1:].isalnum()
            for form in self.registry.grammar[lang]["honorific"]
        )

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


_PARTICLE = 2
_NEAR = 14
_LEADING = (Label.TITLE, Label.GPE, Label.ORG)
_TITLE_BEHIND = re.compile(r"^, (?:[\w’'-]+ ){0,4}")


def _title_near(spans: list[Span], end: int, text: str) -> bool:
    """Return whether a title follows a name and its comma, no other comma between."""
    return any(
        s.label is Label.TITLE and 0 < s.start - end <= 2 * _NEAR and "," not in text[end + 1 : s.start]
        for s in spans
    )


@cache
def _capitalised(particles: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a capitalised word and more of them, particles of names between."""
    between = "|".join(map(re.escape, particles)) or r"(?!)"
    more = rf" (?:{between})(?= [^\W\d_a-zà-ỹ])| {_CAPITAL_WORD}"
    return re.compile(rf"(?<![\w’']){_CAPITAL_WORD}(?:{more})*")


def _sequences(text: str, taken: set[int], pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield capitalised sequences of words that no span covers."""
    for match in pattern.finditer(text):
        start, end = match.span()
        while start < end and start in taken:
            start += 1
        while start < end and not text[start].isalpha():
            start += 1
        stop = next((i for i in range(start, end) if i in taken), end)
        name = re.sub(r"(?:[’']s)?[\s’'-]*$", "", text[start:stop])
        if name:
            yield start, start + len(name)


def _shorts(entity: Entity | None, name: str) -> tuple[str, ...]:
    if entity is not None:
        names = entity.names.get(Lang("en"), ())
        return tuple(dict.fromkeys([*entity.short, *(n for n in names if " " in n)]))
    words = [word for word in name.split() if len(word) > _PARTICLE]
    return tuple(dict.fromkeys([name, *reversed(words)]))


def _is_rendered(entity: Entity, short: str, lang: Lang) -> bool:
    """Return whether `short` is a syllable of a language's own rendering; common words look like those."""
    own, usual = entity.names.get(lang, ("",))[0], entity.names.get(Lang("en"), ("",))[0]
    return own != usual and unmark(short) in {unmark(part) for part in own.split()}
