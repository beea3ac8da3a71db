"""What a claim names, whatever its language: entities, documents, places, numbers, dates, terms, intensity.

Weights are fixed by kind and by what the registry says of a thing. None depends
on the other claims of a corpus, so that a further report moves no weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.features import Words, is_inside, known_from, span_of, touches
from pipeline.model import Annotation, Claim, ClaimId, Event, Label, Mention, ReportId
from pipeline.vocabulary import Registry

DOCUMENTS = frozenset({Label.LAW, Label.POLICY})
PLACES = frozenset({Label.GPE, Label.LOC, Label.FAC})

# A stock phrase says next to nothing; a thing that has a name says more than a common word.
_STOCK, _PLAIN, _NAMED, _NUMBER_WEIGHT = 0.15, 0.6, 1.0, 1.2


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a claim names; `text` is what stands there, `start` its place in the claim."""

    kind: str
    id: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with what it names.

    `named` has each thing once, by its longest words; `present` the ids of all
    that its words hold, also inside longer names; `grades` the strength it has
    on each scale; `things` the ids by which it is held against another claim.
    """

    claim: Claim
    named: tuple[Named, ...]
    present: frozenset[str]
    grades: frozenset[tuple[str, int]]
    things: frozenset[str]


def read_claims(
    annotations: Iterable[Annotation], events: Iterable[Event], registry: Registry
) -> dict[ClaimId, Reading]:
    """Return what each claim of some reports names; parties and their countries are no news in a claim."""
    known: frozenset[str] = known_from(events, registry)
    return {
        claim.id: _read(Words(claim, annotation.mentions, registry), known, registry)
        for annotation in annotations
        for claim in annotation.claims
    }


def _read(words: Words, known: frozenset[str], registry: Registry) -> Reading:
    """Return what a claim names; `known` are the ids to leave out."""
    claim = words.claim
    names = [m for m in words.mentions if m.label is not Label.TITLE and m.id not in known]
    spans = [words.place_of(m) for m in names]
    longer = [*spans, *map(span_of, words.terms)]
    strong = [m for m in words.strengths if not is_inside(span_of(m), longer, whole=False)]
    named = [Named(_kind(m), m.id, m.text, m.start - claim.start) for m in names]
    named += [
        Named("intensity", entry.id, claim.text[m.start : m.end], m.start)
        for m in strong
        for entry in m.entries
    ]
    taken = [*spans, *map(span_of, strong)]
    named += [
        Named("term", entry.id, claim.text[m.start : m.end], m.start)
        for m in words.terms
        for entry in m.entries
        if not entry.stock and not is_inside(span_of(m), taken)
    ]
    busy = [*taken, *map(words.place_of, words.dates), *map(span_of, words.terms)]
    named += [
        Named("number", f"number:{n.value}", claim.text[n.start : n.end], n.start)
        for n in words.numbers
        if n.figure and not touches(span_of(n), busy)
    ]
    return Reading(
        claim,
        tuple(sorted(_once(named), key=lambda n: (n.start, n.kind, n.id))),
        frozenset(_present(words, registry)) | {n.id for n in named},
        frozenset((entry.scale, entry.grade) for m in strong for entry in m.entries),
        frozenset(n.id for n in named) | {entry.id for m in words.terms for entry in m.entries},
    )


def holders(
    annotations: Iterable[Annotation], readings: Mapping[ClaimId, Reading], registry: Registry
) -> dict[str, tuple[ReportId, ...]]:
    """Return in which reports each thing stands, by its id, in claims and in what is no claim."""
    found: dict[str, set[ReportId]] = defaultdict(set)
    for annotation in annotations:
        held: set[str] = {m.id for m in annotation.mentions}
        for claim in annotation.claims:
            held |= readings[claim.id].present
        for sentence in annotation.sentences:
            if lexicon := registry.term_lexicons.get(sentence.lang):
                held.update(e.id for m in lexicon.find_all(sentence.text) for e in m.entries)
        for thing in held:
            found[thing].add(annotation.report.sidecar.id)
    return {thing: tuple(sorted(reports)) for thing, reports in found.items()}


def weight(thing: str, registry: Registry) -> float:
    """Return how much sharing a thing says, by what the registry has of it."""
    if thing in registry.stock:
        return _STOCK
    if thing.startswith("number:"):
        return _NUMBER_WEIGHT
    return _PLAIN if thing in registry.plain else _NAMED


def _kind(mention: Mention) -> str:
    if mention.label is Label.DATE:
        return "date"
    return "document" if mention.label in DOCUMENTS else "place" if mention.label in PLACES else "entity"


def _once(named: Iterable[Named]) -> Iterator[Named]:
    """Yield the first words of each thing; a term under an entity's id is that entity."""
    seen: set[str] = set()
    for thing in sorted(named, key=lambda n: (n.kind == "term", n.start)):
        if thing.id not in seen:
            seen.add(thing.id)
            yield thing


def _present(words: Words, registry: Registry) -> Iterator[str]:
    """Yield the ids of all that the words hold, what stands inside a longer name too."""
    yield from (part for m in words.mentions for part in (m.id, *m.id.split("+")))
    if terms := registry.term_lexicons.get(words.claim.lang):
        # The longest match hides the weaker form inside it, but a name does not hide what it is made of.
        for match in words.terms:
            yield from (entry.id for entry in match.entries)
        for mention in words.mentions:
            yield from (entry.id for m in terms.find(mention.text) for entry in m.entries)
    for strength in words.strengths:
        yield from (entry.id for entry in strength.entries)
    yield from (f"number:{number.value}" for number in words.numbers)
