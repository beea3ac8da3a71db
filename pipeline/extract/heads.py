"""The verbs that make claims in a sentence, each with its subject, its content and where its claim starts."""

from __future__ import annotations

from pipeline.entries import Script
from pipeline.extract import narrated, subjects
from pipeline.extract.attribution import attribution_after, has_inverted_auxiliary, quoted_as
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import (
    DEED,
    FINITE,
    NO_CUE,
    SAID,
    SAID_FORM,
    Clause,
    Head,
    Kind,
    is_dated,
)
from pipeline.extract.embedding import answers_from, beside_in_headline, is_embedded
from pipeline.extract.frames import framed_verbs, subject_of
from pipeline.extract.headlines import announced, by_form, done_together, named_first, signed_off
from pipeline.extract.joined import without_subject
from pipeline.extract.parenthetic import tells_between
from pipeline.extract.passives import by_agent, by_other, done_by, passive
from pipeline.extract.quoted_by import quoted_by
from pipeline.extract.senses import only_narrates, readings, receives, reports
from pipeline.extract.subjects import Phrase, Subject
from pipeline.model import Act
from pipeline.vocabulary import CueForm, Registry

_TO_PRESS = ("attribution-tail", "time", "DATE")
_CAUSATIVE = 1
_APART = ({Act.AGREE, Act.PROPOSE}, {Act.AGREE, Act.THANK})
_VERBS = frozenset({"speech", "predicate", "source-verb", "narration", "calls", "assures"})


def find_heads(row: list[Chunk], begin: int, registry: Registry, script: Script | None = None) -> list[Head]:
    """Return the heads from chunk `begin` on, in order, those inside another's content left out.

    `script` tells how verbs and adverbs end that no list has.
    """
    clause = Clause(row, begin, registry, script=script)
    clause.framed = framed_verbs(clause, script.verb_endings if script is not None else ())
    if any(":" in chunk.tags for chunk in row) and (colon := named_first(clause)) is not None:
        clause.found.append(colon)
    elif (future := signed_off(clause) or announced(clause)) is not None:
        return [future]
    elif (deed := done_together(clause)) is not None:
        clause.found.append(deed)
    elif (
        0 < begin <= len(row)
        and "quotes" in row[begin - 1].tags
        and (told := quoted_by(clause, begin - 1)) is not None
    ):
        clause.found.append(told)  # `Hãng tin TASS dẫn lời ông Putin rằng …`
    for at, chunk in enumerate(row[begin:], begin):
        verb = not _VERBS.isdisjoint(chunk.tags) or at in clause.framed
        if verb and (head := _head(clause, at)) is not None:
            clause.found.append(head)
        elif "then" in chunk.tags and _is_done_next(clause, at):
            clause.found.append(Head(at, at, at + 1, NO_CUE, "forms", Kind.NARRATION, None))
    if not clause.found and (headed := by_form(clause)) is not None:
        return [headed]
    return _sharing_objects(row, clause.found)


def _is_done_next(clause: Clause, at: int) -> bool:
    """Return whether `, rồi …` tells what a speaker did behind what was said, and said no more."""
    said = clause.found[-1] if clause.found else None
    if said is None or said.kind is not Kind.MAIN or not clause.row[at - 1].has(","):
        return False
    if said.cue.act in (Act.PROPOSE, Act.AGREE) or clause.names_several(said.subject):
        return False
    told = any(c.has("complementizer", *QUOTES) for c in clause.row[said.content : at])
    return not told and not any(c.cues_of("speech") for c in clause.row[at + 1 :])


