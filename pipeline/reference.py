"""The reference annotation that people made, of a corpus or of other documents, and what it covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.documents import read_documents
from pipeline.errors import CorpusError, Problem
from pipeline.model import Annotation, Event, Report
from pipeline.score import TABLES, Data, Row, Rows, only, read_rows

PER_REPORT = ("blocks", "mentions", "claims")
# Documents that nobody reads who writes rules, so that their scores tell of reports to come.
HELD_OUT = "held-out"
SETS = ("practice", HELD_OUT)


@dataclass(frozen=True)
class DocumentSet:
    """Annotated documents that are not part of a corpus: `name` is their folder's."""

    name: str
    documents: tuple[tuple[Event, Report], ...]
    reference: Data


def read_set(folder: Path) -> DocumentSet:
    """Return the annotated documents of a folder.

    Raises:
        CorpusError: with what is wrong in it, or if no reference annotation is there.
    """
    documents = tuple(read_documents(folder))
    reference = read_reference(folder)
    if problems := [*_without_events(folder, reference["comparison"])]:
        raise CorpusError(problems)
    return DocumentSet(folder.name, documents, reference)


def _without_events(folder: Path, rows: Rows) -> Iterator[Problem]:
    """Yield the rows of a comparison that do not say which two events they compare."""
    for number, row in enumerate(rows, 1):
        if missing := [side for side in ("left_event", "right_event") if side not in row]:
            fix = "name the events as documents.jsonl does"
            yield Problem(f"{folder / 'comparison.jsonl'}", number, f"no {' and no '.join(missing)}", fix)


def read_sets(gold: Path) -> tuple[DocumentSet, ...]:
    """Return the sets of annotated documents that stand beside a gold.

    Raises:
        CorpusError: with what is wrong in one.
    """
    return tuple(read_set(gold / name) for name in SETS if (gold / name / "documents.jsonl").is_file())


def read_reference(folder: Path) -> dict[str, list[Row]]:
    """Return the reference annotation in a folder.

    Raises:
        CorpusError: if there is none, or a line is no JSON.
    """
    reference = {name: read_rows(folder, name) for name in TABLES}
    if not any(reference.values()):
        fix = "put the reference annotation there"
        raise CorpusError([Problem(str(folder), 0, "no reference annotation", fix)])
    return reference


def with_reference(annotations: Iterable[Annotation], reference: Data) -> tuple[Annotation, ...]:
    """Return the annotations of reports that a person annotated too: only these can be scored."""
    known = {row["report"] for table in PER_REPORT for row in reference.get(table, ())}
    return tuple(a for a in annotations if a.report.sidecar.id in known)


def of_reports(published: Data, annotations: Sequence[Annotation]) -> Data:
    """Return what of published records is of some reports, of their claims and of their events."""
    reports = {str(a.report.sidecar.id) for a in annotations}
    events = {str(a.report.sidecar.event) for a in annotations}
    claims = {row["id"] for row in published["claims"] if row["report"] in reports}
    ledgers = [r for r in published["comparison"] if {r["left_event"], r["right_event"]} <= events]
    return {
        **only(published, lambda row: row["report"] in reports, PER_REPORT),
        "alignment": _of_claims(published["alignment"], claims, ("claims",)),
        "comparison": _of_claims(ledgers, claims, ("left", "right")),
    }


def _of_claims(rows: Rows, claims: Set[object], sides: tuple[str, ...]) -> Rows:
    """Return rows with those of their claims that are among `claims`, rows without any left out."""
    left = [
        {**row, **{s: [c for c in cast("list[object]", row[s]) if c in claims] for s in sides}}
        for row in rows
    ]
    return [row for row in left if any(row[s] for s in sides)]
