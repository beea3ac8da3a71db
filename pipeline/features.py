"""What the registry finds in the words of one claim, for whoever describes it: to join or to compare.

Each list is walked once, when it is first asked for. Nothing here depends on
other claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from pipeline.entries import CueForm, Intensity, Term
from pipeline.lexicon import Lexicon, Match
from pipeline.model import Claim, EntityId, Event, Label, Lang, Mention
from pipeline.numbers import Number, numbers_in
from pipeline.text import fold
from pipeline.vocabulary import Entity, Registry

Entry = TypeVar("Entry")
Stretch = tuple[int, int]


class Words:
    """The words of one claim; every span is one of its text."""

    def __init__(self, claim: Claim, mentions: Iterable[Mention], registry: Registry) -> None:
        """Take a claim with the mentions of its report, of which those inside it are kept."""
        self.claim = claim
        self.mentions = tuple(m for m in mentions if claim.start <= m.start and m.end <= claim.end)
        self._registry = registry

    @cached_property
    def folded(self) -> str:
        """Return the words folded, of the same length."""
        return fold(self.claim.text)

    @cached_property
    def terms(self) -> list[Match[Term]]:
        """Return what of the termbase stands there, the longest match hiding what is inside it."""
        return self._found(self._registry.term_lexicons)

    @cached_property
    def concepts(self) -> list[Match[Term]]:
        """Return what of the termbase and of the general words stands there."""
        return self._found(self._registry.wide_lexicons)

    @cached_property
    def strengths(self) -> list[Match[Intensity]]:
        """Return the graded wordings, those inside a longer term or name too."""
        return self._found(self._registry.intensity_lexicons)

    @cached_property
    def cues(self) -> list[Match[CueForm]]:
        """Return the cues of acts."""
        return self._found(self._registry.cue_lexicons)

    @cached_property
    def small_words(self) -> list[Match[str]]:
        """Return the words of the closed classes."""
        return self._found(self._registry.grammar_lexicons)

    @cached_property
    def countries(self) -> list[Match[Entity]]:
        """Return the adjectives of countries."""
        return self._found(self._registry.adjective_lexicons)

    @cached_property
    def numbers(self) -> list[Number]:
        """Return the numbers, those inside names and terms too."""
        return list(numbers_in(self.claim.text, self._registry.quantity_lexicons.get(self.claim.lang)))

    def place_of(self, mention: Mention) -> Stretch:
        """Return the span of a mention in the words of the claim."""
        return mention.start - self.claim.start, mention.end - self.claim.start

    @cached_property
    def dates(self) -> list[Mention]:
        """Return the mentions of days, months and years."""
        return [m for m in self.mentions if m.label is Label.DATE]

    def _found(self, lexicons: Mapping[Lang, Lexicon[Entry]]) -> list[Match[Entry]]:
        lexicon = lexicons.get(self.claim.lang)
        return lexicon.find(self.claim.text, self.folded) if lexicon else []


def span_of(found: Match[Entry] | Number) -> Stretch:
    """Return the span of a match."""
    return found.start, found.end


def touches(stretch: Stretch, spans: Iterable[Stretch]) -> bool:
    """Return whether a stretch has a character in common with one of some spans."""
    return any(start < stretch[1] and stretch[0] < end for start, end in spans)


def is_inside(stretch: Stretch, spans: Iterable[Stretch], *, whole: bool = True) -> bool:
    """Return whether a stretch is part of one of some spans; `whole` counts the same span too."""
    return any(
        start <= stretch[0] and stretch[1] <= end and (whole or stretch != (start, end))
        for start, end in spans
    )


def known_from(events: Iterable[Event], registry: Registry) -> frozenset[EntityId]:
    """Return the parties of some talks and their countries: that a claim names them tells nothing."""
    return frozenset(_known(events, registry))


def _known(events: Iterable[Event], registry: Registry) -> Iterator[EntityId]:
    for event in events:
        for party in event.parties:
            yield party
            if (entity := registry.entities.get(party)) is not None and entity.country:
                yield entity.country
