"""The infinitive that tells: `Et de préciser : « … »`, `…, et M. Macron d'ajouter que …`."""

from __future__ import annotations

from pipeline.extract import subjects
from pipeline.extract.chunks import QUOTES
from pipeline.extract.clause import Clause, Head, Kind

_GROUP = ("clitic", "reflexive", "adverb", "object-pronoun")
_SOON = 4


def infinitive(clause: Clause, at: int) -> Head | None:
    """Return the head of a verb of saying that `et de` makes one that tells what somebody said next.

    Behind it stands what was said: a colon, a quotation or `that`, so that no
    list of what was agreed is taken for it. Who speaks stands between, or spoke last.
    """
    row = clause.row
    form = next((f for f in row[at].cues_of("speech") if f.shape == "base" and f.cue.yields), None)
    to = at - 1
    while to > clause.begin and row[to].has(*_GROUP):
        to -= 1
    if form is None or to <= clause.begin or not row[to].has("preposition-of"):
        return None
    behind = row[at + 1 : at + 1 + _SOON]
    if not any(c.has(":", "complementizer", *QUOTES) for c in behind):
        return None
    joint = to - 1
    phrase = subjects.before(row, to).phrase
    if phrase is not None and clause.is_person(phrase):
        joint = phrase.first - 1
    else:
        phrase = None
    opens = joint == clause.begin or (joint > clause.begin and row[joint - 1].has(",", *QUOTES))
    if not opens or not row[joint].has("conjunction"):
        return None
    return Head(at, joint + 1, at + 1, form.cue, form.shape, Kind.MAIN, phrase)
