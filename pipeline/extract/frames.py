"""Verbs that no list knows, found where only a verb of speech can stand: `Xi VERB that …`, `“…,” Xi VERB`."""

from __future__ import annotations

from pipeline.extract import subjects
from pipeline.extract.attribution import has_inverted_auxiliary
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import Clause
from pipeline.extract.subjects import Phrase, Subject

_OBJECT = 6
_MANNER = 3
_WORDS = 4
_QUOTED = 4
_CONTENT = 5
_INVERTED = 6
_ENDS = (",", ".", "!", "?", "…")
_CLOSING = frozenset("”»")
_OPENS = (",", ";", ":", "conjunction", "connector", "resumptive", "–", "—", *QUOTES)
_SPEAKERS = (
    "PERSON",
    "TITLE",
    "role",
    "both",
    "counterpart",
    "pronoun",
    "plural-pronoun",
    "collective",
    "GPE",
)
_GROUP = ("auxiliary", "reflexive", "clitic", "adverb", "-")


def subject_of(clause: Clause, at: int) -> Subject:
    """Return the subject of the verb at `at`, adverbs that no list has between them: `Xi grumpily said …`."""
    row = clause.row
    found = subjects.before(row, at)
    if found.phrase is not None or clause.script is None or not row[at].cues_of("speech"):
        return found
    endings, edge = clause.script.adverb_endings, found.edge
    while edge > clause.begin and found.edge - edge < _MANNER and can_be(row[edge - 1], endings):
        edge -= 1
    if edge in (found.edge, clause.begin):
        return found
    behind = subjects.before(row, edge)
    return behind if behind.phrase is not None and _opens_clause(clause, behind.phrase) else found


def framed_verbs(clause: Clause, endings: tuple[str, ...]) -> frozenset[int]:
    """Return the chunks of such verbs in a clause.

    `endings` are those of the language's finite verbs and participles; where it
    has none, any word can be one, and several may stand between who speaks and
    what opens the clause.
    """
    found: set[int] = set()
    row = clause.row
    for at in range(clause.begin + 1, len(row)):
        if endings and can_be(row[at], endings) and _is_inverted(clause, at):
            found.add(at)  # `…, a-t-il fait miroiter`
        if "opens-what-is-said" in row[at].tags and not _points(clause, at):
            found.update(_before_clause(clause, at, endings))
    found.update(_last_word(clause, endings))
    if clause.begin < len(row) and row[clause.begin].has(*QUOTES):
        for at in range(clause.begin + _QUOTED, len(row) - 1):
            if _closes(row, at):
                found.update(_behind_quotation(clause, at + 1, endings))
    return frozenset(found)


def _is_inverted(clause: Clause, at: int) -> bool:
    """Return whether a verb ends `a-t-il …`; in `a-t-il dit, fait …` the first one does."""
    if not has_inverted_auxiliary(clause, at):
        return False
    dash = next(i for i in range(at, 0, -1) if "-" in clause.row[i].tags)
    return not any(c.has(",", "speech") for c in clause.row[dash:at])


def _last_word(clause: Clause, endings: tuple[str, ...]) -> list[int]:
    """Return the verb with which a sentence ends behind its speaker: `…, ông Lam biện luận.`."""
    row = clause.row
    end = len(row) - (1 if row and row[-1].has(".") else 0)
    comma = next((i for i in range(end - 1, clause.begin + _CONTENT, -1) if "," in row[i].tags), None)
    subject = subjects.opening(row, comma + 1) if comma is not None else None
    if subject is None or not clause.is_person(subject):
        return []
    verb = subject.last
    while verb < end and row[verb].has(*_GROUP):
        verb += 1
    words = row[verb:end]
    most = 1 if endings else _MANNER
    return [verb] if 0 < len(words) <= most and all(can_be(c, endings) for c in words) else []


def _before_clause(clause: Clause, at: int, endings: tuple[str, ...]) -> list[int]:
    """Return the verb before `that`, to whom it is told between them: `Xi VERB his guest that …`."""
    row = clause.row
    while at > clause.begin + 1 and row[at - 1].has("attribution-tail"):
        at -= 1  # `à son hôte`
    for verb in range(at - 1, max(at - _OBJECT, clause.begin), -1):
        if not can_be(row[verb], endings):
            continue
        to = verb + 1 + (verb + 1 < at and row[verb + 1].has("to-whom", "adverbial-opener"))
        told = subjects.opening(row, to) if verb + 1 < at else None
        if verb + 1 < at and (told is None or told.last != at or not clause.is_person(told)):
            continue
        first = verb
        while not endings and verb - first < _WORDS and row[first - 1].has("word"):
            first -= 1
        return [first] if _has_speaker(clause, first) else []
    return []


def _points(clause: Clause, at: int) -> bool:
    """Return whether `that` points at a noun: no verb follows, and nothing that can only open a clause."""
    row = clause.row
    if not row[at].has("demonstrative") or subjects.opening(row, at + 1) is not None:
        return False
    return not any(c.has("auxiliary", "predicate", "speech") for c in row[at + 2 :])


def _has_speaker(clause: Clause, verb: int) -> bool:
    """Return whether a speaker opens the clause that a verb is in."""
    phrase = subjects.before(clause.row, verb).phrase
    return phrase is not None and _opens_clause(clause, phrase)


def _opens_clause(clause: Clause, phrase: Phrase) -> bool:
    """Return whether a phrase is a speaker's with which a clause begins."""
    if not clause.phrase_has(phrase, *_SPEAKERS) or clause.names_outlet(phrase):
        return False
    return phrase.first <= clause.begin or clause.row[phrase.first - 1].has(*_OPENS)


def _behind_quotation(clause: Clause, start: int, endings: tuple[str, ...]) -> list[int]:
    """Return the verb behind a quotation, its subject before or behind it: `“…,” Xi VERB`."""
    row = clause.row
    if not row[start - 2].has(*_ENDS) and not row[start].has(","):
        return []  # the name of something: `“Friends of the Sea” charmed Xi`
    start += row[start].has(",")
    subject = subjects.opening(row, start)
    if subject is not None and clause.phrase_has(subject, *_SPEAKERS) and not clause.names_outlet(subject):
        verb = subject.last
        while verb < len(row) and row[verb].has(*_GROUP):
            verb += 1
        return [verb] if verb < len(row) and can_be(row[verb], endings) else []
    verb = start
    while verb < len(row) and verb - start < _INVERTED and not can_be(row[verb], endings):
        verb += 1
    if verb >= len(row) - 1 or not endings or not can_be(row[verb], endings):
        return []
    if has_inverted_auxiliary(clause, verb):
        return [verb]
    behind = subjects.opening(row, verb + 1)
    grouped = all(c.has(*_GROUP) for c in row[start:verb])
    return [verb] if grouped and clause.is_person(behind) else []


def _closes(row: list[Chunk], at: int) -> bool:
    """Return whether the chunk is a mark that closes a quotation."""
    if row[at].text in _CLOSING:
        return True
    glued = row[at].start == row[at - 1].end
    return row[at].has(*QUOTES) and glued and (row[at + 1].start > row[at].end or row[at + 1].has(","))


def can_be(chunk: Chunk, endings: tuple[str, ...]) -> bool:
    """Return whether a word that no list has ends as one of a kind does; without endings, any word can."""
    return chunk.has("word") and chunk.text.islower() and (not endings or chunk.text.endswith(endings))