def joined_to(row: list[Chunk], start: int, registry: Registry, act: Act) -> list[Head]:
    """Return the verbs joined to a sentence of an account: `Việt Nam coi trọng …, đề nghị …`."""
    clause = Clause(row, start, registry, [Head(start, start, start + 1, SAID, "forms", Kind.MAIN, None)])
    for at in range(start + 1, len(row)):
        head = _head(clause, at) if row[at].cues_of("speech") else None
        if head is None or head.kind is not Kind.JOINED or head.shape != "forms" or head.denied:
            continue
        # Of what others should do a stance is part: `các nước nên đoàn kết, phản đối …`.
        asked = act is Act.PROPOSE and not head.cue.yields and head.cue.act in (Act.AFFIRM, Act.SUPPORT)
        if not asked:
            clause.found.append(head)
    return clause.found[1:]


def _sharing_objects(row: list[Chunk], heads: list[Head]) -> list[Head]:
    """Return the heads with two verbs of one object as one: `cảm ơn và ghi nhận sự giúp đỡ`.

    The first verb is the act, unless it yields.
    """
    kept: list[Head] = []
    for head in heads:
        last = kept[-1] if kept else None
        if last is not None and _shares_object(row, last, head):
            kept[-1] = last._replace(content=head.content, cue=head.cue if last.cue.yields else last.cue)
        elif last is not None and _only_speaks(row, last, head):
            kept[-1] = last._replace(verb=head.verb, content=head.content, cue=head.cue, shape=head.shape)
        else:
            kept.append(head)
    return kept


def _only_speaks(row: list[Chunk], last: Head, head: Head) -> bool:
    """Return whether a verb tells no more than that somebody spoke: `Chủ nhà đáp lời, cho hay …`."""
    if not row[last.verb].has("mere-speech") or last.kind is not Kind.MAIN or head.kind is not Kind.JOINED:
        return False
    between = row[last.content : head.start]
    return bool(between) and all(c.has(",", "conjunction", "adverb", *_TO_PRESS) for c in between)


def _shares_object(row: list[Chunk], last: Head, head: Head) -> bool:
    """Return whether nothing but `and` stands between two verbs."""
    if head.kind is not Kind.JOINED or last.kind in (Kind.NARRATION, Kind.AFTER):
        return False
    if any(c.has("clitic") and not c.has("reflexive") for c in row[max(last.verb - 3, 0) : last.verb]):
        return False  # it has its own: `l'en a remercié et a souhaité …`
    if {last.cue.act, head.cue.act} in _APART:
        return False  # what one agrees to is not what one asks or thanks for: `vui vẻ nhận lời và mời …`
    between = row[last.content : head.start]
    return bool(between) and all(c.has("conjunction") and not c.has("before-clause") for c in between)


def _head(clause: Clause, at: int) -> Head | None:
    chunk = clause.row[at]
    if "quotes" in chunk.tags and (quoted := quoted_by(clause, at)) is not None:
        return quoted
    if (told := narrated.infinitive(clause, at)) is not None:
        return told
    forms = readings(clause, at)
    subject = subject_of(clause, at) if forms or chunk.has("source-verb", "narration") else None
    if subject is None:
        return None
    if subject.phrase is not None and subject.phrase.first < clause.begin <= subject.phrase.last - 1:
        subject = subject._replace(phrase=subject.phrase._replace(first=clause.begin))
    if not forms and reports(clause, at, subject):
        forms = (SAID_FORM,)
    if not forms or only_narrates(clause, at, subject):
        return _narration(clause, at, subject)
    form = _choose(clause, forms, at, subject)
    return None if form is None else _of_form(clause, at, form, subject)


