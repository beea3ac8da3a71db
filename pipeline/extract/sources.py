"""Through whom a report has a claim: agencies and papers named before, after or as the subject."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.extract.chunks import PLAIN, QUOTES, Chunk
from pipeline.extract.clause import is_outlet
from pipeline.extract.quoted_by import names_only
from pipeline.extract.readings import Tags
from pipeline.model import EntityId
from pipeline.vocabulary import Registry

_NEAR = 6
_LEAD = 16
_DESCRIBED = 10
_LEAD_WORDS = 6
_SPEAKERS = frozenset({"PERSON", "TITLE", "role", "pronoun", "both", "counterpart", "plural-pronoun"})
_WHEN = frozenset({"attribution-tail", "time", "DATE", "preposition", "."})
_IN_BODY = _WHEN | set("()") | {"account-noun", "office", "ORG", "GPE", "PERSON", "word"}
_IN_BODY |= {"article", "adjective", "preposition-of", "honorific", "collective", "same-teller"}
_AT_BODY = _IN_BODY | {"adverbial-opener", "source-before"}
_TELLS = ("source-verb", "source-before", "one-says")
_SAYS = frozenset({"speech", *_TELLS})
_LEAD_IN = (
    "bystander",
    "article",
    "honorific",
    "word",
    "adjective",
    "preposition-of",
    "collective",
    "office",
    "same-teller",
    "ORG",
    "GPE",
    "'",
    "’",
)


class Source(NamedTuple):
    """The sources named at one place of a sentence, outermost first, and the chunks they take.

    `instead` are readings for the chunks behind `first`, with which the rest of
    the sentence is to be read where the source stands in the middle of it.
    """

    via: tuple[EntityId, ...]
    first: int
    last: int
    instead: tuple[Tags, ...] = ()


def leading(row: list[Chunk], begin: int, registry: Registry) -> Source | None:
    """Return the source a sentence opens with: `Theo TTXVN dẫn CCTV, …`, `Xinhua reported that …`."""
    opening = enumerate(row[begin : begin + _LEAD], begin)
    outlets = [i for i, c in opening if c.mention is not None and is_outlet(c, registry)]
    # An acronym in brackets is the same one: `l'Agence nationale d'information (ANI, officielle)`.
    outlets = [i for i in outlets if not (row[i - 1].has("(") and i - 2 in outlets)]
    if not outlets:
        return _body_before(row, begin)
    cue = next((i for i in range(outlets[0]) if _announces(row, i)), None)
    if cue is not None and outlets[0] - cue <= _NEAR:
        last = outlets[0]
        for at in outlets[1:]:
            if at - last <= _NEAR and not any(
                c.has(";", "speech") and not c.has("source-verb") for c in row[last:at]
            ):
                last = at
        via = tuple(dict.fromkeys(row[i].mention.id for i in outlets if i <= last))  # type: ignore[union-attr]
        inserted = any(
            c.has("PERSON", "TITLE", "role", "pronoun") or c.cues_of("speech") or c.cues_of("predicate")
            for c in row[begin:cue]
        )
        # Who speaks stands before: `Xi, according to CCTV, said …`, `Xi was quoted by CCTV as saying …`.
        return Source(via, cue, begin if inserted else _past_citing(row, last + 1))
    return _as_subject(row, begin, outlets[0], registry)


def _past_citing(row: list[Chunk], at: int) -> int:
    """Return where words such as `, citing an official,` behind an outlet end, or `at` if there are none.

    `Thông cáo của Điện Kremlin viết rằng …` has its verb behind it.
    """
    told = at
    while told < len(row) - 1 and row[told].has("adverb", "auxiliary"):
        told += 1
    if told < len(row) - 1 and row[told].has("source-verb") and not row[told].has("narration"):
        return told + 1
    verb = at + 1 + (at + 1 < len(row) and row[at + 1].has("relative"))
    if verb >= len(row) or not row[at].has(",") or not row[verb].has("source-verb"):
        return at
    if any(form.shape not in ("gerund", "present") for form in row[verb].cues_of("speech")):
        return at
    return next((i for i in range(verb, min(verb + _LEAD, len(row))) if row[i].has(",")), at)


def _announces(row: list[Chunk], at: int) -> bool:
    """Return whether words such as `according to`, or `, quoted by` behind a person, announce a source."""
    if row[at].has("source-before"):
        return True
    if row[at].has("passive"):  # `được Tân Hoa xã dẫn lời`
        return at + 2 < len(row) and row[at + 2].has("source-verb")
    behind_person = at > 1 and row[at - 1].has(",") and row[at - 2].has("PERSON", "TITLE", "role")
    return behind_person and row[at].has("source-verb") and row[at + 1].has("agent")


def _as_subject(row: list[Chunk], begin: int, at: int, registry: Registry) -> Source | None:
    """Return an outlet that begins a sentence as the subject of a verb of speech or reporting."""
    comma = next((i for i in range(at - 1, begin, -1) if "," in row[i].tags), None)
    opening = row[begin : comma or begin]
    if opening and opening[-1].has(*QUOTES):
        return None  # what it quotes stands before it
    if any(c.cues_of("speech") or c.has("PERSON", "TITLE", "both") for c in opening):
        return None
    lead = row[comma + 1 : at] if comma else row[begin:at]
    if any(c.has("word") for c in lead) and lead[-1].has("preposition-of"):
        return None  # `the master of the Kremlin` is a person
    if len(lead) > _LEAD_WORDS or not all(c.has(*_LEAD_IN) for c in lead):
        return None
    last = None
    for i in range(at + 1, min(at + _LEAD, len(row))):
        if row[i].has("PERSON", "TITLE", "both", "role"):
            break
        if row[i].has("source-verb") or row[i].cues_of("speech"):
            last = i
    if last is None or (comma and all(c.has(".", *QUOTES) for c in row[last + 1 :])):
        return None  # `Russia is ready, the Kremlin said`
    told = [
        c.mention.id
        for i, c in enumerate(row[at:last], at)
        if c.mention is not None
        and (is_outlet(c, registry) or (c.has("ORG") and row[i - 1].has("source-before")))
    ]
    return Source(tuple(dict.fromkeys(told)), at, last + 1)


def _body_before(row: list[Chunk], begin: int) -> Source | None:
    """Return the body a sentence opens with as its source: `Theo Bộ Ngoại giao Lào, …`."""
    opening = enumerate(row[begin : begin + _NEAR], begin)
    cue = next((i for i, c in opening if "source-before" in c.tags), None)
    if cue is None or any(c.cues_of("speech") or c.has("PERSON", "TITLE") for c in row[begin:cue]):
        return None
    comma = next((i for i in range(cue + 1, min(cue + _NEAR, len(row))) if row[i].has(",")), None)
    bodies = [c for c in row[cue + 1 : comma] if c.mention is not None and c.has("ORG")] if comma else []
    if not bodies or not _names_body(row[cue + 1 : comma]):
        return None
    return Source((bodies[-1].mention.id,), cue, comma)  # type: ignore[arg-type, union-attr]


def trailing(row: list[Chunk], registry: Registry) -> Source | None:
    """Return the source a sentence closes with: `…, CCTV reported`, `…, a rapporté l'AFP`."""
    for at in range(len(row) - 1, max(len(row) - _LEAD, 0), -1):
        if row[at].mention is None or not is_outlet(row[at], registry):
            continue
        if row[at - 1].has("(") and is_outlet(row[at - 2], registry):
            continue  # its acronym
        outlets = _joined_outlets(row, at, registry)
        comma = _comma_before(row, outlets[0], 0)
        if comma is None or any(c.has(",") for c in row[at:]) or _is_of_holder(row, outlets[0]):
            return None
        tail = row[comma + 1 :]
        told = any(c.has(*_TELLS) or c.cues_of("speech") for c in tail)
        if told and len(tail) <= 2 * _NEAR and not _is_where_written(row[comma + 1 : at]):
            # In `…, Xinhua quoted Xi as saying` the outlet's words tell who speaks, and stay.
            first = len(row) if _quotes_somebody(tail) else comma
            via = tuple(dict.fromkeys(row[i].mention.id for i in outlets))  # type: ignore[union-attr]
            return Source(via, first, len(row))
        return None
    return _body_behind(row)


def _joined_outlets(row: list[Chunk], at: int, registry: Registry) -> list[int]:
    """Return the outlets that `and` joins to the one at `at`, it last: `the Élysée and the Kremlin said`."""
    back = at - 1
    while back > 0 and row[back].has("article", "honorific", "conjunction"):
        back -= 1
    joined = back < at - 1 and any(c.has("conjunction") for c in row[back + 1 : at])
    return [back, at] if joined and is_outlet(row[back], registry) else [at]


def _is_of_holder(row: list[Chunk], at: int) -> bool:
    """Return whether the house at `at` only tells who a person is: `…, a dit le locataire de l'Élysée`."""
    back = at - 1
    while back > 0 and row[back].has("preposition-of", "article"):
        back -= 1
    if back <= 1 or not (row[back - 2].has("speech") and row[back - 1].has("article", "honorific")):
        return False
    return row[back].tags == PLAIN and any(c.has("preposition-of") for c in row[back + 1 : at])


def _quotes_somebody(tail: list[Chunk]) -> bool:
    """Return whether an outlet quotes a person as saying what stands before."""
    verb = next((i for i, c in enumerate(tail) if c.has("source-verb", "source-before")), len(tail))
    if verb < len(tail) and names_only(tail, verb):
        return True
    shapes = {form.shape for c in tail[verb + 1 :] for form in c.cues_of("speech")}
    named = any(c.has_any(_SPEAKERS) for c in tail)
    return "gerund" in shapes or (named and ("forms" in shapes or verb == len(tail)))


def _comma_before(row: list[Chunk], at: int, begin: int) -> int | None:
    """Return the comma that opens a clause with the outlet at `at`; its description may be long."""
    comma = next((i for i in range(at, max(at - _DESCRIBED, begin), -1) if row[i].has(",")), None)
    if comma is None or at - comma < _NEAR:
        return comma
    verb = comma + 1
    while verb < at and row[verb].has("auxiliary", "adverb"):
        verb += 1
    return comma if _only_leads(row[verb + 1 : at]) else None


def _only_leads(lead: list[Chunk]) -> bool:
    """Return whether nobody and no verb stands between: `par l'agence de presse étatique`."""
    return all(c.has(*_LEAD_IN, "adverbial-opener") for c in lead)


def inserted(row: list[Chunk], begin: int, registry: Registry) -> Source | None:
    """Return the source of an aside: `…, a dit M. Xi, selon la radio d'État CNR, ajoutant …`."""
    for at in range(begin + 1, len(row) - 1):
        if row[at].mention is None or not row[at + 1].has(",") or not is_outlet(row[at], registry):
            continue
        comma = _comma_before(row, at, begin)
        if comma is None or comma + 2 > at:
            continue
        cited = row[comma + 1].has("source-verb") and row[comma + 2].has("agent")
        if (cited or row[comma + 1].has("source-before")) and _only_leads(row[comma + 2 : at]):
            return Source((row[at].mention.id,), comma, at + 1)  # type: ignore[union-attr]
    return None


def _is_where_written(tail: list[Chunk]) -> bool:
    """Return whether a person says it on a network: `…, ông X viết trên mạng xã hội Y` has no source."""
    last = tail[-1:]
    return any(c.has("PERSON", "pronoun") for c in tail) and any(
        (c.has("attribution-tail", "preposition") and not c.has("agent")) or c.cues_of("speech") for c in last
    )


def _body_behind(row: list[Chunk]) -> Source | None:
    """Return a closing `…, the Foreign Ministry said` or `…, a spokesman said in a statement` behind a claim.

    No outlet is named, but what goes before has a speaker and a verb of its own.
    """
    comma = next((i for i in range(len(row) - 1, max(len(row) - _LEAD, 0), -1) if "," in row[i].tags), None)
    if comma is None:
        return None
    if row[comma - 1].has("office", "TITLE") and all(
        c.has("PERSON", "honorific", ".") for c in row[comma + 1 :]
    ):
        comma = next((i for i in range(comma - 1, max(comma - _NEAR, 0), -1) if row[i].has(",")), comma)
    tail, before = [c for c in row[comma + 1 :] if not c.has(",")], row[:comma]
    while tail and tail[0].has(*QUOTES):
        tail = tail[1:]
    if not is_body_telling(tail):
        return None
    if not any(c.has_any(_SPEAKERS) for c in before) or not any(c.cues_of("speech") for c in before):
        return None
    told = "ORG" if any(c.has("ORG") for c in tail) else "PERSON"
    via = tuple(dict.fromkeys(c.mention.id for c in tail if c.mention is not None and c.has(told)))
    return Source(via, comma, len(row))


def is_body_telling(tail: list[Chunk]) -> bool:
    """Return whether a clause is only `the ministry said`, `a indiqué le ministère` or `theo bộ này`."""
    if tail and tail[0].has("same-source") and all(c.has("same-source", ".") for c in tail):
        return True
    verb = next((i for i, c in enumerate(tail) if not _SAYS.isdisjoint(c.tags)), None)
    if verb is None:
        return False
    office = any(c.has("office") for c in tail)  # who is named beside it is its spokesman
    if any(c.has_any(_SPEAKERS) and not (c.has("office") or (office and c.has("PERSON"))) for c in tail):
        return False
    lead, rest = tail[:verb], tail[verb + 1 :]
    if _names_body(lead):
        return all(c.has("adverb") or c.has_any(_WHEN) for c in rest)
    if tail[verb].has("one-says"):
        return not lead and all(c.has_any(_AT_BODY) for c in rest)
    opens = tail[verb].has("source-before") or (rest and rest[0].has("article", "office", "same-teller"))
    return bool(opens) and all(c.has("auxiliary", "adverb") for c in lead) and _names_body(rest)


def _names_body(phrase: list[Chunk]) -> bool:
    """Return whether a phrase is a body, an office or a government, with little beside it."""
    named = any(c.has("office", "ORG", "GPE", "same-teller") for c in phrase)
    named = named and all(c.has_any(_AT_BODY) for c in phrase)
    return named and sum(c.has("word") for c in phrase) <= 1 + any(c.has("office") for c in phrase)
