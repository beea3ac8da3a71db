"""`doctor`: what it sees on this machine, on damaged ones, and how it says what mends them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import pyvi

from pipeline.doctor import machine, packages
from pipeline.doctor.finding import State
from tests.command import diendam
from tests.corpora import ROOT

CHECKS = {"python", "lock", "pyvi", "spacy", "browser", "locale", "disk", "git"}


def test_this_machine_is_well() -> None:
    done = diendam("doctor", "--json")
    found = json.loads(done.stdout)
    assert {finding["check"] for finding in found} == CHECKS
    wrong = [finding for finding in found if finding["state"] == "bad"]
    assert (wrong, done.returncode) == ([], 0)


def test_a_changed_model_is_told_and_not_loaded(tmp_path: Path) -> None:
    """A real package in the way of the installed one, one byte of its model changed."""
    copy = tmp_path / "pyvi"
    shutil.copytree(Path(pyvi.__file__).parent, copy)
    model = copy / "models" / "pyvi3.pkl"
    model.write_bytes(model.read_bytes()[:-1] + b"?")
    (copy / "__init__.py").write_text("raise SystemExit('it was loaded')\n", "utf-8")
    done = diendam("doctor", environment={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    (told,) = [number for number, line in enumerate(lines) if line.startswith("no  pyvi")]
    assert "pyvi3.pkl is not the known model" in lines[told]
    assert lines[told + 1].strip().startswith("fix: rm -r .venv")
    assert "not tried, because of pyvi" in done.stdout
    assert "it was loaded" not in done.stdout + done.stderr


def test_the_known_models_are_those_of_the_lock() -> None:
    """Who takes another pyvi into the lock has to look at its model."""
    assert packages.model().state is State.GOOD


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_is_read_whole(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    asked = {line.split("==")[0] for line in text.splitlines() if line[:1].isalnum()}
    elsewhere = {
        "brotlicffi",
        "cffi",
        "colorama",
        "pycparser",
        "pywin32",
        "tzdata",
    }  # asked for on other systems
    assert asked - elsewhere <= packages.pinned(text).keys() <= asked


def test_other_packages_than_those_of_the_lock(tmp_path: Path) -> None:
    lock = "rich==1.0 \\\n    --hash=sha256:00\n    # via x\nno-such-package==2.0 \\\n    --hash=sha256:00\n"
    lock += "typer==1.0 ; sys_platform == 'plan9' \\\n    --hash=sha256:00\n"
    (tmp_path / "requirements-dev.lock").write_text(lock, "utf-8")
    found = packages.lock(tmp_path)
    assert found.state is State.BAD
    assert "no-such-package==2.0 is missing" in found.what
    assert "rich is " in found.what
    assert "typer" not in found.what
    assert found.fix


def test_outside_the_project(tmp_path: Path) -> None:
    assert packages.lock(tmp_path).state is State.PARTLY
    assert machine.git(tmp_path).state is State.PARTLY
    assert "no commit" in machine.git(tmp_path).what


def test_old_python() -> None:
    found = machine.python((3, 10, 12))
    assert (found.state, found.what) == (State.BAD, "3.10.12 is older than 3.11")


def test_full_disk(tmp_path: Path) -> None:
    wanted = 2 * shutil.disk_usage(tmp_path).total
    found = [*machine.disk(tmp_path, enough=wanted)]
    assert {finding.state for finding in found} == {State.BAD}
    assert all("MiB" in finding.fix for finding in found)


def test_a_locale_that_lacks_letters() -> None:
    code = "from pipeline.doctor.machine import locale; print(locale().state, locale().fix)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "bad set LC_ALL=C.UTF-8\n"


def test_without_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert (machine.git(ROOT).state, machine.browser().state) == (State.PARTLY, State.PARTLY)
    assert "make setup" in machine.browser().fix
