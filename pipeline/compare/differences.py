"""What only one side of a ledger row names, in the words of its report.

A thing is on one side only if no claim of the other side has it, in any
language: what a Vietnamese text names by one word and a French one by another is
one thing by its id. Nothing is said where the other side has no text that could
tell: a term without a form in its languages, a name that no registry lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.compare.readings import Named, Reading
from pipeline.compare.sides import Side
from pipeline.ledger import Difference
from pipeline.model import Claim, ClaimId, EntityId, ReportId
from pipeline.vocabulary import Registry

_ORDER = ("document", "entity", "place", "number", "date", "intensity", "term")
_MILD = 1

# In which reports each thing stands, by its id.
Holders = Mapping[str, tuple[ReportId, ...]]


def differences(
    left: Side, right: Side, held: tuple[Holders, Holders], registry: Registry
) -> tuple[Difference, ...]:
    """Return what each side of a row has alone, documents first.

    `held` says which reports of the left and of the right event name a thing anywhere.
    """
    telling = _Telling(registry)
    return tuple(
        sorted(
            (
                *_only("left", left, right, telling, held[1]),
                *_only("right", right, left, telling, held[0]),
            ),
            key=lambda d: (d.side, _ORDER.index(d.kind), d.id),
        )
    )


def _only(name: str, side: Side, other: Side, telling: _Telling, elsewhere: Holders) -> Iterator[Difference]:
    found: dict[str, list[tuple[Named, ClaimId]]] = {}
    for reading in side.readings:
        for thing in reading.named:
            if telling.says_nothing(thing, other.readings):
                continue
            if not telling.has(other.readings, thing, reading.claim) and telling.can_tell(
                other.claims, thing, reading.claim
            ):
                found.setdefault(thing.id, []).append((thing, reading.claim.id))
    for key, named in found.items():
        first = named[0][0]
        claims = tuple(dict.fromkeys(claim for _, claim in named))
        yield Difference(name, first.kind, key, first.text, claims, elsewhere.get(key, ()))


class _Telling:
    """Whether texts have a thing, and whether they could."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._terms, self._intensities = registry.term_of, registry.intensity_of

    def has(self, readings: Iterable[Reading], thing: Named, claim: Claim) -> bool:
        """Return whether one of some claims has a thing, under whatever words."""
        return any(self._stands_in(thing, claim, reading) for reading in readings)

    def _stands_in(self, thing: Named, claim: Claim, reading: Reading) -> bool:
        if thing.id in reading.present:
            return True
        if thing.kind == "date":
            return any(
                p.startswith(thing.id) or thing.id.startswith(p) for p in reading.present if p[:1].isdigit()
            )
        if thing.kind == "intensity" and reading.claim.lang != claim.lang:
            # Translators exchange wordings of one strength.
            strength = self._intensities[thing.id]
            return (strength.scale, strength.grade) in reading.grades
        return False

    def says_nothing(self, thing: Named, others: Iterable[Reading]) -> bool:
        """Return whether a wording is mild and stands against no wording of its scale."""
        strength = self._intensities.get(thing.id) if thing.kind == "intensity" else None
        if strength is None or strength.grade > _MILD:
            return False
        return all(strength.scale != scale for r in others for scale, _ in r.grades)

    def can_tell(self, others: Iterable[Claim], thing: Named, claim: Claim) -> bool:
        """Return whether one of some texts would show a thing if it had it."""
        langs = {c.lang for c in others}
        if thing.kind in ("number", "date"):
            return True
        if thing.kind == "term":
            return bool(langs & self._terms[thing.id].forms.keys())
        if thing.kind == "intensity":
            return bool(langs & self._intensities[thing.id].forms.keys())
        entity = self._registry.entities.get(EntityId(thing.id))
        if entity is None or not entity.listed:
            return claim.lang in langs
        return bool(langs & entity.names.keys())
