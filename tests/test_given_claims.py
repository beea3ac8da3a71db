"""`evaluate --from claims`: alignment alone, the reference's claims being given."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Told, diendam_here
from tests.corpora import CORPUS

# May rise and not fall.
ALIGNMENT_AT_LEAST = 0.97


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """Return a way to run the command in this process."""
    return lambda *words: diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)


def test_alignment_of_the_golds_own_claims(run: Callable[..., Told]) -> None:
    done = run("evaluate", "--from", "claims", "--json", "--corpus", CORPUS)
    assert done.returncode == 0, done.stderr
    scores = json.loads(done.stdout)["gold from claims"]["by_lang"]["all"]
    assert {*scores} == {"alignment", "comparison"}
    assert scores["alignment"]["pairs"]["f1"] >= ALIGNMENT_AT_LEAST
    assert scores["alignment"]["pairs en-vi"]["f1"] >= ALIGNMENT_AT_LEAST


def test_comparison_that_names_no_events_is_an_error_with_its_line(
    run: Callable[..., Told], tmp_path: Path
) -> None:
    shutil.copytree(CORPUS / "gold/practice", tmp_path / "few")
    row = {"status": "new", "speakers": ["xi-jinping"], "topic": "trade", "left": [], "right": []}
    (tmp_path / "few/comparison.jsonl").write_text(f"{json.dumps(row)}\n", "utf-8")
    done = run("evaluate", "--documents", tmp_path / "few")
    assert done.returncode != 0
    assert "few/comparison.jsonl:1: no left_event and no right_event" in done.stderr
