"""The commands that ask what the machine made of something: explain, diff."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CORPUS, DIFFERENT, CorpusOption, JsonOption, folder_at


class DiffForm(StrEnum):
    """The forms in which `diff` shows what changed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM|MENTION|PROPOSITION|ROW",
            help="The id of a claim, proposition or ledger row; REPORT:OFFSET or REPORT:WORDS for a mention.",
        ),
    ],
    corpus: CorpusOption = CORPUS,
    json_: JsonOption = False,
) -> None:
    """Print what decided, and what was rejected.

    Of a claim or mention: cue, rule, registry line, antecedent. Of a proposition: what joins its claims,
    which report lacks it, what came near. Of a ledger row: its reasons, whose account each side is, what
    differs. Ids stand in content/data: claims, alignment and comparison.

    Example: diendam explain vna-vi-w8pk2nca # a statement
    Example: diendam explain "2026-01-26-vna-vi:Bắc Kinh" # a name in a report
    """
    from pipeline import explain as explaining  # noqa: PLC0415 -- spaCy is slow to import

    found = explaining.explain_in(folder_at(corpus), what)
    if json_:
        print(json.dumps([explaining.as_json(e) for e in found], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(explaining.as_text, found)))


def diff(
    base: Annotated[str, typer.Argument(metavar="BASE", help="A commit, as git names it.")],
    head: Annotated[
        str, typer.Argument(metavar="[HEAD]", help="Another commit; the work tree if none is given.")
    ] = "",
    form: Annotated[
        DiffForm,
        typer.Option("--format", help="How to show it.", metavar="text|markdown|json|html"),
    ] = DiffForm.TEXT,
    project: Annotated[Path, typer.Option(help="The folder of the project.", metavar="DIR")] = Path(),
) -> None:
    """Show what differs in meaning between two states; exit 1 if anything does.

    Example: diendam diff main --format markdown # the work tree against main
    Example: diendam diff v0.1.0 main # two commits
    """
    from pipeline import diff as differing  # noqa: PLC0415 -- not needed by the other commands

    states = [
        differing.read_commit(base, project),
        differing.read_commit(head, project) if head else differing.read_work_tree(project),
    ]
    meaning = differing.compare_snapshots(*states)
    print(differing.FORMATS[form.value](meaning))
    if meaning.changes:
        raise typer.Exit(DIFFERENT)
