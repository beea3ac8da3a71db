"""A sentence ready to be cut into claims, and the making of a claim from a stretch of its chunks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from pipeline.extract.acts import Decision
from pipeline.extract.chunks import QUOTES, Chunk, chunk
from pipeline.extract.discourse import Speakers
from pipeline.extract.place_line import past_slug
from pipeline.extract.readings import index_of
from pipeline.extract.sources import Source
from pipeline.extract.topics import Matter, choose_topics, is_strong, narrated
from pipeline.lexicon import Match
from pipeline.model import Claim, ClaimId, EntityId, Label, Mention, ReportId, Sentence
from pipeline.text import fold
from pipeline.vocabulary import Registry, TopicCue

_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_ID_LENGTH = 8
_LETTER_OF_BYTE = bytes(ord(_ID_LETTERS[byte % len(_ID_LETTERS)]) for byte in range(256))
_DATE_PARTS = 3
_SIGNED = 3
_STOPS = frozenset(
    {",", ";", ":", "speech", "conjunction", "auxiliary", "predicate", "action-verb", "relative"}
)
_TRIMMED = frozenset(".,;:…") | {"conjunction", "headline-joint", "accompanies", "–", "—"}


class Saying(NamedTuple):
    """What the parts of a clause have in common: who says it, by which act, through whom, by which rules."""

    speakers: Speakers
    decision: Decision
    via: tuple[EntityId, ...]
    rules: tuple[str, ...]


class Stretch(NamedTuple):
    """Half-open indices of chunks: the claim, where its content begins, where it ends before `last`."""

    first: int
    last: int
    content: int
    until: int = 0


class Passage:
    """A sentence with its chunks, mentions and topic cues.

    `end` is the chunk where its claims must end, `aside` that where a source in mid-sentence begins.
    """

    def __init__(
        self, sentence: Sentence, mentions: list[Mention], registry: Registry, known: Set[str] = frozenset()
    ) -> None:
        """Cut a sentence into chunks and find what hints at topics.

        Names of people and titles do not, nor do those of `known`, the parties and
        their countries: where Iran is a party, its name is no sign of a matter of the world.
        """
        hits = registry.once(index_of, sentence.lang).find(fold(sentence.text))
        self.sentence = sentence
        row = chunk(sentence, mentions, hits)
        self.row: list[Chunk] = row[past_slug(row) :]
        self.mentions = mentions
        self.end = self.aside = _before_sign_off(self.row)
        self._registry = registry
        offset = sentence.start
        blocked = [
            (m.start - offset, m.end - offset)
            for m in mentions
            if m.label in (Label.TITLE, Label.PERSON) or m.id in known
        ]
        # Where and to whom something is said is not what it is about: `wrote on social media`.
        blocked += [(c.start, c.end) for c in self.row if "attribution-tail" in c.tags]
        self._beside = list(_beside(self.row))
        topics = [hit for hit in hits if hit[2].topics]
        self._topics = [
            Match(start, end, reading.topics)
            for start, end, reading in topics
            if not any(s <= start and end <= e for s, e in blocked)
        ]

    def read_instead(self, source: Source) -> None:
        """Give the words of a source in mid-sentence the readings that it brings for them."""
        for at, tags in enumerate(source.instead, source.first + 1):
            self.row[at] = self.row[at]._replace(tags=tags, cues=())

    def _without_backdrop(self, start: int, end: int) -> list[Match[TopicCue]]:
        """Return the topic cues without those of a clause's backdrop, where a strong one stands beside it."""
        if not self._beside:
            return self._topics
        kept = [m for m in self._topics if not any(s <= m.start and m.end <= e for s, e in self._beside)]
        return kept if is_strong(m for m in kept if start <= m.start and m.end <= end) else self._topics

    def matter(self, before: Matter) -> Matter:
        """Return the matter with which a claim behind this sentence goes on, if this one makes none."""
        named = self._without_backdrop(0, len(self.sentence.text))
        return narrated(named, self.sentence.number, before)

    def claim(
        self, stretch: Stretch, saying: Saying, ids: set[str], before: Matter
    ) -> tuple[Claim, Matter] | None:
        """Return the claim of a stretch without closing marks and its matter, or None where no word is left.

        `before` is the matter of what precedes it, with which one that names none goes on.
        """
        first, last = stretch.first, stretch.last
        while last > first and self.row[last - 1].tags & _TRIMMED:
            last -= 1
        first -= _opens_whole(self.row, first, last)
        if not any(c.has("word", "action-verb") or c.cues or c.mention for c in self.row[first:last]):
            return None
        offset = self.sentence.start
        start, end = self.row[first].start, self.row[last - 1].end
        about = self.row[min(stretch.content, last - 1)].start
        until = self.row[stretch.until - 1].end if stretch.until else end
        text = self.sentence.text[start:end]
        held = [m for m in self.mentions if start <= m.start - offset < end]
        act = saying.decision.act
        named = self._without_backdrop(about, until)
        matter = choose_topics(named, about, until, self._registry.acts[act].topic, before)
        claim = Claim(
            report=self.sentence.report,
            id=claim_id(self.sentence.report, text, ids),
            text=text,
            lang=self.sentence.lang,
            speakers=saying.speakers,
            act=act,
            topics=matter.topics,
            via=saying.via,
            sentence=self.sentence.number,
            start=offset + start,
            end=offset + end,
            addressee=_addressee(held, saying.speakers, offset + about),
            entities=tuple(dict.fromkeys(m.id for m in held if m.label not in (Label.TITLE, Label.DATE))),
            cameo=self._registry.acts[act].cameo,
            rules=(*saying.rules, saying.decision.rule),
        )
        return claim, matter


