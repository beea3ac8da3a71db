"""One event of a ledger: made once, whichever other events it is held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.compare.differences import Holders
from pipeline.compare.readings import Reading, holders, read_claims
from pipeline.compare.sides import History, Side, history_of
from pipeline.model import Annotation, ClaimId, Event, Proposition
from pipeline.relations import Account
from pipeline.vocabulary import Registry


@dataclass(frozen=True)
class Column:
    """An event with what its claims name, its propositions as they grew, and who holds what."""

    event: Event
    readings: Mapping[ClaimId, Reading]
    histories: tuple[History, ...]
    holders: Holders
    accounts: Mapping[ClaimId, Account]

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """Return the propositions with all their claims."""
        return tuple([*history.values()][-1] for history in self.histories)

    @cached_property
    def since(self) -> tuple[str, ...]:
        """Return the moment at which each proposition came about."""
        return tuple(next(iter(history)) for history in self.histories)


def column_of(
    event: Event,
    propositions: Iterable[Proposition],
    annotations: Iterable[Annotation],
    accounts: Mapping[ClaimId, Account],
    registry: Registry,
) -> Column:
    """Return an event as a side of ledgers; `annotations` are of its own reports."""
    own = tuple(annotations)
    readings = read_claims(own, [event], registry)
    moments = {a.report.sidecar.id: a.report.sidecar.moment for a in own}
    histories = tuple(history_of(p, readings, moments) for p in propositions)
    return Column(event, readings, histories, holders(own, readings, registry), accounts)
