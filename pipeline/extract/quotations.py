"""Quotations over several sentences: which are read before which, and which say on what a speaker says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import Kind
from pipeline.extract.discourse import Discourse
from pipeline.extract.heads import find_heads
from pipeline.model import Sentence

_MARK = re.compile(f"[{''.join(sorted(QUOTES))}]")
_SEVERAL = 2
_SIGNATURE = re.compile(r"[—–-]\s.{0,80}\(@\w+\)")


@dataclass
class Quotations:
    """The sentences of one report that lie in quotations, by number.

    `further` are those whose speaker another sentence of their paragraph names,
    `alone` those that hold nothing but quoted words, whoever says them.
    """

    further: frozenset[int] = frozenset()
    alone: frozenset[int] = frozenset()
    _read: int = field(default=-1, init=False)
    _told: int = field(default=-1, init=False)

    def goes_on(self, number: int, *, attributed: bool) -> bool:
        """Return whether a sentence says on what the last speaker says; to be asked once of each sentence.

        `attributed`: the sentence that says whose the words before it are was read first.
        """
        spoken = attributed or number > self._read
        self._read = max(self._read, number)
        return (number in self.further and spoken) or (number in self.alone and self._told == number - 1)

    def told(self, number: int) -> None:
        """Note that a sentence says what somebody says, or that he says what follows."""
        self._told = max(self._told, number)

    def says_nothing(self, sentence: Sentence) -> bool:
        """Return whether a sentence only says who speaks in the quotation behind it, or only asks.

        `Xi posted on X:`; `What did the two agree on?`
        """
        if sentence.text.endswith("?"):
            return not (_MARK.search(sentence.text) or ":" in sentence.text)
        return sentence.text.endswith(":") and sentence.number + 1 in self.alone


def names_speaker(row: list[Chunk], talk: Discourse) -> bool:
    """Return whether a sentence says itself who speaks, in a quotation that goes on: `« …, a dit Xi.`."""
    return any(head.kind is Kind.AFTER for head in find_heads(row, 0, talk.registry, talk.script))


def quotes_at_length(sentences: tuple[Sentence, ...]) -> bool:
    """Return whether a report gives speech in quotations: what it states without is its own background."""
    return sum(s.text[:1] in QUOTES for s in sentences) >= _SEVERAL


def reading_order(sentences: tuple[Sentence, ...]) -> tuple[list[Sentence], Quotations]:
    """Return the sentences as they are read, and which of them lie in quotations.

    Who speaks in a quotation of several sentences stands behind its last, which
    is read before the others. The line that signs a message shown, `— Name (@name)
    October 26, 2025`, is not read.
    """
    sentences = tuple(s for s in sentences if not _SIGNATURE.match(s.text))
    opened = _opened_quotations(sentences)
    moved = frozenset(s.number for several in opened.values() for s in several)
    order = [read for s in sentences if s.number not in moved for read in (s, *opened.get(s.number, ()))]
    further = moved | _further_quoted(sentences)
    return order, Quotations(further, frozenset(_alone(sentences)) - further)


def _opened_quotations(sentences: tuple[Sentence, ...]) -> dict[int, list[Sentence]]:
    """Return the sentences of quotations that a later one of their paragraph closes, by that one's number.

    Only a quotation that opens a sentence and behind which words follow
    counts: `"We met. It rained. Roads are closed," he said`.
    """
    found: dict[int, list[Sentence]] = {}
    open_at: list[Sentence] = []
    for sentence in sentences:
        marks = _marks(sentence)
        if open_at and sentence.block != open_at[0].block:
            open_at = []
        if open_at and len(marks) % 2:
            if _has_letter(sentence.text[marks[-1] :]):
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
        marks = _marks(sentence)
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
        marks = _marks(sentence)
        if len(marks) % 2 and sentence.block == block:
            found.add(sentence.number)
            block = -1
        elif sentence.block != block:
            block = sentence.block if len(marks) % 2 and marks[0] == 0 else -1
    return frozenset(found)


def _alone(sentences: tuple[Sentence, ...]) -> Iterator[int]:
    """Yield the sentences all whose words stand in quotation marks that are closed in their paragraph."""
    for _, several in groupby(sentences, key=lambda s: s.block):
        held: list[int] = []  # those of a quotation that may be closed yet
        is_open = False
        for sentence in several:
            pieces = _MARK.split(sentence.text)
            quoted = True
            for words in pieces[:-1]:
                quoted = quoted and (is_open or not _has_letter(words))
                is_open = not is_open
            quoted = quoted and (is_open or not _has_letter(pieces[-1]))
            held = [*held, sentence.number] if quoted else []
            if not is_open:
                yield from held
                held = []


def _has_letter(words: str) -> bool:
    return any(map(str.isalnum, words))


def _marks(sentence: Sentence) -> list[int]:
    return [mark.start() for mark in _MARK.finditer(sentence.text)]
