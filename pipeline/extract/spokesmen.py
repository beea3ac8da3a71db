"""Sources that are no party: spokesmen, aides, ministers; `According to spokesman X, Putin thanked …`."""

from __future__ import annotations

from difflib import get_close_matches

from pipeline.extract import acts, inverted, subjects
from pipeline.extract.account import Continued
from pipeline.extract.acts import Decision
from pipeline.extract.chunks import PLAIN, QUOTES, Chunk
from pipeline.extract.clause import FINITE, Head, Kind, is_outlet
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.extract.naming import GENITIVE
from pipeline.extract.sources import Source
from pipeline.model import EntityId
from pipeline.text import unmark

_LEAD = 20
_ASIDE = 14
_TAIL = 14
_ALIKE = 0.75
_SPEAKERS = ("PERSON", "TITLE", "role", "pronoun", "both", "counterpart")
_TELLS = ("speech", "source-verb")
_OPENS_ASIDE = frozenset({"source-before"})
_TOLD = frozenset({"complementizer", "relative", ":", ";", *QUOTES})


def leading(row: list[Chunk], begin: int, talk: Discourse) -> Source | None:
    """Return the person or office a sentence opens with as the source of what a party says behind it."""
    if begin >= len(row) or not row[begin].has("source-before"):
        return None
    for comma in (i for i in range(begin + 1, min(begin + _LEAD, len(row))) if row[i].has(",", ":")):
        lead = row[begin + 1 : comma]
        told = _teller(lead, talk) if any(_is_stranger(c, talk) or c.has("office") for c in lead) else None
        if told is not None and (row[comma].has(":") or _tells_of_talk(row, comma + 1, talk)):
            return Source(told, begin, comma)
    return None


def _tells_of_talk(row: list[Chunk], begin: int, talk: Discourse) -> bool:
    """Return whether a clause tells what a party did or, as its first word does, of the talk itself."""
    return any(c.has("account-noun") for c in row[begin : begin + 1]) or party_speaks(
        row, begin, len(row), talk
    )


def trailing(row: list[Chunk], begin: int, talk: Discourse) -> Source | None:
    """Return who closes a sentence as the source of what a party said: `…, spokeswoman Mao Ning said`."""
    commas = [i for i in range(len(row) - 1, max(len(row) - _TAIL, begin), -1) if "," in row[i].tags]
    if len(commas) > 1 and all(c.has("PERSON", ".", "honorific") for c in row[commas[0] + 1 :]):
        del commas[0]  # `…, said his spokesman, Dmitry Peskov`
    if not commas:
        return None
    comma = commas[0]  # `"He made clear that …", the spokesman said` is what he made clear
    tail = row[comma + 1 :]
    tail = tail[1:] if tail and tail[0].has(*QUOTES) else tail
    if not _is_telling(tail) or not any(_is_stranger(c, talk) for c in tail):
        return None
    told = _teller(tail, talk)
    return Source(told, comma, len(row)) if told and party_speaks(row, begin, comma, talk) else None


def put_in(row: list[Chunk], begin: int, talk: Discourse) -> Source | None:
    """Return the source between a subject and its verb: `Putin, according to spokesman X, confirmed …`.

    No verb of its own has the subject before it.
    """
    subject = subjects.opening(row, begin)
    opens = subject.last if subject is not None else len(row)
    if subject is None or opens + 2 >= len(row) or not row[opens].has(","):
        return None
    closes = next((i for i in range(opens + 2, min(opens + _ASIDE, len(row) - 1)) if row[i].has(",")), None)
    if closes is None:
        return None
    aside = row[opens + 1 : closes]
    if any(c.has("preposition") and not c.has("agent") for c in aside[1:2]):
        return None  # `Trump, writing on his network, said …`: where he says it
    office = any(is_outlet(c, talk.registry) for c in aside) and not any(c.has("PERSON") for c in aside)
    if not (
        aside[0].has("source-before") or (_is_telling(aside) and (office or _is_party(row, subject, talk)))
    ):
        return None
    told = _teller(aside, talk)
    if not told or not (office or any(_is_stranger(c, talk) for c in aside)):
        return None
    return Source(told, opens, begin, (_OPENS_ASIDE, *[PLAIN] * (len(aside) - 1)))


