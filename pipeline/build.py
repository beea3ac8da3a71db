"""The eight stages in order: ingest → clean → segment → tag → extract → align → compare → write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path

from pipeline import write
from pipeline.annotating import PLAIN, Means, annotate, annotate_all
from pipeline.captures import Decoded
from pipeline.changes import finish_change
from pipeline.corrections import (
    Change,
    Corrections,
    Decisions,
    correct_with_changes,
    read_corrections,
    read_decisions,
)
from pipeline.departures import former_pages
from pipeline.errors import CorpusError, DiendamError, Problem
from pipeline.frozen import to_text
from pipeline.ingest import Corpus, Decoder, decoded, read_corpus
from pipeline.inputs import registry_digests
from pipeline.jobs import Watch, unwatched
from pipeline.measuring import read_references, score_rows
from pipeline.model import Annotation, ReportId
from pipeline.published import lead_on, read_redirects
from pipeline.recall import NOTHING_KEPT, Recall, digest
from pipeline.registry import load_registry
from pipeline.relate import NO_DECISIONS, comparable, relate
from pipeline.vocabulary import Registry
from pipeline.write import Analysis

__all__ = ["analyse", "annotate", "build", "correct_all", "corrections_of", "decisions_of", "registry_files"]

_TRIES = 3  # to read a registry that somebody is changing


def analyse(corpus: Corpus, registry: Registry, watch: Watch = unwatched) -> Analysis:
    """Return the analysis of a corpus as the machine makes it, without scores or corrections."""
    annotations, _ = annotate_all(corpus, registry, Means(watch=watch))
    return relate(corpus.events, annotations, registry, recall=counting(NOTHING_KEPT, corpus, watch))


def correct_all(
    analysis: Analysis, corrections: Corrections, registry: Registry, decisions: Decisions = NO_DECISIONS
) -> Analysis:
    """Return an analysis with people's corrections, what rests on the corrected claims made anew.

    Raises:
        CorpusError: with every correction that cannot be applied.
    """
    if not any(corrections.values()) and not any(decisions.values()):
        return analysis
    annotations, changes = correct_each(analysis.annotations, corrections, registry)
    related = relate(analysis.events, annotations, registry, decisions)
    return replace(related, corrections=(*changes, *related.corrections))


def correct_each(
    annotations: Iterable[Annotation], corrections: Corrections, registry: Registry
) -> tuple[tuple[Annotation, ...], tuple[Change, ...]]:
    """Return annotations with the corrections of their reports, and what was changed.

    Raises:
        CorpusError: with every correction that cannot be applied.
    """
    problems: list[Problem] = []
    changes: list[Change] = []
    corrected: list[Annotation] = []
    for annotation in annotations:
        mine = corrections.get(annotation.report.sidecar.id, ())
        try:
            made, changed = correct_with_changes(annotation, mine, registry) if mine else (annotation, ())
        except CorpusError as error:
            problems += error.problems
        else:
            corrected.append(made)
            changes += changed
    if problems:
        raise CorpusError(problems)
    return tuple(corrected), tuple(changes)


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


def build(corpus_folder: Path, means: Means = PLAIN) -> dict[str, str]:
    """Return every file of `content/` that a corpus gives, scores included.

    With results from before in `means`, only what they lack is made; the files are the same.

    Raises:
        CorpusError: with every problem of the corpus.
    """
    finish_change(corpus_folder)
    means.watch("reading the registry", 0, 0)
    registry, reading, whole = _words(corpus_folder)
    corpus = read_corpus(corpus_folder, registry, corpus_folder.name, _decoder(means))
    corrections, decisions = corrections_of(corpus_folder, corpus), decisions_of(corpus_folder, corpus)
    references = read_references(corpus_folder)
    annotations, names = annotate_all(corpus, registry, means._replace(recall=means.recall.under(reading)))
    recall = means.recall.under(whole).over(names)
    means.watch("scoring", 0, 0)
    machine = Analysis(corpus.events, annotations, {}, {}, ())
    scores = score_rows(machine, registry, references, recall)  # what people corrected is no merit of it
    corrected, changes = correct_each(annotations, corrections, registry)
    recall = recall.over(_with_corrections(names, corrections))
    related = relate(corpus.events, corrected, registry, decisions, counting(recall, corpus, means.watch))
    analysis = replace(related, scores=scores, corrections=(*changes, *related.corrections))
    files = write.render(analysis, registry, recall)
    files = dict(sorted({**files, **former_pages(corpus_folder, annotations)}.items()))
    return lead_on(files, read_redirects(corpus_folder))


def _words(corpus_folder: Path) -> tuple[Registry, str, str]:
    """Return the registry, a hash of what `annotate` reads of it, and one of all of it.

    Raises:
        CorpusError: with every problem of the registry.
        DiendamError: if it does not stop changing.
    """
    folder, shown = corpus_folder / "registry", f"{corpus_folder.name}/registry"
    for _ in range(_TRIES):
        before = registry_digests(folder)
        registry = load_registry(folder, shown)
        if registry_digests(folder) == before:
            return registry, *before
    raise DiendamError(f"{shown}: changes while it is read\n  fix: run it again")


def _decoder(means: Means) -> Decoder:
    """Return what decodes captures, those known from before looked up."""
    read = count(1)

    def decode(raw: bytes, suffix: str, encoding: str) -> Decoded:
        means.watch("reading reports", next(read), 0)
        arguments = [sha256(raw).hexdigest(), suffix, encoding]
        return means.recall.of("captures", arguments, Decoded, lambda: decoded(raw, suffix, encoding))

    return decode


def counting(recall: Recall, corpus: Corpus, watch: Watch) -> Recall:
    """Return results whose every use is counted: one for an event, three for a pair of events."""
    events = corpus.events.values()
    steps = len(events) + len([e for e in events if e.follows]) + 3 * len(comparable(events))
    done = count(1)
    return replace(recall, told=lambda: watch("relating reports", next(done), steps))


def _with_corrections(names: Mapping[ReportId, str], corrections: Corrections) -> dict[ReportId, str]:
    """Return the hashes of the annotations as people corrected them."""
    return {
        report: digest([name, to_text(corrections[report])]) if corrections.get(report) else name
        for report, name in names.items()
    }
