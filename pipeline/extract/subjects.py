"""The phrase that names a speaker: found leftward from its verb, or rightward after an inverted one."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.coordination import (
    coordinates,
    holder,
    is_listed_first,
    lists_countries,
    lists_offices,
    lists_people,
    opening_parenthesis,
    past_qualities,
)
from pipeline.extract.parenthetic import cites, is_beside, tells_what_else

_ASIDE = 14
_LONG_ASIDE = 30
_TWO = 2
_BETWEEN = frozenset({"adverb", "auxiliary", "time", "DATE", "negation", "clitic"})
_INSIDE = frozenset({"adjective", "honorific", "article", "both-number", "role-word"})
# What makes a name before two commas an adjunct: `For Hanoi, the sea is free, said Lam`.
_ADJUNCT = frozenset({"source-before", "adverbial-opener"})
_DASHES = ("–", "—")
_BREAKS = frozenset(";:.!?")


class Phrase(NamedTuple):
    """A noun phrase as a half-open range of chunks, with an apposition set off by commas."""

    first: int
    last: int
    aside: tuple[int, int] | None = None

    def chunks(self, row: list[Chunk]) -> list[Chunk]:
        """Return the chunks of the phrase and of its apposition, which `Xi, in a call with Modi,` has not."""
        extra = row[self.aside[0] : self.aside[1]] if self.aside else []
        if extra and tells_what_else(extra[0]):
            extra = [c for c in extra if not c.has("PERSON")]
        return [*row[self.first : self.last], *extra]


class Subject(NamedTuple):
    """What stands before a verb: the phrase, if one does, and whether the verb is denied."""

    phrase: Phrase | None
    edge: int
    denied: bool


def before(row: list[Chunk], verb: int) -> Subject:
    """Return the subject of the verb at `verb`.

    `edge` is the index of the first chunk that belongs to the verb: its
    adverbs and auxiliaries stand between the subject, or the boundary, and it.
    """
    at = verb - 1
    edge = verb
    denied = False
    while at >= 0:
        chunk = row[at]
        clitic = at and at < verb - 1 and chunk.has("clitic") and chunk.has("pronoun")  # `lui aurait répondu`
        if chunk.has_any(_BETWEEN) and (clitic or not _ends_phrase(row, at)):
            denied = denied or chunk.has("negation")
            edge = at
            at -= 1
        elif _is_inside_group(row, at) or _is_object(row, at, verb):
            edge = at
            at -= 1
        elif chunk.has("word", "preposition") and at + 1 < len(row) and row[at + 1].has("time", "DATE"):
            at -= 1
        else:
            break
    if at < 0:
        return Subject(None, edge, denied)
    aside = None
    if row[at].has(",", *_DASHES):
        opens = _opening_comma(row, at) if row[at].has(",") else _opening_dash(row, at)
        if opens is not None:
            told = row[opens + 1].has("relative", "source-before") or cites(row, opens + 1)
            aside = None if told else (opens + 1, at)
            at = opens - 1
    end = _noun_end(row, at) if at >= 0 else -1
    if end >= 0:
        first = _past_partner(row, _with_noun(row, _leftmost(row, end)))
        if aside is None or first == 0 or not row[first - 1].has_any(_ADJUNCT):
            return Subject(Phrase(first, at + 1, aside), edge, denied)
    return Subject(None, edge, denied)


def _is_object(row: list[Chunk], at: int, verb: int) -> bool:
    """Return whether the object of a gerund at `verb` stands right before it: `…, le remerciant`."""
    gerund = row[at].has("object-pronoun") and any(f.shape == "gerund" for f in row[verb].cues_of("speech"))
    return gerund and at == verb - 1 and at > 0 and row[at - 1].has(",", "conjunction", "before-clause")


def _is_clause(row: list[Chunk], first: int) -> bool:
    """Return whether a clause and no apposition begins here: `Sans X, l'Albanie n'aurait pas tenu, …`."""
    phrase = opening(row, first)
    return phrase is not None and row[phrase.last].has("negation", "auxiliary") and row[first].has("article")


def _noun_end(row: list[Chunk], at: int) -> int:
    """Return where the noun of a phrase ends that ends at `at`, or -1: `le chef de la junte malienne`."""
    if _ends_phrase(row, at):
        return at
    if at > 1 and row[at].has("word") and row[at].text.islower():
        led = at - 1 - row[at - 1].has("word")  # `le dirigeant nationaliste hindou`
        if row[led].has("TITLE", "role") and led and row[led - 1].has("article") and _opens(row, led - 1):
            return led
    noun = at - row[at].has("adjective")
    named = noun > 1 and row[noun].has("word") and row[noun - 1].has("preposition-of")
    return noun if named and row[noun - 2].has("TITLE", "role", "both") else -1


def _opens(row: list[Chunk], first: int) -> bool:
    """Return whether a clause begins at `first`."""
    return first == 0 or row[first - 1].has(",", ";", "conjunction", "connector")


def _past_partner(row: list[Chunk], first: int) -> int:
    """Return where a phrase begins with who is joined to it: `le président, M. X, et la ministre, Mme Y,`."""
    if first <= _TWO or not row[first - 1].has("conjunction") or not row[first - 2].has(","):
        return first
    comma = _opening_comma(row, first - 2)
    named = comma is not None and any(c.has("PERSON") for c in row[comma : first - 2])
    return _leftmost(row, _noun_end(row, comma - 1)) if comma is not None and named else first


def _of_region(row: list[Chunk], at: int) -> int | None:
    """Return who leads a region that ends a phrase at `at`: `hai lãnh đạo vùng Kavkaz`."""
    back = at - 1
    if not row[at].has("LOC") or back < 0:
        return None
    back -= row[back].has("word") and back > 0
    return back if row[back].has("role", "TITLE", "both", "counterpart") else None


def _is_inside_group(row: list[Chunk], at: int) -> bool:
    """Return whether a mark stands inside a verb group: `a « salué » la trêve et « exhorté » les parties`."""
    if not at or not row[at].has_any(QUOTES):
        return False
    return row[at - 1].has("auxiliary", "adverb", "conjunction") or _opens_quotation(row, at)


def _opens_quotation(row: list[Chunk], at: int) -> bool:
    """Return whether a mark behind a name opens what the person's verb begins: `Xi "welcomes the truce"`."""
    mark = row[at].text
    opens = mark in "“„«" or (mark == '"' and not sum(c.text == mark for c in row[:at]) % 2)
    return opens and row[at - 1].has("PERSON", "TITLE", "both", "role")


