"""Does this machine have what diendam needs; of what it lacks, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.doctor import machine, packages
from pipeline.doctor.finding import Finding, State

__all__ = ["Finding", "State", "examine"]

ROOT = Path(__file__).parents[2]


def examine(root: Path = ROOT) -> Iterator[Finding]:
    """Yield what was found, check by check; `root` is the folder of the project."""
    yield machine.python()
    yield packages.lock(root)
    model = packages.model()
    yield model
    # The model runs code when it is loaded, so it is not loaded where it is not the known one.
    yield packages.spacy(may_load=model.state is State.GOOD)
    yield machine.browser()
    yield machine.locale()
    yield from machine.disk(root)
    yield machine.git(root)
