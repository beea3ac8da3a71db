"""Verbs without a subject of their own: joined ones, participles, relatives, fronted clauses, passives."""

from __future__ import annotations

from pipeline.extract import inverted, subjects
from pipeline.extract.asides import is_aside
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import DEED, FINITE, NO_CUE, Clause, Head, Kind
from pipeline.extract.embedding import in_nominal_clause, is_embedded, main_follows, shares_clause
from pipeline.extract.epithets import epithet as epithet_before
from pipeline.extract.frames import can_be
from pipeline.extract.headlines import meeting_in_headline
from pipeline.extract.listed import is_asked_too, is_listed, is_quality, is_told_apart
from pipeline.extract.passives import is_passive, passive
from pipeline.extract.subjects import Phrase, Subject
from pipeline.model import Act
from pipeline.vocabulary import CueForm

_BOUNDARY = (",", ";", ":", "conjunction", "-", "–", "—", "(")
_SOON = 5
_LEAD = 3
_DONE = ("attribution-tail", "visits", "receives", "meets", "calls", "joint-deed", "negation")
_LEADING = ("nominalizer", "adverb", "auxiliary", "adverbial-opener")
_LIGHT = 5
_OCCASION = 8
_LIGHT_GAP = (
    "word",
    "auxiliary",
    "preposition",
    "adverb",
    "clitic",
    "adverbial-opener",
    "action-verb",
    "predicate",
)

_STANCES = (Act.AFFIRM, Act.APPRECIATE, Act.BELIEVE, Act.CONGRATULATE, Act.WELCOME, Act.CONDOLE, Act.SUPPORT)
_FEELINGS = (Act.APPRECIATE, Act.BELIEVE, Act.CONGRATULATE, Act.THANK, Act.WELCOME, Act.CONDOLE, Act.SUPPORT)
_OF_CLAUSE = ("complementizer", "auxiliary", "action-verb", "predicate")


def without_subject(clause: Clause, at: int, form: CueForm, subject: Subject) -> Head | None:
    """Return the head of a verb whose subject stands elsewhere, or None where it makes no claim."""
    row, edge = clause.row, subject.edge
    noted = passive(clause, at, form)
    if noted is not None or row[at].has("with-subject"):
        return noted
    epithet = epithet_before(row, edge)
    undergoes = form.shape == "participle" and row[at - 1].has("predicate")  # `un débit minimal sera garanti`
    if epithet and not undergoes and _stands_for_person(clause, form, epithet):
        return Head(at, epithet.first, at + 1, form.cue, form.shape, Kind.MAIN, epithet, subject.denied)
    if all(c.has("before-clause") for c in row[clause.begin : edge]) or _besides(row[clause.begin : edge]):
        return _fronted(clause, at, form, max(edge, clause.begin), subject.denied)
    boundary = row[edge - 1]
    if (antecedent := _relative(clause, edge - 1, at)) is not None:
        if row[at].has("told-of-both") and clause.names_several(antecedent):
            return Head(at, antecedent.first, at + 1, NO_CUE, "forms", Kind.NARRATION, antecedent)
        return Head(at, edge - 1, at + 1, form.cue, form.shape, Kind.RELATIVE, antecedent, subject.denied)
    if boundary.has("before-clause") and form.shape in ("base", "gerund", "forms") and clause.told():
        return Head(at, edge, at + 1, form.cue, form.shape, Kind.PARTICIPLE, None, subject.denied)
    if not boundary.has(*_BOUNDARY):
        return _fronted_infinitive(clause, at, form) or _behind_light_verb(clause, at, form)
    return _behind_boundary(clause, at, form, subject, boundary)


