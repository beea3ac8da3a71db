"""Attributions behind their content: `…, Xi said`, `…, a répondu M. Macron`, `…, ông nói`."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract import inverted, subjects
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import FINITE, FRAMED_FORM, MARKS, SAID, Clause, Head, Kind
from pipeline.extract.occasions import is_only_occasion, opens_adverbial, opens_occasion, told_to
from pipeline.extract.parenthetic import is_quoting
from pipeline.extract.subjects import Phrase, Subject
from pipeline.model import Act
from pipeline.vocabulary import CueForm

_TAIL = frozenset(
    {
        "attribution-tail",
        "time",
        "DATE",
        "preposition",
        "article",
        "PERSON",
        "TITLE",
        "role",
        "counterpart",
        "told-whom",
    }
)
_TAIL_LENGTH = 7
_WINDOW = 10
_QUOTED_WINDOW = 16
_OPENING = ("«", "“")
_DESCRIPTION = ("word", "article", "adjective", "office", "ORG", "GPE")
_INVERSION = 7
_ONE_BETWEEN = 3
_MANNER = 4


def attribution_after(clause: Clause, at: int, form: CueForm, subject: Subject) -> Head | None:
    """Return the head of `CONTENT, Xi said` or `CONTENT, said Xi`, which governs what stands before it.

    Verbs found in the content that no person says are taken back.
    """
    if form.shape not in (*FINITE, "participle") or form.cue.role != "speech":
        return None
    if is_quoting(clause.row, at):
        return None
    form = _of_words(clause.row[at], form)
    row, phrase = clause.row, subject.phrase or _past_manner(clause, at, subject.edge)
    end = at + 1
    phrase = phrase or inverted.stranger_before(row, clause.begin, subject.edge)
    edge = phrase.first if phrase is not None else subject.edge
    if phrase is None or has_inverted_auxiliary(clause, at) or inverted.closes(row, at, form, subject):
        behind = _inverted(clause, at, subject.edge)
        if behind is None:
            return None
        phrase, edge, end = behind
    end = _past_words(row, end) if form is FRAMED_FORM else end
    opens = _past_teller(clause, edge) - 1
    if opens <= clause.begin or not row[opens].has(",", *MARKS, "–", "—"):
        return None
    quoted = any(c.has(*MARKS) for c in row[opens - 1 : opens + 1])
    inverted_pronoun = has_inverted_auxiliary(clause, at)
    # `For Hanoi, said Lam, the sea …`: an inversion between commas breaks into what is said.
    put_in = inverted_pronoun or (phrase.first > at and end < len(row) and row[end].has(","))
    said = _closes_quotation(clause, end) if quoted or inverted_pronoun else False
    if not said and not _closes(clause, end, form.cue.yields):
        return None
    inside = _opening(row, clause.begin, opens)
    while clause.found and _is_content(clause, clause.found[-1], opens, inside):
        clause.found.pop()
    start = max([clause.begin, *(_boundary_after(clause, h, opens) for h in clause.found)])
    if start >= opens:
        return _only_tells(clause, Head(at, edge, end, form.cue, form.shape, Kind.NARRATION, phrase))
    if not put_in and is_only_occasion(clause, start, opens, end, form):
        return None
    cue = SAID if row[at].has("declares") else form.cue
    return Head(at, start, end, cue, form.shape, Kind.AFTER, phrase, subject.denied)


def _opening(row: list[Chunk], begin: int, closes: int) -> int:
    """Return where the quotation opens that an attribution follows, `begin` - 1 where another sentence does.

    Without a quotation before `closes`, that is where the attribution opens itself.
    """
    marks = [i for i in range(begin, closes + 1) if row[i].has(*QUOTES)]
    if not marks or marks[-1] < closes - 1:
        return closes
    return begin - 1 if len(marks) % 2 else marks[-2]


def _of_words(chunk: Chunk, form: CueForm) -> CueForm:
    """Return a verb of informing as one of saying, if it can be one: `…”, ông chia sẻ` shares words."""
    told = (f for f in chunk.cues_of("speech") if f.cue.yields and f.shape == form.shape)
    return next(told, form) if form.cue.act is Act.INFORM else form


def _only_tells(clause: Clause, head: Head) -> Head | None:
    """Return a verb that only says who tells what others did, and speaks on: `…, Lam said, noting that …`."""
    comma = head.content < len(clause.row) and clause.row[head.content].has(",")
    person = head.subject is not None and clause.is_person(head.subject)
    return head if head.cue.yields and comma and person else None


def _past_manner(clause: Clause, at: int, edge: int) -> Phrase | None:
    """Return who speaks before words of manner, behind all content: `…, ông bình tĩnh đáp`."""
    row, back = clause.row, edge
    while back > clause.begin and edge - back < _MANNER and row[back - 1].has("word"):
        back -= 1
    if back == edge or not all(c.has(".", *MARKS, "attribution-tail", "time") for c in row[at + 1 :]):
        return None
    phrase = subjects.before(row, back).phrase
    beside = phrase is not None and phrase.first > clause.begin and row[phrase.first - 1].has(",")
    return phrase if beside and clause.is_person(phrase) else None


def _past_words(row: list[Chunk], at: int) -> int:
    """Return where the further words end of a verb that no list has: `a-t-il fait miroiter`."""
    while at < len(row) and row[at].has("word"):
        at += 1
    return at


def _past_teller(clause: Clause, edge: int) -> int:
    """Return where the outlet begins that tells who speaks, else `edge`: `…, CCTV dẫn lời ông Tập nói`."""
    row, verb = clause.row, edge - 1
    if verb <= clause.begin or not row[verb].has("source-verb"):
        return edge
    teller = subjects.before(row, verb).phrase
    if teller is None or not clause.names_outlet(teller):
        return edge
    return _past_description(clause, teller.first)


def _past_description(clause: Clause, at: int) -> int:
    """Return where what an outlet is called begins before its name or verb: `the official … news agency`."""
    first = at
    while first > clause.begin and at - first < _WINDOW and clause.row[first - 1].has(*_DESCRIPTION):
        first -= 1
    return first


def quoted_as(clause: Clause, at: int, form: CueForm) -> Head | None:
    """Return the head of `CONTENT, Xi was quoted by CCTV as saying` or `CCTV quoted Xi as saying CONTENT`."""
    row = clause.row
    verb = next(
        (i for i in range(at - 1, max(at - _WINDOW, -1), -1) if row[i].has("source-verb", "source-before")),
        None,
    )
    if verb is None:
        return None
    if row[at - 1].has(","):
        return None  # `X announced …, adding that …`
    passive = _auxiliary(row, verb)
    if passive and row[passive - 1].has("reflexive"):
        return None  # `s'est dit`: who speaks says it himself
    if verb == at - 1 and (passive is None or form.shape == "gerund" or not row[passive].has("passive")):
        return None
    quoted = subjects.opening(row, verb + 1)
    as_saying = quoted is not None and quoted.last == at - 1 and row[at - 1].has("adverbial-opener")
    active = as_saying and clause.is_person(quoted)
    # `CCTV quoted him as saying`: who spoke last.
    pronoun = quoted is None and at - verb == _ONE_BETWEEN and row[at - 1].has("adverbial-opener")
    if not active and not pronoun and passive is None:
        return None
    before = subjects.before(row, verb if passive is None else passive + 1).phrase
    phrase = quoted if active else before
    if phrase is None or not (clause.is_person(phrase) or pronoun):
        return None
    opens = _past_description(clause, (before or phrase).first if before or not active else verb) - 1
    if pronoun:
        phrase = None
    if opens > clause.begin and row[opens].has(",", *MARKS) and _closes(clause, at + 1):
        return Head(verb, clause.begin, at + 1, form.cue, form.shape, Kind.AFTER, phrase)
    first = phrase.first if phrase is not None else verb
    return Head(at, first, at + 1, form.cue, "past", Kind.MAIN, phrase)


def _auxiliary(row: list[Chunk], verb: int) -> int | None:
    """Return the auxiliary of `was quoted`, `được Tân Hoa xã dẫn lời`, where an outlet may stand between."""
    at = verb - 1
    while at > 0 and row[at].has("ORG"):
        at -= 1
    return at if at > 0 and row[at].has("auxiliary", "passive") else None


def has_inverted_auxiliary(clause: Clause, at: int) -> bool:
    """Return whether `a-t-il` and the like stand before a participle, adverbs aside."""
    return _inverted_auxiliary(clause, at) is not None


def _inverted_auxiliary(clause: Clause, at: int) -> tuple[int, int] | None:
    """Return the auxiliary and the pronoun of `a-t-il` and the like before a participle, adverbs aside."""
    row = clause.row
    dash = next((i for i in range(max(1, at - _INVERSION), at) if "-" in row[i].tags), at)
    if dash == at or not row[dash - 1].has("auxiliary"):
        return None
    pronoun = next((i for i in range(dash, at) if row[i].has("pronoun", "plural-pronoun")), None)
    return None if pronoun is None else (dash - 1, pronoun)


def _inverted(clause: Clause, at: int, edge: int) -> tuple[Phrase, int, int] | None:
    """Return the phrase behind an inverted verb, where the verb group begins and where the phrase ends."""
    if (found := _inverted_auxiliary(clause, at)) is not None:
        first, pronoun = found
        while first > clause.begin and clause.row[first - 1].has("clitic", "reflexive"):
            first -= 1  # `s'est-il justifié`, `lui a-t-il promis`
        return Phrase(pronoun, pronoun + 1), first, at + 1
    phrase = inverted.after(clause.row, at)
    return (phrase, edge, phrase.last) if phrase is not None else None


def _closes(clause: Clause, end: int, yields: bool = True) -> bool:
    """Return whether only a short tail follows an attribution, a comma, or when and where it was made.

    Behind a verb that does not yield, `à` or `for` opens its object: `a appelé à la retenue`.
    """
    rest = clause.row[end:]
    if len(rest) > 1 and rest[0].has(*_OPENING):
        return False  # `Dans un communiqué publié mardi, ils saluent « … »`
    told_of = bool(rest) and rest[0].has("preposition-of")  # `…, he said of the Nigerians`
    if len(rest) > 1 and rest[0].has("conjunction") and rest[1].has("speech"):
        return True  # `…”, ông nhấn mạnh và cho biết …`
    beside = opens_occasion(rest) or (yields and (told_of or opens_adverbial(rest)))
    if beside and not any(_is_content_mark(c) for c in rest):
        return True
    if told_to(rest) or (rest and rest[0].has(":") and _counts(rest[1:])):
        return True
    for count, chunk in enumerate(rest):
        if chunk.has(",", ".", ";", *MARKS):
            return True
        occasion = count and rest[count - 1].has("attribution-tail") and chunk.has("adverbial-opener")
        if occasion and not any(_is_content_mark(c) for c in _until_relative(rest)[count:]):
            return True  # `…, he said at a press conference following talks with his host`
        if count >= _TAIL_LENGTH or not chunk.has_any(_TAIL) or chunk.has("complementizer"):
            return False
    return True


def _counts(listed: list[Chunk]) -> bool:
    """Return whether a counted list follows: `…, Xi said: first, deepen trust; second, …`."""
    return len(listed) > 1 and listed[0].has("connector", "adverb") and listed[1].has(",")


def _until_relative(rest: list[Chunk]) -> list[Chunk]:
    """Return what stands before a clause that tells of the place: `…, dans le Bureau ovale, où …`."""
    ends = (i for i, (c, after) in enumerate(pairwise(rest)) if c.has(",") and after.has("relative"))
    return rest[: next(ends, len(rest))]


def _is_content_mark(chunk: Chunk) -> bool:
    return chunk.has("complementizer", ",", ";", ":", *MARKS) or bool(chunk.cues_of("predicate"))


def _closes_quotation(clause: Clause, end: int) -> bool:
    """Return whether what follows `…,” she told` is only to whom: words up to the sentence's end."""
    rest = clause.row[end:]
    comma = next((i for i, c in enumerate(rest) if c.has(",", ";")), len(rest))
    return comma <= _QUOTED_WINDOW and not any(_is_content_mark(c) for c in rest[:comma])


