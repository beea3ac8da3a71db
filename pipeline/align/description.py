"""A claim without regard to its language: by whom, about whom, which concepts, numbers, days and names.

Words count between claims in one language. Between two languages names that no
registry lists and words of common descent still do: the beginning of a word is
compared (cognates; M. Simard, G. Foster and P. Isabelle, 1992).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.align.numbers import numbers_in
from pipeline.model import Annotation, Claim, EntityId, Event, Label, Mention
from pipeline.text import fold, unmark
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
    out = []
    for claim in annotation.claims:
        held = [m for m in annotation.mentions if claim.start <= m.start < claim.end]
        words = [
            annotation.clean[s:e]
            for sentence in annotation.sentences
            if sentence.start < claim.end and claim.start < sentence.end
            for s, e in sentence.words
            if claim.start <= s and e <= claim.end
        ]
        features = frozenset(_features(claim, held, words, registry))
        stock = frozenset(f for f in features if f[0] == "term" and f[1] in registry.stock_terms)
        speakers = frozenset(_party(s, event, registry) for s in claim.speakers)
        inflects = (script := registry.scripts.get(claim.lang)) is not None and script.inflects
        place = claim.start / last
        out.append(Description(claim, speakers, features, stock, place, inflects, _parts(claim, registry)))
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


def _features(
    claim: Claim, held: list[Mention], words: Iterable[str], registry: Registry
) -> Iterator[Feature]:
    yield from (("topic", topic) for topic in claim.topics)
    yield from (("entity", e) for e in claim.entities if e not in claim.speakers)
    yield from (("date", m.id) for m in held if m.label is Label.DATE)
    lexicon = registry.wide_lexicons.get(claim.lang)
    for match in lexicon.find(claim.text) if lexicon else ():
        yield from (("term", term.id) for term in match.entries)
    script = registry.scripts.get(claim.lang)
    bare = _without(claim, held)
    yield from (("number", n) for n in numbers_in(bare, registry.quantity_lexicons.get(claim.lang)))
    yield from _names(bare, plain=script is not None and script.renders_names)
    for word in words:
        folded = fold(word)
        if any(c.isalpha() for c in folded):
            yield ("word", f"{claim.lang}:{folded}")
    for word in _WORD.findall(bare) if script and script.inflects else ():
        stem = unmark(word).casefold()
        if len(stem) >= _STEM:
            yield ("stem", stem[:_STEM])


def _without(claim: Claim, mentions: Iterable[Mention]) -> str:
    """Return a claim's words with mentions blanked out, of the same length."""
    text = claim.text
    for mention in mentions:
        start, end = mention.start - claim.start, min(mention.end, claim.end) - claim.start
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _names(text: str, *, plain: bool) -> Iterator[Feature]:
    """Yield capitalised words that no registry knows, the first of the claim left out.

    Where a language renders names in syllables of its own, only plain letters are a foreign name (`plain`).
    """
    for found in _WORD.finditer(text):
        word = found.group()
        if (
            text[: found.start()].strip()
            and word[0].isupper()
            and len(word) >= _SHORTEST_NAME
            and (word.isascii() or not plain)
        ):
            yield ("name", unmark(word).casefold())
