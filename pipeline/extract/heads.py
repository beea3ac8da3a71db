"""The verbs that make claims in a sentence, each with its subject, its content and where its claim starts."""

from __future__ import annotations

from pipeline.entries import Script
from pipeline.extract import subjects
from pipeline.extract.attribution import attribution_after, has_inverted_auxiliary, quoted_as
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import (
    FINITE,
    FRAMED_FORM,
    NO_CUE,
    SAID,
    SAID_FORM,
    WILL,
    Clause,
    Head,
    Kind,
    is_aim,
    is_dated,
)
from pipeline.extract.embedding import answers, is_embedded
from pipeline.extract.frames import framed_verbs, subject_of
from pipeline.extract.joined import without_subject
from pipeline.extract.passives import by_agent, done_by, passive
from pipeline.extract.subjects import Phrase, Subject
from pipeline.model import Act
from pipeline.vocabulary import CueForm, Registry

_CAUSATIVE = 1
_LINKED = 8
_ADDRESSED = ("PERSON", "TITLE", "GPE", "adjective", "article", "honorific", "counterpart")
_VERBS = frozenset({"speech", "predicate", "source-verb", "narration"})


def find_heads(row: list[Chunk], begin: int, registry: Registry, script: Script | None = None) -> list[Head]:
    """Return the heads from chunk `begin` on, in order, those inside another's content left out.

    `script` tells how verbs and adverbs end that no list has.
    """
    clause = Clause(row, begin, registry, script=script)
    clause.framed = framed_verbs(clause, script.verb_endings if script is not None else ())
    if any(":" in chunk.tags for chunk in row) and (colon := _colon(clause)) is not None:
        clause.found.append(colon)
    elif (future := _headline_to(clause)) is not None:
        return [future]
    for at in range(begin, len(row)):
        if (row[at].has_any(_VERBS) or at in clause.framed) and (head := _head(clause, at)) is not None:
            clause.found.append(head)
    return _sharing_objects(row, clause.found)


def joined_to(row: list[Chunk], start: int, registry: Registry) -> list[Head]:
    """Return the verbs joined to a sentence of an account: `Việt Nam coi trọng …, đề nghị …`."""
    clause = Clause(row, start, registry, [Head(start, start, start + 1, SAID, "forms", Kind.MAIN, None)])
    for at in range(start + 1, len(row)):
        head = _head(clause, at) if row[at].cues_of("speech") else None
        if head is not None and head.kind is Kind.JOINED and head.shape == "forms" and not head.denied:
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
        else:
            kept.append(head)
    return kept


def _shares_object(row: list[Chunk], last: Head, head: Head) -> bool:
    """Return whether nothing but `and` stands between two verbs."""
    if head.kind is not Kind.JOINED or last.kind in (Kind.NARRATION, Kind.AFTER):
        return False
    if any(c.has("clitic") and not c.has("reflexive") for c in row[max(last.verb - 3, 0) : last.verb]):
        return False  # it has its own: `l'en a remercié et a souhaité …`
    between = row[last.content : head.start]
    return bool(between) and all(c.has("conjunction") and not c.has("before-clause") for c in between)


def _colon(clause: Clause) -> Head | None:
    """Return the head of a headline's `Xi: China is ready …`, `Xi to Putin: …` or `…: Xi to Putin`."""
    row, begin = clause.row, clause.begin
    while begin + 2 < len(row) and len(row[begin].text) == 1 and row[begin + 1].has("."):
        begin += 2  # the initial of a first name: `V. Putin: …`
    phrase = subjects.opening(row, begin)
    colon = next((i for i in range(clause.begin, len(row)) if ":" in row[i].tags), len(row))
    if phrase is None or not clause.phrase_has(phrase, "PERSON", "TITLE"):
        return _colon_after(clause, colon)
    led = row[phrase.last].has("headline-link") if phrase.last < len(row) else False
    led = led and colon - phrase.last <= _LINKED and not any(c.cues_of("speech") for c in row[:colon])
    if (colon != phrase.last and not led) or colon >= len(row) - 1:
        return _colon_after(clause, colon)
    return Head(colon, clause.begin, colon + 1, SAID, "forms", Kind.COLON, phrase)