def _of_form(clause: Clause, at: int, form: CueForm, subject: Subject) -> Head | None:
    """Return the head of a verb by where its speaker stands: behind, before or elsewhere."""
    undergoes = at > clause.begin and clause.row[at - 1].has("passive")
    if tells_between(clause.row, at) or (undergoes and clause.row[clause.begin].has("narration")):
        return None  # `Đây là cuộc điện đàm đầu tiên … được công bố`
    if (undergone := by_agent(clause, at, form, denied=subject.denied)) is not None:
        return undergone
    if undergoes and clause.row[at].has("signs"):
        return None
    told = form.shape == "gerund" or (at > 0 and clause.row[at - 1].has("source-verb"))
    if told and (quoted := quoted_as(clause, at, form)):
        return quoted
    after = None if clause.row[at].has("signs") else attribution_after(clause, at, form, subject)
    if after is not None:
        return after
    goes_on = form.shape == "gerund" or (bool(clause.found) and clause.found[-1].cue is DEED)
    behind_aside = goes_on and clause.row[subject.edge - 1].has(",")
    if subject.phrase is not None and not behind_aside:
        undergone = done_by(clause, at, form, subject.phrase, denied=subject.denied)
        headed = _absolute if form.shape == "gerund" else _with_subject
        return undergone or headed(clause, at, form, subject, subject.phrase)
    return without_subject(clause, at, form, subject)


def _narration(clause: Clause, at: int, subject: Subject) -> Head | None:
    """Return a verb of meeting with its subject: no claim, but who a joined verb's subject is.

    One joined to news that the two sides gave each other ends what they told.
    """
    edge = subject.edge
    if clause.found and clause.found[-1].cue.act is Act.INFORM:
        told = clause.row[at].has("narration") and clause.row[edge - 1].has(",", "conjunction")
        if told and clause.names_several(clause.found[-1].subject):
            return Head(at, edge, at + 1, NO_CUE, "forms", Kind.NARRATION, None)
    welcomes = clause.row[at].has("speech") and not clause.row[at].has("narration", "told-of-both")
    told = clause.row[at].has("narration", "told-of-both") or (welcomes and receives(clause.row, at + 1))
    if clause.found or subject.phrase is None or not told:
        return None
    return Head(at, subject.phrase.first, at + 1, NO_CUE, "forms", Kind.NARRATION, subject.phrase)


def _choose(clause: Clause, forms: tuple[CueForm, ...], at: int, subject: Subject) -> CueForm | None:
    """Return the reading whose shape agrees with the auxiliaries before it."""
    row = clause.row
    before = row[max(subject.edge - 1, 0) : at]
    auxiliary = any(c.has("auxiliary", "inversion", "impersonal", "passive") for c in before)
    auxiliary = auxiliary or has_inverted_auxiliary(clause, at)
    reflexive = any(c.has("reflexive") for c in before)
    behind = next((c for c in row[at + 1 :] if not c.has("adverb", ",")), row[at])
    tells_itself = row[at].has("speaks-up") and behind.has("adverbial-opener", "time", "attribution-tail")
    if reflexive and tells_itself:
        return None  # `Xi s'exprimait à l'issue du sommet`
    joins = subject.edge > 0 and row[subject.edge - 1].has("conjunction", ",", ";")
    spoken = clause.spoken()
    goes_on = joins and bool(spoken) and spoken[-1].shape == "participle"
    fitting = [
        f
        for f in forms
        if not (f.cue.reflexive and not reflexive) and (f.shape != "participle" or auxiliary or joins)
    ]
    fitting.sort(
        key=lambda f: (
            f.cue.role != "speech",
            f.cue.reflexive != reflexive,
            (f.shape == "participle") != (auxiliary or goes_on),
            f.shape not in FINITE,
        )
    )
    return fitting[0] if fitting else None


