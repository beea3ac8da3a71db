"""A report that is added changes nothing that does not cite it, whichever report it is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.build import annotate, build, relate
from pipeline.ingest import Corpus, read_corpus
from pipeline.model import Annotation
from pipeline.vocabulary import Registry
from pipeline.write import render
from tests.corpora import CORPUS, add_report, copy_of_shipped

TABLES = ("alignment", "witnesses")
REPORTS = sorted(path.stem for path in (CORPUS / "reports").glob("*.toml"))


def tables(corpus: Corpus, annotations: list[Annotation], registry: Registry) -> dict[str, list[str]]:
    """Return the records that relate the claims of some reports, by table."""
    files = render(relate(corpus.events, tuple(annotations), registry), registry)
    return {table: files[f"data/{table}.jsonl"].splitlines() for table in TABLES}


def newest(annotation: Annotation) -> Annotation:
    """Return a report as if it had been added last."""
    sidecar = replace(annotation.report.sidecar, added="")
    return replace(annotation, report=replace(annotation.report, sidecar=sidecar))


@pytest.fixture(scope="module")
def annotated(corpus: Corpus, registry: Registry) -> dict[str, Annotation]:
    return {str(r.sidecar.id): annotate(r, corpus.events[r.sidecar.event], registry) for r in corpus.reports}


@pytest.mark.parametrize("left_out", REPORTS)
def test_adding_any_report_changes_no_line_that_does_not_cite_it(
    left_out: str, annotated: dict[str, Annotation], corpus: Corpus, registry: Registry
) -> None:
    """Each report in turn is the one that is added to the others."""
    before = tables(corpus, [a for name, a in annotated.items() if name != left_out], registry)
    every = [newest(a) if name == left_out else a for name, a in annotated.items()]
    after = tables(corpus, every, registry)
    cited = {left_out, *(str(c.id) for c in annotated[left_out].claims)}
    for table in TABLES:
        strangers = [
            line
            for line in after[table]
            if line not in before[table] and not any(name in line for name in cited)
        ]
        assert strangers == [], table


@pytest.mark.parametrize("left_out", REPORTS)
def test_adding_any_report_renames_no_proposition(
    left_out: str, annotated: dict[str, Annotation], corpus: Corpus, registry: Registry
) -> None:
    before = tables(corpus, [a for name, a in annotated.items() if name != left_out], registry)
    every = [newest(a) if name == left_out else a for name, a in annotated.items()]
    after = {row["proposition"]: row for row in map(json.loads, tables(corpus, every, registry)["alignment"])}
    for row in map(json.loads, before["alignment"]):
        grown = after[row["proposition"]]["claims"]
        assert grown[: len(row["claims"])] == row["claims"]


def test_a_report_without_a_day_of_adding_is_the_newest(tmp_path: Path) -> None:
    """A sixth report whose name sorts before the others takes no name from them."""
    corpus = copy_of_shipped(tmp_path / "corpus", "registry", "events", "reports")
    before = build(corpus)["data/alignment.jsonl"].splitlines()
    twin = (corpus / "reports" / "2026-01-26-vna-vi.txt").read_bytes()
    add_report(corpus, "2026-01-26-aaa-vi", "call-2026", "vi", twin + b"\n")
    after = {
        row["proposition"]: row for row in map(json.loads, build(corpus)["data/alignment.jsonl"].splitlines())
    }
    shared = 0
    for row in map(json.loads, before):
        grown = after[row["proposition"]]["claims"]
        assert grown[: len(row["claims"])] == row["claims"]
        shared += len(grown) > len(row["claims"])
    assert shared > 20, "the twin carries what its original carries"


def test_two_propositions_are_never_merged_by_a_third_report(tmp_path: Path, registry: Registry) -> None:
    """A later claim that is like two of one event stands with both, and they stay two."""
    corpus = copy_of_shipped(tmp_path / "corpus", "registry", "events", "reports")
    read = read_corpus(corpus, registry)
    annotations = [annotate(r, read.events[r.sidecar.event], registry) for r in read.reports]
    names = {json.loads(line)["proposition"] for line in tables(read, annotations, registry)["alignment"]}
    both = (
        "Chủ tịch Tập Cận Bình khẳng định Trung Quốc ưu tiên phát triển quan hệ với Việt Nam; "
        "Tổng Bí thư Tô Lâm đề nghị hai bên ưu tiên kết nối đường sắt, mở rộng nhập khẩu nông thủy sản.\n"
    )
    add_report(corpus, "2026-01-27-bbb-vi", "call-2026", "vi", both)
    read = read_corpus(corpus, registry)
    grown = [annotate(r, read.events[r.sidecar.event], registry) for r in read.reports]
    assert names <= {json.loads(line)["proposition"] for line in tables(read, grown, registry)["alignment"]}