def _colon_after(clause: Clause, colon: int) -> Head | None:
    """Return the head of a headline that ends with who says it: `Ties must be mended: Xi to Putin`."""
    row, phrase = clause.row, subjects.opening(clause.row, colon + 1)
    if phrase is None or not clause.is_person(phrase) or row[-1].has("."):
        return _quoted_in_headline(clause)
    rest = row[phrase.last :]
    if rest and not (rest[0].has("headline-link") and all(c.has(*_ADDRESSED) for c in rest[1:])):
        return None
    return Head(len(row) - 1, clause.begin, len(row), SAID, "forms", Kind.AFTER, phrase)


def _headline_to(clause: Clause) -> Head | None:
    """Return the head of a headline's `Japan, Italy to upgrade ties`: what both will do."""
    row = clause.row
    at = next((i for i, c in enumerate(row[:_LINKED]) if c.has("will-headline")), 0)
    if not at or at + 2 >= len(row) or row[-1].has(".") or row[at + 1].has("narration"):
        return None
    phrase = subjects.before(row, at).phrase
    if phrase is None or phrase.first > clause.begin or not clause.names_several(phrase):
        return None
    verb = row[at] if row[at].has("action-verb") else row[at + 1]
    plain = verb.has("word", "action-verb", "speech") and verb.text.islower()
    return Head(at, phrase.first, at + 1, WILL, "forms", Kind.MAIN, phrase) if plain else None


def _quoted_in_headline(clause: Clause) -> Head | None:
    """Return the head of `De Wever in The Hague: "We share …"`: the quotation is of who is named first."""
    row = clause.row
    colon = next(i for i, c in enumerate(row) if c.has(":"))
    quoted = colon + 1 < len(row) - 1 and row[colon + 1].has(*QUOTES) and row[-1].has(*QUOTES)
    if not quoted or any(c.has("speech") for c in row[clause.begin : colon]):
        return None
    at = next((i for i in range(clause.begin, colon) if row[i].has("PERSON", "TITLE")), None)
    phrase = subjects.opening(row, at) if at is not None else None
    if phrase is None:
        return None
    return Head(colon, colon + 1, colon + 1, SAID, "forms", Kind.COLON, phrase)


def _head(clause: Clause, at: int) -> Head | None:
    chunk = clause.row[at]
    forms = _readings(clause, at)
    subject = subject_of(clause, at) if forms or chunk.has("source-verb", "narration") else None
    if subject is None:
        return None
    if subject.phrase is not None and subject.phrase.first < clause.begin <= subject.phrase.last - 1:
        subject = subject._replace(phrase=subject.phrase._replace(first=clause.begin))
    if not forms and _reports(clause, at, subject):
        forms = (SAID_FORM,)
    if not forms or _only_narrates(clause, at, subject):
        return _narration(clause, at, subject)
    form = _choose(clause, forms, at, subject)
    return None if form is None else _of_form(clause, at, form, subject)


def _of_form(clause: Clause, at: int, form: CueForm, subject: Subject) -> Head | None:
    """Return the head of a verb by where its speaker stands: behind, before or elsewhere."""
    if (undergone := by_agent(clause, at, form, denied=subject.denied)) is not None:
        return undergone
    told = form.shape == "gerund" or (at > 0 and clause.row[at - 1].has("source-verb"))
    if told and (quoted := quoted_as(clause, at, form)):
        return quoted
    if (after := attribution_after(clause, at, form, subject)) is not None:
        return after
    behind_aside = form.shape == "gerund" and clause.row[subject.edge - 1].has(",")
    if subject.phrase is not None and not behind_aside:
        undergone = done_by(clause, at, form, subject.phrase, denied=subject.denied)
        headed = _absolute if form.shape == "gerund" else _with_subject
        return undergone or headed(clause, at, form, subject, subject.phrase)
    return without_subject(clause, at, form, subject)


def _readings(clause: Clause, at: int) -> tuple[CueForm, ...]:
    """Return what a chunk can be read as that makes a claim."""
    if at in clause.framed:
        return (FRAMED_FORM,)
    chunk = clause.row[at]
    aimed = is_aim(clause.row, at)
    return (*chunk.cues_of("speech"), *(f for f in chunk.cues_of("predicate") if f.cue.head or aimed))


