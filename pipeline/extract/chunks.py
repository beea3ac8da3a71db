"""A sentence as a row of chunks: names, cues, closed-class words, other words, marks.

Each chunk carries every reading it may have; the rules choose among them by
what stands around.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeVar

from pipeline.extract.readings import Hit, Reading, Tags
from pipeline.model import Label, Mention, Sentence
from pipeline.vocabulary import CueForm, Entity

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
        "bystander",
    ]
)


class Chunk(NamedTuple):
    """A stretch of a sentence with its readings; offsets are relative to the sentence."""

    start: int
    end: int
    text: str
    tags: Tags
    mention: Mention | None = None
    cues: tuple[CueForm, ...] = ()
    countries: tuple[Entity, ...] = ()

    def has(self, *tags: str) -> bool:
        """Return whether the chunk has one of the readings."""
        return not self.tags.isdisjoint(tags)

    def has_any(self, tags: Collection[str]) -> bool:
        """Return whether the chunk has one of a set of readings."""
        return not self.tags.isdisjoint(tags)

    @property
    def is_nominal(self) -> bool:
        """Return whether the chunk can be the end of a speaker's name."""
        return not self.tags.isdisjoint(NOMINAL)

    def cues_of(self, role: str) -> tuple[CueForm, ...]:
        """Return the cue readings of a role."""
        return tuple([form for form in self.cues if form.cue.role == role]) if self.cues else ()


def chunk(sentence: Sentence, mentions: Iterable[Mention], hits: list[Hit]) -> list[Chunk]:
    """Return the chunks of a sentence in order, all characters but white space covered.

    `hits` are the forms of the registry that stand in it.
    """
    text, offset = sentence.text, sentence.start
    taken = bytearray(len(text))
    names = [(m.start - offset, m.end - offset, m) for m in mentions]
    cues = [hit for hit in hits if hit[2].cues]
    row = [
        Chunk(start, end, text[start:end], reading.tags, None, reading.cues)
        for start, end, reading in _admit(_covering(cues, names), taken)
    ]
    row += [Chunk(s, e, text[s:e], r.classes) for s, e, r in _admit(_over_cues(hits, cues), taken)]
    classes = {hit[:2]: hit[2].classes for hit in hits} if names else {}
    for start, end, mention in _admit(names, taken):
        tags = _LABELS[mention.label] | classes.get((start, end), _NOTHING)
        row.append(Chunk(start, end, text[start:end], tags, mention))
    row += _admit_cues(text, cues, taken)
    for start, end, tags, countries in _admit(_of_closed_lists(hits), taken):
        row.append(Chunk(start, end, text[start:end], tags, None, (), countries))
    for match in _PIECE.finditer(text):
        start = match.start()
        if not taken[start]:
            piece = match[0]
            row.append(Chunk(start, match.end(), piece, PLAIN if piece[0].isalnum() else _mark(piece)))
    row.sort(key=_START)
    return row


_START = itemgetter(0)
_NOTHING: Tags = frozenset()
PLAIN: Tags = frozenset({"word"})
"""How a word is read that no list has, and one that is to say nothing to the rest of its sentence."""
_LABELS: dict[Label, Tags] = {label: frozenset({label.value}) for label in Label}
_OVER_CUES = frozenset(
    {"counterpart", "source-before", "same-source", "word", "attribution-tail", "resumptive", "one-says"}
    | {"negation", "bystander", "same-teller", "takes-occasion", "auxiliary", "both"}
)
_PEOPLE = (Label.PERSON, Label.TITLE)

Place = TypeVar("Place", bound=tuple[int, int, *tuple[object, ...]])


@lru_cache(maxsize=256)
def _mark(mark: str) -> Tags:
    return frozenset({mark})


def _of_closed_lists(hits: list[Hit]) -> list[tuple[int, int, Tags, tuple[Entity, ...]]]:
    """Return the adjectives of countries, those inside longer ones left out, and the closed-class words."""
    adjectives = [(start, end, r.national, r.countries) for start, end, r in hits if r.countries]
    if len(adjectives) > 1:
        adjectives = _admit(adjectives, bytearray(max(end for _, end, _, _ in adjectives)))
    return adjectives + [(start, end, r.classes, ()) for start, end, r in hits if r.classes]


def _covering(cues: list[Hit], names: list[tuple[int, int, Mention]]) -> list[Hit]:
    """Return the cues that hold a whole name that is no person or title, as `one-China policy` does."""
    found = []
    for cue in cues if names else ():
        start, end, _ = cue
        inside = [name for name in names if name[0] < end and start < name[1]]
        if inside and all(
            start <= s and e <= end and m.label not in _PEOPLE and e - s < end - start for s, e, m in inside
        ):
            found.append(cue)
    return found


def _over_cues(hits: list[Hit], cues: list[Hit]) -> list[Hit]:
    """Return the words for a party or before a source that hold a cue, as `son invité` does."""
    if not cues:
        return []
    whole = [hit for hit in hits if not hit[2].cues and not _OVER_CUES.isdisjoint(hit[2].classes)]
    holding = [(a, b, r) for a, b, r in whole if any(a <= s and e <= b for s, e, _ in cues)]
    return [(a, b, r) for a, b, r in holding if not any(s <= a and b <= e for s, e, _ in cues)]


def _admit(places: list[Place], taken: bytearray) -> list[Place]:
    """Return the longest of some places that do not touch what is taken, and take them."""
    admitted = []
    for place in sorted(places, key=_precedence) if len(places) > 1 else places:
        start, end = place[0], place[1]
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            admitted.append(place)
    return admitted


def _precedence(place: tuple[int, int, *tuple[object, ...]]) -> tuple[int, int]:
    return (place[0] - place[1], place[0])


def _admit_cues(text: str, cues: list[Hit], taken: bytearray) -> list[Chunk]:
    """Return the leftmost longest cues; what a longer form adds to a verb hides no reading of the verb.

    An auxiliary in front makes a participle finite: `sont convenues`.
    """
    admitted: list[Chunk] = []
    for start, end, reading in sorted(cues, key=_leftmost):
        longer = admitted[-1] if admitted else None
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            admitted.append(Chunk(start, end, text[start:end], reading.tags, None, reading.cues))
        elif longer and end <= longer.end and (start == longer.start or end == longer.end):
            finite = start > longer.start
            if finite and all(form.cue.role == "complement" for form in longer.cues):
                continue  # a noun made of a verb: `lời chúc mừng`
            verbs = [form for form in reading.cues if form.cue.role == "speech"]
            if verbs:
                seen = [CueForm(f.cue, "past") if finite and f.shape == "participle" else f for f in verbs]
                tags = longer.tags | {"speech"}
                admitted[-1] = longer._replace(tags=tags, cues=(*longer.cues, *seen))
    return admitted


def _leftmost(place: tuple[int, int, Reading]) -> tuple[int, int]:
    return (place[0], -place[1])
