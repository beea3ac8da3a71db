"""What people's decisions changed, against what the machine had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.corrections.entries import Correction
from pipeline.model import Claim, ClaimId, Mention
from pipeline.relations import Change

__all__ = ["Change", "claim_change", "mention_change"]


def claim_change(
    correction: Correction, report: str, name: ClaimId, before: Claim | None, after: Claim | None
) -> Change:
    """Return what a correction changed of a claim; it was added or deleted where one side is none."""
    return _change(correction, report, str(name), _of_claim(before), _of_claim(after))


def mention_change(
    correction: Correction, report: str, before: Mention | None, after: Mention | None
) -> Change:
    """Return what a correction changed of a mention, named by its place."""
    at = before or after
    name = f"{at.start}-{at.end}" if at else ""
    return _change(correction, report, name, _of_mention(before), _of_mention(after))


def _change(
    correction: Correction, report: str, name: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Change:
    keys: Iterable[str] = dict.fromkeys([*before, *after])
    changed = tuple(
        (key, before.get(key, ""), after.get(key, ""))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    )
    table = correction.table
    signed = (table.text("reason"), table.text("by"), str(table.values.get("date")))
    return Change(correction.kind, report, name, changed, *signed)


def _of_claim(claim: Claim | None) -> dict[str, str]:
    if claim is None:
        return {}
    return {
        "text": claim.text,
        "speakers": " + ".join(claim.speakers),
        "act": claim.act.value,
        "topics": ", ".join(claim.topics),
        "via": " > ".join(claim.via),
    }


def _of_mention(mention: Mention | None) -> dict[str, str]:
    return {"text": mention.text, "label": mention.label.value, "id": mention.id} if mention else {}
