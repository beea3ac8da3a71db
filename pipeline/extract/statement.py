"""Texts in the first person, no quotation around them: joint statements, what a leader told the press."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.extract import acts, vows
from pipeline.extract.acts import Decision
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.model import Act

_TITLE = 2
_SOON = 3
_GROUP = (
    "first-person",
    "pronoun",
    "article",
    "clitic",
    "reflexive",
    "negation",
    "adverb",
    "auxiliary",
    "time",
    "'",
    "’",
    *QUOTES,
)
_OPENING = 14
_HEADING = ("PERSON", "TITLE", "GPE", "adjective", "article", "preposition-of", "honorific", ",", ".")
_SIGNED = ("TITLE", "role", "PERSON", "collective", "both")


class Own(NamedTuple):
    """A clause of such a text: the half-open chunks, where its content begins, what it does."""

    first: int
    last: int
    content: int
    decision: Decision


def author_of(row: list[Chunk], number: int, talk: Discourse) -> Speakers:
    """Return whose words a text is, told by a headline or by `Nous, dirigeants de …`; nobody else."""
    signed = len(row) > _SOON and row[0].has("first-person") and row[1].has(",")
    if signed and row[2].has("article", *_SIGNED):
        return talk.event.parties
    if number >= _TITLE or any(c.has(*QUOTES) for c in row):
        return ()
    grammar = talk.registry.grammar[talk.lang]
    title = " ".join(c.text for c in row).lower()
    if any(form in title for form in grammar.get("joint-text", ())):
        return talk.event.parties
    if not title.startswith(grammar.get("text-of", ())):
        return ()
    named = [c.mention.id for c in row if c.mention is not None and c.has("PERSON", "TITLE")]
    return (named[0],) if named and named[0] in talk.event.parties else ()


class Turn(NamedTuple):
    """Whose words follow a name and a colon, nobody's where it is a stranger, and where they begin."""

    author: Speakers
    begin: int


def turn_of(row: list[Chunk], number: int, talk: Discourse) -> Turn | None:
    """Return who has the floor in a transcript from here on: `V. Poutine : Cher ami, je …`.

    A name and a colon alone are a headline's too, so the words, or those before, are in the first person.
    """
    colon = next((i for i, c in enumerate(row[:_OPENING]) if ":" in c.tags), 0)
    if not colon or colon + 1 >= len(row) or number < 1 or row[colon + 1].has(*QUOTES):
        return None
    depth, heading = 0, []
    for chunk in row[:colon]:
        depth += chunk.has("(") - chunk.has(")")
        if not depth and not chunk.has(")"):
            heading.append(chunk)
    if not heading or not all(c.has(*_HEADING) or len(c.text) == 1 for c in heading):
        return None
    own = talk.author or any(c.text.lower() in _author_words(talk) for c in row[colon + 1 :])
    named = [c.mention.id for c in heading if c.mention is not None and c.has("PERSON", "TITLE")]
    if not own or not named:
        return None
    return Turn((named[0],) if named[0] in talk.event.parties else (), colon + 1)


def _author_words(talk: Discourse) -> tuple[str, ...]:
    return talk.registry.grammar[talk.lang].get("author", ())


def own_clauses(row: list[Chunk], begin: int, author: Speakers, talk: Discourse) -> list[Own]:
    """Return the clauses of a sentence of which the author is the subject: `Nous condamnons …, et saluons …`.

    A verb that no list has makes none: `Nous nous sommes réunis à Tokyo`.
    """
    start = _past_address(row, begin, talk)
    if not author or not _is_author(row, start, talk) or any(c.has(*QUOTES) for c in row[:start]):
        return []
    compound = row[min(start + 1, len(row) - 1)].has("auxiliary")
    starts = [start, *(i for i in range(start + 2, len(row)) if _goes_on(row, i, talk, compound=compound))]
    found = []
    for first, last in zip(starts, [*starts[1:], len(row)], strict=True):
        verb = _verb(row, first, last)
        decision = _decide(row, (first, verb, last), author, talk)
        if decision is not None:
            found.append(Own(first, last, verb + 1, decision))
    return found


def _past_address(row: list[Chunk], begin: int, talk: Discourse) -> int:
    """Return where a sentence begins behind `Cher ami,`, `Aujourd'hui` and the like."""
    start = begin
    while start < len(row) - 1 and row[start].has("connector", "adverb", ","):
        start += 1
    at = start
    while at < min(len(row) - 1, start + _OPENING) and not row[at].cues and not row[at].has(*QUOTES):
        if _is_author(row, at, talk):
            return at if row[at - 1].has(",", "time", "connector") else start
        at += 1
    return start


def _goes_on(row: list[Chunk], at: int, talk: Discourse, *, compound: bool) -> bool:
    """Return whether a further verb of the author begins at `at`, behind `and`, a comma or a semicolon."""
    if not row[at - 1].has("conjunction", ",", ";"):
        return False
    again = _is_author(row, at, talk)
    verb = _verb(row, at, len(row))
    same = again or row[verb].text.lower().endswith(talk.registry.grammar[talk.lang].get("first-plural", ()))
    same = same or (compound and any(f.shape == "participle" for f in row[at].cues_of("speech")))
    return bool(row[verb].cues) and same and verb - at < _SOON + again


def _is_author(row: list[Chunk], at: int, talk: Discourse) -> bool:
    """Return whether `I` or `we` is a subject at `at`, also in a longer form: `nous nous engageons`."""
    if not row[at].cues and "first-person" not in row[at].tags:
        return False
    return row[at].text.lower().split(" ")[0] in _author_words(talk)


def _verb(row: list[Chunk], first: int, last: int) -> int:
    at = first
    while at < last - 1 and row[at].has(*_GROUP) and not row[at].cues:
        at += 1
    return at


def _decide(row: list[Chunk], at: tuple[int, int, int], author: Speakers, talk: Discourse) -> Decision | None:
    """Return what a clause does; what is denied is a position."""
    first, verb, last = at
    if any(c.has("narration") for c in row[verb : verb + _SOON]):
        return None
    group = row[first:verb]
    ending = talk.registry.grammar[talk.lang].get("first-plural", ())
    # Where `we` has no ending of its own, its verb is the bare one: `We condemn …`.
    forms = [f for f in row[verb].cues if f.shape not in ("gerund", *(("base",) if ending else ()))]
    if any(c.has("auxiliary") for c in group):
        forms = [f for f in forms if f.shape in ("participle", "forms")]
    told = next((f.cue for f in forms if f.cue.role == "speech" and f.cue.yields), None)
    agreed = next((f.cue for f in forms if f.cue.act is Act.AGREE), None) if len(author) > 1 else None
    cue = told or agreed or next((f.cue for f in forms if f.cue.role != "speech"), None)
    cue = cue or next((f.cue for f in forms), None)
    if cue is None:
        promised = vows.vow(row, first, last, verb, talk)
        stated = row[verb].has("word") and row[verb].text.endswith(ending)
        if promised is not None:
            return Decision(promised.act, f"own-words>{promised.id}")
        return Decision(Act.AFFIRM, "own-words") if stated else None
    if any(c.has("negation") for c in group):
        return Decision(Act.AFFIRM, "own-words>denied")
    if cue.role != "speech":
        return Decision(cue.act, f"own-words>{cue.id}")
    return acts.decide(cue, row, verb + 1, last, author, talk)
