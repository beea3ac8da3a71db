"""The set phrases of the reports: their renderings by language, their first and last use, each place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .edition import Edition
from .languages import LANGUAGES
from .occurrences import NARROW, Line, line_at
from .records import Event, Names, Term

LEAST: Final = 2  # reports that a phrase must stand in to be a set phrase of the corpus


@dataclass(frozen=True, slots=True)
class Rendering:
    """A wording of a phrase in one language and how often it stands in the reports."""

    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase with its wordings by language, its first and last event, and its places.

    `is_word` tells one whose English name is a single word: of use, but no phrase.
    """

    id: str
    names: Names
    is_word: bool
    is_formula: bool
    renderings: tuple[tuple[str, tuple[Rendering, ...]], ...]
    first: Event
    last: Event
    lines: tuple[Line, ...]


def phrases(edition: Edition, lang: str) -> tuple[Phrase, ...]:
    """Return the phrases of several reports in the order of their names in `lang`, single words last."""
    found: dict[str, list[Term]] = {}
    for row in edition.terms:
        # Of a report shown in excerpts, nothing is shown but the quoted claims.
        if edition.report[row.record.report].display == "full":
            found.setdefault(row.record.term, []).append(row.record)
    made = [
        _phrase(edition, term, places)
        for term, places in found.items()
        if len({place.report for place in places}) >= LEAST
    ]
    return tuple(sorted(made, key=lambda phrase: (phrase.is_word, _key(phrase.names.of(lang)), phrase.id)))


def _phrase(edition: Edition, term: str, places: list[Term]) -> Phrase:
    def event(place: Term) -> Event:
        return edition.event[edition.report[place.report].event]

    ordered = sorted(places, key=lambda place: (event(place).date, place.report, place.start))
    word = edition.word.get(("term", term))
    names = word.names if word else Names(**{places[0].lang: places[0].text})
    lines = tuple(
        line_at(edition, edition.sentence[p.report, p.sentence], p.start, p.end, size=NARROW) for p in ordered
    )
    by_language = tuple(
        (lang, found) for lang in LANGUAGES if (found := _renderings(p for p in ordered if p.lang == lang))
    )
    is_word = len(names.of("en").replace("-", " ").split()) == 1
    return Phrase(
        term, names, is_word, ordered[0].stock, by_language, event(ordered[0]), event(ordered[-1]), lines
    )


def _renderings(places: Iterable[Term]) -> tuple[Rendering, ...]:
    """Return the wordings, those that differ in capitals alone as one, the commonest first."""
    counts: dict[str, list[str]] = {}
    for place in places:
        counts.setdefault(place.text.casefold(), []).append(place.text)
    ranked = sorted(counts.values(), key=lambda texts: (-len(texts), texts[0]))
    # Lower case where the phrase stands so anywhere: a capital may be that of a sentence.
    return tuple(
        Rendering(max(texts, key=lambda text: (text.islower(), text)), len(texts)) for texts in ranked
    )


def _key(name: str) -> tuple[list[str], str]:
    """Return what a name is sorted by: its words without marks, `đ` as `d`, then as it is."""
    spread = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return ["".join(filter(str.isalnum, word)) for word in spread.split()], name
