"""An annotation under correction: each entry finds its passage, then changes, adds or deletes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import cast

from pipeline.corrections.changes import Change, claim_change, mention_change
from pipeline.corrections.entries import Correction
from pipeline.corrections.quotations import Span, closest, distance, find, short
from pipeline.errors import Problem
from pipeline.extract.passage import claim_id
from pipeline.model import Act, Annotation, Claim, ClaimId, EntityId, Label, Mention, Sentence
from pipeline.vocabulary import Registry

RULE = "correction"
_ISO_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_YEAR_OF_ID = re.compile(r"-\d{4}$")
_MOST_TOPICS = 3


class Editor:
    """An annotation and the problems met while it is corrected."""

    def __init__(self, annotation: Annotation, registry: Registry) -> None:
        """Begin with what the machine found."""
        self.problems: list[Problem] = []
        self._annotation = annotation
        self._registry = registry
        self._claims: dict[ClaimId, Claim] = {c.id: c for c in annotation.claims}
        self._mentions: dict[Span, Mention] = {(m.start, m.end): m for m in annotation.mentions}
        self._ids: set[str] = {*self._claims}
        self._known = {part for m in annotation.mentions for part in m.id.split("+")}
        self._done: dict[tuple[str, object], Correction] = {}
        self._moved: list[Span] = []
        self._put: dict[str, Mention] = {}

    def changes(self) -> Iterator[Change]:
        """Yield what each applied correction changed, in the order of their files."""
        report = str(self._report)
        machine = {c.id: c for c in self._annotation.claims}
        spans = {(m.start, m.end): m for m in self._annotation.mentions}
        for (kind, key), correction in sorted(self._done.items(), key=lambda d: d[1].table.line):
            if kind == "claim":
                name = ClaimId(str(key))
                yield claim_change(correction, report, name, machine.get(name), self._claims.get(name))
            else:
                yield mention_change(
                    correction, report, spans.get(cast("Span", key)), self._put.get(correction.place)
                )

    def result(self) -> Annotation:
        """Return the corrected annotation, mentions and claims in text order."""
        mentions = tuple(m for _, m in sorted(self._mentions.items()))
        claims = sorted(self._claims.values(), key=lambda c: (c.start, c.end))
        renamed = tuple(self._with_entities(c, mentions) for c in claims)
        return replace(self._annotation, mentions=mentions, claims=renamed)

    def apply(self, correction: Correction) -> None:
        """Apply one correction, or note why it cannot be applied."""
        unknown = [*self._unknown(correction)]
        self.problems += unknown
        place = None if unknown else self._place(correction, "quote")
        if place is None:
            return
        if correction.kind == "mention":
            self._correct_mention(correction, place)
        else:
            self._correct_claim(correction, place)

    def _unknown(self, correction: Correction) -> Iterable[Problem]:
        """Yield ids and topics that nothing knows, and lists of the wrong length."""
        table = correction.table
        named = [(key, name) for key in ("speakers", "via") for name in table.texts(key)]
        named += [("id", part) for part in table.text("id").split("+") if part]
        for key, name in named:
            if not self._is_known(name, key == "id"):
                fix = _nearest(name, [*self._registry.entities, *self._known], "add it to corpus/registry")
                yield table.problem(f"no entity has the id {name!r}", fix, key)
        topics = table.texts("topics")
        for topic in topics:
            if topic not in self._registry.topics:
                fix = _nearest(topic, self._registry.topics, "use an id of topics.toml")
                yield table.problem(f"no topic has the id {topic!r}", fix, "topics")
        if "topics" in table.values and not 1 <= len(topics) <= _MOST_TOPICS:
            yield table.problem("'topics' must be one to three", "write the most central first", "topics")
        if "speakers" in table.values and not table.texts("speakers"):
            yield table.problem("'speakers' is empty", "name who speaks", "speakers")

    def _is_known(self, name: str, may_be_day: bool) -> bool:
        """Return whether a registry or the report has an id; days and yearly things are known too."""
        if name in self._known or EntityId(name) in self._registry.entities:
            return True
        yearly = self._registry.entities.get(EntityId(_YEAR_OF_ID.sub("", name)))
        return (yearly is not None and yearly.yearly) or bool(may_be_day and _ISO_DAY.fullmatch(name))

    def _place(self, correction: Correction, key: str, around: Span | None = None) -> Span | None:
        """Return where a passage stands: its only place, or the one nearest to `near` or `around`."""
        text, quote = self._annotation.clean, correction.table.text(key)
        found = find(text, quote)
        near = [around] if around else find(text, correction.near)
        if not found or (correction.near and not near):
            self._miss(correction, "near" if found else key)
            return None
        ranked = sorted((min((distance(f, n) for n in near), default=0), f) for f in found)
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            what = f"the {key} stands at {len(found)} places of {self._report}: {short(quote)}"
            fix = "choose words for near that stand by one of them alone" if near else "add near = …"
            self.problems.append(correction.table.problem(what, f"{fix}, or quote more words", key))
            return None
        return ranked[0][1]

    @property
    def _report(self) -> str:
        return self._annotation.report.sidecar.id

    def _miss(self, correction: Correction, key: str) -> None:
        quote = correction.table.text(key)
        sentence, words = closest(quote, self._annotation.sentences)
        fix = "remove the correction"
        if sentence is not None:
            fix = f"the closest passage, in sentence {sentence.number}, is {words!r}: quote that, or {fix}"
        what = f"the {key} is not in {self._report}: {short(quote)}"
        self.problems.append(correction.table.problem(what, fix, key))

    def _is_first(self, correction: Correction, key: tuple[str, object]) -> bool:
        """Return whether no other correction was here before; note the problem where one was."""
        earlier = self._done.setdefault(key, correction)
        if earlier is not correction:
            what = f"{earlier.place} already corrects this {correction.kind}"
            self.problems.append(correction.table.problem(what, "make one of the two", "quote"))
        return earlier is correction

    def _miss_target(self, correction: Correction, there: Sequence[str]) -> None:
        kind = correction.kind
        what = f"no {kind} of {self._report} is {short(correction.quote)}"
        fix = f"quote one of the {kind}s there: {'; '.join(map(short, there))}" if there else "action = 'add'"
        self.problems.append(correction.table.problem(what, fix, "quote"))

    def _correct_mention(self, correction: Correction, place: Span) -> None:
        if not self._is_first(correction, ("mention", place)):
            return
        was = self._mentions.get(place)
        span: Span | None = place
        if correction.action != "add":
            if was is None:
                self._miss_target(correction, [m.text for m in self._mentions_at(place)])
                return
            if "span" in correction.table.values:
                span = self._place(correction, "span", place)
            del self._mentions[place]
            self._moved.append(place)
        if correction.action != "delete" and span is not None:
            self._put_mention(correction, span, was)

    def _mentions_at(self, place: Span) -> list[Mention]:
        return [m for m in self._mentions.values() if m.start < place[1] and place[0] < m.end]

    def _put_mention(self, correction: Correction, span: Span, was: Mention | None) -> None:
        table = correction.table
        sentence = self._sentence(correction, span)
        for other in self._mentions_at(span):
            what = f"the mention {other.text!r} stands there already"
            self.problems.append(table.problem(what, "change or delete that one", "quote"))
        if sentence is None or self._mentions_at(span):
            return
        label = Label(table.text("label") or (was.label if was else ""))
        found = EntityId(table.text("id") or (was.id if was else ""))
        text = self._annotation.clean[span[0] : span[1]]
        self._mentions[span] = Mention(sentence.report, text, label, found, sentence.number, *span, RULE)
        self._put[correction.place] = self._mentions[span]
        self._known.update(found.split("+"))
        self._moved.append(span)

    def _correct_claim(self, correction: Correction, place: Span) -> None:
        if correction.action == "add":
            self._add_claim(correction, place)
            return
        claim = self._claim_at(correction, place)
        if claim is None or not self._is_first(correction, ("claim", claim.id)):
            return
        if correction.action == "delete":
            del self._claims[claim.id]
            return
        span: Span | None = (claim.start, claim.end)
        if "span" in correction.table.values:
            span = self._place(correction, "span", place)
        sentence = self._sentence(correction, span) if span else None
        if span is not None and sentence is not None:
            self._claims[claim.id] = self._changed(claim, correction, span, sentence)

    def _claim_at(self, correction: Correction, place: Span) -> Claim | None:
        """Return the claim whose words the quote is, else the one claim that holds it or that it holds."""
        exact = [c for c in self._claims.values() if (c.start, c.end) == place]
        held = [
            c
            for c in self._claims.values()
            if (c.start <= place[0] and place[1] <= c.end) or (place[0] <= c.start and c.end <= place[1])
        ]
        chosen = exact or held
        if len(chosen) == 1:
            return chosen[0]
        there = [c.text for c in self._claims.values() if c.start < place[1] and place[0] < c.end]
        self._miss_target(correction, there)
        return None

    def _changed(self, claim: Claim, correction: Correction, span: Span, sentence: Sentence) -> Claim:
        table = correction.table
        act = Act(table.text("act") or claim.act)
        self._moved.append(span)
        return replace(
            claim,
            text=self._annotation.clean[span[0] : span[1]],
            start=span[0],
            end=span[1],
            sentence=sentence.number,
            speakers=tuple(map(EntityId, table.texts("speakers"))) or claim.speakers,
            act=act,
            topics=table.texts("topics") or claim.topics,
            via=tuple(map(EntityId, table.texts("via"))) if "via" in table.values else claim.via,
            cameo=self._registry.acts[act].cameo,
            rules=(*claim.rules, RULE),
            checked=True,
        )

    def _add_claim(self, correction: Correction, span: Span) -> None:
        table = correction.table
        sentence = self._sentence(correction, span)
        same = [c for c in self._claims.values() if (c.start, c.end) == span]
        if same:
            self.problems.append(table.problem("that claim is there already", "action = 'change'", "action"))
        if sentence is None or same:
            return
        act = Act(table.text("act"))
        text = self._annotation.clean[span[0] : span[1]]
        found = claim_id(sentence.report, text, self._ids)
        self._claims[found] = Claim(
            report=sentence.report,
            id=found,
            text=text,
            lang=sentence.lang,
            speakers=tuple(map(EntityId, table.texts("speakers"))),
            act=act,
            topics=table.texts("topics"),
            via=tuple(map(EntityId, table.texts("via"))),
            sentence=sentence.number,
            start=span[0],
            end=span[1],
            addressee=(),
            entities=(),
            cameo=self._registry.acts[act].cameo,
            rules=(RULE,),
            checked=True,
        )
        self._done["claim", found] = correction
        self._moved.append(span)

    def _sentence(self, correction: Correction, span: Span) -> Sentence | None:
        """Return the sentence that holds a span; note the problem where none does."""
        for sentence in self._annotation.sentences:
            if sentence.start <= span[0] and span[1] <= sentence.end:
                return sentence
        what = f"the passage is not within one sentence of {self._report}"
        self.problems.append(correction.table.problem(what, "quote words of one sentence", "quote"))
        return None

    def _with_entities(self, claim: Claim, mentions: Iterable[Mention]) -> Claim:
        """Return a claim that a correction touched with the entities that its words now name."""
        if not any(s < claim.end and claim.start < e for s, e in self._moved):
            return claim
        unnamed = (Label.TITLE, Label.DATE)
        held = [m.id for m in mentions if claim.start <= m.start < claim.end and m.label not in unnamed]
        return replace(claim, entities=tuple(dict.fromkeys(held)))


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    near = get_close_matches(name, [*known], 1)
    return f"did you mean {near[0]!r}? else {otherwise}" if near else otherwise
