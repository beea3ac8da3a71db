"""The eight stages in order: ingest → clean → segment → tag → extract → align → compare → write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

from pipeline import write
from pipeline.accounts import accounts_of
from pipeline.align import align, refer
from pipeline.changes import finish_change
from pipeline.clean import clean
from pipeline.compare import compare
from pipeline.compare.summary import Calls, summarise
from pipeline.compare.worddiff import word_diffs
from pipeline.corrections import (
    Change,
    Corrections,
    Decisions,
    correct_with_changes,
    decide_joins,
    decide_rows,
    read_corrections,
    read_decisions,
)
from pipeline.courses import trace_courses
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
from pipeline.model import Annotation, ClaimId, Event, EventId, Report
from pipeline.published import lead_on, read_redirects
from pipeline.registry import load_registry
from pipeline.relations import Account, Reference
from pipeline.score import BY_LANGUAGES
from pipeline.segment import segment
from pipeline.tag import tag
from pipeline.vocabulary import Registry
from pipeline.witnesses import witness
from pipeline.write import Analysis, records

NO_DECISIONS: Decisions = MappingProxyType({})


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
    events: Mapping[EventId, Event],
    annotations: tuple[Annotation, ...],
    registry: Registry,
    decisions: Decisions = NO_DECISIONS,
) -> Analysis:
    """Return annotations with the propositions of each event and the ledger of each pair of events.

    Raises:
        CorpusError: with each decision of a person that fits nothing.
    """
    found = {
        event.id: align(event, tuple(a for a in annotations if a.report.sidecar.event == event.id), registry)
        for event in events.values()
    }
    propositions, joined = decide_joins(found, annotations, decisions)
    compared = {
        (left.id, right.id): compare(left, right, propositions, annotations, registry)
        for left, right in comparable(events.values())
    }
    ledgers, changes = decide_rows(compared, annotations, decisions)
    by_event = {
        e.id: tuple(a for a in annotations if a.report.sidecar.event == e.id)
        for _, e in sorted(events.items())
    }
    related = Analysis(
        events,
        annotations,
        propositions,
        ledgers,
        (),
        accounts=_accounts(events, annotations, registry),
        witnesses=tuple(
            state for e, group in by_event.items() for state in witness(events[e], group, propositions[e])
        ),
        courses=trace_courses(events.values(), propositions, ledgers),
        references=_references(events, by_event, registry),
        corrections=(*joined, *changes),
    )
    return tell(related, registry)


def tell(analysis: Analysis, registry: Registry) -> Analysis:
    """Return an analysis with what is told of its ledgers: word by word, and in sentences."""
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    ledgers = sorted(analysis.ledgers.items())
    diffs = tuple(diff for _, rows in ledgers for diff in word_diffs(rows, claims))
    sentences = tuple(
        sentence
        for (left, right), rows in ledgers
        for sentence in summarise(calls_of(analysis, left, right), rows, claims, registry)
    )
    return replace(analysis, word_diffs=diffs, summary=sentences)


def calls_of(analysis: Analysis, left: EventId, right: EventId) -> Calls:
    """Return two events with the reports that there are of each."""
    one, other = (
        tuple(
            a.report.sidecar.id
            for a in sorted(analysis.annotations, key=lambda a: a.report.sidecar.id)
            if a.report.sidecar.event == event
        )
        for event in (left, right)
    )
    return Calls(analysis.events[left], analysis.events[right], one, other)


def _accounts(
    events: Mapping[EventId, Event], annotations: Iterable[Annotation], registry: Registry
) -> dict[ClaimId, Account]:
    """Return whose account each claim is."""
    found: dict[ClaimId, Account] = {}
    for annotation in annotations:
        found |= accounts_of(annotation, events[annotation.report.sidecar.event], registry)
    return found


def _references(
    events: Mapping[EventId, Event], by_event: Mapping[EventId, tuple[Annotation, ...]], registry: Registry
) -> tuple[Reference, ...]:
    """Return what the claims of each follow-up refer to in the event that it follows."""
    return tuple(
        found
        for name, group in by_event.items()
        if (earlier := events[name].follows)
        for found in refer((events[name], group), (events[earlier], by_event[earlier]), registry)
    )


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
        scored.append(evaluate_corpus(analysis, gold))
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
    """Yield the records of the scores that the site shows."""
    for lang, groups in scored.by_lang.items():
        for group, measures in groups.items():
            for measure_name, s in measures.items():
                if measure_name.startswith(BY_LANGUAGES):
                    continue  # a few pairs each: for who mends the joining, not for readers
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
