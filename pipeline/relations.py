"""What relates claims beyond a proposition: accounts, witnesses, courses, references, decisions."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import ClaimId, EntityId, EventId, PropositionId, ReportId


@dataclass(frozen=True, slots=True)
class Account:
    """Whose account the words of a claim are: `own`, `other`, `third`, `joint` or `unknown`.

    `teller` is the country of who tells it, empty when unknown; `removes`
    counts the sources between the outlet and the words.
    """

    kind: str
    teller: EntityId
    removes: int


@dataclass(frozen=True, slots=True)
class Witness:
    """Whether a report carries a proposition: `carried`, `omitted` or `cannot-tell`, and why."""

    event: EventId
    report: ReportId
    proposition: PropositionId
    state: str
    claims: tuple[ClaimId, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Station:
    """What one event's reports have of a course; `status` is against the station before."""

    event: EventId
    propositions: tuple[PropositionId, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Course:
    """A matter of the same speakers over all events between the same parties."""

    id: str
    parties: tuple[EntityId, ...]
    speakers: tuple[EntityId, ...]
    topic: str
    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A claim of a follow-up with the claims of the earlier event that it refers to."""

    from_event: EventId
    claim: ClaimId
    to_event: EventId
    to: tuple[ClaimId, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a person's decision changed: of what, which fields, from what to what, and who signed it.

    `kind` is `claim`, `mention`, `join`, `split` or `row`; `where` its report
    or event. A field is its name with the machine's value and the person's.
    """

    kind: str
    where: str
    id: str
    fields: tuple[tuple[str, str, str], ...]
    reason: str
    by: str
    date: str
