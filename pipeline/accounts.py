"""Whose account a claim is: told by the speaker's own side, by the other, by a third, or by both."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Annotation, Claim, ClaimId, EntityId, Event
from pipeline.relations import Account
from pipeline.vocabulary import Registry

OWN, OTHER, THIRD, JOINT, UNKNOWN = "own", "other", "third", "joint", "unknown"


def accounts_of(annotation: Annotation, event: Event, registry: Registry) -> dict[ClaimId, Account]:
    """Return whose account each claim of a report is, by claim id.

    The teller is the source nearest to the words, else the outlet; the
    countries of both stand in the registry.
    """
    outlet = EntityId(annotation.report.sidecar.outlet.value)
    return {c.id: _account(c, outlet, event, registry) for c in annotation.claims}


def _account(claim: Claim, outlet: EntityId, event: Event, registry: Registry) -> Account:
    teller = country_of(claim.via[-1] if claim.via else outlet, registry)
    removes = len(claim.via)
    sides = countries_of(claim.principal or claim.speakers, registry)
    if len(sides) > 1:
        return Account(JOINT, teller, removes)
    if not teller or not sides:
        return Account(UNKNOWN, teller, removes)
    if teller in sides:
        return Account(OWN, teller, removes)
    kind = OTHER if teller in countries_of(event.parties, registry) else THIRD
    return Account(kind, teller, removes)


def country_of(entity: EntityId, registry: Registry) -> EntityId:
    """Return the country of a person, body or outlet, a country being its own; empty when unknown."""
    known = registry.entities.get(entity)
    return (known.country if known else None) or EntityId("")


def countries_of(entities: Iterable[EntityId], registry: Registry) -> set[EntityId]:
    """Return the countries of several entities, those unknown left out."""
    return {country for e in entities if (country := country_of(e, registry))}
