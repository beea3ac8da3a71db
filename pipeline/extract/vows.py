"""What will be done: verbs known as future by their ending, aims before an infinitive, assurances."""

from __future__ import annotations

from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import is_aim
from pipeline.extract.discourse import Discourse
from pipeline.model import Act
from pipeline.vocabulary import Cue, CueForm

_ROLES = ("predicate", "speech", "complement")
_VOCATIVE = 9
_SHORT = 2
_BETWEEN = ("clitic", "adverb", "negation", "article")


def readings(row: list[Chunk], at: int, talk: Discourse) -> list[CueForm]:
    """Return the cues that a chunk of reported content can be, those by its ending included.

    A verb of aiming is one only before an infinitive: `compte rouvrir`, not `compte deux ponts`.
    """
    chunk = row[at]
    forms = [form for form in chunk.cues if form.cue.role in _ROLES]
    if chunk.has("unreal") and at + 1 < len(row) and _is_participle(row[at + 1], talk):
        return []  # what did not happen: `il aurait pu …`
    short = not talk.inflects and chunk.text.count(" ") <= _SHORT
    if short and at + 1 < len(row) and row[at + 1].has("preposition-of", "points-at"):
        forms = [form for form in forms if form.cue.subject == "any"]  # a noun: `yêu cầu của Hà Nội`
    if chunk.has("aims") and not is_aim(row, at):
        forms = [form for form in forms if form.cue.role != "predicate"]
    return [*forms, *_by_ending(chunk, talk)] if not forms or chunk.has("speech") else forms


def _is_participle(chunk: Chunk, talk: Discourse) -> bool:
    return chunk.text.endswith(talk.registry.grammar[talk.lang].get("participle-endings", ()))


def _by_ending(chunk: Chunk, talk: Discourse) -> list[CueForm]:
    """Return cues that a verb's ending gives, as the French conditional does."""
    if not talk.ending_cues or not chunk.has("word", "speech"):
        return []
    word = chunk.text.lower()
    return [
        CueForm(cue, "endings")
        for cue in talk.ending_cues
        if any(word.endswith(ending) and len(word) > len(ending) + 1 for ending in cue.forms["endings"])
    ]


def vow(row: list[Chunk], start: int, end: int, verb: int, talk: Discourse) -> Cue | None:
    """Return the cue of what somebody says that he will do, or assures that will be done.

    `Nous ne céderons pas` is a vow though it denies; `…, a assuré M. Xi` makes one of any future.
    """
    assured = row[verb].has("assures")
    endings = talk.registry.grammar[talk.lang].get("first-future", ())
    for at in range(start, end):
        if row[at].has("relative", "complementizer") and not assured:
            return None
        if assured and (cue := _commits(row, at, talk)):
            return cue
        if row[at].text.lower().endswith(endings) and _is_speakers(row, start, at):
            return next((c for c in talk.ending_cues if c.act is Act.COMMIT), None)
    return None


def _commits(row: list[Chunk], at: int, talk: Discourse) -> Cue | None:
    forms = readings(row, at, talk)
    told = (f.cue for f in forms if f.cue.role == "predicate" and not f.cue.head)
    return next((cue for cue in told if cue.act is Act.COMMIT), None)


def _is_speakers(row: list[Chunk], start: int, at: int) -> bool:
    """Return whether `I` or `we` is the subject of the verb at `at`."""
    back = at - 1
    while back >= start and row[back].has(*_BETWEEN) and not row[back].has("first-person"):
        back -= 1
    return back >= start and row[back].has("first-person")


def past_vocative(row: list[Chunk], start: int, end: int) -> int:
    """Return where what is said begins behind who is spoken to: `Cher ami, je suis ravi …`."""
    comma = next((i for i in range(start, min(start + _VOCATIVE, end - 1)) if row[i].has(",")), None)
    if comma is None or not row[comma + 1].has("first-person"):
        return start
    spoken_to = row[start:comma]
    return start if any(c.cues or c.has("auxiliary", "first-person") for c in spoken_to) else comma + 1
