"""Why a claim has no partner in another report: what came nearest, and what kept it apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.align.description import Description
from pipeline.align.joining import Pairing
from pipeline.align.likeness import FAINT, JOIN, tell_apart
from pipeline.model import Claim, ClaimId

OTHER_SPEAKER, JOINT_AND_SINGLE, STOCK_ONLY, UNLIKE, TAKEN, OTHER_MATTER = (
    "another speaker",
    "a joint statement is no single one",
    "only stock phrases are shared",
    "too little is shared",
    "the report has a claim that fits better",
    "one frame, but each names things of its own and none in common",
)
_NEAREST = 2
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Miss:
    """A claim of another report that was not joined: how like it is (0..1), why not, and which one was."""

    claim: Claim
    score: float
    reason: str
    instead: ClaimId | None = None


def misses_of(claim: ClaimId, pairing: Pairing) -> Iterator[Miss]:
    """Yield the claims of the other report that come nearest to a claim and are not joined to it."""
    left = next((i for i, d in enumerate(pairing.left) if d.claim.id == claim), None)
    right = next((j for j, d in enumerate(pairing.right) if d.claim.id == claim), None)
    joined = {frozenset((j.left.id, j.right.id)) for j in pairing.joins}
    content, scores = pairing.likeness.content, pairing.likeness.scores
    if left is not None:
        one = pairing.left[left]
        cells = [(pairing.right[j], content[left, j], scores[left, j]) for j in range(len(pairing.right))]
    elif right is not None:
        one = pairing.right[right]
        cells = [(pairing.left[i], content[i, right], scores[i, right]) for i in range(len(pairing.left))]
    else:
        return
    ranked = sorted(cells, key=lambda c: (-c[1], c[0].claim.id))
    near = [c for c in ranked if frozenset((claim, c[0].claim.id)) not in joined and c[1] > _LEAST]
    for other, like, score in near[:_NEAREST]:
        reason, instead = _reason(one, other, float(score), pairing)
        yield Miss(other.claim, float(like), reason, instead)


def _reason(
    one: Description, other: Description, score: float, pairing: Pairing
) -> tuple[str, ClaimId | None]:
    if one.speakers != other.speakers:
        joint = (len(one.speakers) > 1) != (len(other.speakers) > 1)
        return (JOINT_AND_SINGLE if joint else OTHER_SPEAKER), None
    if score >= FAINT and tell_apart(one, other):
        return OTHER_MATTER, None
    if score >= JOIN:
        for join in pairing.joins:
            for mine, theirs in ((join.left.id, join.right.id), (join.right.id, join.left.id)):
                if mine in {one.claim.id, other.claim.id}:
                    return TAKEN, theirs
        return TAKEN, None
    shared = (one.features & other.features) - one.stock
    telling = [f for f in shared if f[0] not in {"topic", "stem", "word"}]
    return (UNLIKE if telling or not one.features & other.features & one.stock else STOCK_ONLY), None
