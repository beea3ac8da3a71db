"""Everything under `content/data/`, with the look-ups that pages need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from .ledger import (
    LedgerRow,
    SummarySentence,
    WordDiff,
)
from .records import (
    Block,
    Claim,
    Correction,
    Course,
    Entity,
    Event,
    Mention,
    Proposition,
    Reference,
    Report,
    Score,
    Sentence,
    Term,
    Witnessing,
    Word,
)

COLOURED: Final = frozenset(("1", "2"))  # the sides that the style sheet has a colour for

R = TypeVar("R")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Located(Generic[R]):
    """A record and the line it came from."""

    where: str
    line: int
    record: R


def index_by(rows: Iterable[Located[R]], key: Callable[[R], K]) -> Mapping[K, R]:
    """Return the records by a key that is theirs alone; the first of a double wins."""
    found: dict[K, R] = {}
    for row in rows:
        found.setdefault(key(row.record), row.record)
    return MappingProxyType(found)


def group_by(rows: Iterable[Located[R]], key: Callable[[R], K]) -> Mapping[K, tuple[R, ...]]:
    """Return the records by a key that several share, in their order in the file."""
    found: dict[K, list[R]] = {}
    for row in rows:
        found.setdefault(key(row.record), []).append(row.record)
    return MappingProxyType({name: tuple(records) for name, records in found.items()})


def _propositions_by_claim(
    alignment: Iterable[Located[Proposition]],
) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in alignment:
        for claim in row.record.claims:
            found.setdefault(claim, []).append(row.record.proposition)
    return MappingProxyType({claim: tuple(names) for claim, names in found.items()})


def _rows_by_claim(comparison: Iterable[Located[LedgerRow]]) -> Mapping[str, tuple[LedgerRow, ...]]:
    found: dict[str, list[LedgerRow]] = {}
    for row in comparison:
        for claim in dict.fromkeys((*row.record.left, *row.record.right)):
            found.setdefault(claim, []).append(row.record)
    return MappingProxyType({claim: tuple(rows) for claim, rows in found.items()})


@dataclass(frozen=True)
class Edition:
    """The records of each file in order, then look-ups made from them."""

    events: tuple[Located[Event], ...]
    reports: tuple[Located[Report], ...]
    blocks: tuple[Located[Block], ...]
    sentences: tuple[Located[Sentence], ...]
    mentions: tuple[Located[Mention], ...]
    claims: tuple[Located[Claim], ...]
    alignment: tuple[Located[Proposition], ...]
    witnesses: tuple[Located[Witnessing], ...]
    comparison: tuple[Located[LedgerRow], ...]
    worddiffs: tuple[Located[WordDiff], ...]
    summary: tuple[Located[SummarySentence], ...]
    entities: tuple[Located[Entity], ...]
    vocabulary: tuple[Located[Word], ...]
    scores: tuple[Located[Score], ...]
    terms: tuple[Located[Term], ...] = ()
    courses: tuple[Located[Course], ...] = ()
    references: tuple[Located[Reference], ...] = ()
    corrections: tuple[Located[Correction], ...] = ()

    event: Mapping[str, Event] = field(init=False)
    report: Mapping[str, Report] = field(init=False)
    claim: Mapping[str, Claim] = field(init=False)
    entity: Mapping[str, Entity] = field(init=False)
    word: Mapping[tuple[str, str], Word] = field(init=False)
    words: Mapping[str, tuple[Word, ...]] = field(init=False)
    sentence: Mapping[tuple[str, int], Sentence] = field(init=False)
    blocks_of: Mapping[str, tuple[Block, ...]] = field(init=False)
    claims_of: Mapping[str, tuple[Claim, ...]] = field(init=False)
    mentions_of: Mapping[str, tuple[Mention, ...]] = field(init=False)
    sentences_of: Mapping[str, tuple[Sentence, ...]] = field(init=False)
    propositions_of: Mapping[str, tuple[Proposition, ...]] = field(init=False)
    joined: Mapping[str, tuple[str, ...]] = field(init=False)
    rows_of: Mapping[tuple[str, str], tuple[LedgerRow, ...]] = field(init=False)
    row: Mapping[str, LedgerRow] = field(init=False)
    rows_with: Mapping[str, tuple[LedgerRow, ...]] = field(init=False)
    proposition: Mapping[tuple[str, str], Proposition] = field(init=False)
    witness: Mapping[tuple[str, str], Witnessing] = field(init=False)
    worddiffs_of: Mapping[str, tuple[WordDiff, ...]] = field(init=False)
    summary_of: Mapping[tuple[str, str], tuple[SummarySentence, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Make the look-ups; `setattr` is barred by the frozen class, hence the detour."""
        made: dict[str, object] = {
            "event": index_by(self.events, lambda event: event.id),
            "report": index_by(self.reports, lambda report: report.id),
            "claim": index_by(self.claims, lambda claim: claim.id),
            "entity": index_by(self.entities, lambda entity: entity.id),
            "word": index_by(self.vocabulary, lambda word: (word.kind, word.id)),
            "words": group_by(self.vocabulary, lambda word: word.kind),
            "sentence": index_by(self.sentences, lambda s: (s.report, s.sentence)),
            "blocks_of": group_by(self.blocks, lambda block: block.report),
            "claims_of": group_by(self.claims, lambda claim: claim.report),
            "mentions_of": group_by(self.mentions, lambda mention: mention.report),
            "sentences_of": group_by(self.sentences, lambda sentence: sentence.report),
            "propositions_of": group_by(self.alignment, lambda joined: joined.event),
            "joined": _propositions_by_claim(self.alignment),
            "rows_of": group_by(self.comparison, lambda row: (row.left_event, row.right_event)),
            "row": index_by(self.comparison, lambda row: row.id),
            "rows_with": _rows_by_claim(self.comparison),
            "proposition": index_by(self.alignment, lambda joined: (joined.event, joined.proposition)),
            "witness": index_by(self.witnesses, lambda w: (w.proposition, w.report)),
            "worddiffs_of": group_by(self.worddiffs, lambda diff: diff.row),
            "summary_of": group_by(self.summary, lambda said: (said.left_event, said.right_event)),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def word_of(self, kind: str, word_id: str, lang: str) -> str:
        """Return the name of an entry of a closed list, or its id if it has none."""
        word = self.word.get((kind, word_id))
        return word.names.of(lang) if word else word_id

    def act_root(self, act: str) -> str:
        """Return the first two digits of an act's CAMEO code, which say of which kind it is."""
        word = self.word.get(("act", act))
        return word.cameo[:2] if word else ""

    def side_of(self, speakers: Iterable[str]) -> str:
        """Return whose colour a claim takes: a number from `1`, `both` or `other`."""
        sides = {self._number(speaker) for speaker in speakers}
        if sides and not sides - COLOURED:
            return sides.pop() if len(sides) == 1 else "both"
        return sides.pop() if len(sides) == 1 else "other"

    def _number(self, speaker: str) -> str:
        number = self.sides.get(speaker) or self.sides.get(self._country(speaker))
        return str(number) if number and str(number) in COLOURED else "other"

    def _country(self, entity_id: str) -> str:
        """Return the country of a person, else the person: leaders of one country follow each other."""
        entity = self.entity.get(entity_id)
        return (entity.country if entity else None) or entity_id

    @cached_property
    def named_in(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Return, by event and by the id of an entity or term, the reports whose claims have it."""
        found: dict[str, dict[str, dict[str, None]]] = {}
        terms = group_by(self.terms, lambda term: term.report)
        for report, claims in self.claims_of.items():
            names = found.setdefault(self.report[report].event, {})
            for claim in claims:
                inside = (
                    t.term for t in terms.get(report, ()) if claim.start <= t.start and t.end <= claim.end
                )
                for name in (*claim.entities, *inside):
                    names.setdefault(name, {})[report] = None
        return {event: {n: tuple(reports) for n, reports in names.items()} for event, names in found.items()}

    @cached_property
    def sides(self) -> Mapping[str, int]:
        """Return the number of each party's country, so that it keeps one colour on every page.

        In the order of the events and of their parties, each takes the lowest number that none of
        those it talks with has; a country speaks in the colour of its leader.
        """
        talks = [[self._country(party) for party in event.record.parties] for event in self.events]
        found: dict[str, int] = {}
        for parties in talks:
            for party in parties:
                if party not in found:
                    others = {found.get(one) for talk in talks if party in talk for one in talk}
                    found[party] = next(n for n in range(1, len(others) + 2) if n not in others)
        return MappingProxyType(found)

    @cached_property
    def speakers(self) -> tuple[Entity, ...]:
        """Everyone whom a claim names as its speaker, who speaks most often first."""
        counts = Counter(name for row in self.claims for name in row.record.speakers)
        return tuple(self.entity[name] for name in sorted(counts, key=lambda name: (-counts[name], name)))

    @cached_property
    def principals(self) -> tuple[str, ...]:
        """The two people whose talks the first comparison is about, else of the first event."""
        event = None
        if self.comparison:
            event = self.event[self.comparison[0].record.left_event]
        elif self.events:
            event = self.events[0].record
        return event.parties[:2] if event else ()