def opening(row: list[Chunk], start: int) -> Phrase | None:
    """Return the phrase that begins at `start`, articles first, or nothing."""
    at = start
    while at < len(row) and row[at].has_any(_INSIDE) and not row[at].is_nominal:
        at += 1
    if at >= len(row) or not row[at].is_nominal:
        return None
    last = at
    while last + 1 < len(row):
        step = _joins(row, last + 1)
        if not step:
            break
        last += step
    return Phrase(start, last + 1)


def _joins(row: list[Chunk], at: int) -> int:
    """Return how many chunks from `at` go on with a noun phrase."""
    chunk = row[at]
    if chunk.is_nominal or chunk.has("adjective", ")", "("):
        return 1
    following = row[at + 1] if at + 1 < len(row) else None
    if following is None:
        return 0
    if chunk.has("article", "honorific", "preposition-of") and (
        following.is_nominal or following.has("article")
    ):
        return 1
    if chunk.has(",", "conjunction") and coordinates(row[at - 1], following):
        return 2
    return 0


def _ends_phrase(row: list[Chunk], at: int) -> bool:
    chunk = row[at]
    if chunk.is_nominal:
        return not (chunk.has("both") and chunk.has("word"))
    if chunk.has("LOC"):
        return _of_region(row, at) is not None
    if chunk.has(")"):
        opens = opening_parenthesis(row, at)
        return at > 1 and (row[at - 1].mention is not None or (opens > 0 and row[opens - 1].has("PERSON")))
    return chunk.has("adjective") and at > 0 and _leftward_nominal(row, at - 1)


def _leftward_nominal(row: list[Chunk], at: int) -> bool:
    return row[at].is_nominal or row[at].has("article")


def _leftmost(row: list[Chunk], at: int) -> int:
    """Return where a phrase begins that ends at `at`."""
    while at > 0:
        step = _step_left(row, at)
        if not step:
            break
        at -= step
    while at < len(row) and row[at].has(")", "preposition-of"):
        at += 1
    return at


