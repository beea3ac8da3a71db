"""Mentions become claims: who says what, by which act, about what, in which words, through whom."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.extract.chunks import QUOTES
from pipeline.extract.reader import Reader
from pipeline.model import Claim, Event, Mention, Sentence
from pipeline.vocabulary import Registry

_MARKS = re.compile(f"[{''.join(sorted(QUOTES))}]")


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
    order, quoted = reading_order(sentences)
    reader = Reader(event, registry, quoted)
    reader.expect(sentences, mentions)
    claims = [claim for s in order for claim in reader.read(s, by_sentence[s.number])]
    return tuple(sorted(claims, key=lambda claim: claim.start))


def reading_order(sentences: tuple[Sentence, ...]) -> tuple[list[Sentence], frozenset[int]]:
    """Return the sentences as they are read, and the numbers of those that another one's speaker says.

    Who speaks in a quotation of several sentences stands behind its last, which
    is read before the others.
    """
    opened = _opened_quotations(sentences)
    moved = frozenset(s.number for several in opened.values() for s in several)
    order = [read for s in sentences if s.number not in moved for read in (s, *opened.get(s.number, ()))]
    return order, moved | _further_quoted(sentences)


def _opened_quotations(sentences: tuple[Sentence, ...]) -> dict[int, list[Sentence]]:
    """Return the sentences of quotations that a later one of their paragraph closes, by that one's number.

    Only a quotation that opens a sentence and behind which words follow
    counts: `"We met. It rained. Roads are closed," he said`.
    """
    found: dict[int, list[Sentence]] = {}
    open_at: list[Sentence] = []
    for sentence in sentences:
        marks = [mark.start() for mark in _MARKS.finditer(sentence.text)]
        if open_at and sentence.block != open_at[0].block:
            open_at = []
        if open_at and len(marks) % 2:
            if any(letter.isalnum() for letter in sentence.text[marks[-1] :]):
                found[sentence.number] = open_at
            open_at = []
        elif open_at or (marks and marks[0] == 0 and len(marks) % 2):
            open_at = [*open_at, sentence]
    return found


def _further_quoted(sentences: tuple[Sentence, ...]) -> frozenset[int]:
    """Return the sentences that go on with a quotation opened inside an earlier one.

    `Xi said: "It rained. Roads are closed."` has two.
    """
    found: set[int] = set()
    closing = _closing(sentences)
    block = -1
    for sentence in sentences:
        marks = [mark.start() for mark in _MARKS.finditer(sentence.text)]
        is_open = sentence.block == block
        if is_open and (not marks or sentence.text[marks[0] + 1 :].strip(". ") == ""):
            found.add(sentence.number)
        opens = bool(marks) and marks[0] > 0 and any(c.isalpha() for c in sentence.text[: marks[0]])
        starts = not is_open and len(marks) % 2 == 1 and opens and sentence.number not in closing
        block = sentence.block if starts or (is_open and not marks) else -1
    return frozenset(found)


def _closing(sentences: tuple[Sentence, ...]) -> frozenset[int]:
    """Return the sentences that close a quotation with which an earlier one of their paragraph begins."""
    found: set[int] = set()
    block = -1
    for sentence in sentences:
        marks = [mark.start() for mark in _MARKS.finditer(sentence.text)]
        if len(marks) % 2 and sentence.block == block:
            found.add(sentence.number)
            block = -1
        elif sentence.block != block:
            block = sentence.block if len(marks) % 2 and marks[0] == 0 else -1
    return frozenset(found)
