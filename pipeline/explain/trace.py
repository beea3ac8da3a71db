"""The reading of one sentence once more, with all that the extraction had before it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import ConsistencyError
from pipeline.extract.clause import Head, Kind
from pipeline.extract.heads import find_heads
from pipeline.extract.passage import Passage
from pipeline.extract.reader import Reader
from pipeline.model import Annotation, Claim, EntityId, Event, Mention, Sentence
from pipeline.vocabulary import Registry


@dataclass(frozen=True, slots=True)
class Trace:
    """A sentence in chunks, where its own words begin, its verbs of speech, and the sources that hold."""

    passage: Passage
    begin: int
    heads: tuple[Head, ...]
    via: tuple[EntityId, ...]

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
    """A reader that stops before a sentence and shows what it sees there."""

    def trace(self, sentence: Sentence, mentions: list[Mention]) -> Trace:
        """Return the reading of a sentence."""
        if sentence.block != self._block:
            self._via, self._block = (), sentence.block
        self._talk.lang = sentence.lang
        passage = Passage(sentence, mentions, self._registry)
        begin, via = self._sources(passage)
        heads = find_heads(passage.row[: passage.end], begin, self._registry)
        return Trace(passage, begin, tuple(heads), via)


def trace(annotation: Annotation, event: Event, claim: Claim, registry: Registry) -> Trace:
    """Return the reading of the sentence that holds a claim, after those before it."""
    tracer = _Tracer(event, registry)
    for sentence in annotation.sentences:
        mentions = [m for m in annotation.mentions if m.sentence == sentence.number]
        if sentence.number == claim.sentence:
            return tracer.trace(sentence, mentions)
        tracer.read(sentence, mentions)
    raise ConsistencyError(f"{claim.id}: no sentence {claim.sentence}")


def is_claim(head: Head) -> bool:
    """Return whether a verb makes a claim: it is not denied and no verb of meeting."""
    return head.kind is not Kind.NARRATION and not head.denied
