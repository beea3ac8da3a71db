"""The records of what relates claims: witnesses, courses, references and people's corrections."""

from __future__ import annotations

from pipeline.relations import Change, Course, Reference, Witness
from pipeline.write.records import Record


def witness_record(witness: Witness) -> Record:
    """Return the record of a report's state towards a proposition."""
    return {
        "event": witness.event,
        "report": witness.report,
        "proposition": witness.proposition,
        "state": witness.state,
        "claims": list(witness.claims),
        "why": witness.why,
    }


def course_record(course: Course) -> Record:
    """Return the record of a matter's course over the events between the same parties."""
    return {
        "course": course.id,
        "parties": list(course.parties),
        "speakers": list(course.speakers),
        "topic": course.topic,
        "stations": [
            {"event": s.event, "propositions": list(s.propositions), "status": s.status}
            for s in course.stations
        ],
    }


def reference_record(reference: Reference) -> Record:
    """Return the record of what a claim of a follow-up refers to."""
    return {
        "from_event": reference.from_event,
        "from": reference.claim,
        "to_event": reference.to_event,
        "to": list(reference.to),
        "why": list(reference.why),
    }


def correction_record(change: Change) -> Record:
    """Return the record of a person's decision with what the machine had."""
    return {
        "subject": change.kind,
        "report" if change.kind in {"claim", "mention"} else "event": change.where,
        "id": change.id,
        "changed": [{"field": f, "machine": m, "human": h} for f, m, h in change.fields],
        "reason": change.reason,
        "by": change.by,
        "date": change.date,
    }
