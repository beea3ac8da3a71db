"""The commands about the machine and the shell: doctor, completion."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from pipeline.cli.options import DIFFERENT, JsonOption

_MARKS = {"good": "ok", "bad": "no", "partly": "--"}


class Shell(StrEnum):
    """The shells that can complete the command."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def doctor(json_: JsonOption = False) -> None:
    """See whether this machine has what diendam needs, and say how to mend what it lacks.

    Looks at Python, the packages against the lock, the model of pyvi, spaCy, the browser, locale, disk and
    git. Exit code 1 if something has to be mended; what only some commands need, marked --, is told too.

    Example: diendam doctor # on a new machine, or when something is odd
    Example: diendam doctor --json # the same for a program
    """
    from dataclasses import asdict  # noqa: PLC0415 -- not needed by the other commands

    from pipeline.doctor import State, examine  # noqa: PLC0415

    found = []
    for finding in examine():
        found.append(finding)
        if not json_:
            print(f"{_MARKS[finding.state]}  {finding.check:<8} {finding.what}", flush=True)
            if finding.fix:
                print(f"{'':13}fix: {finding.fix}")
    if json_:
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    if any(finding.state is State.BAD for finding in found):
        raise typer.Exit(DIFFERENT)


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="bash|zsh|fish", help="The shell that will read it.")],
) -> None:
    """Print what lets a shell complete commands, options and ids when Tab is pressed.

    Put the line for your shell into the file that it reads when it starts.

    Example: eval "$(diendam completion bash)" # in ~/.bashrc
    Example: eval "$(diendam completion zsh)" # in ~/.zshrc, after compinit
    Example: diendam completion fish | source # in ~/.config/fish/config.fish
    """
    from pipeline.completion import script  # noqa: PLC0415 -- not needed by the other commands

    print(script(shell.value), end="")
