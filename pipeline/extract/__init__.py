"""Mentions become claims: who says what, by which act, about what, in which words, through whom."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from pipeline.extract import acts, sources
from pipeline.extract.account import Said, continuation
from pipeline.extract.acts import Decision
from pipeline.extract.chunks import QUOTES, Chunk, chunk
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.extract.clause import Head, Kind
from pipeline.extract.heads import find_heads
from pipeline.extract.topics import choose_topics
from pipeline.lexicon import Match
from pipeline.model import (
    Act,
    Claim,
    ClaimId,
    EntityId,
    Event,
    Label,
    Mention,
    Report,
    ReportId,
    Sentence,
)
from pipeline.text import fold
from pipeline.vocabulary import Registry, TopicCue

_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_ID_LENGTH = 8
_TRIMMED = frozenset(".,;:…") | {"conjunction", "–", "—"}


def extract(
    report: Report,
    event: Event,
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    registry: Registry,
) -> tuple[Claim, ...]:
    """Return the claims of a report in text order."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    reader = _Reader(report.sidecar.id, event, registry)
    claims: list[Claim] = []
    for sentence in sentences:
        claims += reader.read(sentence, by_sentence[sentence.number])
    return tuple(claims)


class _Reader:
    """Reads the sentences of one report in order and remembers who speaks and through whom."""

    def __init__(self, report: ReportId, event: Event, registry: Registry) -> None:
        self.talk = Discourse(registry, event)
        self._report = report
        self._registry = registry
        self._via: tuple[EntityId, ...] = ()
        self._block = -1
        self._said: Said | None = None
        self._ids: set[str] = set()

    def read(self, sentence: Sentence, mentions: list[Mention]) -> list[Claim]:
        """Return the claims of one sentence."""
        if sentence.block != self._block:
            self._via, self._block = (), sentence.block
        self.talk.lang = sentence.lang
        passage = _Passage(sentence, chunk(sentence, mentions, self._registry), mentions, self._registry)
        row = passage.row
        self.talk.learn(row)
        begin = 0
        source = sources.leading(row, self._registry)
        if source is not None:
            self._via, begin = source.via, source.last
            while begin < len(row) and row[begin].has(",", "complementizer"):
                begin += 1
        closing = sources.trailing(row, self._registry)
        if closing is not None:
            passage.end = closing.first
        via = self._via or (closing.via if closing else ())
        by_person = self._by_person(passage, via)
        if by_person is not None:
            return by_person
        heads = find_heads(row[: passage.end], begin, self._registry)
        claims = self._by_heads(passage, heads, via)
        if not claims and not any(h.kind is not Kind.NARRATION for h in heads):
            claims = self._going_on(passage, via)
        return claims

    def _by_person(self, passage: _Passage, via: tuple[EntityId, ...]) -> list[Claim] | None:
        """Return the claim of `According to Mr X, …`, or None where no person is the source."""
        phrase = sources.person_source(passage.row)
        if phrase is None:
            return None
        speakers, rule = self.talk.resolve(phrase.chunks(passage.row))
        if not speakers:
            return None
        start = phrase.last + 1
        self.talk.heard(speakers)
        inner = acts.predicate(passage.row, start, passage.end, speakers, self.talk)
        decision = Decision(inner.act if inner else Act.AFFIRM, inner.id if inner else "according-to")
        return self._segments(passage, start, start, passage.end, speakers, decision, via, (rule,))

    def _by_heads(self, passage: _Passage, heads: list[Head], via: tuple[EntityId, ...]) -> list[Claim]:
        claims: list[Claim] = []
        speakers: Speakers = ()
        for index, head in enumerate(heads):
            speakers, rule = self._speakers(passage.row, heads, index, speakers)
            if not speakers:
                continue
            self.talk.heard(speakers)
            if head.kind is Kind.NARRATION or head.denied:
                continue
            end = heads[index + 1].start if index + 1 < len(heads) else passage.end
            claims += self._of_head(passage, head, max(end, head.content), speakers, via, rule)
        return claims

    def _speakers(
        self, row: list[Chunk], heads: list[Head], index: int, before: Speakers
    ) -> tuple[Speakers, str]:
        head = heads[index]
        if head.cue.act is Act.AGREE and head.verb and row[head.verb - 1].has("impersonal"):
            return self.talk.everyone(), "impersonal"
        if head.kind is Kind.PASSIVE:
            return self.talk.everyone(), "passive"
        if head.subject is not None:
            if any(c.has("impersonal") for c in head.subject.chunks(row)):
                return self.talk.everyone(), "impersonal"
            found, rule = self.talk.resolve(head.subject.chunks(row))
            return self._for_account(head, found, rule)
        if head.kind is Kind.FRONTED:
            for later in heads[index + 1 :]:
                if later.subject is not None and later.kind is Kind.MAIN:
                    return self.talk.resolve(later.subject.chunks(row))[0], "subject-of-main-clause"
        return before or self.talk.last, "subject-goes-on"

    def _for_account(self, head: Head, found: Speakers, rule: str) -> tuple[Speakers, str]:
        """Return the leader whose account goes on where his country is the subject of what is no verb of saying."""
        said = self._said
        if rule != "country" or head.cue.yields or said is None or said.block != self._block:
            return found, rule
        if len(said.speakers) == 1 and self.talk.country(said.speakers[0]) == found[0]:
            return said.speakers, "account-of-leader"
        return found, rule

    def _of_head(
        self,
        passage: _Passage,
        head: Head,
        end: int,
        speakers: Speakers,
        via: tuple[EntityId, ...],
        rule: str,
    ) -> list[Claim]:
        row = passage.row
        if head.kind is Kind.AFTER:
            verb_end = head.content
            last = end if self._goes_on(row, verb_end, end) else verb_end
            stop = head.subject.first if head.subject and head.subject.first < head.verb else head.verb
            inner = acts.predicate(row, _past_quotes(row, head.start), stop, speakers, self.talk)
            act = (
                Decision(inner.act, f"{head.cue.id}>{inner.id}")
                if inner
                else Decision(_plain(head), head.cue.id)
            )
            while last < len(row) and row[last].has("attribution-tail"):
                last += 1
            return self._segments(
                passage, head.start, head.content, last, speakers, act, via, (rule, head.kind)
            )
        act = acts.decide(head.cue, row, head.content, end, speakers, self.talk)
        return self._segments(passage, head.start, head.content, end, speakers, act, via, (rule, head.kind))

    @staticmethod
    def _goes_on(row: list[Chunk], verb_end: int, end: int) -> bool:
        """Return whether the content goes on behind an attribution put into it."""
        rest = row[verb_end:end]
        return (
            bool(rest)
            and rest[0].has(",")
            and sum(c.has("word") or bool(c.tags & {"auxiliary"}) for c in rest) > 1
        )

    def _going_on(self, passage: _Passage, via: tuple[EntityId, ...]) -> list[Claim]:
        found = continuation(passage.row[: passage.end], passage.sentence.block, self._said, self.talk)
        if found is None:
            return []
        return self._segments(
            passage,
            found.start,
            found.start,
            passage.end,
            found.speakers,
            found.decision,
            via,
            ("account",),
        )

    def _segments(
        self,
        passage: _Passage,
        start: int,
        content: int,
        end: int,
        speakers: Speakers,
        decision: Decision,
        via: tuple[EntityId, ...],
        rules: tuple[str, ...],
    ) -> list[Claim]:
        """Return the claim of a clause and those of its further parts, split at semicolons."""
        row = passage.row
        cuts = [i for i in range(content, end) if row[i].has(";")]
        edges = [start, *(i + 1 for i in cuts)]
        claims = []
        for first, last in zip(edges, [*cuts, end], strict=True):
            at = first
            while first != start and at < last and row[at].has("conjunction", "connector", ","):
                at += 1
            if at >= last:
                continue
            act = decision if first == start else self._inherited(row, at, last, speakers, decision)
            claim = self._claim(
                passage, at, last, content if first == start else at, speakers, act, via, rules
            )
            if claim:
                claims.append(claim)
                self._said = Said(speakers, act.act, passage.sentence.block, bool(via))
        self.talk.heard(speakers)
        return claims

    def _inherited(
        self, row: list[Chunk], first: int, last: int, speakers: Speakers, decision: Decision
    ) -> Decision:
        """Return the act of a part behind a semicolon: its own where it says one, else the one before."""
        if decision.act in (Act.PROPOSE, Act.AGREE, Act.WISH):
            return Decision(decision.act, "act-goes-on")
        inner = acts.predicate(row, first, last, speakers, self.talk)
        return Decision(inner.act, inner.id) if inner else Decision(decision.act, "act-goes-on")

    def _claim(
        self,
        passage: _Passage,
        first: int,
        last: int,
        content: int,
        speakers: Speakers,
        decision: Decision,
        via: tuple[EntityId, ...],
        rules: tuple[str, ...],
    ) -> Claim | None:
        row = passage.row
        while last > first and row[last - 1].tags & _TRIMMED:
            last -= 1
        if last <= first or not any(c.has("word") or c.cues or c.mention for c in row[first:last]):
            return None
        start, end = row[first].start, row[last - 1].end
        text = passage.sentence.text[start:end]
        held = [m for m in passage.mentions if start <= m.start - passage.sentence.start < end]
        about = (
            start if Kind.AFTER in rules else row[min(content, last - 1)].start if content > first else start
        )
        return Claim(
            report=self._report,
            id=self._id(text),
            text=text,
            lang=passage.sentence.lang,
            speakers=speakers,
            act=decision.act,
            topics=choose_topics(passage.topics, about, end, decision.act),
            via=via,
            sentence=passage.sentence.number,
            start=passage.sentence.start + start,
            end=passage.sentence.start + end,
            addressee=_addressee(held, speakers, passage.sentence.start + about),
            entities=tuple(dict.fromkeys(m.id for m in held if m.label not in (Label.TITLE, Label.DATE))),
            cameo=self._registry.acts[decision.act].cameo,
            rules=(*rules, decision.rule),
        )

    def _id(self, text: str) -> ClaimId:
        """Return an id made of the report and the words; a repeated wording gets its own."""
        words, times = fold(text), 0
        while True:
            digest = hashlib.sha256(f"{self._report}\n{words}\n{times or ''}".encode()).digest()
            letters = "".join(_ID_LETTERS[b % len(_ID_LETTERS)] for b in digest[:_ID_LENGTH])
            found = f"{_short(self._report)}-{letters}"
            if found not in self._ids:
                self._ids.add(found)
                return ClaimId(found)
            times += 1