def _beside(row: list[Chunk]) -> Iterator[tuple[int, int]]:
    """Yield where the circumstances of a clause stand: `in the context of the pandemic`, `bên lề G20`."""
    for at, opener in enumerate(row):
        if "backdrop" in opener.tags:
            stop = next((i for i in range(at + 1, len(row)) if not _STOPS.isdisjoint(row[i].tags)), len(row))
            yield opener.start, row[stop - 1].end


def _opens_whole(row: list[Chunk], first: int, last: int) -> bool:
    """Return whether the mark before a stretch opens the quotation that its last one closes."""
    marks = [i for i in range(first, last) if not QUOTES.isdisjoint(row[i].tags)]
    return first > 0 and marks == [last - 1] and not QUOTES.isdisjoint(row[first - 1].tags)


def _before_sign_off(row: list[Chunk]) -> int:
    """Return where a sentence ends before the agency's name that closes a report: `….-VNA`."""
    signed = len(row) > _SIGNED and row[-1].has("ORG") and row[-2].has("-", "–", "—") and row[-3].has(".")
    return len(row) - _SIGNED if signed else len(row)


def claim_id(report: ReportId, text: str, ids: set[str]) -> ClaimId:
    """Return an id made of the report and the words, noted in `ids`; a repeated wording gets its own."""
    short = _undated(report)
    times = 0
    while True:
        digest = hashlib.sha256(f"{report}\n{fold(text)}\n{times or ''}".encode()).digest()
        letters = digest[:_ID_LENGTH].translate(_LETTER_OF_BYTE).decode()
        found = f"{short}-{letters}"
        if found not in ids:
            ids.add(found)
            return ClaimId(found)
        times += 1


@lru_cache(maxsize=16)
def _undated(report: ReportId) -> str:
    """Return the id of a report without the date it begins with."""
    parts = report.split("-")
    dated = len(parts) > _DATE_PARTS and all(p.isdigit() for p in parts[:_DATE_PARTS])
    return "-".join(parts[_DATE_PARTS:] if dated else parts)


def _addressee(held: list[Mention], speakers: Speakers, content: int) -> tuple[EntityId, ...]:
    named = [m.id for m in held if m.label is Label.PERSON and m.id not in speakers and m.start >= content]
    return tuple(dict.fromkeys(named[:1]))
