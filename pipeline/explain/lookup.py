"""From what a user types to a claim or mention, or to an error with what comes near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from pipeline.errors import DiendamError
from pipeline.model import Annotation, Claim, Mention, ReportId
from pipeline.text import fold

_MARKS = "\"'“”‘’«» "
_NEAR = 5


class UnknownNameError(DiendamError):
    """Nothing has the name that was asked for."""

    def __init__(self, what: str, near: Iterable[str], otherwise: str) -> None:
        """Say what is unknown and what comes near."""
        listed = ", ".join(near)
        super().__init__(f"{what}\n  fix: {f'did you mean: {listed}' if listed else otherwise}")


def short_name(report: str) -> str:
    """Return what the ids of a report's claims begin with: its id without the day."""
    parts = report.split("-", 3)
    return parts[3] if len(parts) > 3 and all(p.isdigit() for p in parts[:3]) else report  # noqa: PLR2004


def reports_of(name: str, reports: Sequence[ReportId]) -> tuple[ReportId, ...]:
    """Return the reports that may hold what `name` names; a mention's names its report.

    Raises:
        UnknownNameError: if no report can hold it.
    """
    wanted, colon, _ = name.partition(":")
    if colon:
        found = tuple(r for r in reports if r == wanted)
        near = get_close_matches(wanted, reports, _NEAR, 0)
    else:
        wanted = name.rpartition("-")[0]
        found = tuple(r for r in reports if short_name(r) == wanted)
        known = sorted({short_name(r) for r in reports})
        near = [f"{short}-…" for short in get_close_matches(wanted or name, known, _NEAR, 0)]
    if not found:
        raise UnknownNameError(f"no report holds {name!r}", near, "build a corpus with reports first")
    return found


def claim_called(name: str, annotations: Iterable[Annotation]) -> tuple[Annotation, Claim]:
    """Return the claim with an id and its report.

    Raises:
        UnknownNameError: naming claims whose ids are near.
    """
    every = {claim.id: (annotation, claim) for annotation in annotations for claim in annotation.claims}
    for found, pair in every.items():
        if found == name:
            return pair
    near = get_close_matches(name, every, _NEAR, 0)
    raise UnknownNameError(f"no claim has the id {name!r}", near, "ids stand in content/data/claims.jsonl")


def mentions_called(name: str, annotation: Annotation) -> list[Mention]:
    """Return the mentions at an offset of a report's clean text, or with these words.

    Raises:
        UnknownNameError: naming mentions that are near.
    """
    report, _, asked = name.partition(":")
    mentions = annotation.mentions
    if asked.strip().isdigit():
        at = int(asked)
        found = [m for m in mentions if m.start <= at < m.end]
        ranked = sorted(mentions, key=lambda m: (abs(m.start - at), m.start))
        near = [f"{report}:{m.start} “{m.text}”" for m in ranked[:_NEAR]]
    else:
        wanted = fold(asked.strip(_MARKS))
        found = [m for m in mentions if fold(m.text) == wanted]
        surfaces = {fold(m.text): m.text for m in mentions}
        near = [f"{report}:“{surfaces[key]}”" for key in get_close_matches(wanted, surfaces, _NEAR, 0.3)]
    if not found:
        raise UnknownNameError(f"no mention is at {name!r}", near, "see content/data/mentions.jsonl")
    return found
