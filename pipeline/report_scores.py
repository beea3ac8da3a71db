"""Showing scores: as tables for people, as JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.build import analyse, annotate
from pipeline.documents import read_documents
from pipeline.errors import CorpusError, Problem
from pipeline.evaluate import Groups, Scored, evaluate_content, evaluate_documents
from pipeline.ingest import read_corpus
from pipeline.intervals import DRAWS, LEVEL, interval
from pipeline.jobs import Watch, unwatched
from pipeline.measuring import measure, measure_given, read_references
from pipeline.reference import HELD_OUT, read_reference, read_set, with_reference
from pipeline.registry import load_registry
from pipeline.relate import relate
from pipeline.score import Score
from pipeline.tallies import Counts, sum_up
from pipeline.vocabulary import Registry
from pipeline.write import records

Measured = tuple[Score, Counts]
# What of each report the tables show; all of it is in the JSON.
BY_REPORT = {
    ("mentions", "surface+label+id"),
    ("claims", "span"),
    ("claims", "full (span+speakers+act)"),
    ("claims", "topics"),
}


def scores_of(
    corpus_folder: Path,
    documents: Path | None,
    out: Path | None,
    content: Path | None = None,
    *,
    given: bool = False,
    watch: Watch = unwatched,
) -> list[Scored]:
    """Return the scores of a corpus, or of a folder of documents with the corpus's registry.

    Where `out` is given, what was predicted for the documents is put there. Where
    `content` is given, the records published in it are scored beside the machine's own.
    With `given`, the reference's claims take the place of the machine's.

    Raises:
        CorpusError: if there is nothing to score against.
    """
    registry = load_registry(corpus_folder / "registry", f"{corpus_folder.name}/registry")
    if documents is None:
        corpus = read_corpus(corpus_folder, registry, corpus_folder.name)
        analysis = analyse(corpus, registry, watch)
        if given:
            return [measure_given(analysis, registry, corpus_folder)]
        scored = measure(analysis, registry, read_references(corpus_folder))
        if scored and content is not None:
            gold = read_reference(corpus_folder / "gold")
            scored.append(evaluate_content(with_reference(analysis.annotations, gold), gold, content))
        if not scored:
            where, fix = (
                f"{corpus_folder.name}/gold",
                "put a reference annotation there, or name --documents DIR",
            )
            raise CorpusError([Problem(where, 0, "no reference annotation", fix)])
        return scored
    if out is not None:
        _put_predicted(documents, registry, out)
    return [evaluate_documents(read_set(documents), registry, annotate, relate, given=given)]


def _put_predicted(documents: Path, registry: Registry, out: Path) -> None:
    """Put the predicted claims and mentions of a folder of documents into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    found = [annotate(report, event, registry) for event, report in read_documents(documents)]
    claims = "".join(records.as_line(records.claim_record(c)) for a in found for c in a.claims)
    mentions = "".join(records.as_line(records.mention_record(m)) for a in found for m in a.mentions)
    (out / "claims.jsonl").write_text(claims, "utf-8")
    (out / "mentions.jsonl").write_text(mentions, "utf-8")


def as_json(scored: list[Scored]) -> dict[str, object]:
    """Return scores as plain values, with their 95 % bootstrap intervals beside them."""
    return {
        s.name: {
            "by_lang": {lang or "all": _plain_groups(groups) for lang, groups in s.by_lang.items()},
            "by_report": {report: _plain_groups(groups) for report, groups in s.by_report.items()},
            "by_label": {name: _plain(v) for name, v in s.by_label.items()},
            "by_act": {name: _plain(v) for name, v in s.by_act.items()},
            "intervals": _plain_intervals(s),
        }
        for s in scored
    }


def _plain_groups(groups: Groups) -> dict[str, dict[str, dict[str, float]]]:
    return {group: {name: _plain(v) for name, v in m.items()} for group, m in groups.items()}


def _plain(score: Score) -> dict[str, float]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "hit": round(score.hit, 2),
        "predicted": score.predicted,
        "reference": score.reference,
    }


def _plain_intervals(scored: Scored) -> dict[str, object]:
    """Return the intervals by division, name, group and measure, as pairs of a lower and an upper bound."""
    out: dict[str, dict[str, dict[str, dict[str, object]]]] = {}
    for (by, name, group, measure_name), counts in scored.counts.items():
        found = interval(counts)
        bounds = {key: [round(b, 4) for b in getattr(found, key)] for key in ("precision", "recall", "f1")}
        groups = out.setdefault(f"by_{by}", {}).setdefault(name or "all", {})
        groups.setdefault(group, {})[measure_name] = {**bounds, "units": found.units}
    return {"level": LEVEL, "draws": DRAWS, **out}


def show(scored: list[Scored], errors: int) -> None:
    """Print the scores of each set with intervals, and up to `errors` of its misses of each sort."""
    console = Console(soft_wrap=True)
    for one in scored:
        for lang, groups in one.by_lang.items():
            for group, measures in groups.items():
                title = f"{one.name} · {lang or 'all languages'} · {group}"
                rows = {m: (s, one.counts["lang", lang, group, m]) for m, s in measures.items()}
                console.print(_table(title, rows))
        for title, rows in _divisions(one).items():
            console.print(_table(f"{one.name} · {title}", rows))
        if errors and one.name == HELD_OUT:
            console.print(f"{one.name} · misses are not listed: who writes rules must not know them")
        for sort, lines in one.misses.items():
            if errors and lines:
                console.print(f"{one.name} · {sort}: {len(lines)}", markup=False, highlight=False)
            for line in lines[:errors]:
                console.print(f"  {line}", markup=False, highlight=False)


def _divisions(scored: Scored) -> dict[str, dict[str, Measured]]:
    """Return the tables of a set by label, act and report."""
    tables: dict[str, dict[str, Measured]] = {}
    for (by, name, group, measure_name), counts in scored.counts.items():
        if by == "lang" or (by == "report" and (group, measure_name) not in BY_REPORT):
            continue
        title = f"{group}, {measure_name}, by {by}"
        tables.setdefault(title, {})[name] = (sum_up(counts), counts)
    return tables


def _table(title: str, rows: Mapping[str, Measured]) -> Table:
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("")
    for name in ("P", "R", "F1", "95 %", "hit", "predicted", "reference"):
        table.add_column(name, justify="right")
    for name, (s, counts) in rows.items():
        low, high = interval(counts).f1
        figures = (f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", f"{low:.3f}-{high:.3f}")
        table.add_row(name, *figures, f"{s.hit:g}", str(s.predicted), str(s.reference))
    return table
