"""What is told of tables that the little project does not fill, and of what only looks like a change."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.diff import Change, compare_snapshots
from tests.diff.many import Record, corpus, state

CLAIMS: list[Record] = [
    {
        "report": f"r{n}",
        "id": f"c{n}",
        "text": text,
        "lang": "en",
        "speakers": ["a"],
        "act": "affirm",
        "start": 0,
    }
    for n, text in enumerate(("the sea is wide", "the sea is very wide", "ships are slow", "fish is dear"))
]
BASE: Mapping[str, list[Record]] = {
    "reports": [{"id": f"r{n}"} for n in range(4)],
    "claims": CLAIMS,
    "alignment": [{"proposition": "p1", "claims": ["c0", "c1"]}, {"proposition": "p2", "claims": ["c2"]}],
    "witnesses": [
        {"report": "r2", "proposition": "p1", "state": "omitted", "why": "full-text"},
        {"report": "r0", "proposition": "p2", "state": "omitted", "why": "full-text"},
    ],
    "summary": [{"left_event": "a", "right_event": "b", "order": 1, "names": {"en": "Two.", "vi": "Hai."}}],
    "courses": [
        {"course": "k", "topic": "t", "speakers": ["a"], "stations": [{"event": "a", "status": "new"}]},
    ],
    "references": [{"from_event": "e", "from": "c3", "to_event": "a", "to": ["c0"], "why": "names it"}],
    "comparison": [
        {"id": "row", "status": "new", "speakers": ["a"], "topic": "t", "left": [], "right": ["c2"],
         "basis": {"left": {}, "right": {"own": 1}}},
    ],
}  # fmt: skip


def changes(**tables: list[Record]) -> list[Change]:
    return list(compare_snapshots(state("base", BASE), state("head", {**BASE, **tables})).changes)


def told(**tables: list[Record]) -> list[tuple[str, str, str]]:
    return [(c.section.value, c.how.value, c.subject) for c in changes(**tables)]


def test_same_records_are_no_change() -> None:
    assert changes() == []
    assert compare_snapshots(corpus("old", 40), corpus("old", 40)).changes == ()


def test_other_names_of_propositions_are_no_change() -> None:
    assert (
        told(
            alignment=[
                {"proposition": "q2", "claims": ["c2"]},
                {"proposition": "q1", "claims": ["c1", "c0"]},
            ],
            witnesses=[
                {**w, "proposition": str(w["proposition"]).replace("p", "q")} for w in BASE["witnesses"]
            ],
        )
        == []
    )


def test_joined_and_split() -> None:
    joined: list[Record] = [{"proposition": "p1", "claims": ["c0", "c1", "c2"]}]
    assert ("propositions", "joined", "p1") in told(alignment=joined)
    split: list[Record] = [{"proposition": f"p{n}", "claims": [f"c{n}"]} for n in range(3)]
    assert ("propositions", "split", "p1") in told(alignment=split)


def test_an_omission_that_is_none_is_told_of_its_report() -> None:
    row: Record = {"report": "r2", "proposition": "p1", "state": "cannot-tell", "why": "excerpt"}
    [change] = changes(witnesses=[row, BASE["witnesses"][1]])
    assert (change.section, change.report, change.words) == ("witnesses", "r2", "the sea is wide")
    state_field = change.fields[0]
    assert (state_field.name, state_field.before, state_field.after) == ("state", "omitted", "cannot-tell")


def test_a_summary_sentence_that_changed_is_one_change_in_all_its_languages() -> None:
    row = BASE["summary"][0]
    other: Record = {**row, "names": {"en": "Three of five reports name the sea.", "vi": "Hai."}}
    base = state("base", {**BASE, "summary": [{**row, "names": {"en": "Two of five reports name the sea."}}]})
    [change] = compare_snapshots(base, state("head", {**BASE, "summary": [other]})).changes
    assert (change.section, change.how, change.subject) == ("summary", "changed", "a | b")
    assert [f.name for f in change.fields] == ["en", "vi"]
    assert told(summary=[]) == [("summary", "removed", "a | b")]


def test_courses_and_references() -> None:
    stations: Record = {**BASE["courses"][0], "stations": [{"event": "a", "status": "dropped"}]}
    assert told(courses=[stations]) == [("courses", "changed", "k")]
    assert told(references=[]) == [("references", "removed", "c3")]


def test_whose_account_a_row_rests_on() -> None:
    row: Record = {**BASE["comparison"][0], "basis": {"left": {}, "right": {"other": 1}}}
    [change] = changes(comparison=[row])
    assert [f.name for f in change.fields] == ["basis"]


def test_moved_offsets_and_other_rules_are_no_change() -> None:
    assert changes(claims=[{**c, "start": 50, "end": 90, "rules": ["other"]} for c in CLAIMS]) == []
