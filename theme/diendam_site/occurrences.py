"""Where names, statements and set phrases stand, each in the words around it (KWIC)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from .edition import Edition
from .ledger import LedgerRow
from .records import (
    Claim,
    Entity,
    Mention,
    Report,
    Sentence,
)

WIDE: Final = 70  # characters of context kept on each side
NARROW: Final = 36
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """Words of a report with what stands before and after them in their sentence.

    `claims` are the statements that hold the words, `rows` the ledger rows that cite those.
    """

    report: Report
    sentence: Sentence
    before: str
    words: str
    after: str
    claims: tuple[Claim, ...]
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class ReportLines:
    """The lines of one report; `number` counts the places, also those that its rights keep hidden."""

    report: Report
    lines: tuple[Line, ...]
    number: int


@dataclass(frozen=True, slots=True)
class YearLines:
    """The reports of one year's events, and how many places they have together."""

    year: str
    reports: tuple[ReportLines, ...]
    number: int


def line_at(edition: Edition, sentence: Sentence, start: int, end: int, *, size: int = WIDE) -> Line:
    """Return the words from `start` to `end`, in code points of the clean text, in their sentence."""
    at, until = max(start - sentence.start, 0), min(end - sentence.start, len(sentence.text))
    claims = tuple(
        claim
        for claim in edition.claims_of.get(sentence.report, ())
        if claim.start <= start and end <= claim.end
    )
    rows = dict.fromkeys(row for claim in claims for row in edition.rows_with.get(claim.id, ()))
    return Line(
        edition.report[sentence.report],
        sentence,
        _tail(sentence.text[:at], size),
        sentence.text[at:until],
        _head(sentence.text[until:], size),
        claims,
        tuple(rows),
    )


def of_entity(edition: Edition, entity: Entity) -> tuple[YearLines, ...]:
    """Return every mention of an entity, by year and report."""

    def lines(report: Report) -> ReportLines | None:
        found = [m for m in edition.mentions_of.get(report.id, ()) if names(m, entity)]
        # Of a report shown in excerpts, nothing is shown but the quoted claims.
        shown = found if report.display == "full" else ()
        return _report_lines(edition, report, ((m.sentence, m.start, m.end) for m in shown), len(found))

    return _by_year(edition, lines)


def of_claims(edition: Edition, is_wanted: Callable[[Claim], bool]) -> tuple[YearLines, ...]:
    """Return the statements that are wanted, each in its sentence, by year and report."""

    def lines(report: Report) -> ReportLines | None:
        found = [claim for claim in edition.claims_of.get(report.id, ()) if is_wanted(claim)]
        made = tuple(_claim_line(edition, report, claim) for claim in found)
        return ReportLines(report, made, len(found)) if found else None

    return _by_year(edition, lines)


def of_speaker(edition: Edition, entity: Entity) -> tuple[YearLines, ...]:
    """Return what reports have someone say, by year and report."""
    return of_claims(edition, lambda claim: entity.id in claim.speakers)


def of_topic(edition: Edition, topic: str) -> tuple[YearLines, ...]:
    """Return the statements about a topic, by year and report."""
    return of_claims(edition, lambda claim: topic in claim.topics)


def of_act(edition: Edition, act: str) -> tuple[YearLines, ...]:
    """Return the statements of an act, by year and report."""
    return of_claims(edition, lambda claim: claim.act == act)


def names(mention: Mention, entity: Entity) -> bool:
    """Tell whether the mention is of the entity, alone or with another."""
    return entity.id in mention.id.split("+")


def total(years: Iterable[YearLines]) -> int:
    """Return the number of places in all years."""
    return sum(year.number for year in years)


def _claim_line(edition: Edition, report: Report, claim: Claim) -> Line:
    sentence = edition.sentence[claim.report, claim.sentence]
    line = line_at(edition, sentence, claim.start, claim.end)
    is_whole = report.display == "full"
    # A claim may run over the end of its sentence; its own words are what is shown.
    return Line(
        report,
        sentence,
        line.before if is_whole else "",
        claim.text,
        line.after if is_whole else "",
        (claim,),
        edition.rows_with.get(claim.id, ()),
    )


def _report_lines(
    edition: Edition, report: Report, places: Iterable[tuple[int, int, int]], number: int
) -> ReportLines | None:
    lines = tuple(
        line_at(edition, edition.sentence[report.id, sentence], start, end)
        for sentence, start, end in sorted(places, key=lambda place: place[1])
    )
    return ReportLines(report, lines, number) if number else None


def _by_year(edition: Edition, lines: Callable[[Report], ReportLines | None]) -> tuple[YearLines, ...]:
    events = sorted((row.record for row in edition.events), key=lambda event: (event.date, event.id))
    found: list[YearLines] = []
    for year, group in groupby(events, key=lambda event: event.date[:4]):
        reports = tuple(_found(lines(edition.report[name]) for event in group for name in event.reports))
        if reports:
            found.append(YearLines(year, reports, sum(entry.number for entry in reports)))
    return tuple(found)


def _found(lines: Iterable[ReportLines | None]) -> Iterator[ReportLines]:
    return (entry for entry in lines if entry is not None)


def _head(text: str, size: int) -> str:
    """Return the first words of a text, up to `size` characters."""
    return text if len(text) <= size else f"{text[: text.rfind(' ', 0, size) + 1].rstrip()} {ELLIPSIS}"


def _tail(text: str, size: int) -> str:
    """Return the last words of a text, up to `size` characters."""
    if len(text) <= size:
        return text
    at = text.find(" ", len(text) - size)
    return f"{ELLIPSIS}{text[at:]}" if at >= 0 else ELLIPSIS
