"""A statement in the reader's language, where another report of the same talk has it so."""

from __future__ import annotations

from dataclasses import dataclass

from .edition import Edition
from .records import Claim, Report


@dataclass(frozen=True, slots=True)
class Rendering:
    """The words of another report for a statement; `is_machine` where a machine translated them."""

    report: Report
    claim: Claim

    @property
    def is_machine(self) -> bool:
        """Tell whether the report is an edition translated by machine."""
        return self.report.translation == "machine"


def renderings(edition: Edition, claim: Claim, lang: str) -> tuple[Rendering, ...]:
    """Return what the witnesses joined with a claim say in `lang`, originals first.

    Nothing is returned for a claim that is in `lang` already.
    """
    if claim.lang == lang:
        return ()
    event = edition.report[claim.report].event
    joined = (edition.proposition[event, name].claims for name in edition.joined.get(claim.id, ()))
    others = dict.fromkeys(name for names in joined for name in names if name != claim.id)
    claims = [edition.claim[name] for name in others]
    found = [Rendering(edition.report[other.report], other) for other in claims if other.lang == lang]
    return tuple(sorted(found, key=lambda rendering: rendering.is_machine))
