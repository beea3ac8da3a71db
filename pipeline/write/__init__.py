"""The analysis becomes the files of `content/`, in a stable order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.entries import Forms
from pipeline.errors import ConsistencyError
from pipeline.ledger import LedgerRow, SummarySentence, WordDiff
from pipeline.model import (
    Annotation,
    BlockKind,
    Claim,
    ClaimId,
    EntityId,
    Event,
    EventId,
    Label,
    Lang,
    Mention,
    Names,
    Proposition,
    Sentence,
)
from pipeline.reasons import block_reason
from pipeline.recall import NOTHING_KEPT, Recall
from pipeline.relations import Account, Change, Course, Reference, Witness
from pipeline.vocabulary import Entity, Registry
from pipeline.write import pages, records, related
from pipeline.write.phrases import phrase_records

_ENGLISH = Lang("en")


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is written: what was found in each report, each event and each pair of events."""

    events: Mapping[EventId, Event]
    annotations: tuple[Annotation, ...]
    propositions: Mapping[EventId, tuple[Proposition, ...]]
    ledgers: Mapping[tuple[EventId, EventId], tuple[LedgerRow, ...]]
    scores: tuple[records.Record, ...]
    word_diffs: tuple[WordDiff, ...] = ()
    summary: tuple[SummarySentence, ...] = ()
    accounts: Mapping[ClaimId, Account] = field(default_factory=dict)
    witnesses: tuple[Witness, ...] = ()
    courses: tuple[Course, ...] = ()
    references: tuple[Reference, ...] = ()
    corrections: tuple[Change, ...] = ()


def render(analysis: Analysis, registry: Registry, recall: Recall = NOTHING_KEPT) -> dict[str, str]:
    """Return every file the machine writes, as path below `content/` to text.

    Where terms stand in a report is not sought again if `recall` has it.

    Raises:
        ConsistencyError: if a mention or claim is not the words that stand at its place.
    """
    for annotation in analysis.annotations:
        check_spans(annotation)
    entities = _entities(analysis, registry)
    return dict(
        sorted({**_data(analysis, (registry, recall), entities), **_pages(analysis, entities)}.items())
    )


def check_spans(annotation: Annotation) -> None:
    """Raise a ConsistencyError unless each stored span holds exactly its words."""
    spans: list[Mention | Claim | Sentence] = [
        *annotation.mentions,
        *annotation.claims,
        *annotation.sentences,
    ]
    for span in spans:
        if annotation.clean[span.start : span.end] != span.text:
            report = annotation.report.sidecar.id
            raise ConsistencyError(
                f"{report}: {span.text[:60]!r} is not what stands at {span.start}:{span.end}"
            )


def headline(annotation: Annotation) -> str:
    """Return the headline of a report in its own words, else the one its sidecar gives, if any."""
    own = next((b.text for b in annotation.blocks if b.kind is BlockKind.TITLE), "")
    return own or annotation.report.sidecar.title


def _data(
    analysis: Analysis, means: tuple[Registry, Recall], entities: dict[EntityId, Entity]
) -> dict[str, str]:
    registry, recall = means
    reports = analysis.annotations
    by_event = _by_event(reports)
    explain = lambda rule: block_reason(rule, registry)  # noqa: E731 -- bound to this registry
    tables: dict[str, Iterable[records.Record]] = {
        "events": (
            records.event_record(e, by_event.get(name, ())) for name, e in sorted(analysis.events.items())
        ),
        "reports": (
            records.report_record(
                a, headline(a), registry.entities.get(EntityId(a.report.sidecar.outlet.value))
            )
            for a in reports
        ),
        "blocks": (records.block_record(b, explain) for a in reports for b in a.blocks),
        "sentences": (records.sentence_record(s) for a in reports for s in a.sentences),
        "mentions": (records.mention_record(m) for a in reports for m in a.mentions),
        "claims": (records.claim_record(c, analysis.accounts.get(c.id)) for a in reports for c in a.claims),
        "alignment": (
            records.proposition_record(p) for _, group in sorted(analysis.propositions.items()) for p in group
        ),
        "comparison": (
            records.ledger_record(r) for _, rows in sorted(analysis.ledgers.items()) for r in rows
        ),
        "worddiffs": map(records.word_diff_record, analysis.word_diffs),
        "summary": map(records.summary_record, analysis.summary),
        "witnesses": map(related.witness_record, analysis.witnesses),
        "courses": map(related.course_record, analysis.courses),
        "references": map(related.reference_record, analysis.references),
        "corrections": map(related.correction_record, analysis.corrections),
        "entities": (records.entity_record(e) for _, e in sorted(entities.items())),
        "vocabulary": records.vocabulary_records(registry),
        "scores": analysis.scores,
        "terms": phrase_records(reports, registry, recall),
    }
    return {f"data/{name}.jsonl": "".join(map(records.as_line, rows)) for name, rows in tables.items()}


def _by_event(annotations: Iterable[Annotation]) -> dict[EventId, list[Annotation]]:
    found: dict[EventId, list[Annotation]] = {}
    for annotation in annotations:
        found.setdefault(annotation.report.sidecar.event, []).append(annotation)
    return found


def _pages(analysis: Analysis, entities: dict[EntityId, Entity]) -> dict[str, str]:
    out: dict[str, str] = {}
    for annotation in analysis.annotations:
        sidecar = annotation.report.sidecar
        title = (
            headline(annotation) or f"{sidecar.outlet.value or sidecar.id}, {sidecar.published.value[:10]}"
        )
        out[f"reports/{sidecar.id}.md"] = pages.report_page(annotation, title)
    for event in analysis.events.values():
        out[f"events/{event.id}.md"] = pages.event_page(event, _title(event.title, event.id))
    for left, right in analysis.ledgers:
        one, other = analysis.events[left], analysis.events[right]
        title = f"{_title(one.title, left)} | {_title(other.title, right)}"
        out[f"compare/{left}--{right}.md"] = pages.compare_page(one, other, title)
    for entity in entities.values():
        out[f"entities/{entity.id}.md"] = pages.entity_page(entity, entity.name(_ENGLISH))
    return out


def _title(names: Names, default: str) -> str:
    return names.get(_ENGLISH) or next(iter(names.values()), default)


def _entities(analysis: Analysis, registry: Registry) -> dict[EntityId, Entity]:
    """Return all entities that records name, those no registry knows made from their words."""
    named: dict[EntityId, Entity] = {}
    for entity_id, label, surface, lang in _named(analysis):
        if entity_id not in named:
            names: Forms = {lang: (surface,)} if surface else {}
            unlisted = Entity(entity_id, label, names, listed=False)
            named[entity_id] = registry.entities.get(entity_id, unlisted)
    return named


def _named(analysis: Analysis) -> Iterator[tuple[EntityId, Label, str, Lang]]:
    """Yield all that the records name: id, label, words and their language."""
    for event in analysis.events.values():
        yield from ((party, Label.PERSON, "", _ENGLISH) for party in event.parties)
    for annotation in analysis.annotations:
        if outlet := annotation.report.sidecar.outlet.value:
            yield EntityId(outlet), Label.ORG, "", _ENGLISH
        langs = {s.number: s.lang for s in annotation.sentences}
        for mention in annotation.mentions:
            if mention.label is not Label.DATE:
                for part in mention.id.split("+"):
                    yield EntityId(part), mention.label, mention.text, langs[mention.sentence]
        for claim in annotation.claims:
            yield from ((e, Label.PERSON, "", claim.lang) for e in claim.speakers)
            yield from ((e, Label.ORG, "", claim.lang) for e in claim.via)