def _step_left(row: list[Chunk], at: int) -> int:
    """Return how many chunks before `at` still belong to its phrase."""
    led = _of_region(row, at) or (opening_parenthesis(row, at) if row[at].has(")") else None)
    if led:
        return at - led
    if row[at].has("role") and at > 1 and row[at - 1].has("word") and row[at - 2].has("two", "both-number"):
        return _TWO  # `the two Andean leaders`
    chunk = row[at - 1]
    if chunk.is_nominal or chunk.has("adjective", "honorific", "both-number"):
        apart = chunk.has("bystander") and not row[at].has("bystander", "preposition-of")
        return 0 if apart or (row[at].has("pronoun") and not row[at].mention) else 1
    if (chunk.has("article") and not chunk.has("relative")) or chunk.has("(", ")"):
        return 1
    if (row[at].has(")") and chunk.mention) or (
        chunk.has("preposition-of") and at > 1 and _ends_phrase(row, at - 2)
    ):
        return 1
    if at >= _TWO and chunk.has("-", "–") and row[at - 2].has("GPE") and row[at].has("GPE"):
        return _TWO  # `Việt - Pháp nhất trí …`
    if not chunk.has(",", "conjunction") or at < _TWO:
        return 0
    # A comma is a headline's way to write `and`.
    headline = chunk.has(",") and at <= _TWO + 1 and is_listed_first(row, at)
    # So do two countries behind an opening clause: `Sau điện đàm, Nga, Ukraine đồng ý …`.
    opened = at > _TWO and chunk.has(",") and row[at - 3].has(",")
    headline = headline or (opened and row[at - 2].has("GPE") and row[at].has("GPE"))
    joined = coordinates(row[past_qualities(row, at - 2)], row[holder(row, at)], chunk.has("conjunction"))
    joined = (
        (joined and not _closes_fronted(row, at - 1)) or lists_countries(row, at) or lists_offices(row, at)
    )
    return _TWO if headline or joined or lists_people(row, at) else 0


def _closes_fronted(row: list[Chunk], comma: int) -> bool:
    """Return whether a fronted clause ends with a title: `Nhất trí với Chủ tịch nước, Tổng thống …`."""
    owned = comma > _TWO and row[comma].has(",") and row[comma - 2].has("preposition-of", "in-view-of")
    return owned and row[comma - 1].has("TITLE") and bool(row[0].cues_of("speech"))


def _with_noun(row: list[Chunk], first: int) -> int:
    """Return where `le locataire de l'Élysée` begins: a noun no list knows before the name it goes with."""
    at = first
    if not (row[at].has("preposition-of") or (at and row[at - 1].has("preposition-of"))):
        return first
    at = at if row[at].has("preposition-of") else at - 1
    size = next((n for n in (1, 2) if at - n > 0 and row[at - n - 1].has("article")), 0)
    words = row[at - size : at]
    if not size or not all(c.has("word") for c in words):
        return first
    start = at - size - 1
    return start if start == 0 or row[start - 1].has(",", ";", "conjunction") else first


def _opening_dash(row: list[Chunk], closing: int) -> int | None:
    """Return the dash that opens an aside which another closes: `Lam – who took office in May – said …`."""
    near = range(closing - 1, max(closing - _LONG_ASIDE, 0), -1)
    at = next((i for i in near if row[i].has(*_DASHES) or row[i].has_any(_BREAKS)), None)
    return at if at is not None and row[at].has(*_DASHES) and _noun_end(row, at - 1) >= 0 else None


def _opening_comma(row: list[Chunk], closing: int) -> int | None:
    """Return the comma that opens an aside which ends at `closing`, if what precedes it can be a subject."""
    reach = _LONG_ASIDE if row[closing + 1].has("auxiliary") else _ASIDE
    for at in range(closing - 1, max(closing - _LONG_ASIDE, 0), -1):
        if row[at].has_any(_BREAKS):
            return None
        if row[at].has(",") and at:
            if row[at - 1].has("collective") and row[at - 2].has("word"):
                return None  # an object: `thanked the land, its people, and said`
            left = _leftmost(row, at - 1)
            opens = closing - at <= _ASIDE or left == 0 or row[left - 1].has(",")
            if reach == _ASIDE < closing - at and not row[at + 1].has("relative"):
                return None
            if row[at - 1].has("TITLE") and row[at + 1].has("TITLE") and not _opens(row, left):
                return None  # one person's two offices: `hội đàm với Phó Thủ tướng, Bộ trưởng X, cho biết …`
            return at if opens and _noun_end(row, at - 1) >= 0 and not _is_clause(row, at + 1) else None
        if row[at].cues_of("speech") and not row[at].has("adverb") and not is_beside(row, at):
            return None
    return None
