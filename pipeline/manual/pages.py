"""The pages of the manual, made from the commands: their docstrings, options and arguments.

The first paragraph of a docstring is the summary. Paragraphs that begin with
`Example: ` are commands to try; what follows ` # ` says what one is for.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable, Sequence
from typing import Protocol

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from pipeline.manual import PROGRAM

WIDTH = 80
_INDENT = "    "
_EXAMPLE = "Example: "
_FOUND = (
    "`check` found a stale file, `evaluate --floors` a score under its floor, `addresses` one that vanished, "
    "`diff` a difference, or `doctor` something to mend"
)
_EXIT_CODES = (
    ("0", "done"),
    ("1", _FOUND),
    ("2", "the command was called in a way that it does not know"),
    ("3", "something in the input is wrong; the message says where, what and what to do"),
    ("130", "interrupted; everything is as it was"),
)
_FILES = (
    ("corpus/", "what people write: reports, events, registries, corrections"),
    ("content/", "what the program makes of it, and content/pages/, which people write"),
    ("output/", "the site, made from content/ alone"),
)
_ENVIRONMENT = (("NO_COLOR", "if set, no colour is used in messages about wrong use"),)


class _Documented(Protocol):
    help: str | None


class ManualCommand(TyperCommand):
    """A command whose `--help` is its page of the manual."""

    def get_help(self, ctx: object) -> str:  # noqa: ARG002 -- the page is the same wherever it is asked for
        """Return the page."""
        return command_page(self).removesuffix("\n")


class ManualGroup(TyperGroup):
    """The command `diendam`, whose `--help` is the first page of the manual."""

    def get_help(self, ctx: object) -> str:  # noqa: ARG002 -- as above
        """Return the page."""
        return first_page(self).removesuffix("\n")


def pages(group: TyperGroup) -> dict[str, str]:
    """Return every page by the name of its command."""
    own = {name: command_page(command) for name, command in group.commands.items()}  # type: ignore[arg-type]
    return {PROGRAM: first_page(group), **own}


def command_page(command: TyperCommand) -> str:
    """Return the page of a command."""
    name = f"{PROGRAM} {command.name}"
    summary, paragraphs, examples = _told(command)
    arguments = [p for p in command.params if isinstance(p, TyperArgument)]
    options = [p for p in command.params if isinstance(p, TyperOption) and not p.hidden]
    synopsis = " ".join([name, "[OPTION…]", *map(_argument, arguments)])
    return _page(
        [
            ("NAME", _filled(f"{name} - {summary[:1].lower()}{summary[1:].rstrip('.')}")),
            ("SYNOPSIS", [_INDENT + synopsis]),
            ("DESCRIPTION", _paragraphs([summary, *paragraphs])),
            ("ARGUMENTS", _listed((_argument(a), a.help or "") for a in arguments)),
            ("OPTIONS", _listed([*map(_option, options), ("-h, --help", "Show this page.")])),
            ("EXAMPLES", _examples(examples)),
            ("EXIT CODES", _filled(f"As {PROGRAM} --help lists them.")),
        ]
    )


def first_page(group: TyperGroup) -> str:
    """Return the page of the program itself."""
    commands = [(name, _told(command)[0]) for name, command in sorted(group.commands.items())]
    options = [p for p in group.params if isinstance(p, TyperOption) and not p.hidden]
    summary, paragraphs, examples = _told(group)
    return _page(
        [
            ("NAME", _filled(f"{PROGRAM} - {summary[:1].lower()}{summary[1:].rstrip('.')}")),
            ("SYNOPSIS", [f"{_INDENT}{PROGRAM} COMMAND [OPTION…] [ARGUMENT…]"]),
            ("DESCRIPTION", _paragraphs(paragraphs)),
            ("COMMANDS", _table(commands)),
            ("OPTIONS", _listed([*map(_option, options), ("-h, --help", "Show this page.")])),
            ("EXAMPLES", _examples(examples)),
            ("EXIT CODES", _table(_EXIT_CODES)),
            ("FILES", _table(_FILES)),
            ("ENVIRONMENT", _table(_ENVIRONMENT)),
            ("SEE ALSO", _filled(f"{PROGRAM} COMMAND --help; README.md; docs/decisions/.")),
        ]
    )


def _page(sections: Iterable[tuple[str, Sequence[str]]]) -> str:
    parts = ["\n".join([title, *lines]) for title, lines in sections if lines]
    return "\n\n".join(parts) + "\n"


def _told(command: _Documented) -> tuple[str, list[str], list[str]]:
    """Return the summary, the further paragraphs and the examples of a docstring."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    plain = [" ".join(p.split()) for p in paragraphs if not p.startswith(_EXAMPLE)]
    lines = [line for p in paragraphs if p.startswith(_EXAMPLE) for line in p.splitlines()]
    return plain[0], plain[1:], [line.removeprefix(_EXAMPLE) for line in lines]


def _argument(argument: TyperArgument) -> str:
    return argument.metavar or (argument.name or "").upper()


def _option(option: TyperOption) -> tuple[str, str]:
    names = ", ".join(sorted(option.opts, key=len))
    takes = "" if option.is_flag else f" {option.metavar or (option.name or '').upper()}"
    default = "" if option.is_flag or not option.default else f" Default: {option.default}."
    return names + takes, (option.help or "") + default


def _listed(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Return terms, each with what it means below it."""
    return [line for term, text in rows for line in (_INDENT + term, *_filled(text, 2))]


def _table(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Return terms, each with what it means beside it."""
    rows = list(rows)
    wide = max(len(term) for term, _ in rows) + 2
    lines: list[str] = []
    for term, text in rows:
        first = f"{_INDENT}{term:<{wide}}"
        lines += textwrap.wrap(
            text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
        )
    return lines


def _examples(examples: Iterable[str]) -> list[str]:
    """Return commands to try, each after what it is for."""
    lines: list[str] = []
    for example in examples:
        command, _, what = example.partition(" # ")
        lines += [*_filled(f"{what[:1].upper()}{what[1:]}:" if what else "", 1), f"{_INDENT * 2}$ {command}"]
    return lines


def _paragraphs(paragraphs: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += ([""] if lines else []) + _filled(paragraph)
    return lines


def _filled(text: str, depth: int = 1) -> list[str]:
    indent = _INDENT * depth
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
