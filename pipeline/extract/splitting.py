"""Where the content of one verb holds several acts of one side: `China buys more rice, and supports …`."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.extract import acts, subjects
from pipeline.extract.acts import Decision
from pipeline.extract.asides import past_aside
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import Kind
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.extract.passage import Saying
from pipeline.model import Act
from pipeline.vocabulary import CueForm

_WITHIN = (Act.AGREE, Act.PROPOSE, Act.WISH)
_JOINED = (Act.APPRECIATE, Act.BELIEVE, Act.COMMIT, Act.PROPOSE, Act.SUPPORT, Act.THANK, Act.WELCOME)
_OF_TENSE = (Act.APPRECIATE, Act.COMMIT)
_STATE = ("GPE", "collective", "own-country", "adjective", "first-person")
_PERSON = ("PERSON", "TITLE", "role", "pronoun", "counterpart", "both", "both-number")
_NO_OBJECT = (",", ".", ";", "conjunction", "preposition-of", "preposition", "auxiliary")
_OBJECT = 3
_OF_OBJECT = (Act.APPRECIATE, Act.COMMIT, Act.CONGRATULATE, Act.SUPPORT, Act.THANK, Act.WELCOME)
_DOES = ("auxiliary", "adverb", "action-verb", "copula")
_LEADING = ("speech", "complementizer", *QUOTES)
_STOPS = frozenset({"relative", ":", *QUOTES})


class Part(NamedTuple):
    """The chunk that joins a further act, and what decided which it is."""

    at: int
    decision: Decision


def joined_acts(row: list[Chunk], spans: tuple[int, int, int], saying: Saying, talk: Discourse) -> list[Part]:
    """Return the acts that a state's verbs add behind a comma or conjunction, in order.

    `spans` are the first, content and last chunk of the claim. The subject
    must be the speaker's side, named once before the first verb; verbs must be
    in the present tense, so that none is taken for the object of another. Two
    verbs of one act are one claim, and so is all that an attribution behind it governs.
    """
    first, content, last = spans
    act, speakers = saying.decision.act, saying.speakers
    if act in _WITHIN or len(speakers) != 1 or Kind.AFTER.value in saying.rules:
        return []
    subject = _state(row, content, speakers, talk) or _state(row, first, speakers, talk)
    if subject is None:
        return []
    parts: list[Part] = []
    verb = past_aside(row, subject.last, last)  # `India, as a friend, will stand with …`
    for at in range(max(verb + 2, content + 1), last - 1):
        tags = row[at].tags
        if not _STOPS.isdisjoint(tags) and "complementizer" not in tags:
            break
        if "," in tags and _closes_aside(row, content, at):
            continue
        if ("," in tags or "conjunction" in tags) and (form := _verb(row, at + 1, last, talk)) is not None:
            does = _past_adverbs(row, at + 1)
            found = Part(at, acts.decide(form.cue, row, does + 1, last, speakers, talk))
            if found.decision.act is not (parts[-1].decision.act if parts else act):
                parts.append(found)
    return parts


def _closes_aside(row: list[Chunk], content: int, at: int) -> bool:
    """Return whether a comma closes what is put into a subject: `this call, as well as the visit, will …`."""
    opens = next((i for i in range(at - 1, content, -1) if row[i].has(",", ";")), None)
    beside = row[opens + 1] if opens is not None else None
    return beside is not None and beside.has("conjunction") and " " in beside.text


def _state(row: list[Chunk], at: int, speakers: Speakers, talk: Discourse) -> subjects.Phrase | None:
    """Return the phrase at `at` where it is the speaker's country or side and no person."""
    while at < len(row) and row[at].has(*_LEADING):
        at += 1
    phrase = subjects.opening(row, at)
    if phrase is None:
        return None
    chunks = phrase.chunks(row)
    if not talk.inflects and len(chunks) == 1 and chunks[0].has("pronoun") and row[at - 1].has("speech"):
        return phrase if acts.is_own(chunks, speakers, talk) else None  # `nói ông sẵn sàng …, ủng hộ …`
    named = any(c.has(*_STATE) for c in chunks) and not any(c.has(*_PERSON) for c in chunks)
    return phrase if named and acts.is_own(chunks, speakers, talk) else None


def _past_adverbs(row: list[Chunk], at: int) -> int:
    while at < len(row) - 1 and row[at].has("adverb", "conjunction"):
        at += 1
    return at


def _verb(row: list[Chunk], at: int, last: int, talk: Discourse) -> CueForm | None:
    """Return the verb at `at`, adverbs aside, that begins another act and has its object behind it."""
    at = _past_adverbs(row, at)
    if talk.inflects and row[at].has("auxiliary") and at + 1 < last and (ready := _ready(row[at + 1])):
        return ready
    holds_object = row[at].text.count(" ") >= _OBJECT
    forms = [f for f in row[at].cues if f.cue.act in _JOINED and not f.cue.reflexive]
    found = next((f for f in forms if f.shape == "present" or _is_own_act(f, talk)), None)
    told = found is not None and found.cue.act is Act.COMMIT  # `will work with …` has no object
    if not told and not holds_object and (at + 1 >= last or row[at + 1].has(*_NO_OBJECT)):
        return None
    return found


def _ready(chunk: Chunk) -> CueForm | None:
    """Return what tells readiness behind an auxiliary: `…, and is willing to work with`."""
    return next((f for f in chunk.cues_of("predicate") if f.cue.act is Act.COMMIT and f.cue.head), None)


def _is_own_act(form: CueForm, talk: Discourse) -> bool:
    """Return whether a form whose tense is not told says what a side does: `will work with`, `ủng hộ`.

    A language without tenses joins so much that only who is backed and what one is ready for begins a claim.
    """
    if form.shape != "forms" or form.cue.role != "predicate":
        return False
    ready = form.cue.act is Act.COMMIT and form.cue.head
    return form.cue.act is Act.SUPPORT or ready or (talk.inflects and form.cue.act in _OF_TENSE)


def inherited(row: list[Chunk], first: int, last: int, saying: Saying, talk: Discourse) -> Saying:
    """Return a part behind a semicolon with its own act where it says one, else the one before."""
    act = saying.decision.act
    inner = None
    if act not in (Act.PROPOSE, Act.AGREE, Act.WISH):
        inner = acts.predicate(row, first, last, saying.speakers, talk)
    if inner is None and act in _OF_OBJECT and _is_clause(row, first, last):
        return saying._replace(decision=Decision(Act.AFFIRM, "clause-of-its-own"))
    decision = Decision(inner.act, inner.id) if inner else Decision(act, "act-goes-on")
    return Saying(saying.speakers, decision, saying.via, saying.rules)


def _is_clause(row: list[Chunk], first: int, last: int) -> bool:
    """Return whether a part begins with a country or both sides and what they do: `; hai nước có thể …`."""
    phrase = subjects.opening(row, first)
    if phrase is None or phrase.last >= last or not row[phrase.last].has(*_DOES):
        return False
    return any(c.has("GPE", "both", "collective", "own-country") for c in phrase.chunks(row))
