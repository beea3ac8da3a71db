"""The talks in order of time, the courses of matters over all of them, and what refers back to what."""

from __future__ import annotations

from dataclasses import dataclass

from .edition import Edition
from .records import Claim, Course, Event, Word


@dataclass(frozen=True, slots=True)
class Talk:
    """An event with what its reports have, and how often it takes up an earlier event."""

    event: Event
    claims: int
    propositions: int
    references: tuple[tuple[Claim, tuple[Claim, ...]], ...]


@dataclass(frozen=True, slots=True)
class TopicCourses:
    """The courses of one topic."""

    topic: Word
    courses: tuple[Course, ...]


def talks(edition: Edition) -> tuple[Talk, ...]:
    """Return the events, the earliest first."""
    events = sorted((row.record for row in edition.events), key=lambda event: (event.date, event.id))
    return tuple(
        Talk(
            event,
            sum(len(edition.claims_of.get(report, ())) for report in event.reports),
            len(edition.propositions_of.get(event.id, ())),
            tuple(
                (edition.claim[row.record.claim], tuple(edition.claim[name] for name in row.record.to))
                for row in edition.references
                if row.record.from_event == event.id
            ),
        )
        for event in events
    )


def courses(edition: Edition) -> tuple[TopicCourses, ...]:
    """Return the courses of matters by topic, in the order of the vocabulary."""
    found = [row.record for row in edition.courses]
    by_topic = (
        TopicCourses(topic, tuple(course for course in found if course.topic == topic.id))
        for topic in edition.words.get("topic", ())
    )
    return tuple(entry for entry in by_topic if entry.courses)