class _Passage:
    """A sentence with its chunks, mentions and topic cues; `end` is where its claims must end."""

    def __init__(
        self, sentence: Sentence, row: list[Chunk], mentions: list[Mention], registry: Registry
    ) -> None:
        self.sentence = sentence
        self.row = row
        self.mentions = mentions
        self.end = len(row)
        blocked = [
            (m.start - sentence.start, m.end - sentence.start)
            for m in mentions
            if m.label in (Label.TITLE, Label.PERSON)
        ]
        self.topics: list[Match[TopicCue]] = [
            match
            for match in registry.topic_lexicons[sentence.lang].find_all(sentence.text)
            if not any(s < match.end and match.start < e for s, e in blocked)
        ]


def _short(report: ReportId) -> str:
    """Return a report's id without its date: `vna-vi`."""
    parts = report.split("-")
    rest = parts[3:] if len(parts) > 3 and all(p.isdigit() for p in parts[:3]) else parts  # noqa: PLR2004 -- y-m-d
    return "-".join(rest)


def _plain(head: Head) -> Act:
    return head.cue.act


def _past_quotes(row: list[Chunk], at: int) -> int:
    while at < len(row) - 1 and row[at].has(*QUOTES):
        at += 1
    return at


def _addressee(held: list[Mention], speakers: Speakers, content: int) -> tuple[EntityId, ...]:
    named = [m.id for m in held if m.label is Label.PERSON and m.id not in speakers and m.start >= content]
    return tuple(dict.fromkeys(named[:1]))
