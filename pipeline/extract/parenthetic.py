"""Verbs of speech that belong to an aside and not to the clause around it: `Xi, quoted by CCTV, said …`."""

from __future__ import annotations

from pipeline.extract.chunks import Chunk

_QUOTED = 7
_TELLER = 3
_OPENS = (",", "before-clause", "adverbial-opener")  # `Macron, tout en saluant l'effort, a mis en garde …`


def is_beside(row: list[Chunk], at: int) -> bool:
    """Return whether what could be a verb of speech is none of the clause, as a noun or participle is."""
    if cites(row, at) or row[at - 1].has("preposition-of", "article"):
        return True
    if row[at].has("mere-speech") and row[at - 1].has("relative"):
        return True
    if tells_between(row, at):
        return True
    return row[at - 1].has(*_OPENS) and any(f.shape == "gerund" for f in row[at].cues_of("speech"))


def tells_what_else(first: Chunk) -> bool:
    """Return whether an aside is what somebody does, no apposition: `Xi, flanked by Modi, said …`."""
    doing = first.has("mere-speech") or (first.has("word") and first.text.islower())
    doing = doing or any(form.shape == "gerund" for form in first.cues)
    return doing or first.has("adverbial-opener", "preposition", "before-clause")


def cites(row: list[Chunk], at: int) -> bool:
    """Return whether a participle behind a comma says who quotes the person before it: `X, cité par …`."""
    return row[at].has("source-verb") and row[at - 1].has(",") and row[at + 1].has("adverbial-opener")


def is_quoting(row: list[Chunk], at: int) -> bool:
    """Return whether somebody is quoted with a verb that follows: `…, it quoted him as saying`."""
    if "source-verb" not in row[at].tags:
        return False
    behind = row[at + 1 : at + _QUOTED]
    as_what = next((i for i, c in enumerate(behind[:-1]) if c.has("as-what", ",", ";")), 0)
    saying = behind[as_what + 1].cues if as_what and behind[as_what].has("as-what") else ()
    return any(form.shape == "gerund" for form in saying)


def tells_between(row: list[Chunk], at: int) -> bool:
    """Return whether who tells stands between a subject and its verb: `Biden, he said, added …`."""
    if at < _TELLER or at + 2 >= len(row) or "," not in row[at + 1].tags:
        return False
    told = (
        row[at - 1].has("pronoun", "PERSON") and row[at - 2].has(",") and row[at - 3].has("PERSON", "TITLE")
    )
    return told and any(form.shape == "past" for form in row[at + 2].cues_of("speech"))
