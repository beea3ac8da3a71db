"""How long joining and comparing take: 50 reports of one event, 1,000 events, and 100 of the same parties.

Run, from the root of the repository, on a machine with nothing else to do:

    OMP_NUM_THREADS=1 python benchmarks/alignment.py
    OMP_NUM_THREADS=1 python benchmarks/alignment.py --reports 50 --events 1000 --ledgers 100 --rounds 3

Processor time is counted, so that what else runs does not tell. On annotations
made before, the first two tables time `align` alone: descriptions, every pair of
reports, propositions. The third times `relate`, all that is made of annotations:
ledgers, word diffs, summaries, courses too. The reports are synthetic: each takes
every claim of a shipped report with a chance of 3 in 4, under an id of its own.
Time by pair of reports, by event and by ledger must stay level as numbers grow.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.align import align
from pipeline.build import annotate
from pipeline.ingest import read_corpus
from pipeline.model import Annotation, ClaimId, Event, EventId, ReportId
from pipeline.registry import load_registry
from pipeline.relate import comparable, relate
from pipeline.vocabulary import Registry

CORPUS = Path("corpus")
KEPT = 0.75


def copies(annotation: Annotation, event: EventId, count: int, seed: int) -> tuple[Annotation, ...]:
    """Return synthetic reports of an event: one report's claims, some left out in each."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    out = []
    for number in range(count):
        name = ReportId(f"2026-01-26-{event}-{number:03d}-vi")
        sidecar = replace(annotation.report.sidecar, id=name, event=event)
        claims = tuple(
            replace(c, report=name, id=ClaimId(f"{event}-{number}-{n}"))
            for n, c in enumerate(annotation.claims)
            if chance.random() < KEPT
        )
        out.append(replace(annotation, report=replace(annotation.report, sidecar=sidecar), claims=claims))
    return tuple(out)


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the least processor time of some rounds of work."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def within(reports: int, event: Event, source: Annotation, registry: Registry, rounds: int) -> str:
    """Return a line for one event with so many reports."""
    group = copies(source, event.id, reports, seed=reports)
    spent = seconds(lambda: align(event, group, registry), rounds)
    pairs = reports * (reports - 1) // 2
    each = 1000 * spent / max(pairs, 1)
    return f"{reports:>7} reports {pairs:>7} pairs {spent:>9.2f} s {each:>8.2f} ms a pair"


Talk = tuple[Event, tuple[Annotation, ...]]


def talks(events: int, event: Event, source: Annotation) -> list[Talk]:
    """Return so many events, a month after each other, with two reports each."""
    days = (f"{2000 + n // 12:04d}-{n % 12 + 1:02d}-01" for n in range(events))
    named = [replace(event, id=EventId(f"e{n:04d}"), date=day) for n, day in enumerate(days)]
    return [(one, copies(source, one.id, 2, seed=n)) for n, one in enumerate(named)]


def across(events: int, event: Event, source: Annotation, registry: Registry, rounds: int) -> str:
    """Return a line for so many events with two reports each."""
    groups = talks(events, event, source)

    def work() -> None:
        for one, group in groups:
            align(one, group, registry)

    spent = seconds(work, rounds)
    each = 1000 * spent / events
    return f"{events:>7} events {2 * events:>8} reports {spent:>7.2f} s {each:>8.2f} ms an event"


def compared(events: int, event: Event, source: Annotation, registry: Registry, rounds: int) -> str:
    """Return a line for so many events of the same parties with their ledgers."""
    groups = talks(events, event, source)
    known = {one.id: one for one, _ in groups}
    annotations = tuple(a for _, group in groups for a in group)
    ledgers = len(comparable(known.values()))
    spent = seconds(lambda: relate(known, annotations, registry), rounds)
    each = 1000 * spent / ledgers
    return f"{events:>7} events {ledgers:>8} ledgers {spent:>7.2f} s {each:>8.2f} ms a ledger"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Time of joining and comparing reports and events.")
    parser.add_argument("--reports", type=int, default=50, help="reports of one event (default 50)")
    parser.add_argument("--events", type=int, default=1000, help="events of two reports (default 1000)")
    parser.add_argument("--ledgers", type=int, default=100, help="events of one pair (default 100)")
    parser.add_argument("--rounds", type=int, default=1, help="rounds, the fastest counts (default 1)")
    options = parser.parse_args()
    registry = load_registry(CORPUS / "registry")
    corpus = read_corpus(CORPUS, registry)
    report = next(r for r in corpus.reports if r.sidecar.id == "2026-01-26-vna-vi")
    event = corpus.events[report.sidecar.event]
    source = annotate(report, event, registry)
    align(event, copies(source, event.id, 2, seed=0), registry)  # builds the lexicons
    for count in (options.reports // 4, options.reports // 2, options.reports):
        sys.stdout.write(within(count, event, source, registry, options.rounds) + "\n")
    for count in (options.events // 10, options.events // 2, options.events):
        sys.stdout.write(across(count, event, source, registry, options.rounds) + "\n")
    for count in (options.ledgers // 4, options.ledgers // 2, options.ledgers):
        sys.stdout.write(compared(count, event, source, registry, options.rounds) + "\n")


if __name__ == "__main__":
    main()
