"""`--help` and `--version`: what they say, that it is true, and that they say it at once."""

from __future__ import annotations

import ast
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from pipeline import manual
from pipeline.cli import app
from tests.command import DIENDAM, diendam
from tests.manual import made


def group() -> TyperGroup:
    found = typer.main.get_command(app)
    assert isinstance(found, TyperGroup)
    return found


COMMANDS = sorted(group().commands)


def examples(command: str) -> list[list[str]]:
    """Return the commands to try that a page shows, as words."""
    lines = manual.page(command).splitlines()
    return [shlex.split(line.strip()[2:]) for line in lines if line.startswith("        $ ")]


def test_pages_are_what_the_commands_say() -> None:
    there = {name: manual.page(name) for name in (manual.PROGRAM, *manual.commands())}
    assert there == made(), "to renew them: python -m tests.manual"


@pytest.mark.parametrize("words", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS)])
def test_help_is_the_page(words: list[str]) -> None:
    done = diendam(*words)
    name = words[0] if len(words) > 1 else manual.PROGRAM
    assert (done.returncode, done.stdout, done.stderr) == (0, manual.page(name), "")
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_help_after_other_words_is_the_same_page() -> None:
    assert diendam("build", "--quiet", "--help").stdout == manual.page("build")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_page_has_examples_that_the_command_takes(name: str) -> None:
    """A wrong option, a missing argument or a value that is not allowed would raise a usage error."""
    command, tried = group().commands[name], 0
    for words in examples(name):
        at = words.index("diendam") if "diendam" in words else -1
        if name == "completion":  # stands inside $(…)
            assert "completion" in " ".join(words)
            tried += 1
            continue
        assert words[at + 1] == name
        given = words[at + 2 :]
        given = given[: given.index("<")] if "<" in given else given
        with command.make_context(name, given):
            tried += 1
    assert tried


def test_the_first_page_names_every_command() -> None:
    listed = manual.page(manual.PROGRAM).partition("COMMANDS\n")[2].partition("\n\n")[0]
    assert [line.split()[0] for line in listed.splitlines() if line[4] != " "] == COMMANDS


def test_a_command_that_there_is_not_has_no_page() -> None:
    done = diendam("biuld", "--help")
    assert (done.returncode, done.stdout) == (2, "")
    assert "biuld" in done.stderr


def test_help_where_the_terminal_has_few_letters() -> None:
    done = diendam("--help", environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 0
    assert "SYNOPSIS" in done.stdout


@pytest.mark.parametrize(
    "words", [["--version"], ["--help"], ["build", "--help"], [manual.COMPLETE, "1", "diendam", "b"]]
)
def test_what_is_asked_often_imports_nothing_but_python(words: list[str]) -> None:
    """The time until the first word is that of the imports, which differs less between machines."""
    code = (
        f"import sys; sys.argv = ['diendam', *{words!r}]\n"
        "before = {n.split('.')[0] for n in sys.modules}\n"
        "from pipeline.__main__ import main; main()\n"
        "print(sorted({n.split('.')[0] for n in sys.modules} - before), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip()
    loaded = set(ast.literal_eval(done.stderr))
    assert loaded - set(sys.stdlib_module_names) == {"pipeline"}
    slow = {"asyncio", "email", "http", "json", "logging", "subprocess", "typing", "tempfile"}
    assert loaded & slow == set()


def test_a_reader_who_has_read_enough_ends_it_quietly() -> None:
    words = f"set -o pipefail; PYTHONUNBUFFERED=1 {DIENDAM} --help | head -c 1"
    done = subprocess.run(["bash", "-c", words], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("N", "")


def test_where_a_package_is_missing_the_command_says_what_mends_it() -> None:
    code = (
        "import sys; sys.modules['typer'] = None; sys.argv = ['diendam', 'build']\n"
        "from pipeline.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("typer: not installed\n  fix: ")


def test_ctrl_c_while_it_begins_ends_it_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGINT)\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    words = [sys.executable, "-m", "pipeline", "build"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (130, "interrupted\n")


def test_the_installed_command_and_the_module_are_one() -> None:
    words = [sys.executable, "-m", "pipeline", "--version"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == diendam("--version").stdout
    assert DIENDAM.is_file()