def _behind_boundary(
    clause: Clause, at: int, form: CueForm, subject: Subject, boundary: Chunk
) -> Head | None:
    """Return a verb that follows a comma, semicolon or conjunction."""
    spoken = clause.told() if boundary.has("conjunction", ",") else clause.spoken()
    start = _verb_group(clause.row, subject.edge, at)
    if form.shape == "gerund":
        aside = boundary.has(",") and not clause.found and is_aside(clause, subject.edge)
        if aside or (not boundary.has(",", ";") and not (spoken and spoken[-1].shape == "gerund")):
            return None
        return Head(at, start, at + 1, form.cue, form.shape, Kind.PARTICIPLE, None, subject.denied)
    hidden = any(f.cue.act is Act.AFFIRM for f in clause.row[at].cues_of("complement"))
    # `…, and welcomed by Kyiv`
    undergone = hidden or any(c.has("agent") for c in clause.row[at + 1 : at + 2])
    phrase = None if spoken or undergone else _doer(clause, form, boundary, start)
    if form.shape == "base" and phrase is None:
        phrase = meeting_in_headline(clause, boundary)
    if phrase is not None:
        return Head(at, start, at + 1, form.cue, form.shape, Kind.MAIN, phrase, subject.denied)
    if not spoken or (form.shape == "base" and not boundary.has(";") and spoken[-1].cue is not DEED):
        return None
    quoted = form.shape == "forms" and sum(c.has(*QUOTES) for c in clause.row[spoken[-1].start : at]) % 2
    quality = form.shape == "past" and is_quality(clause.row, subject.edge - 1)
    if quoted or quality or (form.cue.act is Act.WELCOME and is_passive(clause.row, at, form)):
        return None  # the speaker's own words; what somebody else does: `…, and were welcomed by all`
    if not boundary.has(";") and not _may_join(clause, at, form, boundary, spoken[-1], subject.edge):
        return None
    told = boundary.has(",") and _tells_of_talk(clause, at, spoken[-1])
    if told or (boundary.has(";") and is_listed(clause, at, form, spoken[-1], subject.edge)):
        return None
    return Head(at, start, at + 1, form.cue, form.shape, Kind.JOINED, None, subject.denied)


def _tells_of_talk(clause: Clause, at: int, last: Head) -> bool:
    """Return whether somebody only tells that there was a talk: `…, a confirmé le directeur de …`."""
    teller = inverted.after(clause.row, at)
    named = clause.row[at + 1 : at + 3]
    office = len(named) > 1 and named[0].has("article", "honorific") and named[1].text[0].isupper()
    telling = (Act.AFFIRM, Act.ANNOUNCE, Act.INFORM)
    office = office and any(f.cue.act in telling for f in clause.row[at].cues_of("speech"))
    told = office or (teller is not None and clause.phrase_has(teller, "TITLE", "office"))
    return last.kind is Kind.NARRATION and told


def _doer(clause: Clause, form: CueForm, boundary: Chunk, start: int) -> Phrase | None:
    """Return who did something no list knows before a verb of speech: `Ông Modi tới Kiev, nói …`.

    Where verbs have forms, only behind `and`, and if the other verb ends as one: `Xi saw it and praised …`.
    """
    endings = clause.script.verb_endings if clause.script is not None else ()
    then = any(c.has("conjunction") for c in (boundary, clause.row[start - 1]))  # `…, then said`
    opens = then if endings else then or boundary.has(",", ";")
    if clause.found or form.cue.role != "speech" or not opens or (form.shape == "forms") == bool(endings):
        return None
    row, at = clause.row, clause.begin
    while at < start and row[at].has("adverbial-opener", "time", "DATE", "connector"):
        comma = next((i for i in range(at, start) if row[i].has(",")), start)
        at = comma + 1
    phrase = subjects.opening(row, at) if at < start else None
    if phrase is None or phrase.last >= start - 1 or not clause.is_person(phrase):
        return None
    behind = row[phrase.last : start]
    if endings:
        verb = next((c for c in behind if not c.has("auxiliary", "adverb", "reflexive")), boundary)
        does = form.shape in (*FINITE, "participle") and (can_be(verb, endings) or verb.has("negation"))
    else:
        does = behind[0].has("word", "action-verb", "auxiliary", "adverb", "time", "DATE", *_DONE)
    return phrase if does and not any(c.has("relative", "complementizer", *QUOTES) for c in behind) else None


def _verb_group(row: list[Chunk], edge: int, at: int) -> int:
    """Return where a claim without subject starts: at its verb with its auxiliaries and adverbs of manner."""
    while edge < at and row[edge].has("conjunction", "connector", "time"):
        edge += 1
    return edge


def _stands_for_person(clause: Clause, form: CueForm, epithet: Phrase) -> bool:
    if form.cue.role != "speech" or form.shape in ("gerund", "base", "forms"):
        return False
    return not is_embedded(clause, epithet)


