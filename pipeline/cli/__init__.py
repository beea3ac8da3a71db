"""The command `diendam`: results on stdout, talk on stderr, errors without a traceback.

Exit codes: 0 done · 1 content is stale, a score under its floor, or two states
differ · 2 wrong usage · 3 something in the corpus is wrong. What loads spaCy is imported when
needed; `--help` and `--version` are answered before any of this is (`pipeline.__main__`).
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import __version__
from pipeline.cli import adding, asking, building, machine, serving
from pipeline.cli.options import (
    BAD_INPUT,
    CONTENT,
    CORPUS,
    DIFFERENT,
    ContentOption,
    CorpusOption,
    JsonOption,
    folder_at,
    say,
)
from pipeline.cli.watching import watching
from pipeline.errors import DiendamError
from pipeline.manual.pages import ManualCommand, ManualGroup

if TYPE_CHECKING:
    from pipeline.evaluate import Scored


class Given(StrEnum):
    """What of the reference can be given to the machine when it is scored."""

    CLAIMS = "claims"


GivenOption = Annotated[
    Given | None,
    typer.Option("--from", help="Give the machine the reference's claims; score the rest.", metavar="claims"),
]

app = typer.Typer(
    cls=ManualGroup,
    no_args_is_help=True,
    add_completion=False,  # `diendam completion` needs no guess about the shell
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
command = partial(app.command, cls=ManualCommand)


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
    """Press reports of leaders' calls, set side by side statement by statement.

    diendam reads several reports of one call, meeting or visit, in Vietnamese, English and French, and
    builds a static site that shows who said what, which report carried it and which left it out, and what
    changed from one call to the next. It uses no network, except where `add` is given an address.

    Results go to standard output, everything else to standard error.

    Example: diendam build # analyse corpus/ and write content/
    Example: diendam serve # show the site on this machine, and render again what changes
    Example: diendam add page.html # bring in a saved page
    Example: diendam doctor # see whether this machine has what diendam needs
    """


@command()
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
    given: GivenOption = None,
    write: Annotated[
        Path | None,
        typer.Option(help="Put the predicted claims and mentions there.", metavar="DIR"),
    ] = None,
    errors: Annotated[int, typer.Option(help="List up to N misses of each sort.", metavar="N")] = 0,
    floors: Annotated[bool, typer.Option("--floors", help="Exit 1 if a score is under its floor.")] = False,
    json_: JsonOption = False,
) -> None:
    """Score the machine against the gold, the practice reports and the reports held out.

    The corpus is analysed anew, and corrections by people are left out. Of the
    reports held out no misses are listed.

    Example: diendam evaluate --errors 10 # with ten misses of each sort
    Example: diendam evaluate --floors # fail if a score is under its floor
    Example: diendam evaluate --from claims # score joins and comparison alone
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


@command()
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

    Example: diendam addresses # is every address that was published still there?
    Example: diendam addresses --redirect entities/old.html entities/new.html # lead one on
    Example: diendam addresses --add # for a release: list what there is as published
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


for run in (
    building.build, building.check, adding.add, adding.review, adding.remove, adding.rename,
    asking.explain, asking.diff, machine.doctor, machine.completion, serving.serve,
):  # fmt: skip
    command()(run)


def main() -> None:
    """Run the command; what a user can mend ends in exit code 3 and no traceback."""
    try:
        app()
    except DiendamError as error:
        print(error, file=sys.stderr)
        sys.exit(BAD_INPUT)
