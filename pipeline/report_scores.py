"""Showing scores: as tables for people, as JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.build import analyse, annotate, measure
from pipeline.documents import read_documents
from pipeline.evaluate import Scored, evaluate_documents
from pipeline.ingest import read_corpus
from pipeline.registry import load_registry
from pipeline.score import Score
from pipeline.write import records


def scores_of(corpus_folder: Path, documents: Path | None, out: Path | None) -> list[Scored]:
    """Return the scores of a corpus, or of a folder of documents with the corpus's registry.

    Where `out` is given, what was predicted for the documents is put there.
    """
    registry = load_registry(corpus_folder / "registry", f"{corpus_folder.name}/registry")
    if documents is None:
        corpus = read_corpus(corpus_folder, registry, corpus_folder.name)
        return measure(analyse(corpus, registry), registry, corpus_folder)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        found = [annotate(report, event, registry) for event, report in read_documents(documents)]
        claims = "".join(records.as_line(records.claim_record(c)) for a in found for c in a.claims)
        mentions = "".join(records.as_line(records.mention_record(m)) for a in found for m in a.mentions)
        (out / "claims.jsonl").write_text(claims, "utf-8")
        (out / "mentions.jsonl").write_text(mentions, "utf-8")
    return [evaluate_documents(documents, registry, annotate, documents.name)]


def as_json(scored: list[Scored]) -> dict[str, object]:
    """Return scores as plain values."""
    return {
        s.name: {
            "by_lang": {
                lang or "all": {
                    group: {name: _plain(v) for name, v in m.items()} for group, m in groups.items()
                }
                for lang, groups in s.by_lang.items()
            },
            "by_label": {name: _plain(v) for name, v in s.by_label.items()},
            "by_act": {name: _plain(v) for name, v in s.by_act.items()},
        }
        for s in scored
    }


def _plain(score: Score) -> dict[str, float]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "hit": round(score.hit, 2),
        "predicted": score.predicted,
        "reference": score.reference,
    }


def show(scored: list[Scored], errors: int) -> None:
    """Print the scores of each set, and up to `errors` of its misses."""
    console = Console(soft_wrap=True)
    for one in scored:
        for lang, groups in one.by_lang.items():
            for group, measures in groups.items():
                console.print(_table(f"{one.name} · {lang or 'all languages'} · {group}", measures))
        console.print(_table(f"{one.name} · mentions with label and id, by label", one.by_label))
        console.print(_table(f"{one.name} · claims with speakers and act, by act", one.by_act))
        for line in one.misses[:errors]:
            console.print(line, markup=False, highlight=False)


def _table(title: str, measures: Mapping[str, Score]) -> Table:
    table = Table(title=title, title_justify="left", box=None)
    table.add_column("")
    for name in ("P", "R", "F1", "hit", "predicted", "reference"):
        table.add_column(name, justify="right")
    for name, s in measures.items():
        numbers = (
            f"{s.precision:.3f}",
            f"{s.recall:.3f}",
            f"{s.f1:.3f}",
            f"{s.hit:g}",
            s.predicted,
            s.reference,
        )
        table.add_row(name, *map(str, numbers))
    return table
