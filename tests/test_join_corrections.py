"""What a person decides about joins and rows holds on every build; what no longer fits says where it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest

from pipeline.build import analyse, correct_all, decisions_of
from pipeline.errors import CorpusError
from pipeline.ingest import read_corpus
from pipeline.ledger import LedgerRow
from pipeline.model import EventId
from pipeline.vocabulary import Registry
from pipeline.write import Analysis, render
from tests.corpora import copy_of_shipped

SIDES = ("left", "right")
DECIDED = "a person decided it: Read again. (A. Reviewer, 2026-02-10)"
SIGNED = 'reason = "Read again."\nby = "A. Reviewer"\ndate = 2026-02-10\n'


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, registry: Registry) -> tuple[Path, Analysis]:
    folder = copy_of_shipped(tmp_path_factory.mktemp("c") / "corpus", "registry", "events", "reports")
    return folder, analyse(read_corpus(folder, registry), registry)


def decide(
    found: tuple[Path, Analysis], registry: Registry, entry: str
) -> dict[str, list[dict[str, object]]]:
    """Return the tables of the shipped corpus with one decision in the file of the 2026 call."""
    folder, machine = found
    (folder / "corrections").mkdir(exist_ok=True)
    (folder / "corrections" / "call-2026.toml").write_text(f"{entry}\n{SIGNED}", "utf-8")
    decisions = decisions_of(folder, read_corpus(folder, registry))
    files = render(correct_all(machine, {}, registry, decisions), registry)
    return {
        table: [json.loads(line) for line in files[f"data/{table}.jsonl"].splitlines()]
        for table in ("alignment", "comparison", "corrections", "worddiffs", "summary", "courses")
    }


def sides_of(row: LedgerRow) -> str:
    """Return both sides of a row as a decision names them."""
    return f"left = {json.dumps(row.left)}\nright = {json.dumps(row.right)}"


def claims_of(machine: Analysis, size: int) -> tuple[str, ...]:
    """Return the claims of the first proposition of the 2026 call that has so many."""
    listed = next(group for name, group in machine.propositions.items() if name == "call-2026")
    return next(p.claims for p in listed if len(p.claims) == size)


def test_split_then_the_claim_stands_alone(found: tuple[Path, Analysis], registry: Registry) -> None:
    kept, taken = claims_of(found[1], 2)
    data = decide(found, registry, f'[[split]]\none = "{taken}"\nother = "{kept}"')
    standing = [p["claims"] for p in data["alignment"] if taken in str(p["claims"])]
    assert standing == [[taken]]
    [change] = data["corrections"]
    assert (change["subject"], change["event"], change["id"]) == ("split", "call-2026", taken)
    assert change["by"] == "A. Reviewer"


def test_join_by_quotation_makes_one_proposition(found: tuple[Path, Analysis], registry: Registry) -> None:
    claims = {c.id: c for a in found[1].annotations for c in a.claims}
    listed = found[1].propositions[claims_event(found[1])]
    first, second = [p for p in listed if len(p.claims) == 2][:2]
    decided = f'[[split]]\none = "{first.claims[1]}"\nother = "{first.claims[0]}"\n{SIGNED}'
    one, other = claims[second.claims[1]], first.claims[0]
    decided += f'[[split]]\none = "{one.id}"\nother = "{second.claims[0]}"\n{SIGNED}'
    quote = f'{{report = "{one.report}", quote = {json.dumps(one.text, ensure_ascii=False)}}}'
    data = decide(found, registry, f'{decided}[[join]]\none = {quote}\nother = "{other}"')
    assert [other, one.id] in [p["claims"] for p in data["alignment"]]


def claims_event(machine: Analysis) -> EventId:
    return next(name for name in machine.propositions if name == "call-2026")


def test_a_row_is_marked(found: tuple[Path, Analysis], registry: Registry) -> None:
    row = next(r for rows in found[1].ledgers.values() for r in rows if r.status == "changed")
    entry = (
        f'[[row]]\naction = "mark"\nstatus = "continued"\ntopic = "{row.topic}"\n'
        f'left = ["{row.left[0]}"]\nright = ["{row.right[0]}"]'
    )
    data = decide(found, registry, entry)
    assert next(r["status"] for r in data["comparison"] if r["id"] == row.id) == "continued"
    assert {"field": "status", "machine": "changed", "human": "continued"} in [
        field
        for c in data["corrections"]
        for field in c["changed"]  # type: ignore[attr-defined]
    ]


def test_a_row_is_parted(found: tuple[Path, Analysis], registry: Registry) -> None:
    row = next(r for rows in found[1].ledgers.values() for r in rows if r.left and r.right)
    sides = [json.dumps(list(side)) for side in (row.left, row.right)]
    entry = f'[[row]]\naction = "unpair"\ntopic = "{row.topic}"\nleft = {sides[0]}\nright = {sides[1]}'
    rows = decide(found, registry, entry)["comparison"]
    assert row.id not in [r["id"] for r in rows]
    parted = [r for r in rows if (r["left"], r["right"]) in ((list(row.left), []), ([], list(row.right)))]
    assert {r["status"] for r in parted} == {"dropped", "new"}
    for part in parted:
        assert part["differences"] == []
        assert part["why"] == ["no statement of the other event answers it", DECIDED]
        assert isinstance(part["basis"], dict)
        assert [bool(part["basis"][side]["reports"]) for side in SIDES] == [bool(part[s]) for s in SIDES]


def test_a_pair_is_compared_and_told_as_any_other(found: tuple[Path, Analysis], registry: Registry) -> None:
    """What a person parts and pairs again has its differences, words, reasons, basis and course once more."""
    machine = {r.id: r for rows in found[1].ledgers.values() for r in rows}
    diffs = {d.row for d in found[1].word_diffs}
    row = next(r for r in machine.values() if r.status == "changed" and r.differences and r.id in diffs)
    lists = "\n".join(
        f"{side} = {json.dumps(ids)}" for side, ids in (("left", row.left), ("right", row.right))
    )
    parted = f'[[row]]\naction = "unpair"\ntopic = "{row.topic}"\n{lists}\n{SIGNED}'
    data = decide(found, registry, f'{parted}[[row]]\naction = "pair"\nstatus = "continued"\n{lists}')
    pair = next(r for r in data["comparison"] if r["left"] == [*row.left] and r["right"] == [*row.right])
    plain = render(found[1], registry)["data/comparison.jsonl"].splitlines()
    before = next(r for r in map(json.loads, plain) if r["id"] == row.id)
    assert pair["status"] == "continued"
    assert (pair["differences"], pair["basis"]) == (before["differences"], before["basis"])
    assert pair["why"] == [*before["why"], DECIDED, DECIDED]
    assert pair["id"] in {d["row"] for d in data["worddiffs"]}
    known = {r["id"] for r in data["comparison"]}
    assert all(known.issuperset(cast("list[str]", s["rows"])) for s in data["summary"])


def test_the_summary_tells_what_a_decision_left(found: tuple[Path, Analysis], registry: Registry) -> None:
    """A row that is told in a sentence is parted: no sentence rests on it any more."""
    machine = {r.id: r for rows in found[1].ledgers.values() for r in rows}
    told = next(machine[i] for s in found[1].summary for i in s.rows if machine[i].left and machine[i].right)
    lists = "\n".join(
        f"{side} = {json.dumps(ids)}" for side, ids in (("left", told.left), ("right", told.right))
    )
    data = decide(found, registry, f'[[row]]\naction = "unpair"\ntopic = "{told.topic}"\n{lists}')
    assert data["summary"]
    assert not any(told.id in cast("list[str]", s["rows"]) for s in data["summary"])


@pytest.mark.parametrize(
    ("entry", "line", "told"),
    [
        ('[[join]]\none = "vna-vi-zzzzzzzz"\nother = "laodong-fr-zzzzzzzz"', 2, "no claim has the id"),
        (
            '[[join]]\none = {report = "2026-01-26-vna-vi", quote = "Hai bên đóng cửa"}\nother = "x"',
            2,
            "no claim of 2026-01-26-vna-vi",
        ),
        ('[[row]]\naction = "pair"\nleft = ["a"]', 1, "'pair' lacks 'right'"),
        ('[[swap]]\none = "a"', 0, "unknown table 'swap'"),
    ],
)
def test_a_decision_that_fits_nothing_names_its_line(
    entry: str, line: int, told: str, found: tuple[Path, Analysis], registry: Registry
) -> None:
    with pytest.raises(CorpusError) as caught:
        decide(found, registry, entry)
    problems = [p for p in caught.value.problems if told in p.what]
    assert problems, str(caught.value)
    assert problems[0].where == "corpus/corrections/call-2026.toml"
    assert not line or problems[0].line == line


def test_a_split_of_what_is_not_joined_says_where_the_claims_stand(
    found: tuple[Path, Analysis], registry: Registry
) -> None:
    listed = found[1].propositions[claims_event(found[1])]
    one, other = [p.claims[0] for p in listed if len(p.claims) == 1][:2]
    with pytest.raises(CorpusError, match="not joined: they stand in p-"):
        decide(found, registry, f'[[split]]\none = "{one}"\nother = "{other}"')
