"""On what a side of a ledger row rests: which reports, and whose account they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.ledger import Basis
from pipeline.model import Claim, EntityId, Event, ReportId
from pipeline.vocabulary import Registry

Outlets = Mapping[ReportId, EntityId]


def basis(
    claims: Iterable[Claim], speakers: Iterable[EntityId], event: Event, outlets: Outlets, registry: Registry
) -> Basis:
    """Return the reports of some claims: how many give the speaker's account, the other side's, neither.

    The account is that of the last source a report names, else the outlet's own.
    A report whose outlet or country is unknown is counted in none of the three.
    """
    tellers: dict[ReportId, EntityId] = {}
    for claim in sorted(claims, key=lambda c: (c.report, c.start, c.id)):
        tellers.setdefault(
            claim.report, claim.via[-1] if claim.via else outlets.get(claim.report, EntityId(""))
        )
    own = {_country(s, registry) for s in speakers} - {None}
    parties = {_country(p, registry) for p in event.parties} - {None}
    sides = [_country(t, registry) for t in tellers.values()]
    return Basis(
        tuple(tellers),
        own=sum(c in own for c in sides if c),
        other=sum(c in parties - own for c in sides if c),
        third=sum(c not in parties for c in sides if c),
    )


def _country(name: EntityId, registry: Registry) -> EntityId | None:
    entity = registry.entities.get(name)
    return entity.country if entity else None
