"""Finds records that point nowhere, or that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final, TypeVar

from .edition import Edition, Located
from .problems import Problem
from .records import Mention

R = TypeVar("R")
ADDRESS: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


def find_dangling(edition: Edition) -> list[Problem]:
    """Return a problem for each double id and for each id that names nothing."""
    return [
        *_doubles(edition.events, lambda event: event.id),
        *_doubles(edition.reports, lambda report: report.id),
        *_doubles(edition.claims, lambda claim: claim.id),
        *_doubles(edition.entities, lambda entity: entity.id),
        *_doubles(edition.vocabulary, lambda word: (word.kind, word.id)),
        *_doubles(edition.comparison, lambda row: row.id),
        *_doubles(edition.sentences, lambda s: (s.report, s.sentence)),
        *_check_talks(edition),
        *_check_texts(edition),
        *_check_claims(edition),
        *_check_joins(edition),
        *_check_courses(edition),
        *_check_terms(edition),
        *_check_corrections(edition),
        *_check_addresses(edition),
        *_check_witnesses(edition),
        *_check_word_diffs(edition),
        *_check_summary(edition),
    ]


def _doubles(rows: Iterable[Located[R]], key: Callable[[R], Hashable]) -> Iterator[Problem]:
    first: dict[Hashable, int] = {}
    for row in rows:
        name = key(row.record)
        if name in first:
            yield Problem(row.where, row.line, f"{name!r} is already on line {first[name]}")
        first.setdefault(name, row.line)


def _missing(row: Located[R], what: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    for name in ids:
        if name not in known:
            yield Problem(row.where, row.line, f"there is no {what} '{name}'")


def _check_talks(edition: Edition) -> Iterator[Problem]:
    for event in edition.events:
        yield from _missing(event, "entity", event.record.parties, edition.entity)
        yield from _missing(event, "report", event.record.reports, edition.report)
        if event.record.follows is not None:
            yield from _missing(event, "event", [event.record.follows], edition.event)
    for report in edition.reports:
        yield from _missing(report, "event", [report.record.event], edition.event)
        if report.record.outlet:
            yield from _missing(report, "entity", [report.record.outlet], edition.entity)


def _check_texts(edition: Edition) -> Iterator[Problem]:
    for block in edition.blocks:
        yield from _missing(block, "report", [block.record.report], edition.report)
    for sentence in edition.sentences:
        yield from _missing(sentence, "report", [sentence.record.report], edition.report)
    for mention in edition.mentions:
        yield from _missing(mention, "report", [mention.record.report], edition.report)
        if mention.record.label != "DATE":
            ids = mention.record.id.split("+")
            yield from _missing(mention, "entity", ids, edition.entity)
        yield from _check_place(edition, mention)


def _check_place(edition: Edition, mention: Located[Mention]) -> Iterator[Problem]:
    record = mention.record
    sentence = edition.sentence.get((record.report, record.sentence))
    if sentence is None:
        what = f"'{record.report}' has no sentence {record.sentence}"
        yield Problem(mention.where, mention.line, what)
        return
    start, end = record.start - sentence.start, record.end - sentence.start
    if start < 0 or sentence.text[start:end] != record.text:
        what = f"'{record.text}' does not stand at {record.start} in sentence {record.sentence}"
        yield Problem(mention.where, mention.line, what)


def _check_claims(edition: Edition) -> Iterator[Problem]:
    acts = {word.id for word in edition.words.get("act", ())}
    topics = {word.id for word in edition.words.get("topic", ())}
    for claim in edition.claims:
        record = claim.record
        yield from _missing(claim, "report", [record.report], edition.report)
        yield from _missing(claim, "entity", [*record.speakers, *record.via], edition.entity)
        yield from _missing(claim, "act", [record.act], acts)
        yield from _missing(claim, "topic", record.topics, topics)
        if record.id not in edition.joined:
            yield Problem(claim.where, claim.line, f"claim '{record.id}' is in no proposition")
        if not record.speakers:
            yield Problem(claim.where, claim.line, f"claim '{record.id}' has no speaker")


def _check_joins(edition: Edition) -> Iterator[Problem]:
    topics = {word.id for word in edition.words.get("topic", ())}
    for joined in edition.alignment:
        yield from _missing(joined, "event", [joined.record.event], edition.event)
        yield from _missing(joined, "claim", joined.record.claims, edition.claim)
    for row in edition.comparison:
        record = row.record
        yield from _missing(row, "claim", [*record.left, *record.right], edition.claim)
        yield from _missing(row, "entity", record.speakers, edition.entity)
        yield from _missing(row, "topic", [record.topic], topics)
        yield from _missing(row, "event", [record.left_event, record.right_event], edition.event)


def _check_courses(edition: Edition) -> Iterator[Problem]:
    topics = {word.id for word in edition.words.get("topic", ())}
    for course in edition.courses:
        record = course.record
        yield from _missing(course, "entity", [*record.parties, *record.speakers], edition.entity)
        yield from _missing(course, "topic", [record.topic], topics)
        for station in record.stations:
            yield from _missing(course, "event", [station.event], edition.event)
            for name in station.propositions:
                if (station.event, name) not in edition.proposition:
                    yield Problem(course.where, course.line, f"there is no proposition '{name}'")
    for reference in edition.references:
        found = reference.record
        yield from _missing(reference, "event", [found.from_event, found.to_event], edition.event)
        yield from _missing(reference, "claim", [found.claim, *found.to], edition.claim)


def _check_terms(edition: Edition) -> Iterator[Problem]:
    for term in edition.terms:
        record = term.record
        if (record.report, record.sentence) not in edition.sentence:
            what = f"'{record.report}' has no sentence {record.sentence}"
            yield Problem(term.where, term.line, what)


def _check_corrections(edition: Edition) -> Iterator[Problem]:
    for correction in edition.corrections:
        record = correction.record
        if record.report:
            yield from _missing(correction, "report", [record.report], edition.report)
        if record.event:
            yield from _missing(correction, "event", [record.event], edition.event)


def _check_addresses(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each id that a page's address is made of and that no address can hold."""
    for word in edition.vocabulary:
        if word.record.kind in {"act", "topic"} and not ADDRESS.fullmatch(word.record.id):
            yield Problem(word.where, word.line, f"{word.record.id!r} cannot be part of an address")


