"""Whether words beside an attribution tell only when, where, on what occasion or to whom it was made."""

from __future__ import annotations

from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import MARKS, Clause
from pipeline.model import Act
from pipeline.vocabulary import CueForm

_TELLING = frozenset({Act.AFFIRM, Act.ANNOUNCE, Act.BELIEVE, Act.COMMIT, Act.INFORM, Act.PROPOSE})
_OPENERS = frozenset({"adverbial-opener", "preposition", "time", "DATE", "connector", "source-before"})
_WHEN = ("attribution-tail", "preposition", "time", "DATE", "told-whom")
_TO_WHOM = 2
_ADDRESSEE = frozenset(
    {"PERSON", "TITLE", "role", "guest", "host", "counterpart", "honorific", "article", "pronoun"}
)


def is_only_occasion(clause: Clause, start: int, opens: int, end: int, form: CueForm) -> bool:
    """Return whether only a time, place or occasion stands before `…, Xi said …` and the content follows."""
    closing = (".", *MARKS, "attribution-tail", "time", "DATE")
    at_end = all(c.has(*closing) for c in clause.row[end:]) or told_to(clause.row[end:])
    if form.shape == "forms" and not form.cue.yields:
        # `…, ông Tập cảnh báo`: a verb with an object of its own, but nothing stands behind it.
        answered = clause.row[end : end + 1] and clause.row[end].has(",", ";")
        quoted = clause.row[opens].has(*QUOTES) or clause.row[opens - 1].has(*QUOTES)
        telling = (at_end or answered) and (quoted or form.cue.act in _TELLING)
        return not telling or opens_adverbial(clause.row[start:])
    if at_end or _breaks_into(clause.row[end:]) or not opens_adverbial(clause.row[start:]):
        return False
    # `For Hanoi, the sea is free, Lam said, adding …`: content stands behind the occasion.
    commas = [i for i in range(start, opens) if clause.row[i].has(",")]
    return not commas or opens_adverbial(clause.row[commas[-1] + 1 :])


def _breaks_into(rest: list[Chunk]) -> bool:
    """Return whether an attribution parts a subject from its verb: `The deal, Xi said on Monday, was …`."""
    at = next((i for i, c in enumerate(rest) if not c.has(*_WHEN)), len(rest))
    return at + 1 < len(rest) and rest[at].has(",") and rest[at + 1].has("auxiliary", "passive", "negation")


def opens_adverbial(row: list[Chunk]) -> bool:
    """Return whether a time, place or occasion begins here; `le` opens one only before a date: `le 3 mai`."""
    if len(row) > 1 and row[0].has("attribution-tail") and row[1].has(","):
        return True
    if len(row) > 1 and row[0].has("narration", "receives") and row[1].has("TITLE", "PERSON", "honorific"):
        return True  # `Tiếp Tổng thống Radev chiều 25/11, …`
    if not row or not row[0].has_any(_OPENERS):
        return False
    return not row[0].has("article") or (len(row) > 1 and row[1].has("time", "DATE"))


def opens_occasion(rest: list[Chunk]) -> bool:
    """Return whether before or after what something was said follows, a time before it or none."""
    when = next(
        (i for i, c in enumerate(rest) if not c.has("preposition", "time", "DATE", "article")), len(rest)
    )
    return when < len(rest) and rest[when].has("occasion")


def told_to(rest: list[Chunk]) -> bool:
    """Return whether only to whom something was said follows: `với vị khách`, `à son hôte`."""
    if len(rest) < _TO_WHOM or not rest[0].has("adverbial-opener", "to-whom"):
        return False
    end = next((i for i, c in enumerate(rest) if c.has(".")), len(rest))
    return end > 1 and all(c.has_any(_ADDRESSEE) for c in rest[1:end])
