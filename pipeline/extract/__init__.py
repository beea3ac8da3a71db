"""Mentions become claims: who says what, by which act, about what, in which words, through whom."""

from __future__ import annotations

from collections import defaultdict

from pipeline.extract.quotations import reading_order
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
    order, quotations = reading_order(sentences)
    reader = Reader(event, registry, quotations)
    reader.expect(sentences, mentions)
    claims = [claim for s in order for claim in reader.read(s, by_sentence[s.number])]
    return tuple(sorted(claims, key=lambda claim: claim.start))
