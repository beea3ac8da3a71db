"""Claims of one event become propositions: what several reports render, each in its own words.

Each two reports are joined for themselves, without a look at a third, and
propositions grow report by report in the order in which reports were added:
a later one attaches to what is there and moves nothing.
"""

from __future__ import annotations

from pipeline.align.description import Description, Feature, describe_all
from pipeline.align.joining import Join, Pairing, join_reports
from pipeline.align.likeness import JOIN
from pipeline.align.propositions import in_order, propositions_of
from pipeline.align.references import refer
from pipeline.model import Annotation, Event, Proposition
from pipeline.vocabulary import Registry

__all__ = [
    "JOIN",
    "Description",
    "Feature",
    "Join",
    "Pairing",
    "align",
    "describe_all",
    "join_event",
    "join_reports",
    "refer",
]


def align(event: Event, annotations: tuple[Annotation, ...], registry: Registry) -> tuple[Proposition, ...]:
    """Return the propositions of an event in a stable order; every claim is in one at least."""
    return propositions_of(event, annotations, join_event(event, annotations, registry))


def join_event(
    event: Event, annotations: tuple[Annotation, ...], registry: Registry
) -> dict[tuple[str, str], Pairing]:
    """Return the joins of each two reports of an event, by their ids, the one added earlier first."""
    ordered = in_order(annotations)
    described = {a.report.sidecar.id: describe_all(a, event, registry) for a in ordered}
    names = [*described]
    return {
        (one, other): join_reports(described[one], described[other])
        for n, other in enumerate(names)
        for one in names[:n]
    }
