"""Where the command begins: help and completion are answered before anything slow is imported."""

from __future__ import annotations

import os
import sys

from pipeline import __version__, manual

_HELP = frozenset({"--help", "-h"})


def main() -> None:
    """Run `diendam`; `--version` and `--help` at once, everything else as `cli` has it."""
    try:
        _answer()
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has read enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:  # before the command began to do anything
        print("interrupted", file=sys.stderr)
        sys.exit(130)


def _answer() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # no word of a report may end a command
    words = sys.argv[1:]
    if words == ["--version"]:
        print(f"{manual.PROGRAM} {__version__}")
    elif page := _page(words):
        print(page, end="")
    elif words[:1] == [manual.COMPLETE]:
        from pipeline.completion import candidates  # noqa: PLC0415 -- not needed by the other commands

        print(*candidates(words[1:]), sep="\n")
    else:
        _run()


def _run() -> None:
    """Run the command as `cli` has it; where a package is missing, say so and how to mend it."""
    try:
        from pipeline.cli import main as run  # noqa: PLC0415 -- slow to import
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "pipeline":
            raise
        from pipeline.doctor.finding import SYNC  # noqa: PLC0415 -- of no use otherwise

        print(f"{error.name}: not installed\n  fix: {SYNC}", file=sys.stderr)
        sys.exit(3)
    run()


def _page(words: list[str]) -> str:
    """Return the page of the manual that is asked for, nothing where none is."""
    if words and words[-1] in _HELP and len(words) <= 2:  # noqa: PLR2004 -- the program, a command of it
        return manual.page(words[0] if len(words) > 1 else manual.PROGRAM)
    return ""


if __name__ == "__main__":
    main()