def _relative(clause: Clause, at: int, verb: int) -> Phrase | None:
    """Return the name before `who` or `qui` at `at`, a comma between them or not."""
    chunk = clause.row[at]
    if at <= clause.begin or not chunk.has("relative") or chunk.has("complementizer"):
        return None
    if clause.row[verb].has("mere-speech") and any(c.has(",") for c in clause.row[verb + 1 : verb + _LEAD]):
        return None  # `người phát biểu trước, …`
    before = at - 2 if clause.row[at - 1].has(",") else at - 1
    held = before > 0 and clause.row[before].has("adjective") and clause.row[before - 1].has("TITLE", "role")
    if held or (before >= 0 and clause.row[before].has("PERSON", "TITLE", "role", "counterpart", "both")):
        return subjects.before(clause.row, before + 1).phrase or Phrase(before, before + 1)
    return None


def _fronted(clause: Clause, at: int, form: CueForm, start: int, denied: bool) -> Head | None:
    """Return a clause that opens a sentence with its verb: `Congratulating Lee on …, Ishiba said …`.

    One that tells only where or to whom somebody spoke is none: `Writing on X, …`.
    """
    backs = form.shape == "forms" and form.cue.act is Act.SUPPORT and at == clause.begin
    if backs and main_follows(clause, at):
        return Head(at, start, at + 1, form.cue, form.shape, Kind.FRONTED, None, denied)
    if form.shape not in ("forms", "gerund") or form.cue.role != "speech":
        return None
    behind = clause.row[at + 1 : at + 2]
    if start < at and clause.row[at - 1].has("mere-speech"):
        return None  # what it is a reply to: `Đáp lại đề nghị này, …`
    mere = clause.row[at].has("told-of-both", "mere-speech")  # `Đề cập hiệp định này, …`
    # `Nhận lời mời của …`
    invited = form.cue.act is Act.AGREE and any(c.has("preposition-of") for c in behind)
    if invited or (mere and not any(c.has("complementizer") for c in behind)):
        return None
    return Head(at, start, at + 1, form.cue, form.shape, Kind.FRONTED, None, denied)


def _besides(lead: list[Chunk]) -> bool:
    """Return whether a fronted clause is joined to the main one: `Cùng với việc đề nghị …, ông mong …`."""
    return 0 < len(lead) <= _LEAD and lead[0].has("besides") and all(c.has(*_LEADING) for c in lead[1:])


def _fronted_infinitive(clause: Clause, at: int, form: CueForm) -> Head | None:
    """Return `Happy to share …`, `Heureux de partager …` at the start of a sentence."""
    lead = clause.row[clause.begin : at]
    opens = bool(lead) and bool(lead[0].cues_of("complement"))
    if opens and form.shape == "base" and len(lead) <= _LEAD:
        return Head(at, clause.begin, at + 1, form.cue, form.shape, Kind.FRONTED, None)
    return None


def _behind_light_verb(clause: Clause, at: int, form: CueForm) -> Head | None:
    """Return `X a tenu à exprimer …`, `X began by paying tribute …`: a verb before the verb of speech."""
    if form.shape not in ("base", "gerund") or form.cue.role != "speech":
        return None
    first = at - 1
    while first >= clause.begin and at - first <= _LIGHT and clause.row[first].has(*_LIGHT_GAP):
        first -= 1
    taker = _taking_occasion(clause, at)
    if taker is None and not any(c.has("word", "predicate") for c in clause.row[first + 1 : at]):
        return None
    subject = subjects.before(clause.row, first + 1 if taker is None else taker)
    phrase = None if subject.denied else subject.phrase  # `showed no sign of yielding`
    if phrase is None or not clause.is_person(phrase) or is_embedded(clause, phrase):
        return None
    return Head(at, phrase.first, at + 1, form.cue, "past", Kind.MAIN, phrase)


def _taking_occasion(clause: Clause, at: int) -> int | None:
    """Return the verb that takes an occasion for the infinitive at `at`: `a profité de sa visite pour …`."""
    row, to = clause.row, at - 1
    while to > clause.begin and row[to].has("clitic", "adverb", "object-pronoun"):
        to -= 1
    if row[to].has("takes-occasion"):
        return to  # `used the call to thank …`
    if not row[to].has("adverbial-opener"):
        return None
    for back in range(to - 1, max(to - _OCCASION, clause.begin), -1):
        if row[back].has("takes-occasion") or (row[back].has("narration") and row[to].has("in-order-to")):
            return back  # `phoned Lula to thank him`
        if row[back].has(",", ";", "speech"):
            return None
    return None


