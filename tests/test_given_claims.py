"""`evaluate --from claims`: alignment alone, the reference's claims being given."""

from __future__ import annotations

import json
from collections.abc import Callable

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
