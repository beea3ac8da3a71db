"""A claim without regard to its language: by whom, about whom, which concepts, numbers, days and names.

Words count between claims in one language. Between two languages names that no
registry lists and words of common descent still do: the beginning of a word is
compared (cognates; M. Simard, G. Foster and P. Isabelle, 1992).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.features import Stretch, Words, known_from, span_of, touches
from pipeline.model import Annotation, Claim, EntityId, Event, Label
from pipeline.text import unmark
from pipeline.vocabulary import Registry

_ENUMERATION = 4
_STEM = 5
_SHORTEST_NAME = 3
_WORD = re.compile(r"[^\W\d_]+")

Feature = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Description:
    """A claim without its language: who speaks, its features, and its place in its report (0..1).

    `speakers` are parties: a country that speaks is its only leader in the
    talk. `stock` are the features that prove nothing. `parts` describes the
    members of a long enumeration one by one: what one report says in a breath
    another may split. `inflects` says that words of its language have endings.
    """

    claim: Claim
    speakers: frozenset[EntityId]
    features: frozenset[Feature]
    stock: frozenset[Feature]
    place: float
    inflects: bool = False
    parts: tuple[frozenset[Feature], ...] = ()


def describe_all(annotation: Annotation, event: Event, registry: Registry) -> list[Description]:
    """Return the descriptions of the claims of a report, in their order."""
    last = max(len(annotation.clean), 1)
    known = known_from([event], registry)
    out = []
    for claim in annotation.claims:
        words = _Described(claim, annotation, registry)
        features = frozenset(words.features())
        stock = {f for f in features if f[1] in (known if f[0] == "entity" else registry.stock)}
        speakers = frozenset(_party(s, event, registry) for s in claim.speakers)
        out.append(
            Description(
                claim,
                speakers,
                features,
                frozenset(stock | words.stock_words()),
                claim.start / last,
                words.inflects,
                _parts(claim, registry),
            )
        )
    return out


def _party(speaker: EntityId, event: Event, registry: Registry) -> EntityId:
    """Return the one party of a country that speaks in its name, else the speaker."""
    known = ((p, registry.entities.get(p)) for p in event.parties)
    own = [party for party, entity in known if entity is not None and entity.country == speaker]
    return own[0] if len(own) == 1 and speaker not in event.parties else speaker


def _parts(claim: Claim, registry: Registry) -> tuple[frozenset[Feature], ...]:
    """Return the terms of each member of an enumeration, where the claim is one."""
    members = claim.text.split(",")
    lexicon = registry.term_lexicons.get(claim.lang)
    if len(members) < _ENUMERATION or lexicon is None:
        return ()
    found = (frozenset(("term", t.id) for m in lexicon.find(text) for t in m.entries) for text in members)
    return tuple(part for part in found if part)


class _Described:
    """The words of one claim as features."""

    def __init__(self, claim: Claim, annotation: Annotation, registry: Registry) -> None:
        self._claim = claim
        self._entities = registry.entities
        self._words = Words(claim, annotation.mentions, registry)
        self._spans = [
            (s - claim.start, e - claim.start)
            for sentence in annotation.sentences
            if sentence.start < claim.end and claim.start < sentence.end
            for s, e in sentence.words
            if claim.start <= s and e <= claim.end
        ]
        script = registry.scripts.get(claim.lang)
        self.inflects = script is not None and script.inflects
        self._renders = script is not None and script.renders_names

    def features(self) -> Iterator[Feature]:
        """Yield all that describes the claim."""
        claim, words = self._claim, self._words
        yield from (("topic", topic) for topic in claim.topics)
        yield from (("entity", e) for e in claim.entities if e not in claim.speakers)
        yield from (("entity", country) for country in self._by_capitals())
        yield from (("date", m.id) for m in words.dates)
        yield from (("term", term.id) for match in words.concepts for term in match.entries)
        held = [*map(words.place_of, words.mentions)]
        yield from (("number", n.value) for n in words.numbers if n.sure and not touches(span_of(n), held))
        bare = _blanked(claim.text, held)
        yield from _names(_blanked(bare, map(span_of, words.countries)), plain=self._renders)
        yield from (
            ("word", f"{claim.lang}:{words.folded[s:e]}") for s, e in self._spans if self._is_word(s, e)
        )
        for word in _WORD.findall(bare) if self.inflects else ():
            stem = unmark(word).casefold()
            if len(stem) >= _STEM:
                yield ("stem", stem[:_STEM])

    def _by_capitals(self) -> Iterator[EntityId]:
        """Yield the countries that capitals stand for: one report has Moscow where another has Russia."""
        for entity in map(self._entities.get, self._claim.entities):
            if entity is not None and entity.capital and entity.country:
                yield entity.country

    def stock_words(self) -> set[Feature]:
        """Return the words that come back in claims of any matter: small words, cues, titles, set phrases."""
        claim, words = self._claim, self._words
        frame = [
            words.place_of(m)
            for m in words.mentions
            if m.label is Label.TITLE or {*m.id.split("+")} & {*claim.speakers}
        ]
        frame += [span_of(m) for m in words.concepts if all(t.stock for t in m.entries)]
        frame += [*map(span_of, words.cues), *map(span_of, words.small_words)]
        covered = {at for start, end in frame for at in range(start, end)}
        return {
            ("word", f"{claim.lang}:{words.folded[s:e]}")
            for s, e in self._spans
            if self._is_word(s, e) and covered.issuperset(range(s, e))
        }

    def _is_word(self, start: int, end: int) -> bool:
        return any(c.isalpha() for c in self._words.folded[start:end])


def _blanked(text: str, spans: Iterable[Stretch]) -> str:
    """Return a text with spans blanked out, of the same length."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _names(text: str, *, plain: bool) -> Iterator[Feature]:
    """Yield capitalised words that no registry knows, the first of the claim left out.

    Where a language renders names in syllables of its own, only plain letters are a foreign name (`plain`).
    """
    for found in _WORD.finditer(text):
        word = found.group()
        is_name = word[0].isupper() and len(word) >= _SHORTEST_NAME and (word.isascii() or not plain)
        if is_name and text[: found.start()].strip():
            yield ("name", unmark(word).casefold())
