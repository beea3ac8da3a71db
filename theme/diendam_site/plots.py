"""What the plots show, counted from the records, with places in per cent of a plot's width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .edition import Edition
from .records import Claim, Event, Proposition, Report, Witnessing, Word

MARGIN: Final = 2.5  # per cent of the width that stays free on both sides
STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
MOST_TICKS: Final = 6
SIDES: Final = ("1", "both", "2", "other")


@dataclass(frozen=True, slots=True)
class Pair:
    """How many statements the reports of two talks have; those of several reports count once."""

    word: Word
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class TopicPlot:
    """Topics from those that most gained statements to those that most lost them."""

    pairs: tuple[Pair, ...]
    most: int

    def place(self, number: int) -> float:
        """Return where a number stands, in per cent of the width."""
        return place(number, self.most)

    @property
    def ticks(self) -> tuple[int, ...]:
        """Return the numbers that the axis names."""
        step = next((step for step in STEPS if self.most / step < MOST_TICKS), STEPS[-1])
        return tuple(range(0, self.most + 1, step))


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act and, for each column of the plot, the statements of both talks."""

    act: Word
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ActPlot:
    """Acts by speaker: a column for each side of the talks, and one for what both say."""

    sides: tuple[str, ...]
    speakers: tuple[tuple[str, ...], ...]
    rows: tuple[ActRow, ...]
    most: int

    @property
    def width(self) -> float:
        """Return the width of a column, in per cent."""
        return 100 / len(self.sides)

    def left(self, number: int) -> float:
        """Return where a column begins, in per cent."""
        return number * self.width

    def length(self, number: int) -> float:
        """Return the length of a bar, in per cent of the whole; a part is left for the number."""
        return number / self.most * self.width * 0.68 if self.most else 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A proposition in the lane of a report."""

    x: float
    width: float
    side: str
    witness: Witnessing


@dataclass(frozen=True, slots=True)
class Lane:
    """A report and, in the order of the text, whether it has each proposition of its event."""

    report: Report
    marks: tuple[Mark, ...]

    def count(self, state: str) -> int:
        """Return the number of propositions of one state."""
        return sum(mark.witness.state == state for mark in self.marks)


def place(number: int, most: int) -> float:
    """Return where a number stands on an axis from 0 to `most`, in per cent."""
    return round(MARGIN + (100 - 2 * MARGIN) * (number / most if most else 0), 2)


def topic_plot(edition: Edition, left: Event, right: Event) -> TopicPlot:
    """Return how many statements of each topic the two talks have."""
    pairs = [
        Pair(word, _count(edition, left, word.id), _count(edition, right, word.id))
        for word in edition.words.get("topic", ())
    ]
    pairs = [pair for pair in pairs if pair.left or pair.right]
    pairs.sort(key=lambda pair: (pair.left - pair.right, -pair.right))
    return TopicPlot(tuple(pairs), max((max(p.left, p.right) for p in pairs), default=0))


def _count(edition: Edition, event: Event, topic: str) -> int:
    found = (_first(edition, joined) for joined in edition.propositions_of.get(event.id, ()))
    return sum(topic in claim.topics for claim in found)


def _first(edition: Edition, joined: Proposition) -> Claim:
    """Return the claim whose codes stand for the proposition: the first of an untranslated report."""
    claims = [edition.claim[name] for name in joined.claims]
    return min(claims, key=lambda claim: edition.report[claim.report].translation == "machine")


def act_plot(edition: Edition, left: Event, right: Event) -> ActPlot:
    """Return how often each side does what in the two talks."""
    counts: dict[tuple[str, str], list[int]] = {}
    who: dict[str, dict[str, None]] = {}
    for number, event in enumerate((left, right)):
        for joined in edition.propositions_of.get(event.id, ()):
            claim = _first(edition, joined)
            side = edition.side_of(claim.speakers)
            counts.setdefault((claim.act, side), [0, 0])[number] += 1
            who.setdefault(side, {}).update(dict.fromkeys(claim.speakers))
    sides = tuple(side for side in SIDES if side in who)
    acts = [word for word in edition.words.get("act", ()) if any((word.id, s) in counts for s in sides)]
    rows = tuple(ActRow(act, tuple(_cells(counts, act.id, sides))) for act in acts)
    most = max((number for pair in counts.values() for number in pair), default=0)
    return ActPlot(sides, tuple(_leaders(left, who[side]) for side in sides), rows, most)


def _cells(
    counts: dict[tuple[str, str], list[int]], act: str, sides: Iterable[str]
) -> Iterable[tuple[int, int]]:
    for side in sides:
        before, after = counts.get((act, side), (0, 0))
        yield before, after


def _leaders(event: Event, speakers: Iterable[str]) -> tuple[str, ...]:
    """Return the parties among the speakers of a side, else all of them: a country is its leader's."""
    found = tuple(speakers)
    return tuple(one for one in event.parties if one in found) or found


def lanes(edition: Edition, event: Event) -> tuple[Lane, ...]:
    """Return a lane for each report of the event, propositions in the order of its reports."""
    order = {
        claim.id: (number, at)
        for number, report in enumerate(event.reports)
        for at, claim in enumerate(edition.claims_of.get(report, ()))
    }
    joined = sorted(
        edition.propositions_of.get(event.id, ()),
        key=lambda proposition: min(order[name] for name in proposition.claims),
    )
    step = 100 / len(joined) if joined else 0.0
    return tuple(
        Lane(
            edition.report[report],
            tuple(
                Mark(
                    round(number * step, 2),
                    round(step * 0.78, 2),
                    edition.side_of(_first(edition, proposition).speakers),
                    edition.witness[proposition.proposition, report],
                )
                for number, proposition in enumerate(joined)
            ),
        )
        for report in event.reports
    )
