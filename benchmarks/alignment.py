"""How long joining takes: 50 reports of one event, and 1,000 events.

Run, from the root of the repository, on a machine with nothing else to do:

    OMP_NUM_THREADS=1 python benchmarks/alignment.py
    OMP_NUM_THREADS=1 python benchmarks/alignment.py --reports 50 --events 1000 --rounds 3

What is timed is `align` alone, on annotations made before: descriptions, every
pair of reports, propositions. The reports are synthetic: each takes every claim
of a shipped report with a chance of 3 in 4, under an id of its own. Time by
pair of reports and time by event must stay level as their numbers grow.
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
from pipeline.vocabulary import Registry

CORPUS = Path("corpus")
KEPT = 0.75


def copies(annotation: Annotation, event: EventId, count: int, seed: int) -> tuple[Annotation, ...]:
    """Return synthetic reports of an event: one report's claims, some left out in each."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    out = []
    for number in range(count):
        name = ReportId(f"2026-01-26-copy{number:03d}-vi")
        sidecar = replace(annotation.report.sidecar, id=name, event=event)
        claims = tuple(
            replace(c, report=name, id=ClaimId(f"{event}-{number}-{n}"))
            for n, c in enumerate(annotation.claims)
            if chance.random() < KEPT
        )
        out.append(replace(annotation, report=replace(annotation.report, sidecar=sidecar), claims=claims))
    return tuple(out)


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the least time of some rounds of work."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begin)
    return best


def within(reports: int, event: Event, source: Annotation, registry: Registry, rounds: int) -> str:
    """Return a line for one event with so many reports."""
    group = copies(source, event.id, reports, seed=reports)
    spent = seconds(lambda: align(event, group, registry), rounds)
    pairs = reports * (reports - 1) // 2
    each = 1000 * spent / max(pairs, 1)
    return f"{reports:>7} reports {pairs:>7} pairs {spent:>9.2f} s {each:>8.2f} ms a pair"


def across(events: int, event: Event, source: Annotation, registry: Registry, rounds: int) -> str:
    """Return a line for so many events with two reports each."""
    groups = [
        (replace(event, id=EventId(f"e{n}")), copies(source, EventId(f"e{n}"), 2, seed=n))
        for n in range(events)
    ]

    def work() -> None:
        for one, group in groups:
            align(one, group, registry)

    spent = seconds(work, rounds)
    each = 1000 * spent / events
    return f"{events:>7} events {2 * events:>8} reports {spent:>7.2f} s {each:>8.2f} ms an event"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Time of joining within one event and over many.")
    parser.add_argument("--reports", type=int, default=50, help="reports of one event (default 50)")
    parser.add_argument("--events", type=int, default=1000, help="events of two reports (default 1000)")
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


if __name__ == "__main__":
    main()
