"""What is kept comes back as it was, or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.annotating import Found
from pipeline.captures import Decoded
from pipeline.corrections.entries import Correction
from pipeline.frozen import from_text, to_text
from pipeline.ledger import LedgerRow, SummarySentence, WordDiff
from pipeline.model import Event, Proposition, Sidecar
from pipeline.recall import digest
from pipeline.relations import Reference
from pipeline.store import GENERATIONS, Store
from pipeline.tables import Table
from pipeline.write import Analysis


def back(shape: type, value: object) -> object:
    return from_text(shape, to_text(value))


def test_every_value_of_the_shipped_corpus_comes_back(analysis: Analysis) -> None:
    for a in analysis.annotations:
        found = Found(a.clean, a.blocks, a.sentences, a.mentions, a.claims)
        assert back(Found, found) == found
        assert back(Found, found).of(a.report) == a  # type: ignore[attr-defined]
        assert back(Sidecar, a.report.sidecar) == a.report.sidecar
        decoded = Decoded(a.report.text, a.report.origin, a.report.roles)
        assert back(Decoded, decoded) == decoded
    for event in analysis.events.values():
        assert back(Event, event) == event
    for propositions in analysis.propositions.values():
        assert back(tuple[Proposition, ...], propositions) == propositions
    for rows in analysis.ledgers.values():
        assert back(tuple[LedgerRow, ...], rows) == rows
    assert back(tuple[WordDiff, ...], analysis.word_diffs) == analysis.word_diffs
    assert back(tuple[SummarySentence, ...], analysis.summary) == analysis.summary
    assert back(tuple[Reference, ...], analysis.references) == analysis.references


def test_texts_of_odd_characters_come_back() -> None:
    odd = ('\x00\u2028\ud800\U0001f4de"\\\n', "Tô Lâm")
    assert back(tuple[str, ...], odd) == odd


def test_what_is_no_frozen_value_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        to_text({"a", "b"})
    with pytest.raises(ValueError, match="shorter"):
        from_text(Proposition, '["too", "few"]')
    with pytest.raises(TypeError, match="cannot be read back"):
        from_text(set[str], "[]")


@dataclass(frozen=True)
class Choice:
    """A field that two classes could fill."""

    either: Event | Proposition


def test_a_field_that_two_classes_could_fill_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot be told"):
        from_text(Choice, '[["call-one"]]')


def test_a_correction_counts_with_its_place_and_its_day() -> None:
    import datetime  # noqa: PLC0415 -- for this test

    def text(day: object, line: int = 3) -> str:
        return to_text(Correction("claim", "delete", "words", "", Table("c.toml", line, {"date": day})))

    day = datetime.date(2026, 2, 1)
    assert len({text(day), text("2026-02-01"), text(day, 4), text(datetime.date(2026, 2, 2))}) == 4


def test_where_one_argument_ends_counts() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"]) != digest(["abc"])


Spoil = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-1],
        lambda raw: raw.replace(b"kept", b"keqt"),
        lambda raw: raw[:0],
        lambda raw: raw + b" ",
        lambda raw: b"\n" + raw,
        lambda raw: raw.partition(b"\n")[2],
    ],
)
def test_a_damaged_result_counts_as_missing_and_is_replaced(spoil: Spoil, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("claims", "ab12", '"kept"')
    [path] = [p for p in tmp_path.rglob("*") if p.is_file()]
    path.write_bytes(spoil(path.read_bytes()))
    assert store.get("claims", "ab12") is None
    store.put("claims", "ab12", '"kept"')
    assert store.get("claims", "ab12") == '"kept"'


def test_a_result_under_another_name_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("claims", "ab12", '"kept"')
    for kind, key in (("claims", "ab13"), ("blocks", "ab12")):
        target = store.folder / kind / "ab" / key
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(store.folder / "claims/ab/ab12", target)
        assert store.get(kind, key) is None


def test_what_several_builds_need_stays_and_the_rest_goes(tmp_path: Path) -> None:
    old = Store(tmp_path)
    old.put("claims", "aa", "1")
    (tmp_path / "1/claims/aa/.new-left").write_text("of a dead process", "utf-8")
    old.settle("first")
    for number in range(GENERATIONS):
        store = Store(tmp_path)
        assert store.get("claims", "bb") == (None if number == 0 else "2")
        store.put("claims", "bb", "2")
        store.settle(f"build {number}")
    assert Store(tmp_path).get("claims", "aa") is None
    assert Store(tmp_path).get("claims", "bb") == "2"
    assert {p.name for p in tmp_path.rglob("*") if p.is_file()} == {"bb", "used.json"}
    (tmp_path / "1/used.json").write_text("[", "utf-8")
    store = Store(tmp_path)
    store.settle("after damage")
    assert json.loads((tmp_path / "1/used.json").read_text()) == {"after damage": []}