def _check_witnesses(edition: Edition) -> Iterator[Problem]:
    for row in edition.witnesses:
        record = row.record
        yield from _missing(row, "report", [record.report], edition.report)
        yield from _missing(row, "claim", record.claims, edition.claim)
        if (record.event, record.proposition) not in edition.proposition:
            yield Problem(row.where, row.line, f"there is no proposition '{record.proposition}'")
    for joined in edition.alignment:
        event = edition.event.get(joined.record.event)
        for report in event.reports if event else ():
            if (joined.record.proposition, report) not in edition.witness:
                what = f"nothing says whether '{report}' carries '{joined.record.proposition}'"
                yield Problem("data/witnesses.jsonl", 0, what)


def _check_summary(edition: Edition) -> Iterator[Problem]:
    for said in edition.summary:
        yield from _missing(said, "row", said.record.rows, edition.row)
        if not said.record.rows:
            yield Problem(said.where, said.line, "the sentence rests on no row")


def _check_word_diffs(edition: Edition) -> Iterator[Problem]:
    for diff in edition.worddiffs:
        yield from _missing(diff, "row", [diff.record.row], edition.row)
        for side, name in (("left", diff.record.left), ("right", diff.record.right)):
            claim = edition.claim.get(name)
            words = "".join(part.text for part in diff.record.parts if part.op in {"same", side})
            if claim is None or words != claim.text:
                yield Problem(diff.where, diff.line, f"the {side} parts are not claim '{name}'")
