"""Which report carries a proposition, which omits it, and of which that cannot be told.

A report is the witness of a proposition that one of its claims stands in. The
lack of one says something of the outlet only where the whole report is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.model import Annotation, Claim, ClaimId, Event, Proposition
from pipeline.relations import Witness

CARRIED, OMITTED, CANNOT_TELL = "carried", "omitted", "cannot-tell"
# Why, as codes: what the sidecar says of the capture, else where the text ends.
FULL_TEXT, PASSED_OVER, NO_STATEMENT, UNKNOWN_EXTENT = (
    "full-text",
    "passed-over",
    "no-statement",
    "unknown-extent",
)


def witness(
    event: Event, annotations: Iterable[Annotation], propositions: Sequence[Proposition]
) -> tuple[Witness, ...]:
    """Return a state for each report of an event and each proposition, reports by id, in text order."""
    claims = {c.id: c for a in annotations for c in a.claims}
    shared = _shared(propositions, claims)
    reports = sorted(annotations, key=lambda a: a.report.sidecar.id)
    return tuple(_state(event, a, p, claims, shared) for a in reports for p in propositions)


# For a report and an earlier witness: where in that witness's text the report's shared statements stand.
Shared = Mapping[tuple[str, str], Sequence[int]]


def _shared(propositions: Sequence[Proposition], claims: Mapping[ClaimId, Claim]) -> Shared:
    """Return, by a report and a proposition's first report, where what they share stands in the latter."""
    found: dict[tuple[str, str], list[int]] = {}
    for proposition in propositions:
        first, *others = (claims[c] for c in proposition.claims)
        for other in others:
            found.setdefault((other.report, first.report), []).append(first.start)
            found.setdefault((first.report, other.report), []).append(other.start)
    return found


def _state(
    event: Event,
    annotation: Annotation,
    proposition: Proposition,
    claims: Mapping[ClaimId, Claim],
    shared: Shared,
) -> Witness:
    sidecar = annotation.report.sidecar
    own = tuple(c for c in proposition.claims if claims[c].report == sidecar.id)
    if own:
        state, why = CARRIED, "carried"
    elif not annotation.claims:
        state, why = CANNOT_TELL, NO_STATEMENT
    elif sidecar.completeness == "full":
        state, why = OMITTED, FULL_TEXT
    elif sidecar.completeness in {"excerpt", "partial"}:
        state, why = CANNOT_TELL, sidecar.completeness
    else:
        first = claims[proposition.claims[0]]
        state, why = _within(first, shared.get((sidecar.id, first.report), ()))
    return Witness(event.id, sidecar.id, proposition.id, state, own, why)


def _within(claim: Claim, carried: Sequence[int]) -> tuple[str, str]:
    """Return the state of a report of unknown extent: it passed over what stands between things it carries.

    What stands before the first or after the last of them may be beyond what is there.
    """
    if carried and min(carried) < claim.start < max(carried):
        return OMITTED, PASSED_OVER
    return CANNOT_TELL, UNKNOWN_EXTENT
