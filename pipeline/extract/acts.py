"""Which act a claim is: the verb's, unless it yields to what its content says is done."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.extract import vows, worth
from pipeline.extract.asides import past_aside
from pipeline.extract.chunks import NOMINAL, QUOTES, Chunk
from pipeline.extract.clause import MARKS
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.model import Act
from pipeline.vocabulary import Cue, CueForm

_SKIPPED = (
    "complementizer",
    "article",
    "adverb",
    "auxiliary",
    "clitic",
    "time",
    "DATE",
    "connector",
)
_RUN = (
    "conjunction",
    "adjective",
    "honorific",
    "preposition-of",
    "both-number",
    "negation",
    "preposition",
)
_IN_COMPLEMENT = frozenset(
    {*_SKIPPED, *_RUN, ",", ":", "nominalizer", "account-noun", "told-whom", "attribution-tail", *MARKS}
    | {"lauded", "indefinite"}
)
_IN_SUBJECT = NOMINAL | {*_SKIPPED, *_RUN, ",", ":", "-", "(", ")", *QUOTES}
_BEFORE_THAT = NOMINAL | {"word", "told-whom", "adjective", "attribution-tail", "adverbial-opener"}
_BEFORE_THAT |= {*_SKIPPED, *_RUN}
_NEWS = (Act.INFORM, Act.ANNOUNCE)
_DEEDS = (Act.AGREE, Act.ANNOUNCE)
_SENT = frozenset({Act.WISH, Act.CONDOLE, Act.THANK, Act.CONGRATULATE})
_COMPLEMENT_WORDS = 4
_WINDOW = 12


class Decision(NamedTuple):
    """An act and the cue that decided it."""

    act: Act
    rule: str


def decide(cue: Cue, row: list[Chunk], start: int, end: int, speakers: Speakers, talk: Discourse) -> Decision:
    """Return the act of a verb whose content is `row[start:end]`."""
    if joint := _of_both(row[start - 1], speakers) if start else None:
        return Decision(joint.act, joint.id)
    if cue.act is Act.AGREE and len(speakers) == 1 and row[start - 1].has("decides"):
        return Decision(Act.ANNOUNCE, f"{cue.id}>alone")
    if cue.act is Act.PROPOSE and (sent := _passed_on(row, start, end)):
        return Decision(sent.act, f"{cue.id}>{sent.id}")
    if cue.act is Act.WELCOME and worth.is_somebody(row, start, end):
        return Decision(Act.APPRECIATE, f"{cue.id}>somebody")
    if cue.act is Act.COMMIT and not cue.yields and (backs := worth.backing(row[start:end])) is not None:
        return Decision(backs.act, f"{cue.id}>{backs.id}")
    if not cue.yields and not (cue.act in _NEWS and _is_promise(row, start, end, speakers, talk)):
        invited = worth.invited(row, start, end) if cue.act is Act.WELCOME else None
        return Decision(invited.act, f"{cue.id}>{invited.id}") if invited else Decision(cue.act, cue.id)
    inner = complement(row, start, end)
    inner = inner or predicate(
        row, _past_addressee(row, content_start(row, start, end), end), end, speakers, talk
    )
    inner = inner or vows.vow(row, start, end, start - 1, talk)
    if inner is None or (inner.role == "speech" and inner.act in _DEEDS):
        praised = worth.is_praised(row, start, end)
        told = Decision(Act.APPRECIATE, f"{cue.id}>praise") if praised else Decision(cue.act, cue.id)
        return Decision(inner.act, f"{cue.id}>{inner.id}") if inner and told.act is cue.act else told
    # A predicate that only keeps a phrase from being read as a cue leaves the verb its own act.
    act = cue.act if inner.role == "predicate" and inner.act is Act.AFFIRM else inner.act
    return Decision(act, f"{cue.id}>{inner.id}")


def _is_promise(row: list[Chunk], start: int, end: int, speakers: Speakers, talk: Discourse) -> bool:
    """Return whether the news is what one's own side will do: `thông báo Hà Nội sẽ mở …`."""
    found = None if talk.inflects else predicate(row, start, end, speakers, talk)
    return found is not None and found.act is Act.COMMIT


def _of_both(verb: Chunk, speakers: Speakers) -> Cue | None:
    """Return what a verb means where both sides are its subject: `hai bên chia sẻ quan điểm` is to agree."""
    if len(speakers) <= 1:
        return None
    return next((form.cue for form in verb.cues_of("predicate") if form.cue.subject == "both"), None)


