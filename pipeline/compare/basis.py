"""On what a side of a ledger row rests: which reports, and whose account they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.ledger import Basis
from pipeline.model import Claim, ClaimId, ReportId
from pipeline.relations import Account


def basis(claims: Iterable[Claim], accounts: Mapping[ClaimId, Account]) -> Basis:
    """Return the reports of some claims, and how many give the speaker's account, the other's, a third's.

    A report counts by the first of its claims here; a joint statement, and what nobody can be told to
    have said it, count in none of the three.
    """
    told: dict[ReportId, str] = {}
    for claim in sorted(claims, key=lambda c: (c.report, c.start, c.id)):
        account = accounts.get(claim.id)
        told.setdefault(claim.report, account.kind if account else "")
    times = Counter(told.values())
    return Basis(tuple(told), own=times["own"], other=times["other"], third=times["third"])
