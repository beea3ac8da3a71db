"""The Pelican plugin of the site: reads `content/data/`, hands it to the templates.

It imports nothing that analyses language. What is wrong with `content/` stops the build before
anything is rendered, all problems together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

from pelican import signals
from pelican.utils import clean_output_dir

from . import pages
from .headers import CSP, HEADERS, headers_file
from .problems import ContentError
from .read import read_edition
from .reader import EditionReader
from .search import INDEX, index_file


def register() -> None:
    """Connect the plugin; Pelican calls this once."""
    signals.get_generators.connect(load)
    signals.readers_init.connect(use_reader)
    signals.generator_init.connect(equip)
    signals.page_generator_finalized.connect(compare)
    signals.all_generators_finalized.connect(empty_output)
    signals.finalized.connect(write_headers)
    signals.finalized.connect(write_index)


# Pelican's own objects come without types, hence `Any` below, and nowhere else in the plugin.


def load(pelican: Any) -> None:  # noqa: ANN401
    """Read the data at the start of each run, so that a server renders what is there now."""
    try:
        pelican.settings["EDITION"] = read_edition(Path(pelican.settings["PATH"]))
    except ContentError as error:
        stop(error)
    pelican.settings["EDITION_PROBLEMS"] = []


def use_reader(readers: Any) -> None:  # noqa: ANN401
    """Read Markdown with the edition at hand."""
    for extension in EditionReader.file_extensions:
        readers.reader_classes[extension] = EditionReader


def equip(generator: Any) -> None:  # noqa: ANN401
    """Give the templates the edition, the views on it and the words of the interface."""
    settings = generator.settings
    generator.env.install_null_translations(newstyle=True)
    generator.env.filters.update(pages.FILTERS)
    generator.context.update(pages.context(settings["EDITION"], settings["DEFAULT_LANG"]), CSP=CSP)


def compare(generator: Any) -> None:  # noqa: ANN401
    """Stop the build where pages and records do not match, or a page has a problem."""
    settings = generator.settings
    written = [(page.template, page.metadata, page.source_path) for page in generator.pages]
    content = Path(settings["PATH"])
    found = pages.compare_with_records(settings["EDITION"], written, content)
    problems = [*settings["EDITION_PROBLEMS"], *found]
    if problems:
        stop(ContentError(problems))


def empty_output(generators: Any) -> None:  # noqa: ANN401
    """Remove the site that was there, so that no page outlives its record.

    Only a folder that this plugin wrote is emptied, which `_headers` in it shows.
    """
    output = Path(generators[0].output_path)
    content = Path(generators[0].path)
    if (output / HEADERS).is_file() and not content.resolve().is_relative_to(output.resolve()):
        clean_output_dir(str(output), generators[0].settings["OUTPUT_RETENTION"])


def stop(error: ContentError) -> NoReturn:
    """Leave Pelican with the problems on stderr and exit code 1.

    Pelican shows an ordinary exception with a traceback, in which the problems would be lost.
    """
    raise SystemExit(str(error)) from None


def write_headers(pelican: Any) -> None:  # noqa: ANN401
    """Write `_headers`, which hosts that know it send with every page."""
    output = Path(pelican.settings["OUTPUT_PATH"])
    (output / HEADERS).write_text(headers_file(), encoding="utf-8", newline="\n")


def write_index(pelican: Any) -> None:  # noqa: ANN401
    """Write what the search page finds."""
    output = Path(pelican.settings["OUTPUT_PATH"])
    pages = {path.relative_to(output).as_posix() for path in output.rglob("*.html")}
    index = index_file(pelican.settings["EDITION"], pages)
    (output / INDEX).parent.mkdir(parents=True, exist_ok=True)
    (output / INDEX).write_text(index, encoding="utf-8", newline="\n")
