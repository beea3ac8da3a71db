"""The machine's scores against the gold and the sets of documents that a corpus has; made once for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.annotating import annotate
from pipeline.evaluate import Scored, evaluate_corpus, evaluate_documents, evaluate_given
from pipeline.intervals import interval
from pipeline.model import Annotation, Event, EventId
from pipeline.recall import NOTHING_KEPT, Recall
from pipeline.reference import DocumentSet, read_reference, read_sets, with_reference
from pipeline.relate import relate
from pipeline.score import BY_LANGUAGES, Data
from pipeline.vocabulary import Registry
from pipeline.write import Analysis, records


@dataclass(frozen=True)
class References:
    """What a corpus has to score the machine against; `gold` is None where it has none."""

    gold: Data | None
    sets: tuple[DocumentSet, ...]


def read_references(corpus_folder: Path) -> References:
    """Return the reference annotation of a corpus and its sets of documents.

    Raises:
        CorpusError: with what is wrong in them.
    """
    gold = corpus_folder / "gold"
    return References(read_reference(gold) if any(gold.glob("*.jsonl")) else None, read_sets(gold))


def measure(analysis: Analysis, registry: Registry, references: References) -> list[Scored]:
    """Return the scores of the machine, as if the reports with a reference were all there are.

    So a report that nobody annotated changes none of them.
    """
    scored = []
    if references.gold is not None:
        own = with_reference(analysis.annotations, references.gold)
        related = relate(_events(analysis.events, own), own, registry)
        scored.append(evaluate_corpus(related, references.gold))
    scored += [evaluate_documents(s, registry, annotate, relate) for s in references.sets]
    return scored


def _events(events: Mapping[EventId, Event], annotations: Iterable[Annotation]) -> dict[EventId, Event]:
    """Return the events of some reports with those that they follow, in the order of all."""
    wanted = {a.report.sidecar.event for a in annotations}
    wanted |= {earlier for name in wanted if (earlier := events[name].follows)}
    return {name: event for name, event in events.items() if name in wanted}


def measure_given(analysis: Analysis, registry: Registry, corpus_folder: Path) -> Scored:
    """Return the scores of alignment and comparison with the gold's claims given.

    Raises:
        CorpusError: if there is no gold, or one of its claims is not in its report.
    """
    reference = read_reference(corpus_folder / "gold")
    own = with_reference(analysis.annotations, reference)
    return evaluate_given(_events(analysis.events, own), own, reference, (relate, registry), "gold")


def score_rows(
    analysis: Analysis, registry: Registry, references: References, recall: Recall = NOTHING_KEPT
) -> tuple[records.Record, ...]:
    """Return the records of all scores, kept from before where nothing that they rest on has changed."""
    own = with_reference(analysis.annotations, references.gold or {})
    names = recall.reports(own)
    rests_on = [
        references.gold,
        names,
        list(_events(analysis.events, own).values()),
        [[s.name, s.documents, s.reference] for s in references.sets],
    ]
    arguments = None if names is None else rests_on
    make = partial(_made_rows, analysis, registry, references)
    return recall.of("scores", arguments, tuple[records.Record, ...], make)


def _made_rows(analysis: Analysis, registry: Registry, references: References) -> tuple[records.Record, ...]:
    return tuple(row for scored in measure(analysis, registry, references) for row in score_records(scored))


def score_records(scored: Scored) -> Iterable[records.Record]:
    """Yield the records of the scores that the site shows; `low` and `high` bound F1 (95 %, bootstrap)."""
    for lang, groups in scored.by_lang.items():
        for group, measures in groups.items():
            for measure_name, s in measures.items():
                if measure_name.startswith(BY_LANGUAGES):
                    continue  # a few pairs each: for who mends the joining, not for readers
                low, high = interval(scored.counts["lang", lang, group, measure_name]).f1
                yield {
                    "set": scored.name,
                    "group": group,
                    "measure": measure_name,
                    "lang": lang,
                    "precision": round(s.precision, 4),
                    "recall": round(s.recall, 4),
                    "f1": round(s.f1, 4),
                    "hit": s.hit,
                    "predicted": s.predicted,
                    "reference": s.reference,
                    "low": round(low, 4),
                    "high": round(high, 4),
                }
