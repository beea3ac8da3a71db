"""Joins become propositions, report by report in the order in which reports were added.

A claim of a later report attaches to what is there: it never merges two
propositions, renames one or takes a claim out of one. Where it belongs to two
it stands in both. So what a corpus had before a report was added stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from pipeline.align.joining import Join, Pairing
from pipeline.model import Annotation, Claim, ClaimId, Event, Proposition, PropositionId, ReportId


def in_order(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return reports in the order in which they were added, those of one day by id.

    A report whose sidecar does not say when it was added is the newest.
    """
    return sorted(annotations, key=lambda a: (a.report.sidecar.moment, a.report.sidecar.id))


def propositions_of(
    event: Event, annotations: Sequence[Annotation], pairings: Mapping[tuple[str, str], Pairing]
) -> tuple[Proposition, ...]:
    """Return the propositions that joins make, each at the place of its oldest claim."""
    ordered = in_order(annotations)
    growth = _Growth()
    for number, annotation in enumerate(ordered):
        earlier = [str(a.report.sidecar.id) for a in ordered[:number]]
        own = str(annotation.report.sidecar.id)
        joins = [join for name in earlier for join in pairings[name, own].joins]
        growth.add(annotation.claims, joins)
    place = {c.id: (n, m) for n, a in enumerate(ordered) for m, c in enumerate(a.claims)}
    found = [growth.proposition(event, name) for name in growth.members]
    return tuple(sorted(found, key=lambda p: (min(place[c] for c in p.claims), p.id)))


class _Growth:
    """The propositions of an event while its reports come in."""

    def __init__(self) -> None:
        self.members: dict[PropositionId, list[ClaimId]] = {}
        self._report: dict[ClaimId, ReportId] = {}
        self._why: dict[frozenset[ClaimId], tuple[str, ...]] = {}

    def add(self, claims: Sequence[Claim], joins: Sequence[Join]) -> None:
        """Attach a report's claims to what is there, the surest joins first; the rest stand alone."""
        self._report |= {c.id: c.report for c in claims}
        before = {name: tuple(members) for name, members in self.members.items()}
        placed: set[ClaimId] = set()
        ranked = sorted(joins, key=lambda j: (j.rule != "best-pair", -j.score, j.right.id, j.left.id))
        for join in ranked:
            old, new = join.left.id, join.right.id
            self._why[frozenset((old, new))] = join.why
            homes = [name for name, members in before.items() if old in members]
            if any(new in self.members[name] for name in homes):
                continue
            free = next((n for n in homes if not self._has_report(n, self._report[new])), None)
            if free is not None:
                self.members[free].append(new)
            else:
                self.members[self._fresh(new, old)] = [old, new]
            placed.add(new)
        for claim in claims:
            if claim.id not in placed:
                self.members[PropositionId(f"p-{claim.id}")] = [claim.id]

    def _has_report(self, name: PropositionId, report: ReportId) -> bool:
        return any(self._report[c] == report for c in self.members[name])

    def _fresh(self, new: ClaimId, old: ClaimId) -> PropositionId:
        """Return a name that no proposition has, made of the newer claim, then of both."""
        name = PropositionId(f"p-{new}")
        return name if name not in self.members else PropositionId(f"p-{new}--{old}")

    def proposition(self, event: Event, name: PropositionId) -> Proposition:
        """Return a proposition with its claims in the order of their reports, and why they stand together."""
        members = tuple(self.members[name])
        reasons = (r for pair in combinations(members, 2) for r in self._why.get(frozenset(pair), ()))
        return Proposition(event.id, name, members, tuple(dict.fromkeys(reasons)))
