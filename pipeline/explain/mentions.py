"""Behind a mention: the rule, the registry line, a title's holder, and other readings of the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.corrections import Correction
from pipeline.explain import rules
from pipeline.explain.places import Places
from pipeline.explain.values import Evidence, Explanation, Step
from pipeline.model import Annotation, EntityId, Event, Label, Mention, Sentence
from pipeline.tag.names import Names
from pipeline.tag.spans import Span
from pipeline.vocabulary import Office, Registry


def explain_mention(
    annotation: Annotation,
    event: Event,
    mention: Mention,
    registry: Registry,
    places: Places,
    corrections: Iterable[Correction] = (),
) -> Explanation:
    """Return why a mention is what it is."""
    day = annotation.report.sidecar.published.value[:10] or event.date
    sentence = next(s for s in annotation.sentences if s.number == mention.sentence)
    why = rules.mention_rule(mention.rule) or "A pattern of the registry matches."
    evidence = [
        *_entries(mention, places),
        *([Evidence(f"the report's day is {day}")] if mention.label in (Label.DATE, Label.TITLE) else []),
        *(Evidence(c.signed, c.place) for c in corrections),
    ]
    steps = [Step("what", f"{mention.label} {mention.id}", mention.rule, why, tuple(evidence))]
    if mention.label is Label.TITLE:
        steps.append(_holder_step(annotation, mention, day, registry, places))
    rejected = [*_other_readings(mention, sentence, day, registry, places)]
    if mention.label is Label.TITLE:
        rejected += [*_other_holders(mention, day, registry, places)]
    name = f"{mention.report}:{mention.start}"
    return Explanation(
        "mention",
        name,
        mention.report,
        mention.start,
        mention.end,
        mention.text,
        tuple(steps),
        tuple(rejected),
    )


def _entries(mention: Mention, places: Places) -> Iterator[Evidence]:
    """Yield the registry lines of what a mention names and of the pattern that made it."""
    if place := places.of("patterns", mention.rule):
        yield Evidence(f"the pattern {mention.rule}", place)
    if mention.label is Label.DATE:
        return
    for part in mention.id.split("+"):
        place = places.of_entity(part) or places.of("titles", part)
        yield Evidence(part if place else f"{part}: an id made from the words, in no registry", place)


def _holder_step(
    annotation: Annotation, mention: Mention, day: str, registry: Registry, places: Places
) -> Step:
    holders = mention.id.split("+")
    beside = [
        m
        for m in annotation.mentions
        if m.sentence == mention.sentence and m.id in holders and m.label is Label.PERSON
    ]
    evidence = [Evidence(f"“{m.text}” in the sentence", f"{m.start}-{m.end}") for m in beside[:1]]
    evidence += held_offices(mention, day, registry, places)
    return Step(
        "who holds it", " + ".join(holders), mention.rule, rules.mention_rule(mention.rule), tuple(evidence)
    )


def held_offices(mention: Mention, day: str, registry: Registry, places: Places) -> list[Evidence]:
    """Return the offices that a title's holders have on a day (ISO), with their terms."""
    found = []
    for part in mention.id.split("+"):
        entity = registry.entities.get(EntityId(part))
        offices = [o for o in entity.offices if o.held_on(day)] if entity else []
        terms = "; ".join(f"{o.title} {_term(o)}" for o in offices)
        known = terms or "no office that the registry knows on that day: the report says so"
        found.append(Evidence(f"{part}, on {day}: {known}", places.of_entity(part)))
    return found


def _term(office: Office) -> str:
    return f"from {office.since or 'an unknown day'} until {office.until or 'an open end'}"


def _titles_of(mention: Mention, registry: Registry, sentence_lang: str) -> list[str]:
    """Return the ids of the titles that a mention's words can be."""
    return [
        title.id
        for lang, lexicon in registry.title_lexicons.items()
        if lang == sentence_lang or not sentence_lang
        for match in lexicon.find_all(mention.text)
        if match.length == len(mention.text)
        for title in match.entries
    ]


def _other_holders(mention: Mention, day: str, registry: Registry, places: Places) -> Iterator[Evidence]:
    """Yield others of the holders' countries who have or had the office, and why they were not chosen."""
    chosen = {EntityId(part) for part in mention.id.split("+")}
    countries = {registry.entities[c].country for c in chosen if c in registry.entities} - {None}
    titles = set(_titles_of(mention, registry, ""))
    for entity in registry.entities.values():
        if entity.id in chosen or entity.country not in countries:
            continue
        for office in entity.offices:
            if office.title in titles:
                why = "nearer context names another" if office.held_on(day) else f"not on {day}"
                what = f"{entity.id} as {office.title} {_term(office)}: {why}"
                yield Evidence(what, places.of_entity(entity.id))


def _other_readings(
    mention: Mention, sentence: Sentence, day: str, registry: Registry, places: Places
) -> Iterator[Evidence]:
    """Yield names and titles of the registry that touch a mention's words and lost to it."""
    text, lang = sentence.text, sentence.lang
    start, end = mention.start - sentence.start, mention.end - sentence.start
    found = registry.once(Names, lang).find(text, day[:4])
    candidates: list[Span] = [*found.listed, *found.bare, *found.made, *found.titles]
    seen = {(start, end, mention.id)}
    for span in candidates:
        touches = span.start < end and start < span.end
        if (
            not touches
            or (span.start, span.end, span.id) in seen
            or (span.titles and mention.label is Label.TITLE)
        ):
            continue
        seen.add((span.start, span.end, span.id))
        same = (span.start, span.end) == (start, end)
        why = "the same words as another thing" if same else "shorter, or it overlaps a longer name"
        place = places.of_entity(span.id) or places.of("titles", span.id)
        yield Evidence(
            f"“{text[span.start : span.end]}” as {span.label} {span.id} [{span.rule}]: {why}", place
        )
