"""The commands that bring content/ up to date, and say whether it is: build, check."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from pipeline.cli.options import (
    CONTENT,
    CORPUS,
    DIFFERENT,
    ContentOption,
    CorpusOption,
    JobsOption,
    JsonOption,
    QuietOption,
    cores,
    folder_at,
    say,
)
from pipeline.cli.watching import watching


def build(
    corpus: CorpusOption = CORPUS,
    content: ContentOption = CONTENT,
    jobs: JobsOption = 1,
    anew: Annotated[
        bool, typer.Option("--anew", help="Make everything again, whatever is kept from before.")
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Analyse what is new or changed in the corpus and write content/, all of it or nothing.

    What is wrong with any file of the corpus is told with its line, all at once, and then nothing is
    written. The folder content/pages/ is people's and is left alone. Results are kept in .cache/results/
    beside the corpus, which may be deleted at any time.

    Example: diendam build # what corpus/ gives, into content/
    Example: diendam build --jobs 0 # the same on all cores
    Example: diendam build --corpus other/corpus --content other/content # another corpus
    """
    from pipeline.rebuild import How, rebuild  # noqa: PLC0415 -- not needed by the other commands

    with watching(quiet) as watch:
        done = rebuild(folder_at(corpus), content, How(cores(jobs), watch, anew))
    if done.trouble:
        say(quiet, f"results are not kept: {done.trouble}")
    say(quiet, f"{content}: {done.files} files, {len(done.changed)} changed")


def check(
    corpus: CorpusOption = CORPUS,
    content: ContentOption = CONTENT,
    jobs: JobsOption = 1,
    kept: Annotated[
        bool,
        typer.Option("--kept", help="Trust the results that `build` keeps, and make only what they lack."),
    ] = False,
    json_: JsonOption = False,
) -> None:
    """Regenerate content/ in memory, all of it anew, and name each file that is stale; exit 1 if one is.

    Example: diendam check # before a commit: is content/ what corpus/ gives?
    Example: diendam check --json # the same for a program
    """
    from pipeline.rebuild import How, stale  # noqa: PLC0415 -- not needed by the other commands

    with watching(json_) as watch:
        found = stale(folder_at(corpus), content, How(cores(jobs), watch, anew=not kept))
    if json_:
        print(json.dumps({"stale": found}, ensure_ascii=False))
    else:
        for name in found:
            print(f"stale: {content / name}")
    if found:
        say(json_, f"{len(found)} stale; run: diendam build")
        raise typer.Exit(DIFFERENT)
