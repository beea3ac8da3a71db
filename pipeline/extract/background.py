"""Verbs of speech that tell of others than these talks, or of what was said before them."""

from __future__ import annotations

from pipeline.extract.again import is_person
from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import Head, Kind
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.extract.subjects import Phrase
from pipeline.model import EntityId

_NEAR = 3
_QUALITIES = 4
_QUALITY = ("word", "adjective", "article")
_NAMED = ("PERSON", "pronoun", "both", "both-number", "first-person", "counterpart")


def is_background(row: list[Chunk], head: Head, speakers: Speakers, parties: Speakers) -> bool:
    """Return whether a verb tells what others say, or had said before: `le mouvement avait annoncé …`."""
    if head.subject is None:
        return False
    if head.kind is not Kind.PASSIVE and (
        _is_bystander(row, head.subject) or _is_apposed_stranger(row, head.subject)
    ):
        return True
    chunks = head.subject.chunks(row)
    before = row[max(head.verb - _NEAR, 0) : head.verb]
    if any(c.has("perfect") for c in before) and not set(speakers) & set(parties):
        return any(c.has("PERSON") for c in chunks)
    earlier = any(c.has("past-perfect") for c in before) and not _is_told(row, head.subject)
    return earlier or _is_dated(row, head)


def _is_told(row: list[Chunk], phrase: Phrase) -> bool:
    """Return whether a clause is what another verb tells, so put back: `a rapporté que X avait …`."""
    return phrase.first > 0 and row[phrase.first - 1].has("complementizer")


def _is_dated(row: list[Chunk], head: Head) -> bool:
    """Return whether what somebody said is told of another time: `Trump last year accused …`, `từng nói`."""
    if head.subject is None or head.kind is not Kind.MAIN:
        return False
    first = head.subject.first
    lead = row[max(first - _NEAR, 0) : first]
    led = lead if len(lead) == first else []  # what opens the sentence
    if first and row[0].has("formerly") and row[first - 1].has(","):
        return True  # `Before flying to Athens, …`
    return any(c.has("formerly") for c in (*led, *row[head.subject.last : head.verb]))


def is_of_third(speakers: Speakers, rule: str, talk: Discourse) -> bool:
    """Return whether who speaks or acts is not of the talk: `Moscou a menacé …`, `the aide told us …`."""
    parties = talk.event.parties
    homes = {talk.country(party) for party in parties}
    if not speakers or not parties or set(speakers) & {*parties, *homes}:
        return False
    if rule != "country" and all(is_person(speaker, talk) for speaker in speakers):
        return not any(_may_be(speaker, parties) for speaker in speakers)
    return None not in homes and all(talk.country(speaker) not in homes for speaker in speakers)


def met_third(speakers: Speakers, rule: str, talk: Discourse) -> bool:
    """Return whether somebody not of the talk speaks or acts, and note who: `he` is that one then."""
    third = is_of_third(speakers, rule, talk)
    if third:
        talk.spoken.append(speakers[0])
    return third


def _may_be(person: EntityId, parties: Speakers) -> bool:
    """Return whether an id has a word of a party's: he may be that one by another form of his name."""
    return any(set(person.split("-")) & set(party.split("-")) for party in parties)


def _is_bystander(row: list[Chunk], phrase: Phrase) -> bool:
    """Return whether a phrase stands for nobody of the talks: `critics`, `one senior European diplomat`."""
    chunks = phrase.chunks(row)
    if any(c.has(*_NAMED) for c in chunks):
        return False
    first = phrase.first
    if not row[first].has("article") or row[first].has("indefinite"):
        while first > 0 and phrase.first - first < _QUALITIES and row[first - 1].has(*_QUALITY):
            first -= 1
        first -= first > 0 and row[first - 1].has("indefinite", "bystander")
        if first > 1 and row[first - 1].has("preposition") and row[first - 2].has("bystander"):
            first -= 2  # `một nguồn tin trong Chính phủ Đức`
    named = any(c.has("GPE", "ORG") for c in chunks)
    noun = row[first : phrase.last]
    return any(c.has("bystander") for c in noun) or (not named and any(c.has("indefinite") for c in noun))


def _is_apposed_stranger(row: list[Chunk], phrase: Phrase) -> bool:
    """Return whether an unknown name stands beside a role: `le chef conservateur, Pierre Poilievre, …`."""
    if phrase.aside is None or any(c.mention is not None or c.has("both") for c in phrase.chunks(row)):
        return False
    name = row[slice(*phrase.aside)]
    return len(name) > 1 and all(c.has("word", "-") and (c.text[0].isupper() or "-" in c.tags) for c in name)


def is_of_stranger(row: list[Chunk], head: Head, parties: Speakers) -> bool:
    """Return whether a relative clause tells what somebody else once said: `… of Castro, who said …`."""
    if head.kind is not Kind.RELATIVE or head.subject is None:
        return False
    known = [c.mention.id for c in head.subject.chunks(row) if c.mention and c.has("PERSON")]
    return bool(known) and not set(known) & set(parties)
