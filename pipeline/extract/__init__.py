"""Mentions become claims: who says what, by which act, about what, in which words, through whom."""

from __future__ import annotations

from collections import defaultdict

from pipeline.extract.passage import Passage
from pipeline.extract.quotation import quoted_with
from pipeline.extract.reader import Reader
from pipeline.model import Claim, Event, Mention, Sentence
from pipeline.vocabulary import Registry


def extract(
    event: Event,
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    registry: Registry,
) -> tuple[Claim, ...]:
    """Return the claims of a report in text order; spans are of its clean text."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    reader = Reader(event, registry)
    claims: list[Claim] = []
    for at, sentence in enumerate(sentences):
        rest = quoted_with(sentences, at)
        reader.expect([Passage(s, by_sentence[s.number], registry) for s in rest])
        claims += reader.read(sentence, by_sentence[sentence.number])
    return tuple(claims)
