"""What the commands share: options, exit codes, and how they talk."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.changes import finish_change

DIFFERENT, BAD_INPUT, INTERRUPTED = 1, 3, 130

CorpusOption = Annotated[Path, typer.Option("--corpus", help="What people wrote.", metavar="DIR")]
ContentOption = Annotated[Path, typer.Option("--content", help="What Pelican reads.", metavar="DIR")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but results and errors.")]
JobsOption = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="Analyse in N processes, 0 for one a core.", metavar="N")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

CORPUS, CONTENT = Path("corpus"), Path("content")


def folder_at(path: Path) -> Path:
    """Return a corpus folder, a change that was cut short brought to its end; stop if there is none."""
    if not path.is_dir():
        fail(f"{path}: no such folder\n  fix: name the corpus with --corpus DIR")
    finish_change(path)
    return path


def cores(jobs: int) -> int:
    """Return how many processes are wanted, 0 standing for one a core of this machine."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def say(quiet: bool, text: str) -> None:
    """Tell on standard error, unless asked to be quiet."""
    if not quiet:
        print(text, file=sys.stderr)


def tell(quiet: bool, text: str) -> None:
    """Give a result on standard output, unless asked to be quiet."""
    if not quiet:
        print(text)


def fail(text: str) -> None:
    """Tell what is wrong with the input and end the command."""
    print(text, file=sys.stderr)
    raise typer.Exit(BAD_INPUT)
