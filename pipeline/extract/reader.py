"""Reads the sentences of one report in order and remembers who speaks and through whom."""

from __future__ import annotations

from pipeline.extract import acts, attributed, spokesmen, statement, tellers
from pipeline.extract.account import (
    Continued,
    Said,
    account_ends,
    continuation,
    for_account,
    in_first_person,
    into_item,
    of_nobody,
    opens_account,
    quotation,
)
from pipeline.extract.acts import Decision
from pipeline.extract.background import is_background, is_of_stranger, met_third
from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import Head, Kind
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.extract.heads import find_heads, joined_to
from pipeline.extract.passage import Passage, Saying, Stretch
from pipeline.extract.passives import agent_of, is_impersonal
from pipeline.extract.place_line import after_place_line
from pipeline.extract.quotations import Quotations, names_speaker, quotes_at_length
from pipeline.extract.splitting import inherited, joined_acts
from pipeline.extract.through import Through
from pipeline.extract.together import content_of, told_of_all
from pipeline.extract.topics import Matter
from pipeline.features import known_from
from pipeline.model import Act, Claim, EntityId, Event, Label, Mention, Sentence
from pipeline.text import fold
from pipeline.vocabulary import Registry

_SHORT = 4


class Reader:
    """The state of reading one report."""

    def __init__(self, event: Event, registry: Registry, quotations: Quotations | None = None) -> None:
        """Begin a report; `quotations` are the sentences that lie in any."""
        self._quotations = quotations or Quotations()
        self._talk = Discourse(registry, event)
        self._registry = registry
        self._known = known_from([event], registry)
        self._last = -1  # the last sentence
        self._through = Through(self._talk)
        self._block, self._attributed = -1, False  # `_attributed`: by a verb behind what was said
        self._said: Said | None = None
        self._runs_on: tuple[int, Speakers] | None = None
        self._ids: set[str] = set()
        # Until a claim names a topic, it is the first of the closed list: the ties as a whole.
        self._matter = Matter.unnamed(registry.topics)

    def expect(self, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...] = ()) -> None:
        """Note whom the report names, and how far one source's account goes: `…, the statement concluded`."""
        self._talk.named = tuple(dict.fromkeys(m.id for m in mentions if m.label is Label.PERSON))
        self._talk.quotes = quotes_at_length(sentences)
        self._last = sentences[-1].number if len(sentences) > _SHORT else -1
        unknown = {p for p in self._talk.event.parties if self._talk.country(p) is None}
        met = {m.sentence for m in mentions if m.id in unknown}
        for sentence in [s for s in sentences if s.number in met]:
            held = [m for m in mentions if m.sentence == sentence.number]
            self._talk.learn_countries(Passage(sentence, held, self._registry).row)
        for sentence in sentences:
            if self._registry.once(account_ends, sentence.lang).find(fold(sentence.text)):
                self._through.until = sentence.number

    def read(self, sentence: Sentence, mentions: list[Mention]) -> list[Claim]:
        """Return the claims of one sentence."""
        if sentence.block != self._block:
            self._through.new_block(sentence.number)
            self._block, self._said = sentence.block, into_item(self._said, sentence)
        self._talk.lang = sentence.lang
        passage = Passage(sentence, mentions, self._registry, self._known)
        self._talk.learn(passage.row)
        self._talk.author = self._talk.author or statement.author_of(passage.row, sentence.number, self._talk)
        said_on = self._quotations.goes_on(sentence.number, attributed=self._attributed)
        if said_on and not names_speaker(passage.row, self._talk):
            self._quotations.told(sentence.number)
            found = quotation(passage.row, self._said, self._talk) if self._said is not None else None
            return self._continued(passage, found, self._through.via) if found is not None else []
        opens = self._turn(passage) or after_place_line(passage.row)
        begin, via = self._through.read(passage, opens)
        source = self._person(passage, opens)
        if source is not None and (source.first > opens or begin <= source.first + 1):
            if (claims := self._by_person(passage, source, opens, via)) is not None:
                return claims
            begin = source.last if source.first == opens else begin
        if own := self._own_words(passage, begin, via):
            return own
        heads = find_heads(passage.row[: passage.end], begin, self._registry, self._talk.script)
        claims = self._by_heads(passage, heads, self._through.via or via)
        if not claims and not any(h.kind is not Kind.NARRATION for h in heads):
            claims = self._going_on(passage, begin, self._through.via or via)
        if not claims and not heads and (told := spokesmen.person_told_of(passage.row, begin, self._talk)):
            self._talk.heard(told)
        if claims and {*self._talk.named, *self._talk.event.parties}.issuperset(claims[-1].speakers):
            self._quotations.told(sentence.number)
        if not claims:
            self._matter = passage.matter(self._matter)
        return [] if self._quotations.says_nothing(sentence) else claims

    def _turn(self, passage: Passage) -> int:
        """Return where the words of who has the floor begin (`V. Poutine : …`), and note whose they are."""
        turn = statement.turn_of(passage.row, passage.sentence.number, self._talk)
        if turn is None:
            return 0
        self._talk.author = turn.author
        if turn.author:
            self._runs_on = (self._block, turn.author)
            self._said = Said(turn.author, Act.AFFIRM, self._block, told=False, runs_on=True)
        return turn.begin

    def _person(self, passage: Passage, opens: int) -> tellers.Teller | None:
        """Return the person whom a sentence names as its source."""
        row = passage.row[: passage.end]
        source = tellers.of_person(row, opens)
        if source is None and (phrase := spokesmen.person_source(row)) is not None:
            return tellers.Teller(phrase, 0, phrase.last + 1)
        return source

    def _by_person(
        self, passage: Passage, source: tellers.Teller, begin: int, via: tuple[EntityId, ...]
    ) -> list[Claim] | None:
        """Return the claim of `According to Mr X, …`, or None where X only tells what another said."""
        row = passage.row[: passage.end]
        speakers, rule = self._talk.resolve(source.phrase.chunks(row))
        if not speakers:
            return None
        start = source.last if tellers.opens(row, begin, source) else begin
        said = tellers.told_by(row, begin, source)
        if tellers.tells_of_meeting(said):
            return []
        if tellers.is_of_other(find_heads(row, start, self._registry, self._talk.script), row, source):
            if speakers[0] not in self._talk.event.parties and not row[source.first].has("in-view-of"):
                self._through.via = tellers.nested(self._through.via, speakers, self._registry)
            return None
        self._talk.heard(speakers)
        inner = acts.predicate(said, 0, len(said), speakers, self._talk)
        decision = Decision(inner.act if inner else Act.AFFIRM, inner.id if inner else "according-to")
        saying = Saying(speakers, decision, via, (rule,))
        return self._parts(passage, Stretch(start, passage.end, start), saying)

    def _by_heads(self, passage: Passage, heads: list[Head], via: tuple[EntityId, ...]) -> list[Claim]:
        claims: list[Claim] = []
        speakers: Speakers = ()
        background = False
        spokesmen.note_doer(passage.row, heads, self._talk)
        self._attributed = any(head.kind is Kind.AFTER for head in heads)
        heads = [
            h for h in heads if h is heads[0] or not is_of_stranger(passage.row, h, self._talk.event.parties)
        ]
        for index, head in enumerate(heads):
            background = background and head.subject is None
            speakers, rule = self._speakers(passage.row, heads, index, speakers)
            background = background or is_background(passage.row, head, speakers, self._talk.event.parties)
            background = background or met_third(speakers, rule, self._talk)
            if head.kind is Kind.AFTER and (background or not speakers):
                self._said = None  # the rest of what is quoted is nobody's of the talk either
                self._quotations.told(passage.sentence.number)
            if not speakers or background:
                continue
            self._talk.heard(speakers)
            if head.kind is Kind.NARRATION or head.denied:
                continue
            end = heads[index + 1].start if index + 1 < len(heads) else passage.end
            end = passage.aside if head.content <= passage.aside < end else end
            end = attributed.before_opening(passage.row, head.content, end)
            if opens_account(passage.row, head):
                self._runs_on = (passage.sentence.block, speakers)
            stretch, decision = self._of_head(passage.row, head, max(end, head.content), speakers)
            saying = Saying(speakers, decision, via, (rule, head.kind.value))
            saying = told_of_all(passage.row, *content_of(head, end), saying, self._talk)
            claims += self._parts(passage, stretch, saying)
        return claims

    def _speakers(
        self, row: list[Chunk], heads: list[Head], index: int, before: Speakers
    ) -> tuple[Speakers, str]:
        head = heads[index]
        agent = agent_of(row, head)
        named = self._talk.resolve(agent.chunks(row)) if agent else ((), "")
        if named[0] or (agent is not None and head.kind is Kind.PASSIVE):
            return named
        if head.kind is Kind.PASSIVE:
            told = self._talk.resolve(head.subject.chunks(row))[0] if head.subject else ()
            return tuple(p for p in self._talk.everyone() if p not in told), "passive"
        if head.subject is not None:
            chunks = head.subject.chunks(row)
            if any(c.has("impersonal") for c in chunks) or is_impersonal(row, head):
                return of_nobody(head, self._own_account(), self._talk), "impersonal"
            unnamed = not any(c.has("PERSON", "TITLE", "GPE", "both") for c in chunks)
            if row[head.verb].has("only-behind") and len(self._talk.last) == 1 and unnamed:
                return self._talk.last, "subject-goes-on"  # `the visitor went on`: who spoke last
            found, rule = spokesmen.resolved(row, head, self._talk)
            if rule == "the-other-party" and before and heads[index - 1].kind is Kind.FRONTED:
                return before, rule  # `Agreeing with this, the guest thanked …`: it was told of him already
            return for_account(row, head, found, rule, self._own_account(), self._talk)
        if head.kind is Kind.FRONTED:
            for later in heads[index + 1 :]:
                if later.subject is not None and later.kind is Kind.MAIN:
                    return self._talk.resolve(later.subject.chunks(row))[0], "subject-of-main-clause"
        return before or spokesmen.doer(row, head, self._talk) or self._talk.last, "subject-goes-on"

    def _own_account(self) -> Said | None:
        """Return the account that goes on in this block."""
        return self._said if self._said is not None and self._said.block == self._block else None

    def _of_head(
        self, row: list[Chunk], head: Head, end: int, speakers: Speakers
    ) -> tuple[Stretch, Decision]:
        if head.kind is not Kind.AFTER:
            decision = acts.decide(head.cue, row, head.content, end, speakers, self._talk)
            if (
                head.kind is Kind.PASSIVE
                and head.cue.act is Act.AFFIRM
                and (noun := acts.complement(row, head.start, head.verb))
            ):
                decision = Decision(noun.act, f"{head.cue.id}>{noun.id}")
            undergone = head.subject is not None and head.start + 2 < head.subject.first
            first = head.start if head.kind is Kind.PASSIVE or undergone else head.verb
            return Stretch(head.start, end, first), decision
        return attributed.part_of(row, head, end, speakers, self._talk)

    def _own_words(self, passage: Passage, begin: int, via: tuple[EntityId, ...]) -> list[Claim]:
        """Return the claims of a sentence of a text in the first person whose author is known."""
        row, author = passage.row[: passage.end], self._talk.author
        claims: list[Claim] = []
        for own in statement.own_clauses(row, begin, author, self._talk):
            self._runs_on = (passage.sentence.block, author)
            saying = Saying(author, own.decision, via, ("own-words",))
            claims += self._parts(passage, Stretch(own.first, own.last, own.content), saying)
        return claims

    def _going_on(self, passage: Passage, begin: int, via: tuple[EntityId, ...]) -> list[Claim]:
        row = passage.row[: passage.end]
        found = continuation(row, begin, passage.sentence.block, self._said, self._talk)
        found = found or (spokesmen.of_country(passage.row, begin, via, self._talk) if via else None)
        if found is None or spokesmen.is_background(found, closes=passage.sentence.number == self._last):
            return []
        return self._continued(passage, found, via)

    def _continued(self, passage: Passage, found: Continued, via: tuple[EntityId, ...]) -> list[Claim]:
        row = passage.row[: passage.end]
        if in_first_person(row, found.start):
            self._runs_on = (passage.sentence.block, found.speakers)
        listed = found.decision.rule == "list-goes-on"  # whose verbs are those of its items
        joined = [] if listed else joined_to(row, found.start, self._registry, found.decision.act)
        ends = [*(head.start for head in joined), passage.end]
        saying = Saying(found.speakers, found.decision, via, ("account",))
        claims = self._parts(passage, Stretch(found.start, ends[0], found.start), saying)
        for head, end in zip(joined, ends[1:], strict=True):
            part, decision = self._of_head(row, head, max(end, head.content), found.speakers)
            saying = Saying(found.speakers, decision, via, ("account", head.kind.value))
            claims += self._parts(passage, part, saying)
        return claims

    def _parts(self, passage: Passage, whole: Stretch, saying: Saying) -> list[Claim]:
        """Return the claim of a clause and those of its further parts, split at semicolons."""
        row = passage.row
        spans = (whole.first, whole.content, whole.last)
        joined = joined_acts(row, spans, saying, self._talk)
        decided = {part.at: part.decision for part in joined}
        marks = {i for i in range(max(whole.content, whole.first), whole.last) if ";" in row[i].tags}
        cuts = sorted(marks | decided.keys())
        edges = [whole.first, *(i + 1 for i in cuts)]
        claims = []
        for first, last in zip(edges, [*cuts, whole.last], strict=True):
            at = first
            while first != whole.first and at < last and row[at].has("conjunction", "connector", ","):
                at += 1
            if first != whole.first and saying.decision.act is Act.INFORM and row[at].has("narration"):
                continue  # `thông báo cho nhau …; trao đổi biện pháp …`
            own = saying if first == whole.first else inherited(row, at, last, saying, self._talk)
            if decision := decided.get(first - 1):
                own = saying._replace(decision=decision)
            content = whole.content if first == whole.first else at
            until = whole.until if last == whole.last else 0
            claim = self._claim(passage, Stretch(at, last, content, until), own)
            if claim is not None:
                claims.append(claim)
                block = passage.sentence.block
                told = bool(saying.via) and not self._through.carried
                runs_on = self._runs_on == (block, saying.speakers)
                self._said = Said(saying.speakers, claim.act, block, told, runs_on)
        self._talk.heard(saying.speakers)
        return claims

    def _claim(self, passage: Passage, stretch: Stretch, saying: Saying) -> Claim | None:
        made = (
            passage.claim(stretch, saying, self._ids, self._matter) if stretch.first < stretch.last else None
        )
        if made is None:
            return None
        claim, self._matter = made
        return claim
