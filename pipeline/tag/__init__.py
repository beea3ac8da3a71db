"""Sentences become mentions: registry first, then patterns, dates, people by title, titles by holder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import ConsistencyError
from pipeline.model import EntityId, Event, Label, Mention, Report, Sentence
from pipeline.tag import names
from pipeline.tag.holders import Holders
from pipeline.tag.people import Cast
from pipeline.tag.portfolios import BY_PORTFOLIO
from pipeline.tag.spans import Span, country_context, keep_longest, without_torn_places
from pipeline.tag.tongue import Tongue
from pipeline.text import slug
from pipeline.vocabulary import Entity, Registry

_BESIDE = 12
_ACRONYM = re.compile(r" ?\((?P<a>[A-ZĐ][\w&.-]{1,11})\)")
_TEACHERS = frozenset({Label.ORG, Label.LAW, Label.POLICY, Label.EVENT, Label.FAC})


def tag(
    report: Report, event: Event, sentences: tuple[Sentence, ...], registry: Registry
) -> tuple[Mention, ...]:
    """Return the mentions of a report in text order; spans are of its clean text."""
    day = report.sidecar.published.value[:10] or event.date
    tagger = _Tagger(registry, event, day, _home(report, registry))
    found = [(s, tagger.sentence_spans(s)) for s in sentences]
    mentions: list[Mention] = []
    holders = Holders(registry, event.parties, day)
    for sentence, spans in found:
        again = tagger.people(sentence, spans)
        held = holders.resolve(sentence.text, tagger.tongue(sentence), again)
        placed = tagger.by_country(held, sentence.text)
        mentions += [_mention(sentence, span) for span in placed]
    return tuple(mentions)


def _home(report: Report, registry: Registry) -> EntityId | None:
    outlet = registry.entities.get(EntityId(report.sidecar.outlet.value))
    return outlet.country if outlet else None


class _Tagger:
    """The state of tagging one report: its people and the acronyms it taught."""

    def __init__(self, registry: Registry, event: Event, day: str, home: EntityId | None) -> None:
        self._registry = registry
        self._day = day
        self._cast = Cast(registry, event.parties, day)
        self._acronyms: dict[str, Span] = {}
        homes = [e.country for p in event.parties if (e := registry.entities.get(p)) is not None]
        self._talking = frozenset(filter(None, homes))
        self._home = home or next(filter(None, homes), None)
        self._named: set[EntityId] = set()

    def tongue(self, sentence: Sentence) -> Tongue:
        """Return what is known of a sentence's language."""
        return self._registry.once(Tongue, sentence.lang)

    def sentence_spans(self, sentence: Sentence) -> list[Span]:
        """Return the spans that need no context, and meet the people they name."""
        text, tongue = sentence.text, self.tongue(sentence)
        found = tongue.names.find(text, self._day[:4])
        candidates = [*found.listed, *found.bare, *found.made, *found.titles, *found.halves]
        if tongue.dates is not None:
            candidates += tongue.dates.find(text, self._day)
        if inner := _inside_word(sentence):
            candidates = [c for c in candidates if (c.start, c.end) != inner]
        if tongue.languages is not None:
            starts = {c.start for c in candidates}
            candidates = [c for c in candidates if not _is_no_country(c, sentence, starts, tongue.languages)]
        if found.pairs:
            candidates = [names.with_pair_beside(c, found.pairs, text) for c in candidates]
        spans = keep_longest(without_torn_places(candidates))
        self._named.update(s.id for s in spans if s.label is Label.EVENT and not s.options)
        if taught := [*self._taught_acronyms(text, tongue, spans)]:
            # A listed name yields to what the report taught, if that is a listed one's name.
            known = [s for s in taught if s.id in self._registry.entities]
            spans = keep_longest([*known, *spans, *taught])
        for span in spans:
            if span.label is Label.PERSON:
                self._cast.meet(span.id, text[span.start : span.end])
        unlisted = list(self._cast.unlisted(text, tongue, spans))
        for span in unlisted:
            self._cast.meet(span.id, text[span.start : span.end])
        every = keep_longest([*spans, *unlisted]) if unlisted else spans
        return [s for s in every if s.label is not Label.TITLE or not _is_loose(s, every, text)]

    def people(self, sentence: Sentence, spans: list[Span]) -> list[Span]:
        """Return the spans with the short names of people met anywhere in the report."""
        if self._cast.renamed:
            spans = [self._cast.whole(s) for s in spans]
        short = [*self._cast.short_names(sentence.text, self.tongue(sentence), spans)]
        return keep_longest([*spans, *short]) if short else spans

    def _taught_acronyms(self, text: str, tongue: Tongue, spans: list[Span]) -> Iterator[Span]:
        for span in spans if "(" in text else ():
            match = _ACRONYM.match(text, span.end)
            if match and span.label in _TEACHERS:
                self._acronyms[match["a"]] = tongue.party_at_end(span, text, match["a"])
        for acronym, named in self._acronyms.items():
            if acronym not in text:
                continue
            for match in re.finditer(rf"(?<![\w-]){re.escape(acronym)}(?![\w])", text):
                yield Span(*match.span(), named.label, named.id, "taught-acronym", options=named.options)

    def by_country(self, spans: list[Span], text: str) -> list[Span]:
        """Return the spans with bodies named alone given to the country of their context."""
        return [self._placed(spans, index, text) for index in range(len(spans))]

    def _placed(self, spans: list[Span], index: int, text: str) -> Span:
        span = spans[index]
        if span.rule == BY_PORTFOLIO:
            country = _country_beside(spans, index)
            return span._replace(id=EntityId(f"{country}-{span.id}")) if country else span
        unnamed = span.id.startswith("party-")
        if not span.options and not unnamed:
            return span
        country = country_context(spans, index, self._registry.entities) or self._home
        options: tuple[Entity, ...] = span.options
        if unnamed:
            ending = span.id.removeprefix("party")
            options = tuple(e for e in self._registry.entities.values() if e.id.endswith(ending))
        # Of which party a congress is, the report may say in full elsewhere, whoever speaks of it here.
        named = tuple(e for e in options if e.id in self._named)
        options = named if len(named) == 1 else options
        own = bool(options) and all(e.outlet for e in options)
        for wanted in self._telling(options, country) if own else (country, self._home):
            chosen = next((e for e in options if e.country == wanted), None)
            if chosen:
                return span._replace(id=chosen.id, label=chosen.label)
        if len(options) > 1:  # a senate of a country whose senate no list has
            return span._replace(id=EntityId(slug(text[span.start : span.end])), rule="name-of-no-country")
        return span._replace(id=options[0].id) if options else span

    def _telling(self, options: tuple[Entity, ...], country: EntityId | None) -> list[EntityId | None]:
        """Return whose office may tell by no name, likest first: the report's own country's if it talks.

        Else it is that of the only one of the parties whose country has such an office.
        """
        talking = {e.country for e in options} & self._talking
        only = [*talking] if len(talking) == 1 else []
        return [self._home, country] if self._home in talking else [*only, country, self._home]


