"""The Pelican plugin of the site: reads `content/data/`, hands it to the templates.

It imports nothing that analyses language. What is wrong with `content/` stops the build before
anything is rendered, all problems together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

from pelican import signals
from pelican.utils import clean_output_dir

from . import catalogues, downloads, glossary, languages, pages
from .addresses import Addresses
from .claim_pages import ClaimPages
from .equipment import Equipment
from .fonts import write_fonts
from .headers import CSP, HEADERS, headers_file
from .problems import ContentError
from .publish import Publisher
from .read import read_edition
from .reader import EditionReader
from .search import INDEX, index_file
from .styles import style_sheet
from .writer import LanguageWriter, RecordPages


def register() -> None:
    """Connect the plugin; Pelican calls this once."""
    signals.get_generators.connect(load)
    signals.get_generators.connect(record_pages)
    signals.get_writer.connect(language_writer)
    signals.get_generators.connect(add_pages)
    signals.readers_init.connect(use_reader)
    signals.generator_init.connect(equip)
    signals.page_generator_finalized.connect(set_translations_apart)
    signals.page_generator_finalized.connect(compare)
    signals.all_generators_finalized.connect(empty_output)
    signals.finalized.connect(write_headers)
    signals.finalized.connect(publish)
    signals.finalized.connect(write_look)
    signals.finalized.connect(write_index)


# Pelican's own objects come without types, hence `Any` below, and nowhere else in the plugin.


def load(pelican: Any) -> None:  # noqa: ANN401
    """Read data and catalogues at the start of each run, so that a server renders what is there now."""
    settings, content = pelican.settings, Path(pelican.settings["PATH"])
    try:
        settings["CATALOGUES"] = catalogues.load(Path(settings["THEME"]))
        settings["EDITION"] = edition = read_edition(content)
    except ContentError as error:
        stop(error)
    addresses = Addresses(settings["SITE_ADDRESS"].rstrip("/"))
    files = tuple(file for file, _ in downloads.data_files(edition, content))
    settings["EQUIPMENT"] = Equipment(edition, settings["CATALOGUES"], addresses, files)
    settings["PUBLISHER"] = Publisher(edition, addresses, settings["CATALOGUES"], settings["SITENAME"])
    settings["EDITION_PROBLEMS"] = []
    settings["TRANSLATED"] = {}
    settings["WRITTEN"] = set()


def record_pages(_: Any) -> type[RecordPages]:  # noqa: ANN401
    """Return the generator of the pages that are made of records alone."""
    return RecordPages


def language_writer(_: Any) -> type[LanguageWriter]:  # noqa: ANN401
    """Return the writer that writes each page in each language."""
    return LanguageWriter


def add_pages(pelican: Any) -> type[ClaimPages]:  # noqa: ANN401, ARG001
    """Let Pelican write a page for each claim."""
    return ClaimPages


def use_reader(readers: Any) -> None:  # noqa: ANN401
    """Read Markdown with the edition at hand."""
    for extension in EditionReader.file_extensions:
        readers.reader_classes[extension] = EditionReader


def equip(generator: Any) -> None:  # noqa: ANN401
    """Give the templates the edition, the views on it and the words of the interface."""
    equipment: Equipment = generator.settings["EQUIPMENT"]
    equipment.equip(generator.env)
    generator.context.update(equipment.context(), CSP=CSP)


def set_translations_apart(generator: Any) -> None:  # noqa: ANN401
    """Keep the pages that people wrote in another language for that language alone."""
    settings = generator.settings
    for page in [page for page in generator.pages if hasattr(page, "language")]:
        generator.pages.remove(page)
        where = Path(page.source_path).relative_to(settings["PATH"]).as_posix()
        if page.language in languages.LANGUAGES[1:]:
            settings["TRANSLATED"][f"{page.name}.html", page.language] = page
        else:
            settings["EDITION_PROBLEMS"].append(languages.check_page(where, page.language))
    generator.context["PAGES"] = {page.save_as for page in generator.pages}


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


def publish(pelican: Any) -> None:  # noqa: ANN401
    """Write what stands beside the pages."""
    settings = pelican.settings
    settings["PUBLISHER"].write(Path(settings["PATH"]), Path(settings["OUTPUT_PATH"]), settings["WRITTEN"])


def write_look(pelican: Any) -> None:  # noqa: ANN401
    """Write the typefaces and the style sheet, which every page of every language shares."""
    theme = Path(pelican.settings["OUTPUT_PATH"]) / "theme"
    write_fonts(theme / "fonts", Path(pelican.settings["FONT_CACHE"]))
    sheet = theme / "css" / "site.css"
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_text(style_sheet(Path(pelican.settings["THEME"]) / "styles"), "utf-8", newline="\n")


def write_index(pelican: Any) -> None:  # noqa: ANN401
    """Write what the search page finds."""
    output = Path(pelican.settings["OUTPUT_PATH"])
    pages = {path.relative_to(output).as_posix() for path in output.rglob("*.html")}
    edition = pelican.settings["EDITION"]
    index = index_file(edition, pages, glossary.phrases(edition, "en"))
    (output / INDEX).parent.mkdir(parents=True, exist_ok=True)
    (output / INDEX).write_text(index, encoding="utf-8", newline="\n")