def _only_narrates(clause: Clause, at: int, subject: Subject) -> bool:
    """Return whether a verb of speech tells of a meeting here: `welcomed Park to the Blue House`."""
    chunk = clause.row[at]
    if chunk.has("told-of-both") and clause.names_several(subject.phrase):
        return True
    if chunk.has("narration") and chunk.has("predicate"):
        return True  # a longer form, as `nhận lời điện đàm`, is not what its first words say
    welcomes = any(form.cue.act is Act.WELCOME for form in chunk.cues_of("speech"))
    return welcomes and _receives(clause.row, at + 1)


def _reports(clause: Clause, at: int, subject: Subject) -> bool:
    """Return whether a verb of reporting has a person as its subject: `he wrote`."""
    noun = at > 0 and clause.row[at - 1].has("article")
    return clause.row[at].has("source-verb") and not noun and clause.is_person(subject.phrase)


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
    told = clause.row[at].has("narration", "told-of-both") or (welcomes and _receives(clause.row, at + 1))
    if clause.found or subject.phrase is None or not told:
        return None
    return Head(at, subject.phrase.first, at + 1, NO_CUE, "forms", Kind.NARRATION, subject.phrase)


def _receives(row: list[Chunk], at: int) -> bool:
    """Return whether a guest is only led into a house: `welcomed Park to the Blue House`."""
    first = at
    while at < len(row) - 2 and row[at].has(*_ADDRESSED, "'", "’", ",", "ORG", "word") and not row[at].cues:
        if row[at].has("into") and any(c.has("PERSON", "counterpart") for c in row[first:at]):
            break
        at += 1
    if not row[at].has("into") or not any(c.has("PERSON", "counterpart") for c in row[first:at]):
        return False
    at += 1 + row[at + 1].has("article")
    return at < len(row) and row[at].text[0].isupper() and not row[at].has("GPE")


def _choose(clause: Clause, forms: tuple[CueForm, ...], at: int, subject: Subject) -> CueForm | None:
    """Return the reading whose shape agrees with the auxiliaries before it."""
    row = clause.row
    before = row[max(subject.edge - 1, 0) : at]
    auxiliary = any(c.has("auxiliary", "inversion", "impersonal") for c in before)
    auxiliary = auxiliary or has_inverted_auxiliary(clause, at)
    reflexive = any(c.has("reflexive") for c in before)
    tells_itself = row[at].has("speaks-up") and any(
        c.has("adverbial-opener", "time", "attribution-tail") for c in row[at + 1 : at + 2]
    )
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
    if form.shape == "base" and not clause.names_several(phrase):
        return None
    if form.shape == "past" and clause.row[at - 1].has("passive"):
        return passive(clause, at, form) if form.cue.yields else None
    if clause.names_outlet(phrase) or (form.cue.role == "predicate" and not _names_speaker(clause, phrase)):
        return None
    behind = clause.row[at + 1 : at + 2]
    goes_on = clause.row[at].has("goes-on") and any(c.has("article") for c in behind)
    if goes_on or clause.row[at].has("only-behind") or _is_tellers(clause, at):
        return None  # `they pursue their talks`
    if all(c.has("first-person") for c in phrase.chunks(clause.row)):
        return None
    phrase = _of_causative(clause, phrase)
    if _stands_for_years(clause, at, form, phrase) or is_dated(clause.row, at) or is_embedded(clause, phrase):
        return None
    if clause.found and form.cue.yields and not any(_is_word(c) for c in clause.row[at + 1 :]):
        # `The two discussed trade, he said`: whose account it is, and nothing that he said.
        return Head(at, phrase.first, at + 1, NO_CUE, "forms", Kind.NARRATION, phrase)
    start = phrase.first - 2 if answers(clause, phrase) else phrase.first
    if phrase.first and clause.row[phrase.first - 1].has("resumptive"):
        start = phrase.first - 1
    return Head(at, start, at + 1, form.cue, form.shape, Kind.MAIN, phrase, subject.denied)


def _is_tellers(clause: Clause, at: int) -> bool:
    """Return whether a statement or office behind a verb and its comma tells: `…, indique un communiqué`."""
    behind = clause.row[at + 1 : at + 3]
    told = len(behind) > 1 and behind[0].has("article") and behind[1].has("office")
    return told and clause.row[at - 1].has(",")


def _absolute(clause: Clause, at: int, form: CueForm, subject: Subject, phrase: Phrase) -> Head | None:
    """Return a participle with its own subject behind what another did: `…, M. Xi se disant ravi`."""
    if phrase.aside or not clause.found or not clause.row[phrase.first - 1].has(","):
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
