"""A ledger in a few sentences, by templates: the same facts in each language, each resting on rows.

First come the topics on which the reports of the two events name different
things, then what only one event's reports have, then what both have alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.findings import (
    RANK,
    SIDES,
    Group,
    Mentioned,
    Speakers,
    Spoken,
    Strength,
    mentioned,
    spoken,
    strengths,
)
from pipeline.compare.prose import Writer
from pipeline.ledger import LedgerRow, SummarySentence
from pipeline.model import Claim, ClaimId, EntityId, Event, Lang, Names, ReportId
from pipeline.vocabulary import Registry

LEADING_TOPICS = 2  # of things named, among the first sentences
THINGS, TOPICS = 3, 4  # that one speaker has in one of the first sentences

Told = Callable[[Writer], str]


@dataclass(frozen=True, slots=True)
class _Fact:
    """A sentence before its words: what it rests on, and how a language tells it."""

    kind: str
    lead: bool
    rows: tuple[str, ...]
    things: tuple[str, ...]
    tell: Told


@dataclass(frozen=True, slots=True)
class Calls:
    """The two events of a ledger with the reports that there are of each."""

    left: Event
    right: Event
    left_reports: tuple[ReportId, ...]
    right_reports: tuple[ReportId, ...]


def summarise(
    calls: Calls, rows: Sequence[LedgerRow], claims: Mapping[ClaimId, Claim], registry: Registry
) -> tuple[SummarySentence, ...]:
    """Return the sentences of a ledger, the leading ones first; none where the registry has no templates."""
    if not registry.phrases or not rows:
        return ()
    teller = _Teller(calls, registry)
    facts = [
        *teller.named(mentioned(rows, claims, registry)),
        *teller.strong(strengths(rows, registry)),
        *teller.spoken(spoken(rows, claims, registry)),
    ]
    facts.sort(key=lambda fact: not fact.lead)
    writers = {lang: Writer(lang, registry) for lang in sorted(registry.prose)}
    by_row = {row.id: row for row in rows}
    return tuple(
        _sentence(calls, number, fact, writers, [by_row[r] for r in fact.rows])
        for number, fact in enumerate(facts, 1)
    )


def _sentence(
    calls: Calls, order: int, fact: _Fact, writers: Mapping[Lang, Writer], rows: Iterable[LedgerRow]
) -> SummarySentence:
    held = list(rows)
    names: Names = {lang: fact.tell(writer) for lang, writer in writers.items()}
    return SummarySentence(
        calls.left.id,
        calls.right.id,
        order,
        fact.kind,
        fact.lead,
        names,
        fact.rows,
        tuple(sorted({r for row in held for r in row.left_basis.reports})),
        tuple(sorted({r for row in held for r in row.right_basis.reports})),
        fact.things,
    )


class _Teller:
    def __init__(self, calls: Calls, registry: Registry) -> None:
        self._calls, self._registry = calls, registry
        self._order = list(registry.topics)

    def named(self, found: Sequence[Mentioned]) -> Iterator[_Fact]:
        """Yield a fact for each topic with things that only one event's reports have, in their order."""
        by_topic = {t: [m for m in found if m.topic == t] for t in self._order}
        left = sorted((t for t in by_topic if by_topic[t]), key=lambda t: self._weight(t, by_topic[t]))
        heard: set[EntityId] = set()
        for number in range(len(left)):
            # Among the first, who has not been heard comes before who has.
            fresh = [t for t in left if any(set(m.speakers) - heard for m in by_topic[t])]
            topic = (fresh or left)[0] if number < LEADING_TOPICS else left[0]
            left.remove(topic)
            heard |= {s for m in by_topic[topic] for s in m.speakers}
            yield self._named(topic, by_topic[topic], lead=number < LEADING_TOPICS)

    def _weight(self, topic: str, own: Sequence[Mentioned]) -> tuple[int, ...]:
        """Return the order of a topic: by its documents and their reports, its bodies, its terms."""
        told = [m for side in SIDES for m in _capped([m for m in own if m.side == side], THINGS)]
        worth = [
            -sum(len(m.reports) for m in told if RANK[m.kind] == rank) for rank in sorted(set(RANK.values()))
        ]
        return (*worth, self._order.index(topic))

    def _named(self, topic: str, own: Sequence[Mentioned], *, lead: bool) -> _Fact:
        kept = {side: _capped([m for m in own if m.side == side], THINGS if lead else None) for side in SIDES}
        kept_all = [m for side in SIDES for m in kept[side]]
        where = "on-both-sides" if all(kept.values()) else f"on-the-{next(s for s in SIDES if kept[s])}"

        def tell(writer: Writer) -> str:
            reports = {f"{side}_reports": self._reports(writer, side, kept[side]) for side in SIDES}
            if who := _same_speakers(kept["left"], kept["right"]):
                things = {side: _names(writer, (m.thing for m in kept[side])) for side in SIDES}
                people = writer.people(who)
                topic_name = writer.named(topic)
                return writer.fill(
                    "named-by-the-same", len(who), topic=topic_name, who=people, **things, **reports
                )
            told = {side: self._mentions(writer, kept[side]) for side in SIDES if kept[side]}
            return writer.fill(f"named-{where}", 1, topic=writer.named(topic), **told, **reports)

        rows = tuple(dict.fromkeys(r for m in kept_all for r in m.rows))
        return _Fact("named", lead, rows, (topic, *dict.fromkeys(m.thing for m in kept_all)), tell)

    def _mentions(self, writer: Writer, own: Sequence[Mentioned]) -> str:
        clauses = []
        for speakers, things in _grouped(own):
            who = writer.people(speakers)
            clauses.append(writer.fill("mentions", len(speakers), who=who, things=_names(writer, things)))
        return writer.fill("and-besides").join(clauses)

    def _reports(self, writer: Writer, side: str, own: Sequence[Mentioned]) -> str:
        """Return in how many of a side's reports some things stand."""
        held = self._calls.left_reports if side == "left" else self._calls.right_reports
        count, total = len({r for m in own for r in m.reports}), len(held)
        phrase = "in-no-report" if not count else "in-all-reports" if count == total else "in-some-reports"
        number = total if phrase != "in-some-reports" else count
        return writer.fill(phrase, number, count=count, total=total, event=self._event(writer, side))

    def strong(self, found: Sequence[Strength]) -> Iterator[_Fact]:
        """Yield a fact for each two wordings of one scale."""
        for strength in sorted(found, key=lambda s: (self._order.index(s.topic), s.speakers, s.row)):
            yield _Fact(
                "strength",
                False,
                (strength.row,),
                (strength.topic, strength.left, strength.right),
                self._tell_strength(strength),
            )

    def _tell_strength(self, strength: Strength) -> Told:
        worded = {i.id: i for i in self._registry.intensities}

        def tell(writer: Writer) -> str:
            left, right = (writer.quoted(writer.form(worded[i])) for i in (strength.left, strength.right))
            return writer.fill(
                "strength",
                topic=writer.named(strength.topic),
                who=writer.people(strength.speakers),
                left=left,
                right=right,
                left_event=self._event(writer, "left"),
                right_event=self._event(writer, "right"),
            )

        return tell

    def spoken(self, found: Sequence[Spoken]) -> Iterator[_Fact]:
        """Yield what only the later and only the earlier reports have, and what both have alike."""
        for side in ("right", "left", "both"):
            own = [s for s in found if s.side == side]
            if not own:
                continue
            short = _capped_topics(own)
            yield self._spoken(side, short, lead=True)
            if len(short) < len(own):
                yield self._spoken(side, own, lead=False)

    def _spoken(self, side: str, own: Sequence[Spoken], *, lead: bool) -> _Fact:
        def tell(writer: Writer) -> str:
            clauses = writer.fill("between-clauses").join(
                writer.fill(
                    "speaks-on",
                    len(speakers),
                    who=writer.people(speakers),
                    topics=[writer.named(t) for t in topics],
                )
                for speakers, topics in _by_speaker(own)
            )
            left, right = (self._event(writer, s) for s in SIDES)
            counts = [self._count(writer, s) for s in SIDES]
            if side == "both":
                return writer.fill(
                    "in-both",
                    left_event=left,
                    right_event=right,
                    left_count=counts[0],
                    right_count=counts[1],
                    clauses=clauses,
                )
            mine, other = (0, 1) if side == "left" else (1, 0)
            events = (left, right)
            return writer.fill(
                "only-in-one",
                event=events[mine],
                other_event=events[other],
                count=counts[mine],
                other_count=counts[other],
                clauses=clauses,
            )

        rows = tuple(dict.fromkeys(r for s in own for r in s.rows))
        return _Fact(f"only-{side}" if side != "both" else "both", lead, rows, _topics(own), tell)

    def _count(self, writer: Writer, side: str) -> str:
        held = self._calls.left_reports if side == "left" else self._calls.right_reports
        return writer.fill("count-of-reports", len(held), total=len(held))

    def _event(self, writer: Writer, side: str) -> str:
        calls = self._calls
        return writer.event(*((calls.left, calls.right) if side == "left" else (calls.right, calls.left)))


