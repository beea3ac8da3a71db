"""Two events become a ledger: what the reports of both have, and what only those of one have.

Propositions of the two events are held against each other topic by topic and
speaker by speaker; a joint statement counts for each leader. What pairs with
nothing stands alone, under its most central topic.
"""

from __future__ import annotations

from pipeline.compare.columns import Column, column_of
from pipeline.compare.rows import Ledger
from pipeline.ledger import LedgerRow
from pipeline.vocabulary import Registry

__all__ = ["Column", "column_of", "compare", "made_anew"]


def compare(left: Column, right: Column, registry: Registry) -> tuple[LedgerRow, ...]:
    """Return the ledger of two events in the order of the topics."""
    return tuple(Ledger(left, right, registry).rows())


def made_anew(row: LedgerRow, left: Column, right: Column, registry: Registry) -> LedgerRow:
    """Return a row whose sides a person put together, with all that is drawn from them; its status stays."""
    return Ledger(left, right, registry).made_anew(row)
