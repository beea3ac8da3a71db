"""Parties whom the registry knows under another id than the description of the talk does.

Whoever describes a talk may write `volodymyr-zelenskyy` where the registry has
`volodymyr-zelensky`. The reports are read with the registry's id, and what is
found bears the id that was given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.model import Claim, EntityId, Event, Mention
from pipeline.text import slug
from pipeline.vocabulary import Registry

_JOINED = "+"
_ENOUGH = 2  # words of a name that, within a longer id, tell a person


def known_parties(event: Event, registry: Registry) -> dict[EntityId, EntityId]:
    """Return the registry's ids of parties that it has under another one, with the ids that were given.

    A party is known if one person alone has a name that makes the id, or whose words are all in it.
    """
    unknown = [party for party in event.parties if party not in registry.entities]
    if not unknown:
        return {}
    made: dict[str, set[EntityId]] = defaultdict(set)
    for person in registry.entities.values():
        if person.offices:
            for names in person.names.values():
                for name in names:
                    made[slug(name)].add(person.id)
    found = {}
    for party in unknown:
        words = set(party.split("-"))
        people = made.get(party) or {
            person
            for name, those in made.items()
            for person in those
            if len(parts := set(name.split("-"))) >= _ENOUGH and parts < words
        }
        if len(people) == 1:
            found[people.pop()] = party
    return found


def with_parties(event: Event, ids: Mapping[EntityId, EntityId]) -> Event:
    """Return a talk whose parties bear the registry's ids."""
    given = {old: own for own, old in ids.items()}
    return replace(event, parties=tuple(given.get(party, party) for party in event.parties))


def as_given(
    mentions: Iterable[Mention], claims: Iterable[Claim], ids: Mapping[EntityId, EntityId]
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Return mentions and claims with the ids of parties that were given."""

    def given(found: str) -> EntityId:
        return EntityId(_JOINED.join(ids.get(EntityId(part), part) for part in found.split(_JOINED)))

    def renamed(claim: Claim) -> Claim:
        return replace(
            claim,
            speakers=tuple(map(given, claim.speakers)),
            addressee=tuple(map(given, claim.addressee)),
            entities=tuple(map(given, claim.entities)),
            principal=tuple(map(given, claim.principal)),
        )

    return (
        tuple(replace(mention, id=given(mention.id)) for mention in mentions),
        tuple(map(renamed, claims)),
    )
