"""The command that shows the site while it is worked on: serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CONTENT, CORPUS, ContentOption, CorpusOption, fail, folder_at, say

OUTPUT = Path("output")


def serve(
    corpus: CorpusOption = CORPUS,
    content: ContentOption = CONTENT,
    output: Annotated[Path, typer.Option(help="Where the site is made.", metavar="DIR")] = OUTPUT,
    port: Annotated[int, typer.Option(help="The port on this machine; 0 for any.", metavar="N")] = 8000,
) -> None:
    """Show the site on this machine, make it again when a file changes, and reload the browser.

    Watches the corpus with its registry, content/, the theme, pelicanconf.py and the program itself. A fault
    is shown in place of the site, with file and line, until it is mended; the site that was there before
    stays in the output folder. What reloads the browser is in no file of it.

    Example: diendam serve # then open http://127.0.0.1:8000/
    Example: diendam serve --port 8080 --output /tmp/site # elsewhere
    """
    from pipeline.serve import Folders  # noqa: PLC0415 -- not needed by the other commands
    from pipeline.serve import serve as keep_serving  # noqa: PLC0415
    from pipeline.serve.making import SETTINGS  # noqa: PLC0415

    project = Path.cwd().resolve()
    if not (project / SETTINGS).is_file():
        fail(f"{SETTINGS}: missing\n  fix: run this in the folder that holds it")
    folder_at(corpus)
    folders = Folders(corpus.resolve(), content.resolve(), output.resolve(), project)
    keep_serving(folders, port, lambda text: say(False, text))
