"""One sentence in the reading: its chunks, where its own words begin, and the verbs found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pipeline.entries import Script
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.subjects import Phrase
from pipeline.model import Act, Lang
from pipeline.vocabulary import Cue, CueForm, Registry


class Kind(StrEnum):
    """How a verb stands to its content."""

    MAIN = "main"
    JOINED = "joined"
    PARTICIPLE = "participle"
    RELATIVE = "relative"
    FRONTED = "fronted"
    AFTER = "attribution-after"
    PASSIVE = "passive"
    COLON = "name-and-colon"
    NARRATION = "narration"


class Head(NamedTuple):
    """A verb of speech that governs a claim; indices are of chunks."""

    verb: int
    start: int
    content: int
    cue: Cue
    shape: str
    kind: Kind
    subject: Phrase | None
    denied: bool = False


FINITE = frozenset({"forms", "past", "present"})
_BEFORE_INFINITIVE = ("clitic", "reflexive")
MARKS = ("'", "’", "‘", *QUOTES)
PEOPLE = ("PERSON", "TITLE", "role", "pronoun", "counterpart")

# Readings that no registry entry gives: a verb of reporting with a person as its subject, a colon, a meeting.
SAID = Cue("said", Lang(""), Act.AFFIRM, "speech", True, "own", False, False, {})
NO_CUE = Cue("narration", Lang(""), Act.AFFIRM, "speech", False, "own", False, False, {})
WILL = Cue("will", Lang(""), Act.COMMIT, "speech", False, "own", False, False, {})
DEED = Cue("joint-deed", Lang(""), Act.AGREE, "speech", False, "own", False, False, {})
SAID_FORM = CueForm(SAID, "past")
FRAMED_FORM = CueForm(
    Cue("verb-by-frame", Lang(""), Act.AFFIRM, "speech", True, "own", False, False, {}), "past"
)
CALLED_FORM = CueForm(SAID, "forms")


@dataclass
class Clause:
    """The row of chunks of a sentence from `begin` on, and the heads found in it."""

    row: list[Chunk]
    begin: int
    registry: Registry
    found: list[Head] = field(default_factory=list)
    script: Script | None = None
    framed: frozenset[int] = frozenset()

    def phrase_has(self, phrase: Phrase | None, *tags: str) -> bool:
        """Return whether a phrase holds a chunk with one of the readings."""
        return phrase is not None and any(c.has(*tags) for c in phrase.chunks(self.row))

    def names_outlet(self, phrase: Phrase | None) -> bool:
        """Return whether a phrase names an agency, a paper, a broadcaster or a press office."""
        if phrase is None or self.is_epithet(phrase) or self._is_head_of_office(phrase):
            return False
        if self.phrase_has(phrase, "role") and not self.phrase_has(phrase, "office"):
            return False  # who holds a house is a person: `chủ nhân Nhà Trắng`
        if phrase.aside is not None and self.row[phrase.aside[0]].has("adverbial-opener"):
            phrase = phrase._replace(aside=None)  # `Xi, speaking on CCTV, said …`
        return any(is_outlet(c, self.registry) for c in phrase.chunks(self.row))

    def _is_head_of_office(self, phrase: Phrase) -> bool:
        """Return whether a phrase is somebody's title and an office: `le chef de la Maison Blanche`."""
        titles = [c.mention for c in phrase.chunks(self.row) if c.mention is not None and c.has("TITLE")]
        return bool(titles) and titles[0].id in self.registry.entities

    def is_epithet(self, phrase: Phrase) -> bool:
        """Return whether a phrase is a noun no list knows with its article: `le locataire de l'Élysée`."""
        chunks = self.row[phrase.first : phrase.last]
        return len(chunks) > 1 and chunks[0].has("article") and chunks[1].has("word")

    def is_person(self, phrase: Phrase | None) -> bool:
        """Return whether a phrase stands for a person and not for an outlet."""
        return self.phrase_has(phrase, *PEOPLE) and not self.names_outlet(phrase)

    def names_several(self, phrase: Phrase | None) -> bool:
        """Return whether a phrase stands for several people, as that of a verb in the base form does."""
        if phrase is None:
            return False
        if self.phrase_has(phrase, "both", "both-number", "plural-pronoun", "conjunction", ","):
            return True
        return any(c.mention is not None and "+" in c.mention.id for c in phrase.chunks(self.row))

    @property
    def has_verb_endings(self) -> bool:
        """Return whether the language inflects its verbs, their endings being in the registry."""
        return self.script is not None and bool(self.script.verb_endings)

    def spoken(self) -> list[Head]:
        """Return the heads whose subject goes on, attributions behind their content left out."""
        return [h for h in self.found if h.kind is not Kind.AFTER]

    def told(self) -> list[Head]:
        """Return the heads whose speaker can go on: an attribution behind its content too if it is last."""
        spoken = self.spoken()
        return [*spoken, self.found[-1]] if self.found and self.found[-1].kind is Kind.AFTER else spoken


def is_aim(row: list[Chunk], at: int) -> bool:
    """Return whether a verb such as `compte` or `prévoit` stands before an infinitive."""
    if not row[at].has("aims"):
        return False
    behind = (
        c for c in row[at + 1 :] if not c.has("adverb", "negation", "preposition-of", *_BEFORE_INFINITIVE)
    )
    verb = next(behind, None)
    return verb is not None and (verb.has("action-verb") or any(form.shape == "base" for form in verb.cues))


def is_outlet(chunk: Chunk, registry: Registry) -> bool:
    """Return whether a chunk names an agency, a paper, a broadcaster or a press office."""
    if chunk.mention is None:
        return False
    entity = registry.entities.get(chunk.mention.id)
    return entity is not None and entity.outlet


def is_press(chunk: Chunk, registry: Registry) -> bool:
    """Return whether a chunk names an agency, a paper or a broadcaster."""
    entity = registry.entities.get(chunk.mention.id) if chunk.mention is not None else None
    return entity is not None and entity.press


def is_dated(row: list[Chunk], at: int) -> bool:
    """Return whether a deed of another year is told: `The two set up ties in 1960`."""
    if not row[at].has("deed"):
        return False
    tail = [c for c in row[at + 1 :] if not c.has(".")]
    return bool(tail) and tail[-1].has("DATE") and tail[-1].text[-4:].isdigit()
