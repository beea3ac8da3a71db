"""People and bodies through whom a report has a claim: they speak themselves, or say what another said."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.extract import subjects
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import PEOPLE, Head, Kind
from pipeline.extract.naming import GENITIVE
from pipeline.extract.subjects import Phrase
from pipeline.model import Act, EntityId
from pipeline.vocabulary import Registry

_HEAD = 12
_NEAR = 3
_OCCASION = 18
_BODY = frozenset(
    {"office", "ORG", "GPE", "TITLE", "PERSON", "role", "collective", "article", "adjective", "honorific"}
    | {"preposition-of", "word"}
)
_BETWEEN = ("adverb", "auxiliary", "time", "DATE", "connector", "complementizer", ",", *QUOTES)
_SPOKEN = ("PERSON", "TITLE", "role", "both", "both-number", "counterpart", "pronoun")


class Teller(NamedTuple):
    """A person named as a source: who, and the half-open chunks that the words take, commas included."""

    phrase: Phrase
    first: int
    last: int


def of_person(row: list[Chunk], begin: int) -> Teller | None:
    """Return the person a sentence has as its source: `According to Xi, …`, `Tehran, theo lời ông, …`."""
    if begin + 1 < len(row) and row[begin].has("in-view") and row[begin + 1].has(","):
        return Teller(Phrase(begin, begin + 1), begin, begin + 2)  # `À ses yeux, …`: who spoke before
    begin = _past_link(row, begin)
    for at in range(begin, len(row) - 1):
        names = "source-before" in row[at].tags or (at == begin and row[at].has("in-view-of"))
        if not names or not (at == begin or row[at - 1].has(",")):
            continue
        phrase = _named(row, at + 1)
        if phrase is None:
            continue
        comma = phrase.last < len(row) and row[phrase.last].has(",")
        closes = at > begin and (phrase.last >= len(row) or row[phrase.last].has("."))
        if comma or closes:
            return Teller(phrase, at, min(phrase.last + 1, len(row)))
    return None


def _past_link(row: list[Chunk], begin: int) -> int:
    """Return where a sentence begins behind a word that joins it: `Còn theo ông Lam, …`, `However, …`."""
    if begin >= len(row) or not row[begin].has("conjunction", "connector", "adverb"):
        return begin
    at = begin + 1
    at += at < len(row) and row[at].has(",")
    return at if at < len(row) and row[at].has("source-before") else begin


def opens(row: list[Chunk], begin: int, source: Teller) -> bool:
    """Return whether a source stands before what it is the source of, which then begins behind it."""
    if source.first <= begin + 1 or _past_link(row, begin) == source.first:
        return True
    occasion = row[begin].has("adverbial-opener", "time", "DATE")  # `On trade, according to Mr Lam, …`
    comma = next(i for i in range(begin, source.first) if row[i].has(","))
    return occasion and comma == source.first - 1 and source.last < len(row) - 1


def _named(row: list[Chunk], at: int) -> Phrase | None:
    """Return the phrase of a person at `at`, a noun or two before it: `theo lời ông Lam`."""
    for start in range(at, min(at + _NEAR, len(row))):
        phrase = subjects.opening(row, start)
        if phrase is not None:
            chunks = phrase.chunks(row)
            return phrase if any(c.has(*PEOPLE, "both") for c in chunks) else None
        if not row[start].has("word"):
            return None
    return None


def conveying(
    row: list[Chunk], begin: int, parties: tuple[EntityId, ...], told: tuple[EntityId, ...] = ()
) -> tuple[tuple[EntityId, ...], int] | None:
    """Return the body or spokesman that says what somebody else said, and where that begins.

    `The ministry said the minister had thanked …`, `Spokesman X said Putin had offered …`.
    `told` are the sources met before, whose office need not be named again.
    """
    begin = _past_owner(row, past_opener(row, begin))
    first = begin
    while first < len(row) and row[first].has("office", "article") and not row[first].is_nominal:
        first += 1
    # `phụ tá của Điện Kremlin Yuri Ushakov`
    first += begin < first < len(row) and row[first].has("preposition-of")
    phrase = subjects.opening(row, first)
    phrase = _with_name(row, first) or phrase
    if phrase is None or phrase.aside or not all(c.has_any(_BODY) for c in phrase.chunks(row)):
        return None
    last = _past_office(row, phrase.last)
    ids = _offices(row[begin:last], parties, told)
    at = _past(row, last)
    if not ids or at >= len(row) or not (row[at].has("source-verb") or _says(row[at])):
        return None
    tail = at + 1 < len(row) and row[at + 1].has("attribution-tail")
    start = _past_occasion(row, _past(row, at + 1 + tail))
    inner = subjects.opening(row, start)
    if inner is None or not any(c.has(*_SPOKEN) for c in inner.chunks(row)):
        return None
    verb = _past(row, inner.last)
    return (ids, start) if verb < len(row) and row[verb].cues_of("speech") else None


def past_opener(row: list[Chunk], begin: int) -> int:
    """Return where who tells begins behind `Về phía Nga,` and the like, which names nobody."""
    if begin >= len(row) or not row[begin].has("adverbial-opener", "connector"):
        return begin
    for at, chunk in enumerate(row[begin + 1 : begin + _NEAR + 2], begin + 1):
        if chunk.has("PERSON", "TITLE", "ORG", "speech", "source-before"):
            return begin
        if chunk.has(","):
            return at + 1
    return begin


def _past_owner(row: list[Chunk], begin: int) -> int:
    """Return where an office begins behind whose it is: `Putin's foreign policy adviser, Yuri Ushakov, …`."""
    owned = begin + 3 < len(row) and row[begin].has("PERSON") and row[begin + 1].text in GENITIVE
    near = row[begin + 2 : begin + 2 + _NEAR + 1] if owned else []
    office = next((i for i, c in enumerate(near) if c.has("office", ",", "PERSON")), None)
    return begin + 2 + office if office is not None and near[office].has("office") else begin


def _with_name(row: list[Chunk], at: int) -> Phrase | None:
    """Return an office with the name between commas behind it: `his aide, Yuri Ushakov,`."""
    while at < len(row) and row[at].has("office", "article") and not row[at].has("PERSON"):
        at += 1
    set_off = 0 < at < len(row) - 2 and row[at - 1].has("office") and row[at].has(",")
    named = set_off and row[at + 1].has("PERSON") and row[at + 2].has(",")
    return Phrase(at + 1, at + 2) if named else None


def _past_office(row: list[Chunk], at: int) -> int:
    """Return where an office set off behind a name ends: `Yuri Ushakov, a Kremlin aide, said …`."""
    if at >= len(row) or "," not in row[at].tags:
        return at
    closing = next((i for i in range(at + 1, min(at + _HEAD, len(row))) if "," in row[i].tags), at)
    aside = row[at + 1 : closing]
    told = any(c.has("office") for c in aside) and not any(
        c.has("PERSON", "speech", "relative") for c in aside
    )
    return closing if told else at


def _says(chunk: Chunk) -> bool:
    return any(f.cue.yields and f.cue.act is Act.AFFIRM for f in chunk.cues_of("speech"))


def _past(row: list[Chunk], at: int) -> int:
    while at < len(row) - 1 and row[at].has(*_BETWEEN):
        at += 1
    return at


def _past_occasion(row: list[Chunk], at: int) -> int:
    """Return where who spoke begins behind an occasion: `said that, in the call with Oslo, Xi had …`."""
    if not row[at].has("attribution-tail", "adverbial-opener", "preposition"):
        return at
    return next((_past(row, i + 1) for i in range(at, min(at + _OCCASION, len(row))) if row[i].has(",")), at)


def _offices(
    chunks: list[Chunk], parties: tuple[EntityId, ...], told: tuple[EntityId, ...]
) -> tuple[EntityId, ...]:
    """Return the person with an office, or the body, that a phrase names, if it is no party of the talk."""
    people = [c.mention.id for c in chunks if c.mention is not None and c.has("PERSON")]
    bodies = [c.mention.id for c in chunks if c.mention is not None and c.has("ORG")]
    before = [None, *chunks]  # whose office it is: `trợ lý của Tổng thống Nga`
    held = [
        c.mention.id
        for c, led in zip(chunks, before, strict=False)
        if c.mention is not None and c.has("TITLE") and not (led is not None and led.has("preposition-of"))
    ]
    spokesman = bool(people) and (any(c.has("office") for c in chunks) or people[0] in told)
    if any(person in parties for person in (*people, *held)) or (people and not spokesman):
        return ()
    return tuple((people or bodies)[:1])


def is_of_other(heads: list[Head], row: list[Chunk], source: Teller) -> bool:
    """Return whether somebody else speaks: `According to his spokesman, Xi said …`."""
    for head in heads:
        if head.kind not in (Kind.MAIN, Kind.AFTER) or head.subject is None:
            continue
        chunks = head.subject.chunks(row)
        apart = any(c.has(";") for c in row[source.last : head.start])  # `Theo ông Lam, …; ông mời …`
        if not apart and any(c.has(*_SPOKEN) for c in chunks) and head.subject.first != source.phrase.first:
            return True
    return False


def tells_of_meeting(content: list[Chunk]) -> bool:
    """Return whether what a person is the source of is only that and how the talk took place."""
    return any(c.has("account-noun") for c in content[:3]) and any(
        c.has("narration") for c in content[:_HEAD]
    )


def told_by(row: list[Chunk], begin: int, source: Teller) -> list[Chunk]:
    """Return what a person is the source of, the words that name the person left out."""
    before = row[begin : max(source.first - 1, begin)]
    return [*before, *row[source.last :]]


def nested(via: tuple[EntityId, ...], told: tuple[EntityId, ...], registry: Registry) -> tuple[EntityId, ...]:
    """Return the sources of a person or body that tells: the outlets named before stay the outer ones."""
    outlets = [v for v in via if (entity := registry.entities.get(v)) is not None and entity.outlet]
    return tuple(dict.fromkeys((*outlets, *told)))
