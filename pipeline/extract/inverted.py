"""The phrase right behind an inverted verb, `said Xi`, and names of strangers beside a quotation."""

from __future__ import annotations

from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import MARKS, PEOPLE
from pipeline.extract.subjects import Phrase, Subject
from pipeline.vocabulary import CueForm

_ASIDE = 4
_WHEN = ("adverb", "time", "DATE", "attribution-tail")
_NOUN = 4
_APPOSED = 14
_ANONYMOUS = ("insider", "bystander", "indefinite")
_STRANGERS = ("word", "adjective", "article", *_ANONYMOUS)
_LEAD = ("article", "honorific", "adjective", "-", "inversion", "indefinite")
_NOUNS = ("word", "adjective", "-", "role", "bystander")


def after(row: list[Chunk], verb: int) -> Phrase | None:
    """Return the phrase right behind an inverted verb (`said Xi`, `a répondu M. Xi`), if one is there."""
    first = _past_manner(row, verb + 1)
    at = first
    while at < len(row) and row[at].has(*_LEAD):
        at += 1
    national = row[at - 1].has("adjective") and at > first + 1 and row[first].has("article")
    if national and (at >= len(row) or row[at].has(".", ",")):
        return Phrase(first, at)
    if at >= len(row):
        return None
    if not row[at].is_nominal:
        if at == first:
            return _stranger(row, verb, first)
        if not row[at].has("word"):
            return None
        stop = at + 1
        while stop < len(row) and stop - at < _NOUN and row[stop].has(*_NOUNS):
            stop += 1
        if stop == len(row) or row[stop].has(".", ","):
            return Phrase(first, stop)
        return _noun_with_name(row, first, at + 1)
    last = at
    while step := _goes_on(row, last + 1):
        last += step
    return Phrase(first, last + 1 + _named_behind(row, last + 1))


def _stranger(row: list[Chunk], verb: int, first: int) -> Phrase | None:
    """Return a name that nothing tells whose it is, where who is quoted can stand: `…,” said Jane Roe`."""
    if not any(c.has(*MARKS) for c in row[max(verb - 2, 0) : verb]):
        return None
    last = first
    while last < len(row) and (is_name_of_nobody(row[last]) or row[last].has(*_ANONYMOUS)):
        last += 1
    return Phrase(first, last) if last > first else None


def stranger_before(row: list[Chunk], begin: int, edge: int) -> Phrase | None:
    """Return a name that nothing tells whose it is between a quotation and its verb: `…,” Jane Roe said`."""
    last = edge
    if last > begin and row[last - 1].has(","):  # `…,” Jane Roe, a teacher, said`
        opens = (i for i in range(last - 2, max(last - _APPOSED, begin), -1) if row[i].has(","))
        last = next(opens, last)
    first = last
    while first > begin and (is_name_of_nobody(row[first - 1]) or row[first - 1].has(*_STRANGERS)):
        first -= 1
    quoted = any(c.has(*MARKS) for c in row[max(first - 2, begin) : first])
    named = first < last and (row[first].has("article", *_ANONYMOUS) or is_name_of_nobody(row[first]))
    return Phrase(first, last) if named and quoted else None


def is_name_of_nobody(chunk: Chunk) -> bool:
    """Return whether a word can be part of a name that no list has and no title goes with."""
    return chunk.has("word") and chunk.mention is None and chunk.text[0].isupper()


def _named_behind(row: list[Chunk], at: int) -> int:
    """Return how many chunks from `at` name who an office is of: `a dit le chef de l'État, M. Faye, …`."""
    if row[at - 1].has("PERSON") or at + 1 >= len(row) or not row[at].has(","):
        return 0
    name = at + 1 + row[at + 1].has("honorific")
    closed = name + 1 >= len(row) or row[name + 1].has(",", ".")
    return name + 1 - at if name < len(row) and row[name].has("PERSON") and closed else 0


def closes(row: list[Chunk], verb: int, form: CueForm, subject: Subject) -> bool:
    """Return whether who speaks closes a sentence behind a verb of saying and a comma: `…, a dit M. Xi`.

    What stands before it is no apposition: `Grâce aux deux pays, le commerce croît, a dit M. Xi`.
    """
    if not form.cue.yields or subject.phrase is None or subject.phrase.aside is None:
        return False
    phrase = after(row, verb)
    if phrase is None or not row[subject.edge - 1].has(","):
        return False
    closing = phrase.last >= len(row) or row[phrase.last].has(".", ",", *MARKS)
    return closing and any(c.has(*PEOPLE) for c in phrase.chunks(row))


def _goes_on(row: list[Chunk], at: int) -> int:
    """Return how many chunks from `at` still belong to a phrase: `la présidente de la Commission`."""
    behind = row[at : at + 3]
    if behind and (behind[0].is_nominal or behind[0].has("adjective", ")", "(")):
        return 1
    if len(behind) > 1 and behind[0].has("article", "honorific") and behind[1].is_nominal:
        return 1
    if len(behind) > 1 and behind[0].has("preposition-of"):
        size = 1 + behind[1].has("article")
        named = len(behind) > size and behind[size].mention is not None and behind[size].is_nominal
        return size + 1 if named else 0
    return 0


def _past_manner(row: list[Chunk], at: int) -> int:
    """Return where a phrase begins behind manner, time or place: `s'est réjoui jeudi à Lyon M. X`.

    So too behind where somebody wrote: `a écrit sur X M. Y`.
    """
    first = at
    while first < len(row) - 1 and row[first].has(*_WHEN) and not row[first].has("pronoun"):
        first += 1
    if first + 2 < len(row) and row[first].has("at-place") and row[first + 1].has("GPE"):
        first += 2
    if first < len(row) - 1 and row[first].has(","):
        closing = next(
            (i for i in range(first + 2, min(first + _ASIDE, len(row) - 1)) if row[i].has(",")), None
        )
        if closing is not None and row[closing + 1].has("article", "honorific", "PERSON", "TITLE"):
            first = closing + 1
    begins = first < len(row) and row[first].has("article", "honorific", "PERSON", "TITLE", "role")
    office = any(c.has("office") for c in row[first : first + 2])  # who tells, and speaks not himself
    return first if begins and not office else at


def _noun_with_name(row: list[Chunk], first: int, at: int) -> Phrase | None:
    """Return `le locataire de la Maison Blanche` behind an inverted verb: a noun, then a name of a house."""
    last = at
    while last < len(row) and row[last].has("preposition-of", "article"):
        last += 1
    named = at < last < len(row) and row[last].has("GPE", "ORG", "FAC")
    return Phrase(first, last + 1) if named else None
