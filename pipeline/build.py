"""The eight stages in order: ingest → clean → segment → tag → extract → align → compare → write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from pipeline import write
from pipeline.align import align
from pipeline.changes import finish_change
from pipeline.clean import clean
from pipeline.compare import compare
from pipeline.corrections import Corrections, correct, read_corrections
from pipeline.departures import former_pages
from pipeline.errors import CorpusError, Problem
from pipeline.evaluate import Scored, evaluate_corpus, evaluate_documents
from pipeline.extract import extract
from pipeline.ingest import Corpus, read_corpus
from pipeline.model import Annotation, Event, EventId, Report
from pipeline.registry import load_registry
from pipeline.segment import segment
from pipeline.tag import tag
from pipeline.vocabulary import Registry
from pipeline.write import Analysis, records


def annotate(report: Report, event: Event, registry: Registry) -> Annotation:
    """Return all that one report holds; it needs no other report."""
    text, blocks = clean(report, registry)
    sentences = segment(report, blocks, registry)
    mentions = tag(report, event, sentences, registry)
    claims = extract(event, sentences, mentions, registry)
    return Annotation(report, text, blocks, sentences, mentions, claims)


def analyse(corpus: Corpus, registry: Registry) -> Analysis:
    """Return the analysis of a corpus as the machine makes it, without scores or corrections."""
    annotations = tuple(annotate(r, corpus.events[r.sidecar.event], registry) for r in corpus.reports)
    return relate(corpus.events, annotations, registry)


def relate(
    events: Mapping[EventId, Event], annotations: tuple[Annotation, ...], registry: Registry
) -> Analysis:
    """Return annotations with the propositions of each event and the ledger of each pair of events."""
    propositions = {
        event.id: align(event, tuple(a for a in annotations if a.report.sidecar.event == event.id), registry)
        for event in events.values()
    }
    claims = {c.id: c for a in annotations for c in a.claims}
    ledgers = {
        (left.id, right.id): compare(left, right, propositions, claims, registry)
        for left, right in comparable(events.values())
    }
    return Analysis(events, annotations, propositions, ledgers, ())


def correct_all(analysis: Analysis, corrections: Corrections, registry: Registry) -> Analysis:
    """Return an analysis with people's corrections, what rests on the corrected claims made anew.

    Raises:
        CorpusError: with every correction that cannot be applied.
    """
    if not any(corrections.values()):
        return analysis
    problems: list[Problem] = []
    annotations: list[Annotation] = []
    for annotation in analysis.annotations:
        mine = corrections.get(annotation.report.sidecar.id, ())
        try:
            annotations.append(correct(annotation, mine, registry) if mine else annotation)
        except CorpusError as error:
            problems += error.problems
    if problems:
        raise CorpusError(problems)
    return relate(analysis.events, tuple(annotations), registry)


def corrections_of(corpus_folder: Path, corpus: Corpus) -> Corrections:
    """Return the corrections that a corpus folder holds.

    Raises:
        CorpusError: with every problem of their form.
    """
    folder = corpus_folder / "corrections"
    paths = sorted(folder.glob("*.toml"))
    reports = (report.sidecar.id for report in corpus.reports)
    return read_corrections(paths, reports, f"{corpus_folder.name}/{folder.name}")


def registry_files(corpus_folder: Path) -> list[Path]:
    """Return the files of a corpus's registry."""
    return sorted((corpus_folder / "registry").glob("*.toml"))


def comparable(events: Iterable[Event]) -> list[tuple[Event, Event]]:
    """Return the pairs of events between the same parties, the earlier first."""
    dated = sorted(events, key=lambda e: (e.date, e.id))
    return [(a, b) for a, b in combinations(dated, 2) if set(a.parties) == set(b.parties)]


def build(corpus_folder: Path) -> dict[str, str]:
    """Return every file of `content/` that a corpus gives, scores included.

    Raises:
        CorpusError: with every problem of the corpus.
    """
    finish_change(corpus_folder)
    registry = load_registry(corpus_folder / "registry", f"{corpus_folder.name}/registry")
    corpus = read_corpus(corpus_folder, registry, corpus_folder.name)
    corrections = corrections_of(corpus_folder, corpus)
    found = analyse(corpus, registry)
    analysis = correct_all(found, corrections, registry)
    scored = measure(found, registry, corpus_folder)  # what people corrected is no merit of the machine
    rows = tuple(row for group in scored for row in score_records(group))
    files = write.render(replace(analysis, scores=rows), registry)
    return dict(sorted({**files, **former_pages(corpus_folder, found.annotations)}.items()))


def measure(analysis: Analysis, registry: Registry, corpus_folder: Path) -> list[Scored]:
    """Return the scores against the gold and the practice reports that a corpus has."""
    scored = []
    gold = corpus_folder / "gold"
    if any(gold.glob("*.jsonl")):
        scored.append(evaluate_corpus(analysis, gold))
    if (gold / "practice" / "documents.jsonl").is_file():
        scored.append(evaluate_documents(gold / "practice", registry, annotate, "practice"))
    return scored


def score_records(scored: Scored) -> Iterable[records.Record]:
    """Yield the records of the scores that the site shows."""
    for lang, groups in scored.by_lang.items():
        for group, measures in groups.items():
            for measure_name, s in measures.items():
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
                }
