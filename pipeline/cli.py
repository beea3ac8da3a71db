"""The command `diendam`: results on stdout, talk on stderr, errors without a traceback.

Exit codes: 0 done · 1 content is stale, or a score under its floor · 2 wrong
usage · 3 something in the corpus is wrong. What loads spaCy is imported when
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
from pipeline.errors import DiendamError

if TYPE_CHECKING:
    from pipeline.evaluate import Scored

DIFFERENT, BAD_INPUT = 1, 3


class Given(StrEnum):
    """What of the reference can be given to the machine when it is scored."""

    CLAIMS = "claims"


app = typer.Typer(
    help="Press reports of leaders' calls, set side by side statement by statement.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CorpusOption = Annotated[Path, typer.Option("--corpus", help="What people wrote.", metavar="DIR")]
ContentOption = Annotated[Path, typer.Option("--content", help="What Pelican reads.", metavar="DIR")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but results and errors.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

CORPUS, CONTENT = Path("corpus"), Path("content")


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

    files = build_content(_folder(corpus))
    changed = stale_files(files, content)
    if changed:
        write_content(files, content)
    _say(quiet, f"{content}: {len(files)} files, {len(changed)} changed")


@app.command()
def check(corpus: CorpusOption = CORPUS, content: ContentOption = CONTENT, json_: JsonOption = False) -> None:
    """Regenerate content/ in memory and name each file that is stale; exit 1 if one is.

    Example: diendam check
    """
    from pipeline.build import build as build_content  # noqa: PLC0415 -- spaCy is slow to import
    from pipeline.write import stale_files  # noqa: PLC0415

    stale = stale_files(build_content(_folder(corpus)), content)
    if json_:
        print(json.dumps({"stale": stale}, ensure_ascii=False))
    else:
        for name in stale:
            print(f"stale: {content / name}")
    if stale:
        _say(json_, f"{len(stale)} stale; run: diendam build")
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

    scored = report_scores.scores_of(_folder(corpus), documents, write, content, given=given is Given.CLAIMS)
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

    found = explaining.explain_in(_folder(corpus), what)
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
        _fail("pelicanconf.py: missing\n  fix: run this in the folder that holds it")
    build(corpus, content)
    pelican([
        str(content), "--settings", str(settings), "--output", str(output),
        "--listen", "--autoreload", "--bind", "127.0.0.1", "--port", str(port),
    ])  # fmt: skip


def _folder(path: Path) -> Path:
    if not path.is_dir():
        _fail(f"{path}: no such folder\n  fix: name the corpus with --corpus DIR")
    return path


def _say(quiet: bool, text: str) -> None:
    if not quiet:
        print(text, file=sys.stderr)


def _fail(text: str) -> None:
    print(text, file=sys.stderr)
    raise typer.Exit(BAD_INPUT)


def main() -> None:
    """Run the command; what a user can mend ends in exit code 3 and no traceback."""
    try:
        app()
    except DiendamError as error:
        print(error, file=sys.stderr)
        sys.exit(BAD_INPUT)
