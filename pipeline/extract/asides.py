"""What stands between commas inside a clause and is no clause of its own."""

from __future__ import annotations

from pipeline.extract import subjects
from pipeline.extract.clause import Clause

_ASIDE = 14
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