def _with_subject(clause: Clause, at: int, form: CueForm, subject: Subject, phrase: Phrase) -> Head | None:
    """Return the head of a verb with its own subject, unless it is part of what another verb says."""
    asked = _is_asked(clause) and not beside_in_headline(clause, phrase)
    if form.shape == "base" and (asked or not clause.names_several(phrase)):
        return None
    if form.shape == "past" and clause.row[at - 1].has("passive"):
        return passive(clause, at, form) if form.cue.yields else by_other(clause, at, form, phrase)
    if clause.names_outlet(phrase) or (form.cue.role == "predicate" and not _names_speaker(clause, phrase)):
        return None
    behind = clause.row[at + 1 : at + 2]
    goes_on = clause.row[at].has("goes-on") and any(c.has("article") for c in behind)
    # `no agreement was announced`
    nothing = clause.row[phrase.first].has("impersonal") and clause.row[phrase.first - 1].has("negation")
    if goes_on or nothing or clause.row[at].has("only-behind") or _is_tellers(clause, at):
        return None  # `they pursue their talks`
    if all(c.has("first-person") for c in phrase.chunks(clause.row)):
        return None
    phrase = _of_causative(clause, phrase)
    if _stands_for_years(clause, at, form, phrase) or is_dated(clause.row, at) or is_embedded(clause, phrase):
        return None
    if clause.found and form.cue.yields and not any(_is_word(c) for c in clause.row[at + 1 :]):
        # `The two discussed trade, he said`: whose account it is, and nothing that he said.
        return Head(at, phrase.first, at + 1, NO_CUE, "forms", Kind.NARRATION, phrase)
    start = answers_from(clause.row, phrase) if clause.is_person(phrase) else phrase.first
    if phrase.first and clause.row[phrase.first - 1].has("resumptive"):
        start = phrase.first - 1
    return Head(at, start, at + 1, form.cue, form.shape, Kind.MAIN, phrase, subject.denied)


def _is_asked(clause: Clause) -> bool:
    """Return whether a bare verb says what somebody should do: `He suggested …; and both sides keep …`."""
    return bool(clause.found) and clause.found[-1].cue.act is Act.PROPOSE


def _is_tellers(clause: Clause, at: int) -> bool:
    """Return whether a statement or office behind a verb and its comma tells: `…, indique un communiqué`."""
    behind = clause.row[at + 1 : at + 3]
    told = len(behind) > 1 and behind[0].has("article") and behind[1].has("office")
    return told and clause.row[at - 1].has(",")


def _absolute(clause: Clause, at: int, form: CueForm, subject: Subject, phrase: Phrase) -> Head | None:
    """Return a participle with its own subject behind what another did: `…, M. Xi se disant ravi`."""
    opens = phrase.first - 1
    opens -= clause.row[opens].has("accompanies")  # `…, with Xi saying that …`
    if phrase.aside or not clause.found or not clause.row[opens].has(","):
        return None
    if not clause.phrase_has(phrase, "both", "GPE") and not clause.is_person(phrase):
        return None
    return Head(at, phrase.first, at + 1, form.cue, form.shape, Kind.MAIN, phrase, subject.denied)


def _stands_for_years(clause: Clause, at: int, form: CueForm, phrase: Phrase) -> bool:
    """Return whether a state's known position is told: `India has maintained that …`, in no talk."""
    perfect = form.shape == "past" and any(c.has("auxiliary") for c in clause.row[phrase.last : at])
    return perfect and form.cue.yields and not clause.is_person(phrase) and clause.phrase_has(phrase, "GPE")


def _is_word(chunk: Chunk) -> bool:
    return chunk.text[0].isalnum() and not chunk.has("attribution-tail")


def _of_causative(clause: Clause, phrase: Phrase) -> Phrase:
    """Return the first subject of `X asked-word Y to …` by a word that is no cue, or of `X had Y say …`."""
    row = clause.row
    at, words = phrase.first - 1, 0
    while at >= 0 and row[at].has("word", "causative") and words < _CAUSATIVE:
        at, words = at - 1, words + 1
    if not words or at < 0:
        return phrase
    outer = subjects.before(row, at + 1).phrase
    starts = outer is not None and (outer.first == 0 or row[outer.first - 1].has(",", ";", "conjunction"))
    return outer if outer is not None and starts and clause.is_person(outer) else phrase


def _names_speaker(clause: Clause, phrase: Phrase) -> bool:
    return clause.phrase_has(phrase, "PERSON", "TITLE", "role", "both", "counterpart", "pronoun")
