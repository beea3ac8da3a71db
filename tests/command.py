"""Runs the command `diendam`: as a person does, or in this process where many runs are wanted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.__main__ import main

DIENDAM = Path(sys.executable).with_name("diendam")


def diendam(
    *words: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command; `environment` is added to the test's own."""
    return subprocess.run(
        [str(DIENDAM), *map(str, words)],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@dataclass(frozen=True)
class Told:
    """What a run of the command said, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def diendam_here(
    *words: str | Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Told:
    """Run the command's own entry point in this process, which saves seconds of imports."""
    capsys.readouterr()
    monkeypatch.setattr(sys, "argv", ["diendam", *map(str, words)])
    code = 0
    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    out, err = capsys.readouterr()
    return Told(code, out, err)