def _country_beside(spans: list[Span], index: int) -> EntityId | None:
    """Return the country right behind a span or before it: `Japan's Ministry of …`, `Bộ … Nhật Bản`."""
    span = spans[index]
    behind = (s for s in spans[index + 1 : index + 2] if s.start - span.end == len(" "))
    before = (s for s in spans[index - 1 : index] if span.start - s.end == len("'s "))
    return next((s.id for s in (*behind, *before) if s.label is Label.GPE), None)


def _inside_word(sentence: Sentence) -> tuple[int, int] | None:
    """Return the syllable that begins a compound at the start of a sentence: `Pháp luật` names no country.

    The tokenizer knows compounds; further on, a capital tells a name from one.
    """
    if not sentence.words:
        return None
    start, end = (at - sentence.start for at in sentence.words[0])
    first, _, rest = sentence.text[start:end].partition(" ")
    return (start, start + len(first)) if rest and rest.islower() else None


def _is_no_country(span: Span, sentence: Sentence, starts: set[int], languages: re.Pattern[str]) -> bool:
    """Return whether a country's name is a language's, or begins the name of a place: `tiếng Anh`, `Mỹ Sơn`.

    Only behind a syllable of the reports' own language: `Mỹ Rubio` is a country and a person.
    """
    if span.label is not Label.GPE:
        return False
    text = sentence.text
    if languages.search(text, 0, span.start):
        return True
    behind = text[span.end : span.end + 2]
    if not (behind[:1] == " " and behind[1:].isupper()) or span.end + 1 in starts:
        return False
    word = dict(sentence.words).get(sentence.start + span.start, sentence.start) - sentence.start
    rest = text[span.end : word]
    return word > span.end and not rest.isascii() and "-" not in rest  # `Nga Pét-rốp` is a person


def _is_loose(span: Span, spans: list[Span], text: str) -> bool:
    """Return whether a title that means something only next to a body or person stands alone."""
    surface = text[span.start : span.end]
    if " " in surface or "-" in surface:
        return False
    if any(title.scope != "body" for title in span.titles):
        return False
    beside = (s for s in spans if s.label in (Label.ORG, Label.PERSON, Label.TITLE) and s is not span)
    return not any(
        (0 <= s.start - span.end <= _BESIDE and "." not in text[span.end : s.start])
        or (s.label is Label.PERSON and 0 <= span.start - s.end <= 2 * _BESIDE)
        for s in beside
    )


def _mention(sentence: Sentence, span: Span) -> Mention:
    text = sentence.text[span.start : span.end]
    start = sentence.start + span.start
    if not text:
        raise ConsistencyError(f"{sentence.report}: an empty mention in sentence {sentence.number}")
    return Mention(
        sentence.report,
        text,
        span.label,
        span.id,
        sentence.number,
        start,
        start + len(text),
        span.rule,
    )
