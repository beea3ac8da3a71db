"""The reading of one sentence once more, with all that the extraction had before it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

from pipeline.errors import ConsistencyError
from pipeline.extract.clause import Head, Kind
from pipeline.extract.heads import find_heads
from pipeline.extract.passage import Passage, Saying, Stretch
from pipeline.extract.place_line import after_place_line
from pipeline.extract.quotations import Quotations, reading_order
from pipeline.extract.reader import Reader
from pipeline.extract.topics import Matter
from pipeline.model import Annotation, Claim, ClaimId, EntityId, Event, Mention, Sentence
from pipeline.vocabulary import Registry


@dataclass(frozen=True, slots=True)
class Trace:
    """A sentence in chunks, where its own words begin, its verbs of speech, and the sources that hold.

    `matters` tells of each claim so far, as they were read, what its topics were chosen by.
    """

    passage: Passage
    begin: int
    heads: tuple[Head, ...]
    via: tuple[EntityId, ...]
    matters: Mapping[ClaimId, Matter]

    @property
    def offset(self) -> int:
        """Return where the sentence begins in the clean text."""
        return self.passage.sentence.start

    def head_of(self, claim: Claim) -> Head | None:
        """Return the verb that governs a claim: the last one of its kind whose words begin no later."""
        row, kinds = self.passage.row, claim.rules
        fitting = [
            head
            for head in self.heads
            if head.kind in kinds and self.offset + row[head.start].start <= claim.start
        ]
        return fitting[-1] if fitting else None


class _Tracer(Reader):
    """A reader that shows what it sees in a sentence before it goes on."""

    def __init__(self, event: Event, registry: Registry, quotations: Quotations) -> None:
        super().__init__(event, registry, quotations)
        self._matters: dict[ClaimId, Matter] = {}

    def _claim(self, passage: Passage, stretch: Stretch, saying: Saying) -> Claim | None:
        claim = super()._claim(passage, stretch, saying)
        if claim is not None:
            self._matters[claim.id] = self._matter
        return claim

    def trace(self, sentence: Sentence, mentions: list[Mention]) -> Trace:
        """Return the reading of a sentence, and read it."""
        through = copy(self._through)
        if sentence.block != self._block:
            through.new_block(sentence.number)
        self._talk.lang = sentence.lang
        passage = Passage(sentence, mentions, self._registry, self._known)
        begin, via = through.read(passage, after_place_line(passage.row))
        heads = find_heads(passage.row[: passage.end], begin, self._registry, self._talk.script)
        self.read(sentence, mentions)
        return Trace(passage, begin, tuple(heads), via, self._matters)


def trace(annotation: Annotation, event: Event, claim: Claim, registry: Registry) -> Trace:
    """Return the reading of the sentence that holds a claim, after those read before it."""
    order, quotations = reading_order(annotation.sentences)
    tracer = _Tracer(event, registry, quotations)
    tracer.expect(annotation.sentences, annotation.mentions)
    for sentence in order:
        mentions = [m for m in annotation.mentions if m.sentence == sentence.number]
        if sentence.number == claim.sentence:
            return tracer.trace(sentence, mentions)
        tracer.read(sentence, mentions)
    raise ConsistencyError(f"{claim.id}: no sentence {claim.sentence}")


def is_claim(head: Head) -> bool:
    """Return whether a verb makes a claim: it is not denied and no verb of meeting."""
    return head.kind is not Kind.NARRATION and not head.denied
