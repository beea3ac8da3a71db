"""The command `diendam`: results on stdout, talk on stderr, errors without a traceback.

Exit codes: 0 done · 1 content is stale, or a score under its floor · 2 wrong
usage · 3 something in the corpus is wrong. What loads spaCy is imported when
needed, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import __version__
from pipeline.cli import adding
from pipeline.cli.options import (
    BAD_INPUT,
    CONTENT,
    CORPUS,
    DIFFERENT,
    ContentOption,
    CorpusOption,
    JsonOption,
    QuietOption,
    fail,
    folder_at,
    say,
)
from pipeline.errors import DiendamError

if TYPE_CHECKING:
    from pipeline.evaluate import Scored

app = typer.Typer(
    help="Press reports of leaders' calls, set side by side statement by statement.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
def build(
    corpus: CorpusOption = CORPUS, content: ContentOption = CONTENT, quiet: QuietOption = False
) -> None:
    """Analyse the corpus and write content/.

    Example: diendam build --corpus corpus --content content
    """
    from pipeline.build import build as build_content  # noqa: PLC0415 -- spaCy is slow to import
    from pipeline.write import stale_files, write_content  # noqa: PLC0415

    files = build_content(folder_at(corpus))
    changed = stale_files(files, content)
    if changed:
        write_content(files, content)
    say(quiet, f"{content}: {len(files)} files, {len(changed)} changed")


@app.command()
def check(corpus: CorpusOption = CORPUS, content: ContentOption = CONTENT, json_: JsonOption = False) -> None:
    """Regenerate content/ in memory and name each file that is stale; exit 1 if one is.

    Example: diendam check
    """
    from pipeline.build import build as build_content  # noqa: PLC0415 -- spaCy is slow to import
    from pipeline.write import stale_files  # noqa: PLC0415

    stale = stale_files(build_content(folder_at(corpus)), content)
    if json_:
        print(json.dumps({"stale": stale}, ensure_ascii=False))
    else:
        for name in stale:
            print(f"stale: {content / name}")
    if stale:
        say(json_, f"{len(stale)} stale; run: diendam build")
        raise typer.Exit(DIFFERENT)


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

    scored = report_scores.scores_of(folder_at(corpus), documents, write, content)
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
        raise typer.Exit(DIFFERENT)


@app.command()
def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM|MENTION",
            help="A claim's id, or REPORT:OFFSET or REPORT:WORDS for a mention.",
        ),
    ],
    corpus: CorpusOption = CORPUS,
    json_: JsonOption = False,
) -> None:
    """Print what decided: cue, rule, registry line, antecedent, and what was rejected.

    Example: diendam explain vna-vi-w8pk2nca
    """
    from pipeline import explain as explaining  # noqa: PLC0415 -- spaCy is slow to import

    found = explaining.explain_in(folder_at(corpus), what)
    if json_:
        print(json.dumps([explaining.as_json(e) for e in found], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(explaining.as_text, found)))


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
    build(corpus, content)
    pelican([
        str(content), "--settings", str(settings), "--output", str(output),
        "--listen", "--autoreload", "--bind", "127.0.0.1", "--port", str(port),
    ])  # fmt: skip


for command in (adding.add, adding.review, adding.remove, adding.rename):
    app.command()(command)


def main() -> None:
    """Run the command; what a user can mend ends in exit code 3 and no traceback."""
    try:
        app()
    except DiendamError as error:
        print(error, file=sys.stderr)
        sys.exit(BAD_INPUT)
