"""README.md shows what the commands really say, and the example it adds is in no corpus."""

from __future__ import annotations

from pathlib import Path

from tests.corpora import CORPUS
from tests.transcript import EXAMPLE, replayed, shown


def test_transcript_is_what_the_commands_say(tmp_path: Path) -> None:
    transcript = shown()
    assert "$ diendam add tests/example/" in transcript
    fix = "to renew it: python -m tests.transcript"
    assert replayed(transcript, tmp_path) == transcript, fix


def test_the_example_is_kept_out_of_the_corpus() -> None:
    for page in EXAMPLE.iterdir():
        text = page.read_text("utf-8")
        assert "example" in text
        assert "No outlet published it" in text
        assert not [p for p in (CORPUS / "reports").iterdir() if p.read_bytes() == page.read_bytes()]
