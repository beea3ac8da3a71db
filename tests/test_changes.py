"""A change of the corpus is made whole or not at all, whenever the process that makes it is killed."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.add.known import read_known
from pipeline.add.store import store
from pipeline.changes import finish_change
from pipeline.model import Certainty, Event, EventId, Fact, Lang, ReportId, Sidecar
from pipeline.withdraw import remove_report, rename_report
from tests.corpora import add_report, little_corpus, tree

OLD = "2025-05-01-daily-en"
RAW = b"<html><body><h1>Leaders talk of cod</h1><p>Ana Lopez thanked Jon Berg for the cod.</p></body></html>"
# What Python tells an audit hook about whatever it does to files.
STEPS = {
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "shutil.rmtree",
    "tempfile.mkdtemp",
    "os.chmod",
}
Change = Callable[[Path], object]


def sidecar(name: str, capture: str, event: str) -> Sidecar:
    import hashlib  # noqa: PLC0415

    nothing = Fact("", Certainty.UNKNOWN)
    digest = hashlib.sha256(RAW).hexdigest()
    return Sidecar(ReportId(name), capture, digest, EventId(event), Lang("en"), nothing, nothing, nothing, "")


def add_with_event(corpus: Path) -> object:
    parties = tuple(read_known(corpus).corpus.events[EventId("call-one")].parties)
    event = Event(EventId("call-two"), "call", "2025-06-01", {}, parties)
    new = sidecar("2025-06-01-daily-en", "2025-06-01-daily-en.html", "call-two")
    return store(corpus, new, RAW, event=event)


def replace_capture(corpus: Path) -> object:
    """Another capture of another kind, so that a file goes and a file comes."""
    old = next(r.sidecar for r in read_known(corpus).corpus.reports if r.sidecar.id == OLD)
    return store(corpus, sidecar(OLD, f"{OLD}.html", "call-one"), RAW, replaced=old)


def remove(corpus: Path) -> object:
    return remove_report(read_known(corpus), OLD, "why not", "2025-07-01")


def rename(corpus: Path) -> object:
    return rename_report(read_known(corpus), OLD, "2025-05-01-test-en", "2025-07-01")


def killed_at(step: int, change: Change, corpus: Path) -> bool:
    """Make a change in a process of its own that is killed at a step; return whether it was."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(event: str, args: tuple[object, ...]) -> None:
            nonlocal seen
            if event in STEPS and str(corpus) in str(args[0] if args else ""):
                seen += 1
                if seen == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            change(corpus)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def kept(corpus: Path) -> dict[str, bytes]:
    """Return a corpus's files, a change that was cut short brought to its end and reading it found good."""
    finish_change(corpus)
    read_known(corpus)
    return {name: data for name, data in tree(corpus).items() if not name.startswith(".staging-")}


@pytest.mark.parametrize("change", [add_with_event, replace_capture, remove, rename])
def test_a_kill_at_any_step_leaves_the_old_or_the_new(change: Change, tmp_path: Path) -> None:
    model = little_corpus(tmp_path / "model" / "corpus")
    add_report(model, "2025-05-02-daily-en", "call-one", "en", "Ana Lopez stressed peace on the sea.\n")
    before = tree(model)
    after = shutil.copytree(model, tmp_path / "after" / "corpus")
    change(after)
    wanted = tree(after)
    assert wanted != before
    assert not any(name.startswith(".") for name in wanted)
    old = new = step = 0
    first = 1 + reading_steps(model, tmp_path)
    while True:
        corpus = shutil.copytree(model, tmp_path / "try" / "corpus")
        was_killed = killed_at(first + step, change, corpus)
        found = kept(corpus)
        assert found in (before, wanted), f"neither old nor new when killed at step {step}"
        if not was_killed:
            break
        old, new, step = old + (found == before), new + (found == wanted), step + 1
        again = shutil.copytree(corpus, tmp_path / "again" / "corpus")
        if found == before:
            change(again)  # what the dead process left is in nobody's way
            assert tree(again) == wanted
        shutil.rmtree(tmp_path / "again")
        shutil.rmtree(tmp_path / "try")
    assert found == wanted
    assert old > 1, "some kills came before the change was made"
    assert new > 1, "and some after"


def reading_steps(model: Path, folder: Path) -> int:
    """Return how many steps the reading takes that goes before a change."""
    seen = 0
    active = True
    copy = shutil.copytree(model, folder / "read" / "corpus")

    def count(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if active and event in STEPS and str(copy) in str(args[0] if args else ""):
            seen += 1

    sys.addaudithook(count)
    read_known(copy)
    active = False
    return seen


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    from pipeline.errors import CorpusError  # noqa: PLC0415

    corpus = little_corpus(tmp_path / "corpus")
    before = tree(corpus)
    with pytest.raises(CorpusError, match="is there already"):
        store(corpus, sidecar(OLD, f"{OLD}.html", "call-one"), RAW)
    assert tree(corpus) == before
