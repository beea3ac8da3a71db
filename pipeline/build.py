"""The eight stages in order: ingest → clean → segment → tag → extract → align → compare → write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pipeline import write
from pipeline.changes import finish_change
from pipeline.clean import clean
from pipeline.corrections import (
    Change,
    Corrections,
    Decisions,
    correct_with_changes,
    read_corrections,
    read_decisions,
)
from pipeline.departures import former_pages
from pipeline.errors import CorpusError, Problem
from pipeline.evaluate import (
    Scored,
    evaluate_corpus,
    evaluate_documents,
    evaluate_given,
    read_reference,
)
from pipeline.extract import extract
from pipeline.ingest import Corpus, read_corpus
from pipeline.intervals import interval
from pipeline.model import Annotation, Event, Report
from pipeline.published import lead_on, read_redirects
from pipeline.registry import load_registry
from pipeline.relate import NO_DECISIONS, relate
from pipeline.score import BY_LANGUAGES
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


def correct_all(
    analysis: Analysis, corrections: Corrections, registry: Registry, decisions: Decisions = NO_DECISIONS
) -> Analysis:
    """Return an analysis with people's corrections, what rests on the corrected claims made anew.

    Raises:
        CorpusError: with every correction that cannot be applied.
    """
    if not any(corrections.values()) and not any(decisions.values()):
        return analysis
    problems: list[Problem] = []
    changes: list[Change] = []
    annotations: list[Annotation] = []
    for annotation in analysis.annotations:
        mine = corrections.get(annotation.report.sidecar.id, ())
        try:
            corrected, changed = correct_with_changes(annotation, mine, registry)
            annotations.append(corrected)
            changes += changed
        except CorpusError as error:
            problems += error.problems
    if problems:
        raise CorpusError(problems)
    related = relate(analysis.events, tuple(annotations), registry, decisions)
    return replace(related, corrections=(*changes, *related.corrections))


def corrections_of(corpus_folder: Path, corpus: Corpus) -> Corrections:
    """Return the corrections that a corpus folder holds.

    Raises:
        CorpusError: with every problem of their form.
    """
    folder = corpus_folder / "corrections"
    paths = [p for p in sorted(folder.glob("*.toml")) if p.stem not in corpus.events]
    reports = (report.sidecar.id for report in corpus.reports)
    return read_corrections(paths, reports, f"{corpus_folder.name}/{folder.name}")


def decisions_of(corpus_folder: Path, corpus: Corpus) -> Decisions:
    """Return the decisions about joins and rows that a corpus folder holds.

    Raises:
        CorpusError: with every problem of their form.
    """
    folder = corpus_folder / "corrections"
    paths = [p for p in sorted(folder.glob("*.toml")) if p.stem in corpus.events]
    return read_decisions(paths, f"{corpus_folder.name}/{folder.name}")


def registry_files(corpus_folder: Path) -> list[Path]:
    """Return the files of a corpus's registry."""
    return sorted((corpus_folder / "registry").glob("*.toml"))


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
    analysis = correct_all(found, corrections, registry, decisions_of(corpus_folder, corpus))
    scored = measure(found, registry, corpus_folder)  # what people corrected is no merit of the machine
    rows = tuple(row for group in scored for row in score_records(group))
    files = write.render(replace(analysis, scores=rows), registry)
    files = dict(sorted({**files, **former_pages(corpus_folder, found.annotations)}.items()))
    return lead_on(files, read_redirects(corpus_folder))


def measure(analysis: Analysis, registry: Registry, corpus_folder: Path) -> list[Scored]:
    """Return the scores against the gold and the practice reports that a corpus has."""
    scored = []
    gold = corpus_folder / "gold"
    if any(gold.glob("*.jsonl")):
        scored.append(evaluate_corpus(analysis, gold, (relate, registry)))
    if (gold / "practice" / "documents.jsonl").is_file():
        scored.append(evaluate_documents(gold / "practice", registry, annotate, relate))
    return scored


def measure_given(analysis: Analysis, registry: Registry, corpus_folder: Path) -> Scored:
    """Return the scores of alignment and comparison with the gold's claims given.

    Raises:
        CorpusError: if there is no gold, or one of its claims is not in its report.
    """
    reference = read_reference(corpus_folder / "gold")
    return evaluate_given(analysis.events, analysis.annotations, reference, (relate, registry), "gold")


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
