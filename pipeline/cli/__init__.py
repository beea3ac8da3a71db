"""The command `diendam`: results on stdout, talk on stderr, errors without a traceback.

Exit codes: 0 done · 1 content is stale, a score under its floor, or two states
differ · 2 wrong usage · 3 something in the corpus is wrong. What loads spaCy is imported when
needed, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import __version__
from pipeline.cli import adding, building
from pipeline.cli.options import (
    BAD_INPUT,
    CONTENT,
    CORPUS,
    DIFFERENT,
    ContentOption,
    CorpusOption,
    JsonOption,
    fail,
    folder_at,
    say,
)
from pipeline.cli.watching import watching
from pipeline.errors import DiendamError

if TYPE_CHECKING:
    from pipeline.evaluate import Scored


class Given(StrEnum):
    """What of the reference can be given to the machine when it is scored."""

    CLAIMS = "claims"


app = typer.Typer(
    help="Press reports of leaders' calls, set side by side statement by statement.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class DiffForm(StrEnum):
    """The forms in which `diff` shows what changed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


def _version(wanted: bool) -> None:
    if wanted:
        print(f"diendam {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command()
def evaluate(
    corpus: CorpusOption = CORPUS,
    content: Annotated[
        Path | None,
        typer.Option(help="Score what DIR publishes too, corrections included.", metavar="DIR"),
    ] = None,
    documents: Annotated[
        Path | None,
        typer.Option(help="Score this folder of annotated documents instead.", metavar="DIR"),
    ] = None,
    given: Annotated[
        Given | None,
        typer.Option("--from", help="Take the reference's claims as given and score what is built on them."),
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option(help="Put the predicted claims and mentions there.", metavar="DIR"),
    ] = None,
    errors: Annotated[int, typer.Option(help="List up to N misses of each sort.", metavar="N")] = 0,
    floors: Annotated[
        bool,
        typer.Option("--floors", help="Exit 1 if a score is under its floor (gold/floors.toml)."),
    ] = False,
    json_: JsonOption = False,
) -> None:
    """Score the machine against the gold and the practice reports.

    Example: diendam evaluate --errors 10
    """
    from pipeline import report_scores  # noqa: PLC0415 -- spaCy is slow to import

    asked = (folder_at(corpus), documents, write, content)
    with watching(json_) as watch:
        scored = report_scores.scores_of(*asked, given=given is Given.CLAIMS, watch=watch)
    if json_:
        print(json.dumps(report_scores.as_json(scored), ensure_ascii=False, indent=1))
    else:
        report_scores.show(scored, errors)
    if floors:
        _check_floors(scored, corpus)


def _check_floors(scored: list[Scored], corpus: Path) -> None:
    from pipeline.evaluate import under_floors  # noqa: PLC0415

    below = under_floors(scored, corpus / "gold" / "floors.toml")
    for line in below:
        print(line, file=sys.stderr)
    if below:
        say(False, f"{len(below)} under the floor; to see what is missed: diendam evaluate --errors 20")
        raise typer.Exit(DIFFERENT)


@app.command()
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

    Example: diendam explain vna-vi-w8pk2nca
    """
    from pipeline import explain as explaining  # noqa: PLC0415 -- spaCy is slow to import

    found = explaining.explain_in(folder_at(corpus), what)
    if json_:
        print(json.dumps([explaining.as_json(e) for e in found], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(explaining.as_text, found)))


@app.command()
def diff(
    base: Annotated[str, typer.Argument(metavar="BASE", help="A commit, as git names it.")],
    head: Annotated[
        str, typer.Argument(metavar="[HEAD]", help="Another one; the work tree if none is given.")
    ] = "",
    form: Annotated[
        DiffForm, typer.Option("--format", help="How to show it: text, markdown, json or html.")
    ] = DiffForm.TEXT,
    project: Annotated[Path, typer.Option(help="The folder of the project.", metavar="DIR")] = Path(),
) -> None:
    """Show what differs in meaning between two states; exit 1 if anything does.

    Example: diendam diff main --format markdown
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


@app.command()
def addresses(
    corpus: CorpusOption = CORPUS,
    content: ContentOption = CONTENT,
    add: Annotated[
        bool, typer.Option("--add", help="List what content/ gives as published: for a release.")
    ] = False,
    redirect: Annotated[
        tuple[str, str] | None, typer.Option(help="Lead OLD on to NEW.", metavar="OLD NEW")
    ] = None,
    withdraw: Annotated[
        str | None, typer.Option(help="Say at OLD that what stood there was withdrawn.", metavar="OLD")
    ] = None,
) -> None:
    """Name each published address that would lead nowhere; exit 1 if one would.

    Example: diendam addresses --redirect entities/old.html entities/new.html
    """
    from pipeline import published as keeping  # noqa: PLC0415 -- not needed by the other commands

    folder = folder_at(corpus)
    for old, new in [*([redirect] if redirect else []), *([(withdraw, "")] if withdraw else [])]:
        keeping.keep_redirect(folder, keeping.Redirect(old, new), lambda: building.build(corpus, content))
    files, listed = keeping.read_files(content), keeping.read_published(folder)
    gone = keeping.vanished(files, listed)
    for address in gone:
        print(f"vanished: {address}")
    if gone:
        say(
            False,
            f"{len(gone)} published addresses lead nowhere; for each run: "
            "diendam addresses --redirect OLD NEW, or --withdraw OLD",
        )
        raise typer.Exit(DIFFERENT)
    if add:
        keeping.write_published(folder, [*listed, *keeping.addresses(files)])


@app.command()
def serve(
    corpus: CorpusOption = CORPUS,
    content: ContentOption = CONTENT,
    output: Annotated[Path, typer.Option(help="Where the site is built.", metavar="DIR")] = Path("output"),
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8000,
) -> None:
    """Write content/ from the corpus, serve the site on this machine and render again what changes.

    Example: diendam serve --port 8080
    """
    from pelican import main as pelican  # noqa: PLC0415 -- not needed by the other commands

    settings = Path("pelicanconf.py")
    if not settings.is_file():
        fail("pelicanconf.py: missing\n  fix: run this in the folder that holds it")
    building.build(corpus, content)
    pelican([
        str(content), "--settings", str(settings), "--output", str(output),
        "--listen", "--autoreload", "--bind", "127.0.0.1", "--port", str(port),
    ])  # fmt: skip


for command in (building.build, building.check, adding.add, adding.review, adding.remove, adding.rename):
    app.command()(command)


def main() -> None:
    """Run the command; what a user can mend ends in exit code 3 and no traceback."""
    try:
        app()
    except DiendamError as error:
        print(error, file=sys.stderr)
        sys.exit(BAD_INPUT)