def _names(writer: Writer, things: Iterable[str]) -> list[str]:
    """Return what things are called, each name once."""
    return list(dict.fromkeys(writer.named(t) for t in things))


def _same_speakers(left: Sequence[Mentioned], right: Sequence[Mentioned]) -> Speakers:
    """Return who mentions all things of both sides, nobody where it is not the same on both."""
    groups = [{speakers for speakers, _ in _grouped(side)} for side in (left, right)]
    return next(iter(groups[0])) if groups[0] == groups[1] and len(groups[0]) == 1 else ()


def _topics(own: Sequence[Spoken]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.topic for s in own))


def _grouped(own: Sequence[Mentioned]) -> list[Group]:
    """Return things by who mentions them; what two leaders mention each for himself stands with both."""
    who: dict[str, list[Speakers]] = {}
    for m in own:
        who.setdefault(m.thing, []).append(m.speakers)
    groups: dict[Speakers, list[str]] = {}
    for thing, speakers in who.items():
        everyone = tuple(dict.fromkeys(s for group in sorted(speakers) for s in group))
        groups.setdefault(everyone, []).append(thing)
    return [(speakers, tuple(things)) for speakers, things in groups.items()]


def _by_speaker(own: Sequence[Spoken]) -> list[Group]:
    groups: dict[Speakers, list[str]] = {}
    for s in own:
        groups.setdefault(s.speakers, []).append(s.topic)
    ordered = sorted(groups.items(), key=lambda item: (len(item[0]), item[0]))
    return [(speakers, tuple(topics)) for speakers, topics in ordered]


def _capped(own: list[Mentioned], most: int | None) -> list[Mentioned]:
    """Return the first things of each speaker."""
    if most is None:
        return own
    return [m for m in own if [o.thing for o in own if o.speakers == m.speakers].index(m.thing) < most]


def _capped_topics(own: Sequence[Spoken]) -> list[Spoken]:
    """Return the first topics of each speaker, those with most reports."""
    return [s for s in own if [o.topic for o in own if o.speakers == s.speakers].index(s.topic) < TOPICS]
