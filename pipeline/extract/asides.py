"""What stands between commas inside a clause and is no clause of its own."""

from __future__ import annotations

from pipeline.extract import subjects
from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import Clause

_ASIDE = 14
_PUT_IN = 18
_APART = ("adverbial-opener", "preposition", "time", "DATE")
_BEFORE_VERB = ("adverb", "clitic", "negation", "time", "DATE")


def is_aside(clause: Clause, edge: int) -> bool:
    """Return whether a participle at `edge` stands between a person who opens a clause and the person's verb.

    `X, refusing to yield, said …` is one act, that of the verb.
    """
    row, begin = clause.row, clause.begin
    phrase = subjects.before(row, edge - 1).phrase
    if phrase is None or not clause.is_person(phrase) or phrase.first > begin + 1:
        return False
    closing = next((i for i in range(edge, min(edge + _ASIDE, len(row) - 1)) if row[i].has(",")), None)
    verb = next((c for c in row[closing + 1 :] if not c.has(*_BEFORE_VERB)), None) if closing else None
    return (
        verb is not None and (verb.has("auxiliary") or bool(verb.cues_of("speech"))) and not verb.has("word")
    )


def past_aside(row: list[Chunk], start: int, end: int) -> int:
    """Return where a complement begins behind asides: `a exprimé, lundi, au nom de son pays, ses vœux`."""
    at = start
    while at + 2 < end and row[at].has(",") and (row[at + 1].has(*_APART) or _is_apposed(row, at + 1)):
        at = next((i for i in range(at + 1, min(at + _PUT_IN, end)) if row[i].has(",")), end)
    return at + 1 if start < at < end else start


def _is_apposed(row: list[Chunk], at: int) -> bool:
    """Return whether a name stands between commas: `…, Emmanuel Macron, …`."""
    return row[at].has("PERSON") and row[at + 1].has(",")
