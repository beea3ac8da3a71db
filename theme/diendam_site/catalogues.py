"""The catalogues of the interface: read, checked and compiled at each build, updated on request.

What templates and plugin ask for is extracted anew at each build, so that a string without a
translation stops it with the file and line where the string stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, TemplateSyntaxError

from .languages import LANGUAGES, ROOT_LANGUAGE
from .problems import ContentError, Problem

THEME: Final = Path(__file__).resolve().parents[1]
METHODS: Final = [
    ("templates/**.html", "jinja2.ext:babel_extract"),
    ("diendam_site/**.py", "python"),
]
OPTIONS: Final = {
    "templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"},
}
HEADER: Final = """\
# The words of the interface in this language. `make translations` adds the strings that are new in
# templates and plugin, and drops those that are gone.
msgid ""
msgstr ""
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
# Strings of the records that a catalogue may know: where they stand, and as what they are translated.
# A record whose string no catalogue knows is shown in its own language and stops nothing.
IN_RECORDS: Final = (("blocks", "reason", "reason"), ("scores", "measure", "measure"))
UPDATE: Final = "run `make translations`, then write the translation"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A string that a template or the plugin asks for, and where."""

    where: str
    line: int
    message: str | tuple[str, str]
    context: str | None


def load(theme: Path = THEME) -> Mapping[str, NullTranslations]:
    """Return the compiled catalogue of each language.

    Raises:
        ContentError: a template is none; a string is missing, empty, fuzzy, or its placeholders differ.
    """
    wanted = extract_wanted(theme)
    problems: list[Problem] = []
    found: dict[str, NullTranslations] = {ROOT_LANGUAGE: NullTranslations()}
    for lang in LANGUAGES:
        if lang != ROOT_LANGUAGE:
            catalogue = _read(theme, lang, problems)
            problems += _check(catalogue, lang, wanted)
            found[lang] = _compile(catalogue)
    if problems:
        raise ContentError(problems)
    return found


def where_of(lang: str) -> str:
    """Return the place of a catalogue, as problems name it."""
    return f"theme/translations/{lang}/LC_MESSAGES/messages.po"


def extract_wanted(theme: Path) -> tuple[Wanted, ...]:
    """Return every string of the interface, by file and line."""
    found = []
    try:
        rows = extract_from_dir(theme, method_map=METHODS, options_map=OPTIONS)
        for name, line, message, _, context in rows:
            text = (message[0], message[1]) if isinstance(message, tuple) else message
            found.append(Wanted(f"theme/{name}", line, text, context))
    except TemplateSyntaxError:  # which does not say of which file
        raise ContentError(_faulty_templates(theme)) from None
    return tuple(found)


def _faulty_templates(theme: Path) -> Iterator[Problem]:
    """Yield the templates that are none, each with the line on which it stops being one."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted((theme / "templates").rglob("*.html")):
        try:
            environment.parse(path.read_text("utf-8"))
        except TemplateSyntaxError as error:
            where = f"theme/{path.relative_to(theme).as_posix()}"
            yield Problem(where, error.lineno, error.message or "no template", "mend the template")


def _read(theme: Path, lang: str, problems: list[Problem]) -> Catalog:
    path = theme / "translations" / lang / "LC_MESSAGES" / "messages.po"
    try:
        with path.open("rb") as file:
            return read_po(file, locale=lang, abort_invalid=True)
    except OSError as error:
        problems.append(Problem(where_of(lang), 0, f"cannot be read: {error.__class__.__name__}", UPDATE))
    except PoFileError as error:
        problems.append(Problem(where_of(lang), error.lineno, f"cannot be read: {error}", "mend the file"))
    return Catalog(lang)


def _check(catalogue: Catalog, lang: str, wanted: tuple[Wanted, ...]) -> Iterator[Problem]:
    """Yield what is wrong: at the string's place if it is missing, else at its place in the catalogue."""
    seen: set[tuple[str, str | None]] = set()
    for want in wanted:
        key = want.message[0] if isinstance(want.message, tuple) else want.message
        if not key or (key, want.context) in seen:
            continue
        seen.add((key, want.context))
        message = catalogue.get(key, want.context)
        if message is None or not _texts(message) or not all(_texts(message)):
            yield Problem(want.where, want.line, f"'{_short(key)}' is not translated into '{lang}'", UPDATE)
        elif message.fuzzy:
            what = f"the translation of '{_short(key)}' is marked as fuzzy"
            yield Problem(where_of(lang), message.lineno or 0, what, "check it, then remove the mark")
        else:
            for error in message.check(catalogue):
                yield Problem(where_of(lang), message.lineno or 0, str(error), "mend the placeholders")


def _texts(message: Message) -> tuple[str, ...]:
    texts = message.string
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004  a line of a terminal


def _compile(catalogue: Catalog) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def in_records(content: Path) -> Iterator[Wanted]:
    """Yield the strings of the records that a catalogue may know."""
    for name, key, context in IN_RECORDS:
        path = content / "data" / f"{name}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()
        for text in sorted({str(json.loads(line).get(key, "")) for line in lines}):
            yield Wanted(f"content/data/{name}.jsonl", 0, text, context)


def update(content: Path, theme: Path = THEME) -> None:
    """Bring the catalogues up to date: new strings without a translation, old ones dropped.

    Nothing of a clock or a machine goes into them; a string is located by file, so that a line put
    into a template changes no catalogue.
    """
    wanted = [*extract_wanted(theme), *in_records(content)]
    for lang in LANGUAGES:
        if lang == ROOT_LANGUAGE:
            continue
        new = _renewed(_read(theme, lang, []), lang, wanted)
        words = BytesIO()
        write_po(words, new, width=0, omit_header=True, ignore_obsolete=True)
        header = HEADER.format(lang=lang, plurals=new.plural_forms)
        path = theme / "translations" / lang / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(header.encode() + words.getvalue())


def _renewed(old: Catalog, lang: str, wanted: Iterable[Wanted]) -> Catalog:
    new = Catalog(lang)
    for want in wanted:
        key = want.message[0] if isinstance(want.message, tuple) else want.message
        known = old.get(key, want.context)
        if key:
            string = known.string if known and known.pluralizable == isinstance(want.message, tuple) else ""
            flags = known.flags if known else ()
            new.add(
                want.message,
                string,
                cast("list[tuple[str, int]]", [(want.where, None)]),
                flags,
                context=want.context,
            )
    return new
