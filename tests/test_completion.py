"""What Tab offers: commands, options and ids, in a real shell and by itself."""

from __future__ import annotations

import functools
import os
import re
import select
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.completion import candidates
from tests.command import DIENDAM, diendam
from tests.corpora import add_event, little_corpus

SECONDS = 20


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a corpus, in which the process is."""
    little_corpus(tmp_path / "corpus")
    add_event(tmp_path / "corpus", "call-two", "2026-05-01", ["ana-lopez", "jon-berg"])
    (tmp_path / "content" / "data").mkdir(parents=True)
    line = '{"report": "r", "id": "daily-en-abc", "text": "said \\"id\\": no"}\n'
    (tmp_path / "content" / "data" / "claims.jsonl").write_text(line, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(*words: str) -> list[str]:
    """Return what is offered for the last of the words."""
    return candidates([str(len(words)), "diendam", *words])


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["re"], ["remove", "rename", "review"]),
        (["--v"], ["--version"]),
        (["add", "--ev"], ["--event"]),
        (["add", "page.html", "--event", ""], ["call-one", "call-two"]),
        (["add", "--outlet", "d"], ["daily-test"]),
        (["add", "--lang", ""], ["en", "fr", "vi"]),
        (["add", "--display", ""], ["excerpt", "full"]),
        (["add", "--replace", "2025"], ["2025-05-01-daily-en"]),
        (["remove", ""], ["2025-05-01-daily-en"]),
        (["rename", ""], ["2025-05-01-daily-en"]),
        (["review", ""], ["2025-05-01-daily-en"]),
        (["explain", "daily"], ["daily-en-abc"]),
        (["diff", "main", "--format", "m"], ["markdown"]),
        (["evaluate", "--from", ""], ["claims"]),
        (["completion", ""], ["bash", "fish", "zsh"]),
        (["remove", "--corpus", "nowhere", ""], []),
        (["build", "--corpus", ""], []),  # a folder: the shell's own completion
        (["add", "pa"], []),
        (["biuld", ""], []),
    ],
)
def test_offers(words: list[str], offered: list[str]) -> None:
    assert asked(*words) == offered


@pytest.mark.usefixtures("here")
def test_an_option_joined_to_its_value() -> None:
    assert asked("add", "--event=call-t") == ["--event=call-two"]  # as zsh and fish have it
    assert candidates(["5", "diendam", "add", "page", "--event", "=", "call-t"]) == ["call-two"]  # as bash
    assert candidates(["4", "diendam", "add", "page", "--event", "="]) == ["call-one", "call-two"]


@pytest.mark.usefixtures("here")
def test_the_word_in_the_middle_is_the_one_that_is_completed() -> None:
    assert candidates(["1", "diendam", "rem", "--reason", "x"]) == ["remove"]


@pytest.mark.parametrize("words", [[], ["x"], ["9", "diendam"], ["0"], ["-1", "diendam"]])
def test_nonsense_is_answered_with_nothing_or_commands(words: list[str]) -> None:
    assert "Traceback" not in "".join(candidates(words))


def test_a_corpus_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert [asked("add", option, "") for option in ("--event", "--outlet", "--lang")] == [[], [], []]
    assert asked("explain", "") == []


class Terminal:
    """An interactive shell in a terminal of its own."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def type(self, text: str) -> None:
        os.write(self._handle, text.encode())

    def until(self, pattern: str) -> str:
        """Return what is on the screen once it matches."""
        seen = b""
        while select.select([self._handle], [], [], SECONDS)[0]:
            seen += os.read(self._handle, 4096)
            shown = re.sub("\x1b\\[[0-9;?]*[a-zA-Z]| \b", "", seen.decode(errors="replace"))
            if found := re.search(pattern, shown):
                return found[0]
        pytest.fail(f"no {pattern!r} in {seen!r}")


SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "--no-rcs", "--no-globalrcs", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
# What makes a shell of nobody's settings ready, with the line of the README that brings completion.
READY = {
    "bash": 'PS1="ready> "; eval "$(diendam completion bash)"\n',
    "zsh": 'PS1="ready> "; autoload -Uz compinit && compinit -u; eval "$(diendam completion zsh)"\n',
    "fish": 'diendam completion fish | source; function fish_prompt; echo "ready> "; end\n',
}
# What lists the commands that begin alike; fish draws its list only on a screen that it can paint.
LISTED = {"bash": "diendam re\t\t", "zsh": "diendam re\t\t", "fish": 'complete --do-complete "diendam re"\n'}


@contextmanager
def shell(name: str, folder: Path) -> Iterator[Terminal]:
    """Give a shell that completes the command, in a terminal of its own."""
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    ours, theirs = os.openpty()
    environment = {
        "PATH": f"{DIENDAM.parent}:{os.environ['PATH']}", "HOME": str(folder), "TERM": "dumb",
        "LC_ALL": "C.UTF-8", "HISTFILE": "", "BASH_SILENCE_DEPRECATION_WARNING": "1",
    }  # fmt: skip
    process = subprocess.Popen(
        SHELLS[name],
        cwd=folder,
        env=environment,
        preexec_fn=functools.partial(os.login_tty, theirs),  # noqa: PLW1509 -- this process has no threads
    )
    try:
        terminal = Terminal(ours)
        terminal.type(READY[name])
        terminal.until("ready> $")
        yield terminal
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("name", list(SHELLS))
def test_tab_in_a_real_shell(name: str, here: Path) -> None:
    """A person types the beginnings of words, and Tab for the rest."""
    with shell(name, here) as terminal:
        terminal.type("diendam rem\t2025\t--rea\t")
        terminal.until(r"diendam remove 2025-05-01-daily-en --reason ")
        terminal.type("\x15diendam add corp\t")
        terminal.until(r"diendam add corpus/")  # a file name, by the shell itself
        terminal.type("\x15diendam add x --event=call-t\t")
        terminal.until(r"--event=call-two ")
        terminal.type(f"\x15{LISTED[name]}")
        terminal.until(r"remove\s+rename\s+review")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script(shell: str) -> None:
    done = diendam("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert "diendam" in done.stdout
    assert "%" not in done.stdout


def test_another_shell_is_wrong_use() -> None:
    assert diendam("completion", "tcsh").returncode == 2
