"""What a follow-up says of the talk that it follows: its claims beside those they refer to.

The speakers are others (an envoy, a minister), so that sides are held against
each other: the countries of those who speak, or whose message it is. The event
that follows enters no ledger by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.align.description import Description, describe_all
from pipeline.align.joining import evidence
from pipeline.align.likeness import JOIN, likeness_of
from pipeline.model import Annotation, Claim, ClaimId, EntityId, Event
from pipeline.relations import Reference
from pipeline.vocabulary import Registry

NAMES_IT = "names the talk itself"
# By which concepts of the termbase a claim names an event of each kind.
_KINDS = {
    "call": {"phone-call"},
    "meeting": {"meeting", "talks"},
    "visit": {"visit", "state-visit", "official-visit"},
    "message": {"congratulatory-message"},
}


def refer(
    follower: tuple[Event, Sequence[Annotation]],
    followed: tuple[Event, Sequence[Annotation]],
    registry: Registry,
) -> tuple[Reference, ...]:
    """Return what the claims of a follow-up refer to, in their order; each event comes with its reports."""
    event, annotations = follower
    earlier, told = followed
    before = [_sides(describe_all(a, earlier, registry), registry) for a in told]
    found = []
    for annotation in annotations:
        own = _sides(describe_all(annotation, event, registry), registry)
        likenesses = [likeness_of(group, own).scores if group and own else None for group in before]
        for column, one in enumerate(own):
            like = [
                (float(scores[row, column]), group[row])
                for group, scores in zip(before, likenesses, strict=True)
                if scores is not None
                for row in range(len(group))
                if scores[row, column] >= JOIN
            ]
            names_it = _names(one, annotation, earlier)
            if like or names_it:
                found.append(_reference(event, one, earlier, like, names_it))
    return tuple(found)


def _sides(described: list[Description], registry: Registry) -> list[Description]:
    """Return descriptions by the countries of those who speak, or whose message it is."""
    return [replace(d, speakers=frozenset(_countries(d.claim, registry))) for d in described]


def _countries(claim: Claim, registry: Registry) -> set[EntityId]:
    known = (registry.entities.get(s) for s in claim.principal or claim.speakers)
    return {e.country for e in known if e is not None and e.country} or set(claim.speakers)


def _names(one: Description, annotation: Annotation, earlier: Event) -> bool:
    """Return whether a claim names the talk: by its kind and its parties, or by its day."""
    concepts = {value for kind, value in one.features if kind == "term"}
    if not concepts & _KINDS.get(earlier.kind, set()):
        return False
    claim = one.claim
    held = {p for m in annotation.mentions if claim.start <= m.start < claim.end for p in m.id.split("+")}
    return set(earlier.parties) <= held or earlier.date in held


def _reference(
    event: Event, one: Description, earlier: Event, like: list[tuple[float, Description]], names_it: bool
) -> Reference:
    ranked = sorted(like, key=lambda pair: (-pair[0], pair[1].claim.id))
    why = [NAMES_IT] if names_it else []
    for _, other in ranked:
        why += [reason for reason in evidence(other, one)[1:] if reason not in why]
    to = tuple(ClaimId(d.claim.id) for _, d in ranked)
    return Reference(event.id, one.claim.id, earlier.id, to, tuple(why))
