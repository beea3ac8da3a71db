"""A sentence as a row of chunks: names, cues, closed-class words, other words, marks.

Each chunk carries every reading it may have; the rules choose among them by
what stands around.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import Label, Mention, Sentence
from pipeline.text import fold
from pipeline.vocabulary import CueForm, Entity, Registry

_PIECE = re.compile(r"\w+|[^\w\s]")
QUOTES = frozenset('"“”„«»‟')
NOMINAL = frozenset(
    [
        "PERSON",
        "TITLE",
        "ORG",
        "GPE",
        "both",
        "role",
        "counterpart",
        "pronoun",
        "collective",
        "own-country",
        "first-person",
        "impersonal",
    ]
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a sentence with its readings; offsets are relative to the sentence."""

    start: int
    end: int
    text: str
    tags: frozenset[str]
    mention: Mention | None = None
    cues: tuple[CueForm, ...] = ()
    countries: tuple[Entity, ...] = ()

    def has(self, *tags: str) -> bool:
        """Return whether the chunk has one of the readings."""
        return not self.tags.isdisjoint(tags)

    @property
    def is_nominal(self) -> bool:
        """Return whether the chunk can be the end of a speaker's name."""
        return not self.tags.isdisjoint(NOMINAL)

    def cues_of(self, role: str) -> tuple[CueForm, ...]:
        """Return the cue readings of a role."""
        return tuple(form for form in self.cues if form.cue.role == role)


@dataclass
class _Draft:
    start: int
    end: int
    tags: set[str] = field(default_factory=set)
    mention: Mention | None = None
    cues: list[CueForm] = field(default_factory=list)
    countries: list[Entity] = field(default_factory=list)


def chunk(sentence: Sentence, mentions: Iterable[Mention], registry: Registry) -> list[Chunk]:
    """Return the chunks of a sentence in order, all characters but white space covered."""
    text, lang = sentence.text, sentence.lang
    folded = fold(text)
    names = [_of_mention(m, sentence.start) for m in mentions]
    cues = _group(registry.cue_lexicons[lang].find_all(text, folded))
    grammar = _group(registry.grammar_lexicons[lang].find_all(text, folded))
    adjectives = [
        _Draft(m.start, m.end, {"adjective"}, countries=list(m.entries))
        for m in registry.adjective_lexicons[lang].find(text, folded)
    ]
    taken: set[int] = set()
    kept = _admit([c for c in cues if _covers_names(c, names)], taken)
    kept += _admit(names, taken)
    kept += _admit_cues(cues, taken)
    kept += _admit([*adjectives, *grammar], taken)
    _merge_readings(kept, grammar)
    kept += [
        _Draft(m.start(), m.end(), {"word" if m[0][0].isalnum() else m[0]})
        for m in _PIECE.finditer(text)
        if m.start() not in taken
    ]
    kept.sort(key=lambda d: d.start)
    return [
        Chunk(
            d.start,
            d.end,
            text[d.start : d.end],
            frozenset(d.tags),
            d.mention,
            tuple(d.cues),
            tuple(d.countries),
        )
        for d in kept
    ]


def _of_mention(mention: Mention, offset: int) -> _Draft:
    return _Draft(mention.start - offset, mention.end - offset, {mention.label.value}, mention)


def _group(matches: Iterable) -> list[_Draft]:  # type: ignore[type-arg]  # of cues or of class names
    """Return one draft a span, with all readings of its matches."""
    spans: dict[tuple[int, int], _Draft] = defaultdict(lambda: _Draft(0, 0))
    for match in matches:
        draft = spans[match.start, match.end]
        draft.start, draft.end = match.start, match.end
        for entry in match.entries:
            if isinstance(entry, CueForm):
                draft.cues.append(entry)
                draft.tags.add(entry.cue.role)
            else:
                draft.tags.add(entry)
    return list(spans.values())


def _covers_names(cue: _Draft, names: list[_Draft]) -> bool:
    """Return whether a cue holds a whole name that is no person or title, as `one-China policy` does."""
    inside = [n for n in names if n.start < cue.end and cue.start < n.end]
    people = {Label.PERSON.value, Label.TITLE.value}
    return bool(inside) and all(
        cue.start <= n.start
        and n.end <= cue.end
        and n.tags.isdisjoint(people)
        and n.end - n.start < cue.end - cue.start
        for n in inside
    )


def _admit(drafts: list[_Draft], taken: set[int]) -> list[_Draft]:
    """Return the longest drafts that do not touch what is taken, and take their places."""
    admitted = []
    for draft in sorted(drafts, key=lambda d: (d.start - d.end, d.start)):
        span = range(draft.start, draft.end)
        if taken.isdisjoint(span):
            taken.update(span)
            admitted.append(draft)
    return admitted


def _admit_cues(cues: list[_Draft], taken: set[int]) -> list[_Draft]:
    """Return the leftmost longest cues; what a longer form adds to a verb hides no reading of the verb.

    An auxiliary in front makes a participle finite: `sont convenues`.
    """
    admitted: list[_Draft] = []
    for cue in sorted(cues, key=lambda d: (d.start, d.start - d.end)):
        span = range(cue.start, cue.end)
        longer = admitted[-1] if admitted else None
        if taken.isdisjoint(span):
            taken.update(span)
            admitted.append(cue)
        elif longer and cue.end <= longer.end and (cue.start == longer.start or cue.end == longer.end):
            finite = cue.start > longer.start
            verbs = [c for c in cue.cues if c.cue.role == "speech"]
            longer.cues += [
                CueForm(c.cue, "past") if finite and c.shape == "participle" else c for c in verbs
            ]
            longer.tags |= {"speech"} if verbs else set()
    return admitted


def _merge_readings(kept: list[_Draft], grammar: list[_Draft]) -> None:
    """Give a kept cue or adjective the closed-class readings of the same span."""
    by_span = {(d.start, d.end): d for d in grammar}
    for draft in kept:
        other = by_span.get((draft.start, draft.end))
        if other and other is not draft:
            draft.tags |= other.tags