def content_start(row: list[Chunk], start: int, end: int) -> int:
    """Return where the content begins: behind `that` where one follows an addressee."""
    for at, chunk in enumerate(row[start : min(start + _WINDOW, end)], start):
        closed = at > start and row[at - 1].has(",")  # `said after a call, a rare one, that …`
        if "complementizer" in chunk.tags and all(_may_precede_that(c, closed) for c in row[start:at]):
            return at + 1
        if ";" in chunk.tags or chunk.cues_of("predicate"):
            break
    return start


def _past_addressee(row: list[Chunk], start: int, end: int) -> int:
    """Return where the content begins behind an addressee without `that`: `told Macron he hoped …`."""
    at = start
    while at < end and row[at].has("TITLE", "honorific", "adjective", "counterpart", "PERSON"):
        at += 1
    named = at > start and row[at - 1].has("PERSON", "counterpart")
    return at if named and at < end and row[at].has("pronoun", "own-country", "collective", "GPE") else start


def _passed_on(row: list[Chunk], start: int, end: int) -> Cue | None:
    """Return what somebody is asked to pass on: `asked the envoy to convey his regards` is to wish."""
    behind = range(start, min(start + _COMPLEMENT_WORDS + _COMPLEMENT_WORDS, end))
    at = next((i for i in behind if row[i].has("passes-on")), None)
    noun = complement(row, at + 1, end) if at is not None else None
    return noun if noun is not None and noun.act in _SENT else None


def _may_precede_that(chunk: Chunk, closed: bool) -> bool:
    return chunk.has_any(_BEFORE_THAT) or (closed and chunk.has(","))


_WHO = ("PERSON", "TITLE", "GPE", "ORG", "pronoun", "first-person", "own-country", "collective")
_DOES = (*_WHO, "adverb", "auxiliary")


def complement(row: list[Chunk], start: int, end: int) -> Cue | None:
    """Return the noun or adjective behind a verb that decides its act; an addressee may stand between."""
    words = 0
    start = past_aside(row, start, end)
    start += start < end and row[start].has("to-whom")  # `conveyed to his host the greetings`
    for at in range(start, end):
        chunk = row[at]
        if forms := chunk.cues_of("complement"):
            return forms[0].cue
        if chunk.has("complementizer") and not chunk.has("article", "nominalizer"):
            return None
        speech = chunk.cues_of("speech")
        verb = chunk.cues_of("predicate") or (speech and not _is_noun(row[start:at], speech[0]))
        if verb or chunk.has("auxiliary"):
            return None
        if speech or chunk.has("word"):
            words += 1
        elif not (chunk.is_nominal or chunk.has_any(_IN_COMPLEMENT)):
            return None
        if words > _COMPLEMENT_WORDS or at - start > _WINDOW:
            return None
    return None


def _is_noun(before: list[Chunk], form: CueForm) -> bool:
    """Return whether what could be a verb is a noun or its adjective: `à la presse`, `their shared aim`."""
    if form.shape in ("past", "participle") and before and before[-1].has("article"):
        return not before[-1].has("object-pronoun")
    led = before[-2:-1] and before[-2].has("preposition", "preposition-of", "adverbial-opener")
    return bool(led) and before[-1].has("article")


def predicate(row: list[Chunk], start: int, end: int, speakers: Speakers, talk: Discourse) -> Cue | None:
    """Return the predicate of reported content that decides the act, its subject being of the right side."""
    start = vows.past_vocative(row, start, end)
    subject: list[Chunk] = []
    strict = True
    loose = behind = 0
    for seen, chunk in enumerate(row[start:end]):
        if strict and subject and chunk.has(",") and behind <= start + seen:
            behind = past_aside(row, start + seen, end)
        if start + seen < behind:
            continue
        forms = vows.readings(row, start + seen, talk)
        for form in forms:
            if _fits(form, chunk, subject, strict or _is_close(subject, loose), speakers, talk):
                return form.cue
        verbs = any(f.cue.role != "complement" for f in forms)
        if strict and verbs and not _in_subject(chunk):
            return _reported_again(row, start + seen, end, subject, speakers, talk)
        if chunk.has(";") or seen > _WINDOW or (not strict and _leaves(chunk, subject)):
            return None
        strict = strict and (_in_subject(chunk) or _are_nationals(chunk, subject))
        loose += chunk.has("word")
        subject.append(chunk)
    return None


def _reported_again(
    row: list[Chunk], at: int, end: int, subject: list[Chunk], speakers: Speakers, talk: Discourse
) -> Cue | None:
    """Return the predicate of what a speaker reports to have said: `cho biết ông đã nói rằng … sẽ …`."""
    own = any(c.has("pronoun", "PERSON") for c in subject) and is_own(subject, speakers, talk)
    verbs = [f.cue for f in row[at].cues_of("speech") if f.cue.yields and f.cue.act is Act.AFFIRM]
    behind = range(at + 1, min(at + _WINDOW, end))
    that = next((i for i in behind if row[i].has("complementizer") or row[i].cues), None)
    if not own or not verbs or that is None or row[that].cues:
        return None
    return predicate(row, that + 1, end, speakers, talk)


