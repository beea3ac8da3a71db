"""Runs the command `diendam` as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

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
