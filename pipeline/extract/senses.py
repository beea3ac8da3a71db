"""What a chunk is read as: which verbs of saying and doing make a claim here, and which only narrate."""

from __future__ import annotations

from pipeline.extract import subjects
from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import CALLED_FORM, FRAMED_FORM, Clause, is_aim
from pipeline.extract.headlines import ADDRESSED
from pipeline.extract.subjects import Subject
from pipeline.model import Act
from pipeline.vocabulary import CueForm

_CALLED = 14
_AIM = 2


def readings(clause: Clause, at: int) -> tuple[CueForm, ...]:
    """Return what a chunk can be read as that makes a claim."""
    if at in clause.framed:
        return (FRAMED_FORM,)
    chunk = clause.row[at]
    if _is_manner(clause.row, at):
        return ()  # `xúc động bày tỏ …`: how something is said
    aimed = is_aim(clause.row, at)
    forms = chunk.cues_of("speech") + tuple(f for f in chunk.cues_of("predicate") if f.cue.head or aimed)
    return forms or ((CALLED_FORM,) if _calls(clause, at) else ())


def only_narrates(clause: Clause, at: int, subject: Subject) -> bool:
    """Return whether a verb of speech tells of a meeting here: `welcomed Park to the Blue House`."""
    chunk = clause.row[at]
    if chunk.has("told-of-both") and clause.names_several(subject.phrase):
        return True
    if chunk.has("takes-occasion") and _is_to_speak(clause.row, at + 1):
        return True  # `a appelé M. Lula pour le remercier`
    if chunk.has("narration") and chunk.has("predicate"):
        return True  # a longer form, as `nhận lời điện đàm`, is not what its first words say
    welcomes = any(form.cue.act is Act.WELCOME for form in chunk.cues_of("speech"))
    return welcomes and receives(clause.row, at + 1)


def _is_to_speak(row: list[Chunk], at: int) -> bool:
    """Return whether an infinitive of speech says what for, a person before it or not: `… pour le saluer`."""
    phrase = subjects.opening(row, at)
    behind = row[phrase.last if phrase is not None else at :]
    if len(behind) < _AIM or not behind[0].has("in-order-to"):
        return False
    verb = next((c for c in behind[1:] if not c.has("article", "clitic", "adverb", "object-pronoun")), None)
    return verb is not None and any(form.shape == "base" for form in verb.cues_of("speech"))


def _is_manner(row: list[Chunk], at: int) -> bool:
    """Return whether an adverb that could be a verb stands before a verb of speech: `xúc động cảm ơn`."""
    if not row[at].has("adverb"):
        return False
    verb = at + 1
    while verb < len(row) and row[verb].has("adverb") and not row[verb].cues_of("speech"):
        verb += 1
    return verb < len(row) and bool(row[verb].cues_of("speech"))


def _calls(clause: Clause, at: int) -> bool:
    """Return whether a verb calls somebody what follows, or promises what one's side will do."""
    row = clause.row
    if row[at].has("assures"):
        phrase = subjects.opening(row, at + 1)
        behind = row[phrase.last : phrase.last + 1] if phrase is not None else []
        return any(c.has("auxiliary", "predicate") for c in behind)
    if not row[at].has("calls") or any(c.has("copula") for c in row[at + 1 : at + 2]):
        return False  # `cái gọi là …`
    behind = row[at + 1 : at + _CALLED]
    end = next((i for i, c in enumerate(behind) if c.has(",", ";", ".")), len(behind))
    grammar = clause.registry.grammar[clause.script.lang] if clause.script is not None else {}
    opens = tuple(f"{form} " for form in grammar.get("copula", ()))  # a longer form can begin with it
    return any(c.has("copula", "likens") or c.text.startswith(opens) for c in behind[:end])


def reports(clause: Clause, at: int, subject: Subject) -> bool:
    """Return whether a verb of reporting has a person as its subject: `he wrote`.

    What a person does too, as to bring or to show, is said of outlets alone: `đưa`, `dẫn`.
    """
    noun = at > 0 and clause.row[at - 1].has("article")
    verb = clause.row[at].has("source-verb") and not clause.row[at].has("action-verb")
    return verb and not noun and clause.is_person(subject.phrase)


def receives(row: list[Chunk], at: int) -> bool:
    """Return whether a guest is only led into a house: `welcomed Park to the Blue House`."""
    first = at
    while at < len(row) - 2 and row[at].has(*ADDRESSED, "'", "’", ",", "ORG", "word") and not row[at].cues:
        if row[at].has("into") and any(c.has("PERSON", "counterpart") for c in row[first:at]):
            break
        at += 1
    if not row[at].has("into") or not any(c.has("PERSON", "counterpart") for c in row[first:at]):
        return False
    at += 1 + row[at + 1].has("article")
    return at < len(row) and row[at].text[0].isupper() and not row[at].has("GPE")
