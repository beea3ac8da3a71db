"""The command that shows the site while it is worked on: serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import CONTENT, CORPUS, ContentOption, CorpusOption, fail, folder_at

OUTPUT = Path("output")


def serve(
    corpus: CorpusOption = CORPUS,
    content: ContentOption = CONTENT,
    output: Annotated[Path, typer.Option(help="Where the site is made.", metavar="DIR")] = OUTPUT,
    port: Annotated[int, typer.Option(help="The port on this machine; 0 for any.", metavar="N")] = 8000,
) -> None:
    """Write content/ from the corpus, serve the site on this machine and render again what changes.

    Example: diendam serve --port 8080 # then open http://127.0.0.1:8080/
    """
    from pelican import main as pelican  # noqa: PLC0415 -- not needed by the other commands

    from pipeline.build import build  # noqa: PLC0415 -- spaCy is slow to import
    from pipeline.write import write_content  # noqa: PLC0415

    settings = Path("pelicanconf.py")
    if not settings.is_file():
        fail("pelicanconf.py: missing\n  fix: run this in the folder that holds it")
    write_content(build(folder_at(corpus)), content)
    pelican([
        str(content), "--settings", str(settings), "--output", str(output),
        "--listen", "--autoreload", "--bind", "127.0.0.1", "--port", str(port),
    ])  # fmt: skip
