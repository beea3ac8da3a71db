"""Who is quoted by a verb of quoting alone: `“…”, Tân Hoa xã dẫn lời ông Tập`, `dẫn lời ông Tập rằng …`."""

from __future__ import annotations

from pipeline.extract import subjects
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import MARKS, SAID, Clause, Head, Kind

_TAIL = frozenset({"attribution-tail", "time", "DATE", "preposition", "."})


def names_only(row: list[Chunk], at: int) -> bool:
    """Return whether behind a verb of quoting at `at` a person follows and no verb: `dẫn lời ông X`."""
    phrase = subjects.opening(row, at + 1) if "quotes" in row[at].tags else None
    return phrase is not None and all(not _TAIL.isdisjoint(c.tags) for c in row[phrase.last :])


def quoted_by(clause: Clause, at: int) -> Head | None:
    """Return the head of what an outlet quotes a person for, before the verb of quoting or behind `that`."""
    row, phrase = clause.row, subjects.opening(clause.row, at + 1)
    if phrase is None or not clause.is_person(phrase):
        return None
    if phrase.last < len(row) - 1 and row[phrase.last].has("complementizer"):
        return Head(at, phrase.first, phrase.last + 1, SAID, "forms", Kind.MAIN, phrase)
    teller = subjects.before(row, at).phrase
    opens = teller.first - 1 if teller is not None and clause.names_outlet(teller) else at - 1
    while opens > clause.begin and row[opens].has("word", "article"):
        opens -= 1  # `hãng thông tấn TASS`
    if opens <= clause.begin or not row[opens].has(",", *MARKS, *QUOTES) or not names_only(row, at):
        return None
    return Head(at, clause.begin, len(row), SAID, "forms", Kind.AFTER, phrase)
