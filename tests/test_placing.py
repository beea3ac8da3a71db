"""content/ is the old tree or the new one, whenever the process that writes it is killed."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import placing
from pipeline.placing import finish_content, stale_files, write_content
from tests.corpora import tree

OLD = {
    "data/claims.jsonl": "{}\n",
    "data/terms.jsonl": "same\n",
    "reports/one.md": "Title: One\n",
    "compare/a--b.md": "Title: Gone\n",
}
NEW = {
    "data/claims.jsonl": "{}\n{}\n",
    "data/terms.jsonl": "same\n",
    "reports/one.md": "Title: One, changed\n",
    "reports/two.md": "Title: Two\n",
    "entities/x.md": "Title: X\n",
}
PEOPLES = {
    "pages/about.md": b"Title: About\n",
    "pages/vi/about.md": "Title: \u0110\n".encode(),
    "notes.txt": b"Mine.\n",
}
STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "ctypes.dlsym"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a content/ with what the machine and people wrote."""
    folder = tmp_path / "site" / "content"
    for name, raw in PEOPLES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    write_content(OLD, folder)
    assert tree(folder) == both(OLD)
    return folder


@pytest.fixture(params=["one step", "one by one"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return how the system can change folders: in one step, or one by one."""
    if request.param == "one by one":
        monkeypatch.setattr(placing, "swap", lambda _one, _other: False)
    return str(request.param)


def both(files: dict[str, str]) -> dict[str, bytes]:
    return {**PEOPLES, **{name: text.encode() for name, text in files.items()}}


def killed_at(step: int, content: Path) -> bool:
    """Write in a process of its own that is killed at a step; return whether it was."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(event: str, _args: tuple[object, ...]) -> None:
            nonlocal seen
            if event in STEPS:
                seen += 1
                if seen == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            write_content(NEW, content)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def kills(content: Path) -> Iterator[Path]:
    """Yield a copy of content/ after a kill at each step, until none comes in time."""
    model = shutil.copytree(content.parent, content.parent.parent / "model")
    step = 1
    while True:
        folder = shutil.copytree(model, content.parent.parent / f"try-{step}")
        if not killed_at(step, folder / "content"):
            return
        yield folder / "content"
        step += 1


def test_a_kill_at_any_step_leaves_the_old_or_the_new(content: Path, way: str) -> None:
    old = new = 0
    for tried in kills(content):
        if way == "one by one":  # there the next command is needed
            finish_content(tried)
        found = tree(tried)
        assert found in (both(OLD), both(NEW)), f"mixed at step {old + new + 1}"
        old, new = old + (found == both(OLD)), new + (found == both(NEW))
        write_content(NEW, tried)
        assert tree(tried) == both(NEW), "what the dead process left is in nobody's way"
        assert [p.name for p in tried.parent.iterdir()] == ["content"]
    assert min(old, new) > 1


def test_what_stays_the_same_is_the_same_file(content: Path, way: str) -> None:
    names = ("data/terms.jsonl", "pages/about.md", "notes.txt")
    before = {name: (content / name).stat() for name in names}
    mode = content.stat().st_mode
    write_content(NEW, content)
    after = {name: (content / name).stat() for name in names}
    for name in names if way == "one step" else names[1:]:
        assert (before[name].st_ino, before[name].st_mtime_ns) == (
            after[name].st_ino,
            after[name].st_mtime_ns,
        )
        assert after[name].st_nlink == 1
    assert content.stat().st_mode == mode


def test_what_a_person_saves_at_that_moment_stays(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = placing.swap

    def swap_after_an_edit(one: Path, other: Path) -> bool:
        (other / "pages/about.md").unlink()  # as editors do: a new file under the old name
        (other / "pages/about.md").write_text("Title: Saved just now\n", "utf-8")
        (other / "pages/new.md").write_text("Title: Begun just now\n", "utf-8")
        return real(one, other)

    monkeypatch.setattr(placing, "swap", swap_after_an_edit)
    write_content(NEW, content)
    assert (content / "pages/about.md").read_text("utf-8") == "Title: Saved just now\n"
    assert (content / "pages/new.md").read_text("utf-8") == "Title: Begun just now\n"
    assert stale_files(NEW, content) == []


def test_content_may_be_a_link_to_a_folder_elsewhere(content: Path, tmp_path: Path) -> None:
    link = tmp_path / "linked"
    link.symlink_to(content)
    write_content(NEW, link)
    assert link.is_symlink()
    assert tree(content) == both(NEW)


def test_an_interrupted_write_leaves_nothing_behind(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_one: Path, _other: Path) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(placing, "swap", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_content(NEW, content)
    assert tree(content) == both(OLD)
    assert [p.name for p in content.parent.iterdir()] == ["content"]
