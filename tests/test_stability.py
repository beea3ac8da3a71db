"""A report that is added changes nothing that does not cite it, whichever report it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.build import annotate
from pipeline.ingest import Corpus, read_corpus
from pipeline.model import Annotation
from pipeline.relate import relate
from pipeline.vocabulary import Registry
from pipeline.write import render
from tests.corpora import CORPUS, add_report, copy_of_shipped

TABLES = ("alignment", "witnesses", "comparison", "courses", "worddiffs")
NAMES = {"alignment": "proposition", "comparison": "id", "courses": "course"}
REPORTS = sorted(path.stem for path in (CORPUS / "reports").glob("*.toml"))

Row = dict[str, object]
Tables = dict[str, list[Row]]


def tables(corpus: Corpus, annotations: Iterable[Annotation], registry: Registry) -> Tables:
    """Return the records that relate the claims of some reports, by table."""
    files = render(relate(corpus.events, tuple(annotations), registry), registry)
    return {table: [*map(json.loads, files[f"data/{table}.jsonl"].splitlines())] for table in TABLES}


def newest(annotation: Annotation) -> Annotation:
    """Return a report as if it had been added last."""
    sidecar = replace(annotation.report.sidecar, added="")
    return replace(annotation, report=replace(annotation.report, sidecar=sidecar))


def strangers(before: Tables, after: Tables, added: Annotation) -> list[tuple[str, Row]]:
    """Return the rows that came, changed or went and do not cite a report that was added.

    A row cites it by its name, a claim of it, or a proposition that it joined. What the
    report answers may move: a row with one side goes when its claims come to stand in a row that
    cites the report, and courses come and go with such rows.
    """
    cited = {str(added.report.sidecar.id), *(str(c.id) for c in added.claims)}
    cited |= {str(p["proposition"]) for p in after["alignment"] if cited & set(texts(p["claims"]))}
    rows = [row for row in after["comparison"] if cited & set(texts(row))]
    answered = {c for row in rows for c in texts([row["left"], row["right"]])}
    answered |= {str(p["proposition"]) for p in after["alignment"] if answered >= set(texts(p["claims"]))}
    out = []
    for table in TABLES:
        name = NAMES.get(table)
        known, kept = ({r[name] for r in rows[table]} if name else set() for rows in (before, after))
        for row in after[table]:
            comes = table == "courses" and row[name or ""] not in known and holds(row) <= answered
            if row not in before[table] and not cited & set(texts(row)) and not comes:
                out.append((table, row))
        for row in before[table] if name else ():
            one_sided = table == "courses" or not (row.get("left") and row.get("right"))
            if row[name or ""] not in kept and not (one_sided and holds(row) <= answered):
                out.append((table, row))
    return out


def holds(row: Row) -> set[str]:
    """Return the claims of a row of the ledger, the propositions of a course."""
    stations = row.get("stations", [])
    assert isinstance(stations, list)
    return {*texts([row.get("left", []), row.get("right", []), [s["propositions"] for s in stations]])}


def texts(value: object) -> Iterator[str]:
    """Yield every text inside a record, a sentence word by word."""
    if isinstance(value, str):
        yield from re.split(r"[ ,]+", value)
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in texts(inner))


@pytest.mark.parametrize("name", REPORTS)
def test_adding_any_report_changes_no_row_that_does_not_cite_it(
    name: str, annotations: dict[str, Annotation], corpus: Corpus, registry: Registry
) -> None:
    """Each of the five in turn is the one that is added to the others; no proposition is lost or shrinks."""
    before = tables(corpus, (a for other, a in annotations.items() if other != name), registry)
    every = (newest(a) if other == name else a for other, a in annotations.items())
    after = tables(corpus, every, registry)
    assert strangers(before, after, annotations[name]) == []
    grown = {row["proposition"]: row["claims"] for row in after["alignment"]}
    for row in before["alignment"]:
        claims = row["claims"]
        assert isinstance(claims, list)
        assert grown[row["proposition"]][: len(claims)] == claims  # type: ignore[index]


def test_a_report_without_a_day_of_adding_is_the_newest(
    tmp_path: Path, corpus: Corpus, annotations: dict[str, Annotation], registry: Registry
) -> None:
    """A sixth report whose name sorts before the others: a twin of one, with statements of its own."""
    folder = copy_of_shipped(tmp_path / "corpus", "registry", "events", "reports")
    twin = (folder / "reports" / "2026-01-26-vna-vi.txt").read_text("utf-8")
    more = (
        "Chủ tịch Tập Cận Bình khẳng định Trung Quốc ưu tiên phát triển quan hệ với Việt Nam; "
        "Tổng Bí thư Tô Lâm đề nghị hai bên ưu tiên kết nối đường sắt, mở rộng nhập khẩu nông thủy sản.\n"
    )
    add_report(folder, "2026-01-26-aaa-vi", "call-2026", "vi", f"{twin}\n\n{more}".encode())
    report = next(r for r in read_corpus(folder, registry).reports if r.sidecar.id == "2026-01-26-aaa-vi")
    sixth = annotate(report, corpus.events[report.sidecar.event], registry)
    before = tables(corpus, annotations.values(), registry)
    after = tables(corpus, [sixth, *annotations.values()], registry)
    assert strangers(before, after, sixth) == []
    grown = {row["proposition"]: row["claims"] for row in after["alignment"]}
    longer = [row for row in before["alignment"] if grown[row["proposition"]] != row["claims"]]
    assert len(longer) > 20, "the twin carries what its original carries"
