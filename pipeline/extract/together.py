"""What one party tells that all agreed: `Xi said he and Putin had agreed to …`, `“We agreed …,” Xi said`."""

from __future__ import annotations

from pipeline.extract import subjects
from pipeline.extract.acts import Decision, content_start
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import FINITE, Head, Kind
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.extract.passage import Saying
from pipeline.model import Act

_REACH = 16
_LEAD = ("time", "DATE", "complementizer", "attribution-tail", "adverb", "connector", ":", ",", *QUOTES)
_ENDS = frozenset({";", "complementizer", "relative"})
_SHAPES = FINITE | {"participle", "base"}


def told_of_all(row: list[Chunk], start: int, end: int, saying: Saying, talk: Discourse) -> Saying:
    """Return what a party says as said by all the parties whose agreement is all that it tells.

    `row[start:end]` is the content of the verb.
    """
    homes = [talk.country(party) for party in talk.event.parties]
    if len(saying.speakers) != 1 or saying.speakers[0] not in (*talk.event.parties, *homes):
        return saying
    first = content_start(row, start, end)
    while first + 1 < end and (row[first].has(*_LEAD) or _opens_day(row, first)):
        first += 1
    for at in range(first, min(first + _REACH, end)):
        verbs = [f for f in row[at].cues_of("speech") if f.cue.act is Act.AGREE and f.shape in _SHAPES]
        if verbs:
            found = _all_before(row[first:end], at - first, saying.speakers, talk)
            decision = Decision(Act.AGREE, f"{saying.decision.rule}>{verbs[0].cue.id}")
            return saying._replace(speakers=found, decision=decision) if found else saying
        if row[at].cues or not _ENDS.isdisjoint(row[at].tags):
            return saying
    return saying


def _opens_day(row: list[Chunk], at: int) -> bool:
    return row[at].has("preposition") and row[at + 1].has("time", "DATE")


def content_of(head: Head, end: int) -> tuple[int, int]:
    """Return where the content of a verb begins and ends, before the verb where that closes a clause."""
    if head.kind is not Kind.AFTER:
        return head.content, end
    subject = head.subject.first if head.subject is not None else head.verb
    return head.start, min(subject, head.verb)


def _all_before(row: list[Chunk], verb: int, speakers: Speakers, talk: Discourse) -> Speakers:
    """Return the parties that a verb's subject stands for, if it opens the clause and they are several."""
    subject = subjects.before(row, verb)
    phrase = subject.phrase
    if phrase is None or phrase.first or subject.denied:
        return ()
    if all(c.has("we-both") for c in phrase.chunks(row)):
        return talk.everyone()
    found, _ = talk.resolve(phrase.chunks(row))
    own = {*found, *map(talk.country, found)}
    return found if len(found) > 1 and set(speakers) < own and set(found) <= set(talk.event.parties) else ()
