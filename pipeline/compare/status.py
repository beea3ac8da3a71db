"""Whether a pair of propositions goes on or has changed, by a test that no language decides.

By the guidelines a row is `continued` with the same speaker, the same matter and
the same position. Matter and position are the things that the two name: where
most of what the shorter one names is in the other too, it goes on, whatever the
languages. Words in common order count as evidence within one language only.
"""

from __future__ import annotations

from pipeline.compare.pairing import likeness
from pipeline.compare.sides import Side, families
from pipeline.ledger import Difference
from pipeline.model import Status
from pipeline.vocabulary import Registry

MOSTLY_SHARED = 0.52  # of the weight of what the shorter side names
SAME_WORDING = 0.60  # of the words, in order: more than set phrases give
_POSITION = "position"


def judge(
    a: Side, b: Side, differences: tuple[Difference, ...], registry: Registry
) -> tuple[Status, tuple[str, ...]]:
    """Return the status of a pair of sides, and the reasons, each a code with its values."""
    alike = likeness(a, b, registry)
    shared = sorted(alike.things - registry.stock)
    acts = [",".join(sorted(side.acts)) for side in (a, b)]
    why = [
        f"acts {acts[0]}" if acts[0] == acts[1] else f"acts {acts[0]} | {acts[1]}",
        f"shared {', '.join(shared) or 'nothing of its own'}",
        f"share {alike.share:.2f}",
    ]
    if any(c.lang == d.lang for c in a.claims for d in b.claims):
        why.append(f"words {alike.words:.2f}")
    against = list(_against(a, b, differences, registry))
    listed = any(registry.acts[act].listed for act in a.acts & b.acts)
    goes_on = alike.share >= MOSTLY_SHARED or alike.words >= SAME_WORDING
    if listed or (goes_on and not against):
        return Status.CONTINUED, (*why, "same kind of good wishes" if listed else "most of it is shared")
    return Status.CHANGED, (*why, *(against or ["less than most of it is shared"]))


def _against(a: Side, b: Side, differences: tuple[Difference, ...], registry: Registry) -> list[str]:
    """Return what speaks against calling it the same, whatever is shared."""
    out = []
    if set(a.speakers) != set(b.speakers):
        out.append("said by both on one side, by one on the other")
    if _POSITION in families(a, registry) ^ families(b, registry) and not (
        families(a, registry) & families(b, registry)
    ):
        out.append("acts of another family")
    numbers = [d for d in differences if d.kind == "number"]
    if numbers:
        out.append("other figures: " + ", ".join(f"{d.side} {d.text}" for d in numbers))
    return out + [f"another strength: {scale} {one} | {other}" for scale, one, other in _strengths(a, b)]


def _strengths(a: Side, b: Side) -> list[tuple[str, int, int]]:
    """Return the scales on which both are graded, but not alike, with the highest grade of each."""
    one, other = (
        {s: max(g for t, g in grades if t == s) for s, _ in grades} for grades in map(_grades, (a, b))
    )
    return [(s, one[s], other[s]) for s in sorted(one.keys() & other.keys()) if one[s] != other[s]]


def _grades(side: Side) -> frozenset[tuple[str, int]]:
    return frozenset(grade for r in side.readings for grade in r.grades)