def _teller(chunks: list[Chunk], talk: Discourse) -> tuple[EntityId, ...] | None:
    """Return who tells, outermost first, of each the person or else the body; None if a party itself does."""
    via: list[EntityId] = []
    known = any(c.has("office") for c in chunks)
    part: list[Chunk] = []
    for chunk in [*chunks, None]:
        if chunk is not None and not (chunk.has("source-verb", "source-before") and part):
            part.append(chunk)
            continue
        people = [c.mention.id for c in part if c.mention is not None and c.has("PERSON")]
        strangers = [p for p in people if p not in talk.event.parties]
        bodies = [c.mention.id for c in part if c.mention is not None and c.has("ORG")]
        if people and not strangers and not any(c.has("office", "source-noun") for c in part):
            return None
        via += strangers[-1:] or bodies[-1:]
        part = []
    return tuple(dict.fromkeys(via)) if via or known else None


def _is_stranger(chunk: Chunk, talk: Discourse) -> bool:
    named = chunk.mention is not None and chunk.has("PERSON")
    return named and chunk.mention.id not in talk.event.parties  # type: ignore[union-attr]


def _is_telling(tail: list[Chunk]) -> bool:
    """Return whether a clause is somebody's verb of telling with nothing that he tells."""
    if any(not _TOLD.isdisjoint(c.tags) or c.cues_of("predicate") for c in tail):
        return False
    verbs = [c for c in tail if c.has(*_TELLS) and not c.has("article")]
    shapes = {form.shape for form in (verbs[0].cues_of("speech") if verbs else ())}
    return bool(verbs) and (not shapes or bool(shapes & {*FINITE, "participle"}))


def _is_party(row: list[Chunk], phrase: subjects.Phrase, talk: Discourse) -> bool:
    """Return whether a phrase stands for people of the talk, no country."""
    chunks = phrase.chunks(row)
    if not any(c.has(*_SPEAKERS) for c in chunks):
        return False
    speakers, _ = talk.resolve(chunks)
    return bool(speakers) and set(speakers) <= set(talk.event.parties)


def party_speaks(row: list[Chunk], first: int, last: int, talk: Discourse) -> bool:
    """Return whether the first verb of a stretch that can make a claim has a party as its subject."""
    for at in range(first, last):
        speech = row[at].cues_of("speech")
        if not speech and not any(form.cue.head for form in row[at].cues_of("predicate")):
            continue
        phrase = subjects.before(row[first:last], at - first).phrase
        if phrase is None:
            if speech and all(form.shape in ("gerund", "base", "participle") for form in speech):
                continue
            return False
        return _is_party(row[first:last], phrase, talk)
    return False


def person_told_of(row: list[Chunk], begin: int, talk: Discourse) -> Speakers:
    """Return the party with whose name a sentence opens that tells what the party did: `M. X est resté …`."""
    phrase = subjects.opening(row, begin) if begin < len(row) else None
    named = ("PERSON", "TITLE", "role") if talk.inflects else ("PERSON",)
    if phrase is None or not any(c.has(*named) for c in phrase.chunks(row)):
        return ()
    told = talk.resolve(phrase.chunks(row))[0]
    return told if len(told) == 1 and set(told) <= set(talk.event.parties) else ()


def note_doer(row: list[Chunk], heads: list[Head], talk: Discourse) -> None:
    """Note the party whose deed a pronoun's verb goes with: `Modi grinned as he thanked his host`."""
    phrase = heads[0].subject if heads and heads[0].kind is Kind.MAIN else None
    if phrase is None or phrase.first <= 1 or not row[phrase.first].has("pronoun"):
        return
    beside = row[phrase.first - 1].has("before-clause", "headline-joint", "conjunction", "adverbial-opener")
    if beside and (told := person_told_of(row, 0, talk)):
        talk.heard(told)


def doer(row: list[Chunk], head: Head, talk: Discourse) -> Speakers:
    """Return the party whose deed a participle at `head` goes with: `Modi hugged him, calling him …`."""
    if head.kind is not Kind.PARTICIPLE:
        return ()
    comma = next((i + 1 for i in range(head.start - 1) if row[i].has(",")), 0)
    doing = next((told for at in (0, comma) if (told := person_told_of(row, at, talk))), ())
    if doing or len(talk.last) <= 1 or head.content >= len(row):
        return doing
    at = head.content + (row[head.content].has("to-whom", "preposition") and head.content + 1 < len(row))
    whom = row[at].mention  # `He went on, telling Putin that …` after what both did
    return tuple(p for p in talk.last if p != whom.id) if whom is not None and whom.id in talk.last else ()