def _leaves(chunk: Chunk, subject: list[Chunk]) -> bool:
    """Return whether a clause ends at a chunk; the comma between two titles ends none."""
    if chunk.has(","):
        return not (subject and subject[-1].has("TITLE"))
    return chunk.has("complementizer", "relative")


def _is_close(subject: list[Chunk], loose: int) -> bool:
    """Return whether an adverb ties a predicate to a party or country that few other words part from it."""
    tied = len(subject) > 1 and subject[-1].has("adverb") and subject[0].has("ORG", "GPE", "collective")
    tied = tied or bool(subject and subject[0].has("first-person"))  # `Our police and navy will be here`
    return tied and loose <= _COMPLEMENT_WORDS


def _in_subject(chunk: Chunk) -> bool:
    return chunk.mention is not None or chunk.has_any(_IN_SUBJECT)


def _are_nationals(chunk: Chunk, subject: list[Chunk]) -> bool:
    """Return whether a noun stands for people of a country named before it: `Japanese firms`."""
    return chunk.has("nationals") and any(c.countries or c.has("GPE", "own-country") for c in subject[-2:])


def _fits(
    form: CueForm,
    chunk: Chunk,
    subject: list[Chunk],
    strict: bool,
    speakers: Speakers,
    talk: Discourse,
) -> bool:
    cue = form.cue
    if cue.role == "complement":
        return False
    noun = len(subject) == 1 and subject[0].has("object-pronoun")  # `la demande …` opens a clause
    if noun or any(c.has("negation") for c in subject[-2:]):
        return False
    if (
        cue.reflexive != bool(subject and any(c.has("reflexive") for c in subject[-2:]))
        and talk.has_reflexives
        and form.shape != "endings"  # `il se rendrait` is told by its ending as `il irait` is
    ):
        return False
    if cue.role == "speech":
        return (
            strict
            and not _is_noun(subject, form)
            and (not chunk.has("with-subject") or (bool(subject) and subject[-1].has(*_DOES)))
            and not chunk.has("both")
            and cue.act != Act.AFFIRM
            and is_own(subject, speakers, talk)
            and (
                form.shape in ("forms", "past", "present", "base")
                or bool(subject and subject[-1].has("auxiliary"))
            )
        )
    if cue.subject == "any":
        return True
    if cue.subject == "both":
        named = any(c.has("both", "first-person") for c in subject)
        return named or (strict and _names_both(subject, talk))
    return strict and is_own(subject, speakers, talk)


def _names_both(subject: list[Chunk], talk: Discourse) -> bool:
    named = {talk.country(c.mention.id) for c in subject if c.mention and c.has("GPE", "PERSON", "ORG")} - {
        None
    }
    joined = any(c.has("conjunction") for c in subject)
    named |= {c.mention.id for c in subject if c.mention and c.has("LOC") and joined}
    return len(named) > 1


def is_own(subject: list[Chunk], speakers: Speakers, talk: Discourse) -> bool:
    """Return whether a subject is the speaker or of the speaker's side; none at all counts as the speaker."""
    own = {talk.country(s) for s in speakers} - {None} | set(speakers)
    ours = any(c.has("first-person") for c in subject)  # `nos ministres`
    named = [c for c in subject if c.mention and c.has("GPE", "ORG", "PERSON", *(() if ours else ("TITLE",)))]
    adjectives = [c for c in subject if c.countries]
    if named or adjectives:
        sides = {c.mention.id for c in named if c.mention} | {
            talk.country(c.mention.id) for c in named if c.mention
        }
        sides |= {c.countries[0].country or c.countries[0].id for c in adjectives}
        if sides & own:
            return True
        others = {p for p in talk.event.parties if p not in speakers}
        known = any(talk.country(s) for s in speakers)
        return not known and not sides & (others | {talk.country(p) for p in others})
    if any(c.has("both") for c in subject):
        return len(speakers) > 1
    if any(c.has("pronoun", "first-person", "own-country", "collective") for c in subject):
        return True
    if talk.inflects and subject and subject[-1].has("time", "DATE"):
        return False  # `that next month would mark the jubilee`
    # A railway or a summit is no party: `khẳng định tuyến Hà Nội - Viêng Chăn sẽ rút ngắn …`.
    return not any(c.is_nominal or (c.mention is not None and not c.has("DATE", "LOC")) for c in subject)
