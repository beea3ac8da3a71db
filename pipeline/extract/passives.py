"""Verbs told from what they are done to: `A group was announced`, `Việc này được hai bên nhất trí`."""

from __future__ import annotations

from pipeline.extract import subjects
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import PEOPLE, Clause, Head, Kind
from pipeline.extract.subjects import Phrase
from pipeline.model import Act
from pipeline.vocabulary import CueForm

_SOON = 5
_TWO = 2
_OCCASION = 8
_DEEDS = (Act.AGREE, Act.ANNOUNCE)
_PRAISE = (Act.APPRECIATE, Act.WELCOME)
_TO_PERSON = (Act.CONGRATULATE, Act.THANK)


def passive(clause: Clause, at: int, form: CueForm) -> Head | None:
    """Return `A working group was announced`: what was agreed, announced or stressed, by no one named."""
    row = clause.row
    undergone = is_passive(row, at, form) or (
        form.shape == "forms" and at > clause.begin and row[at - 1].has("passive") and form.cue.act in _DEEDS
    )
    if not undergone or any(h.kind is not Kind.NARRATION for h in clause.found):
        return None
    if row[at].has("told-of-both", "signs"):
        return None  # what was talked about, or a ceremony: `Le sort des détenus a été évoqué`
    start = _past_occasion(clause)
    before = row[start:at]
    if at < start or any(c.has("complementizer", *QUOTES) for c in before):
        return None
    if before[:-1] and before[-2].has("relative") and not before[-2].has("complementizer"):
        return None  # told of by the way: `The deal, which was agreed in May, …`
    idiom = row[at].has("passive")  # a form that holds its subject too: `accent a été mis`
    if form.cue.act not in _DEEDS and not idiom and not _is_noted(row, start, at, form):
        return None
    denied = _is_denied(row, start, at)
    return Head(at, start, at + 1, form.cue, form.shape, Kind.PASSIVE, None, denied)


def _is_denied(row: list[Chunk], start: int, at: int) -> bool:
    """Return whether a verb or its subject is denied: `n'a pas été signé`, `No deal was reached`.

    What a noun is without is no denial: `un plan sans précédent a été annoncé`.
    """
    back = at - 1
    while back > start and row[back].has("auxiliary", "passive", "adverb") and not row[back].has("negation"):
        back -= 1
    return row[back].has("negation") or row[start].has("negation")


def done_by(clause: Clause, at: int, form: CueForm, phrase: Phrase, *, denied: bool) -> Head | None:
    """Return the head of `Đề xuất này được hai bên nhất trí`, which begins at what is acted on.

    What the words before it were read as is taken back.
    """
    row = clause.row
    inside = phrase.first > clause.begin and not clause.is_person(phrase)
    if form.shape == "forms" and inside and row[at - 1].has("passive"):
        return passive(clause, at, form)  # `Một thỏa thuận về … đến Tokyo được ký`: no deed of Tokyo's
    behind = phrase.first > clause.begin and row[phrase.first - 1].has("passive")
    if form.shape != "forms" or not behind or clause.names_outlet(phrase):
        return None
    start = _past_occasion(clause)
    ends = (",", ";") if clause.found else (";",)
    fronted = all(h.kind is Kind.FRONTED for h in clause.found)
    if start >= phrase.first - 1 or not fronted or any(c.has(*ends) for c in row[start : phrase.first]):
        return None
    clause.found.clear()
    return Head(at, start, at + 1, form.cue, form.shape, Kind.MAIN, phrase, denied)


def by_agent(clause: Clause, at: int, form: CueForm, *, denied: bool) -> Head | None:
    """Return `L'ouverture a été saluée par le président`, which begins at what is acted on."""
    row, by = clause.row, at + 1
    if clause.found or form.cue.role != "speech" or by >= len(row) or not row[by].has("agent"):
        return None
    if not is_passive(row, at, form) or _agent(clause.row, by) is None:
        return None
    return Head(at, _past_occasion(clause), by, form.cue, form.shape, Kind.PASSIVE, None, denied)


def by_other(clause: Clause, at: int, form: CueForm, phrase: Phrase) -> Head | None:
    """Return `Xi was congratulated on his birthday`: what the other party said to who is told."""
    if form.cue.act not in _TO_PERSON or clause.found or not clause.is_person(phrase):
        return None
    return Head(at, phrase.first, at + 1, form.cue, form.shape, Kind.PASSIVE, phrase)


def _agent(row: list[Chunk], by: int) -> Phrase | None:
    """Return the phrase behind `par`: a person, the parties, or a noun no list knows with its article."""
    named = subjects.opening(row, by + 1)
    if named is not None:
        return named if any(c.has("both", *PEOPLE) for c in named.chunks(row)) else None
    noun = row[by + 1 : by + 3]
    whole = len(noun) == _TWO and noun[0].has("article") and noun[1].has("word")
    return Phrase(by + 1, by + 3) if whole else None


def agent_of(row: list[Chunk], head: Head) -> Phrase | None:
    """Return who is named right behind a verb told of no subject: `It was stressed by Xi that …`."""
    impersonal = head.subject is not None and any(c.has("impersonal") for c in head.subject.chunks(row))
    if not (impersonal or head.kind is Kind.PASSIVE):
        return None
    if row[head.verb].has("complement") and " " in row[head.verb].text:
        return subjects.opening(row, head.verb + 1)  # a form that holds its preposition: `stressed by`
    by = head.verb + 1
    return _agent(row, by) if by < len(row) and row[by].has("agent") else None


def is_impersonal(row: list[Chunk], head: Head) -> bool:
    """Return whether nobody is named by an inverted verb in the passive: `…, a-t-il été rappelé`."""
    if head.kind is not Kind.AFTER or head.subject is None or not head.subject.first:
        return False
    return row[head.verb - 1].has("passive") and row[head.subject.first - 1].has("-")


def is_passive(row: list[Chunk], at: int, form: CueForm) -> bool:
    """Return whether a verb is told of what it is done to."""
    if row[at].has("passive"):
        return True  # a form that holds its auxiliary: `accord a été trouvé`
    back = at - 1
    while back > 0 and row[back].has("adverb") and not row[back].has("passive"):
        back -= 1
    itself = back > 0 and row[back - 1].has("reflexive")  # `s'est fixé`
    return at > 0 and form.shape in ("past", "participle") and row[back].has("passive") and not itself


def _is_noted(row: list[Chunk], start: int, at: int, form: CueForm) -> bool:
    """Return whether what was said stands as a noun before its verb: `The importance of … was stressed`."""
    praised = form.cue.act in _PRAISE
    people = PEOPLE if praised else ("PERSON", "pronoun")
    if (
        not (form.cue.yields or praised)
        or form.cue.role != "speech"
        or any(c.has(*people) for c in row[start:at])
    ):
        return False
    lead = row[start : start + _SOON]
    named = not praised and (row[at].has("passive") or any(c.cues_of("complement") for c in lead))
    return named or (lead[0].has("article", "adjective") and at > start + _SOON and at + 1 >= len(row) - 1)


def _past_occasion(clause: Clause) -> int:
    """Return where a sentence begins behind `In this regard, ` or `During the talks, `."""
    row, begin = clause.row, clause.begin
    if not row[begin].has("adverbial-opener", "connector"):
        return begin
    comma = next((i for i in range(begin, min(begin + _OCCASION, len(row) - 1)) if row[i].has(",")), None)
    return begin if comma is None else comma + 1
