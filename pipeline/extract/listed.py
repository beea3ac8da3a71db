"""Whether a verb joined to another is an item of what that one tells, or an act of its own."""

from __future__ import annotations

from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import PEOPLE, Clause, Head, Kind
from pipeline.model import Act
from pipeline.vocabulary import CueForm

_SERIES = 3


def is_listed(clause: Clause, at: int, form: CueForm, last: Head, edge: int) -> bool:
    """Return whether a verb of doing is one more item: `đề nghị …; thúc đẩy …; ủng hộ …`.

    An item that is no verb of speech stands before it, or a colon that opens the list of what is agreed.
    """
    if form.shape != "forms" or form.cue.role != "predicate" or not clause.row[at].has("action-verb"):
        return False
    if last.cue.act is Act.AGREE:
        return clause.row[last.content].has(":")
    items = any(c.has(";") for c in clause.row[last.content : edge - 1])
    return last.cue.act is Act.PROPOSE and items


def is_asked_too(row: list[Chunk], at: int, form: CueForm, last: Head) -> bool:
    """Return whether to be against something is part of what should be done: `hai bên cần …, phản đối …`."""
    if form.cue.yields or form.cue.act is not Act.AFFIRM or not row[at].has("action-verb"):
        return False
    content = row[last.content : at]
    if last.cue.act is Act.PROPOSE:
        return content[0].has("both", "action-verb")
    forms = (f for c in content for f in c.cues_of("predicate"))
    asked = any(f.cue.act is Act.PROPOSE or (f.cue.act is Act.COMMIT and f.cue.head) for f in forms)
    return last.cue.act in (Act.AGREE, Act.COMMIT) or (last.cue.yields and asked)


def is_told_apart(clause: Clause, at: int, form: CueForm, last: Head, edge: int) -> bool:
    """Return whether a verb of informing is the speaker's own and not what is to be done: `và chia sẻ …`."""
    if form.cue.act is not Act.INFORM or last.cue.act is Act.INFORM or last.kind is Kind.NARRATION:
        return True
    if last.cue.act in (Act.PROPOSE, Act.AGREE):
        return False
    row = clause.row
    adds = any(c.has("connector") and c.has("conjunction") for c in row[edge - 1 : at])
    # `cảm ơn … và thông tin cho ông Modi về …`: who is told is a person.
    adds = adds or (not last.cue.yields and any(c.has("honorific", *PEOPLE) for c in row[at + 1 : at + 2]))
    # What can be done as well as told needs such a word: `khẳng định sẽ hỗ trợ, chia sẻ …`.
    return adds or (row[edge - 1].has(",") and row[at].has("source-verb") and not last.cue.yields)


def is_quality(row: list[Chunk], joint: int) -> bool:
    """Return whether `and` joins the last of several qualities: `full, transparent, and detailed data`."""
    series = row[max(joint - _SERIES, 0) : joint + 1]
    return len(series) > _SERIES and all(
        chunk.has(kind) for chunk, kind in zip(series, (",", "word", ",", "conjunction"), strict=True)
    )