def person_source(row: list[Chunk]) -> subjects.Phrase | None:
    """Return who speaks where a sentence opens with `According to Mr X, …` or `In X's view, …`."""
    if len(row) > 1 and row[0].has("in-view") and row[1].has(","):
        return subjects.Phrase(0, 1)  # `À ses yeux, …`: the same as spoke before
    if not row or not row[0].has("source-before", "preposition"):
        return None
    several = len(row) > 1 and row[1].has("plural-pronoun")  # `Pour eux, …`
    phrase = subjects.Phrase(1, 2) if several else subjects.opening(row, 1)
    if phrase is None:
        return None
    noun = next((i for i in range(phrase.last, len(row)) if row[i].text not in GENITIVE), len(row))
    view = noun < len(row) and row[noun].has("view-noun")
    comma = noun + 1 if view else phrase.last
    if comma >= len(row) or not row[comma].has(",") or not (view or row[0].has("source-before")):
        return None
    named = any(c.has("PERSON", "TITLE", "role", "pronoun", "plural-pronoun") for c in phrase.chunks(row))
    return phrase._replace(last=comma) if named else None


def of_country(row: list[Chunk], begin: int, via: tuple[EntityId, ...], talk: Discourse) -> Continued | None:
    """Return what a country's office tells of the country: `The Kremlin said Russia was ready to …`."""
    phrase = subjects.opening(row, begin)
    if (
        phrase is None
        or phrase.last + 1 >= len(row)
        or not any(c.mention and c.mention.id in via for c in row)
    ):
        return None
    speakers, rule = talk.resolve(phrase.chunks(row))
    named = [c for c in phrase.chunks(row) if c.has("GPE") or c.countries]
    if rule != "country" or len(named) != 1 or talk.country(via[-1]) not in speakers:
        return None
    behind = phrase.last
    if row[behind].has(",") and row[behind + 1].has("source-before"):
        behind = next((i for i in range(behind + 1, len(row)) if row[i].has(",")), len(row) - 1) + 1
    content = [*row[begin : phrase.last], *row[behind:]]
    inner = acts.predicate(content, 0, len(content), speakers, talk)
    return Continued(begin, speakers, Decision(inner.act, f"told>{inner.id}")) if inner else None


def is_background(found: Continued, *, closes: bool) -> bool:
    """Return whether a sentence with no act closes a report: `Qatar had never restored ties`."""
    return closes and found.decision.rule == "account-goes-on"


def resolved(row: list[Chunk], head: Head, talk: Discourse) -> tuple[Speakers, str]:
    """Return whom a verb's subject stands for and by which rule.

    `He` who tells what only he can know is the one it is told of: `President X was touched, he said`.
    """
    chunks = head.subject.chunks(row) if head.subject is not None else []
    if chunks and (spelt := _by_spelling(chunks, talk)) is not None:
        return spelt, "name-by-spelling"
    found, rule = talk.resolve(chunks)
    if rule == "pronoun" and head.kind is Kind.AFTER:
        return _himself(row, head.start, talk) or found, rule
    return found, rule


def _by_spelling(chunks: list[Chunk], talk: Discourse) -> Speakers | None:
    """Return the party whose name another spelling gives, `Zelenskiy`; none for a name no list has.

    What is no such name and no insider, or could be of several parties, gives None.
    """
    if any(c.has("insider") for c in chunks) and not any(c.mention or c.countries for c in chunks):
        return ()  # `…,” the official said`
    if not all(map(inverted.is_name_of_nobody, chunks)):
        return None
    names = [unmark(c.text).lower() for c in chunks]
    alike = [
        party
        for party in talk.event.parties
        if any(get_close_matches(name, party.split("-"), cutoff=_ALIKE) for name in names)
    ]
    return tuple(alike) if len(alike) <= 1 else None


def _himself(row: list[Chunk], start: int, talk: Discourse) -> Speakers:
    """Return the party whom a clause opens with, where it tells what he feels or is ready to do."""
    phrase = subjects.opening(row, start)
    if phrase is None or not any(c.has("PERSON") for c in phrase.chunks(row)):
        return ()
    at = phrase.last
    while at < len(row) - 1 and row[at].has("auxiliary", "adverb"):
        at += 1
    feels = any(form.cue.head for form in row[at].cues_of("predicate"))
    feels = feels or (at > phrase.last and any(f.cue.role in ("complement", "speech") for f in row[at].cues))
    return talk.resolve(phrase.chunks(row))[0] if feels and _is_party(row, phrase, talk) else ()
