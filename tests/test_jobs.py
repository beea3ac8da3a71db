"""Several processes give what one gives, end with their command, and show how far they are on a terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.errors import ConsistencyError, DiendamError
from pipeline.inputs import LOADED
from pipeline.jobs import Work, spread
from pipeline.rebuild import RESULTS, rebuild
from tests.command import DIENDAM, diendam
from tests.corpora import add_report, tree
from tests.edits import full_corpus


def add_to(shared: int, argument: int) -> int:
    return shared + argument


def refuse(_shared: int, argument: int) -> int:
    raise ConsistencyError(f"no {argument}")


def die(_shared: int, argument: int) -> int:
    if argument:
        os.kill(os.getpid(), signal.SIGKILL)
    return argument


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_argument_has_its_result(jobs: int) -> None:
    assert dict(spread(Work(add_to, 10), [3, 1, 2], jobs)) == {0: 13, 1: 11, 2: 12}
    assert [*spread(Work(add_to, 10), [], jobs)] == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_is_the_same_from_wherever(jobs: int) -> None:
    with pytest.raises(ConsistencyError, match=r"no [37]"):
        [*spread(Work(refuse, 0), [3, 7], jobs)]


def test_a_process_that_dies_is_told_of() -> None:
    with pytest.raises(DiendamError, match="--jobs 1"):
        [*spread(Work(die, 0), [1, 1, 1], 2)]


def test_a_process_that_finds_other_code_refuses() -> None:
    assert LOADED
    with pytest.raises(DiendamError, match="code was changed"):
        [*spread(Work(add_to, 0, loaded="of before"), [1, 2], 2)]


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    one = full_corpus(tmp_path / "one" / "corpus").parent
    other = shutil.copytree(one, tmp_path / "other")
    for folder, jobs in ((one, "1"), (other, "2")):
        done = diendam("build", "--jobs", jobs, cwd=folder)
        assert done.returncode == 0, done.stderr
        # No bar where there is no terminal.
        assert re.fullmatch(r"content: (\d+) files, \1 changed\n", done.stderr), (
            "no bar where there is no terminal"
        )
    assert tree(one / "content") == tree(other / "content")
    names = [{n for n in tree(f / RESULTS) if not n.endswith("used.json")} for f in (one, other)]
    assert names[0] == names[1]


def children(process: int) -> list[int]:
    """Return the processes that a process began, and those that they began."""
    found = Path(f"/proc/{process}/task/{process}/children")
    own = [int(word) for word in found.read_text().split()] if found.exists() else []
    return [*own, *(inner for child in own for inner in children(child))]


def are_gone(processes: Iterable[int], within: float = 10) -> bool:
    """Return whether processes end within some seconds."""
    until = time.monotonic() + within
    while any(Path(f"/proc/{p}").exists() for p in processes):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize(
    ("how", "code"),
    [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_a_command_that_is_stopped_leaves_all_as_it_was(tmp_path: Path, how: int, code: int) -> None:
    corpus = full_corpus(tmp_path / "corpus")
    for day in range(10, 28):
        add_report(corpus, f"2026-05-{day}-more-en", "call-two", "en", "Talks\n\nAna Lopez stressed peace.\n")
    (tmp_path / "content").mkdir()
    before = tree(corpus)
    process = subprocess.Popen(
        [str(DIENDAM), "build", "--jobs", "2"], cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    )
    begun: list[int] = []
    while len(begun) < 3 and process.poll() is None:  # the two, and what looks after them
        time.sleep(0.02)
        begun = children(process.pid)
    if how == signal.SIGINT:
        os.killpg(process.pid, how)  # Ctrl-C reaches all of them
    else:
        process.send_signal(how)
    _, told = process.communicate(timeout=30)
    assert process.returncode == code
    if how == signal.SIGINT:
        assert told.decode() == "interrupted; what is there is whole\n"
    assert are_gone(begun)
    assert tree(corpus) == before
    assert tree(tmp_path / "content") == {}
    assert {p.name for p in tmp_path.iterdir()} <= {"corpus", "content", ".cache"}
    assert rebuild(corpus, tmp_path / "content").changed, "nothing is in the way of the next build"


def on_terminal(folder: Path, *words: str) -> str:
    """Return what a command shows on a terminal."""
    outside, inside = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(
        [str(DIENDAM), *words], cwd=folder, env=environment, stdout=inside, stderr=inside
    )
    os.close(inside)
    shown = b""
    while process.poll() is None or select.select([outside], [], [], 0)[0]:
        if select.select([outside], [], [], 0.1)[0]:
            try:
                shown += os.read(outside, 65536)
            except OSError:
                break
    os.close(outside)
    assert process.wait() == 0
    return shown.decode()


def test_a_terminal_shows_how_far_it_is(tmp_path: Path) -> None:
    corpus = full_corpus(tmp_path / "corpus")
    for day in range(10, 28):
        add_report(corpus, f"2026-05-{day}-more-en", "call-two", "en", "Talks\n\nAna Lopez stressed peace.\n")
    shown = on_terminal(tmp_path, "build")
    assert re.search(r"annotating.*\d+/23", shown)
    assert "/s" in shown, "how fast"
    assert re.search(r"\d:\d\d", shown), "how long still"
    quick = on_terminal(tmp_path, "build")
    assert quick.strip() == "content: 52 files, 0 changed", "nothing for what takes less than a second"
    assert on_terminal(tmp_path, "build", "--quiet") == ""