def _is_content(clause: Clause, head: Head, until: int, inside: int) -> bool:
    """Return whether an earlier verb belongs to what is quoted: by no person, or on no list.

    `inside` is where the quotation opens in which only a person says something else.
    """
    quoted = head.verb > inside and (head.subject is None or not clause.phrase_has(head.subject, "PERSON"))
    if quoted or head.cue is FRAMED_FORM.cue:
        return True
    if head.subject is not None and _is_quoted_pronoun(clause, head.subject):
        return True
    if head.kind is Kind.NARRATION and any(c.has(*QUOTES) for c in clause.row[clause.begin : until + 1]):
        return True
    if head.kind is Kind.NARRATION and head.subject is not None and head.subject.first > clause.begin:
        # `Ukraine ủng hộ Mỹ đảm nhiệm …, ông nói`
        return clause.phrase_has(head.subject, "GPE") and not clause.is_person(head.subject)
    if head.kind in (Kind.JOINED, Kind.PARTICIPLE):
        mains = [h for h in clause.found if h.kind is Kind.MAIN and h.verb < head.verb]
        head = mains[-1] if mains and head.subject is None else head
    if head.kind is not Kind.MAIN or any(c.has(";") for c in clause.row[head.content : until]):
        return False
    owner = head.subject is not None and clause.row[head.subject.first - 1].has("preposition-of")
    return owner or not clause.is_person(head.subject)


def _is_quoted_pronoun(clause: Clause, phrase: Phrase) -> bool:
    """Return whether a pronoun stands inside a quotation: `« La France …, mais elle répondra …, a dit X`."""
    opened = sum(c.has(*QUOTES) for c in clause.row[clause.begin : phrase.first]) % 2
    return bool(opened) and all(c.has("pronoun") for c in phrase.chunks(clause.row))


def _boundary_after(clause: Clause, head: Head, limit: int) -> int:
    """Return where the next clause may begin behind an earlier head."""
    for i in range(limit, head.content - 1, -1):
        if clause.row[i - 1].has(";"):
            return i
    return limit