def _may_join(clause: Clause, at: int, form: CueForm, boundary: Chunk, last: Head, edge: int) -> bool:
    """Return whether a verb behind a comma or conjunction goes on with the speaker's acts."""
    if form.cue.role == "predicate":
        if boundary.has(",") and _adds_stance(clause, at, form, last, edge):
            return True
        content = clause.row[last.content : at]
        plain = (
            last.kind is Kind.MAIN
            and last.shape == "present"
            and not any(c.has("complementizer") for c in content)
        )
        return plain and boundary.has("conjunction") and not clause.row[at].has("complement")
    if form.cue.role != "speech" or (last.kind is Kind.FRONTED and boundary.has(",")):
        return False
    behind = clause.row[at + 1 : at + 2]
    backs = form.shape == "participle" and form.cue.act is Act.SUPPORT
    if backs and any(c.has("preposition-of") for c in behind):
        return False  # `a firm and sustained commitment`: no verb of backing takes `de`
    if form.shape == "forms":
        apart = form.cue.yields and boundary.has(",")
        shared = boundary.has("conjunction") and shares_clause(clause.row, last, edge)
        asked = boundary.has(",") and is_asked_too(clause.row, at, form, last)
        # What was done to the speaker: `cảm ơn ông X đã gọi điện và chúc mừng;`
        asked = asked or (form.cue.act is Act.CONGRATULATE and all(c.has(";", ".") for c in behind))
        contrary = last.denied and boundary.has("adversative")  # `không chỉ trích … nhưng kêu gọi …`
        if not contrary and (shared or asked or in_nominal_clause(clause, last, edge, apart=apart)):
            return False
        return contrary or is_told_apart(clause, at, form, last, edge)
    if last.kind is Kind.NARRATION:
        return form.shape in (*FINITE, "participle")
    same = _agree(clause.row, at, form, last) or {form.shape, last.shape} <= {"past", "participle"}
    finite = clause.row[edge].has("auxiliary", "reflexive")
    return same and (
        finite or not form.cue.yields or not boundary.has(",") or _opens_content(clause.row, edge)
    )


def _adds_stance(clause: Clause, at: int, form: CueForm, last: Head, edge: int) -> bool:
    """Return whether a speaker backs something behind a stance: `bày tỏ quan ngại …, ủng hộ …`.

    A verb in what was said before would be its sibling: `khẳng định Lào coi trọng …, ủng hộ …`.
    """
    row = clause.row
    if form.cue.act is Act.COMMIT and form.cue.head and form.shape == "forms":
        return last.cue.act in _FEELINGS and last.kind is not Kind.NARRATION
    backs = form.cue.act is Act.SUPPORT and form.shape == "forms"
    if not backs or last.cue.act not in _STANCES or last.kind is Kind.NARRATION:
        return False
    content = row[last.content : edge - 1]
    if not content or content[0].is_nominal or any(c.has(*_OF_CLAUSE) for c in content):
        return False
    noun = any(c.has("nominalizer", "article") for c in content)
    return not (noun and any(c.has("preposition-of", "relative") for c in row[at + 1 : at + _LIGHT]))


def _agree(row: list[Chunk], at: int, form: CueForm, last: Head) -> bool:
    """Return whether two verbs are of one tense; `dit` is read as past and as present."""
    if form.shape not in FINITE or last.shape not in FINITE:
        return form.shape == last.shape or (last.denied and form.shape in FINITE)  # `did not blame, but said`
    shapes = [{f.shape for f in row[i].cues_of("speech")} & FINITE for i in (at, last.verb)]
    return bool((shapes[0] | {form.shape}) & (shapes[1] | {last.shape}))


def _opens_content(row: list[Chunk], edge: int) -> bool:
    """Return whether `that` or a deciding noun follows soon, so that a verb cannot be part of a list."""
    window = row[edge + 1 : edge + 1 + _SOON]
    return any(c.has("complementizer") or c.cues_of("complement") for c in window)
