"""The languages of the interface: where their pages stand, their words, dates, lists and numbers.

English stands at the root of the site and each other language in a folder of its name, every page
at the same address within its language. Words come from the catalogues in `theme/translations/`;
how dates, lists and numbers are written comes from CLDR through Babel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations
from jinja2 import pass_context
from jinja2.runtime import Context

from .problems import Problem
from .records import Names

LANGUAGES: Final = ("en", "vi", "fr")
ROOT_LANGUAGE: Final = "en"
# English dates in the order of day, month, year, as Vietnamese and French have them.
LOCALES: Final[Mapping[str, str]] = {"en": "en_GB", "vi": "vi", "fr": "fr"}
NO_BREAK: Final = "\N{NO-BREAK SPACE}"

Catalogues = Mapping[str, NullTranslations]


def path_in(lang: str, name: str) -> str:
    """Return where a page stands below the site's root: `about.html`, `vi/about.html`."""
    return name if lang == ROOT_LANGUAGE else f"{lang}/{name}"


def up_from(path: str) -> str:
    """Return the relative address, from the page at `path`, of the folder that `path` is told from."""
    return "/".join([".."] * path.count("/")) or "."


@cache
def locale(lang: str) -> Locale:
    """Return what CLDR knows of a language of the interface."""
    return Locale.parse(LOCALES[lang])


@cache
def own_name(lang: str) -> str:
    """Return a language's name in that language, as it begins a line."""
    return first_upper(locale(lang).languages[lang])


@cache
def territory(lang: str) -> str:
    """Return a language with the country whose usage it follows, as Open Graph has it: `en_GB`."""
    known = locale(lang)
    if known.territory:
        return str(known)
    return f"{lang}_{get_global('likely_subtags')[lang].rpartition('_')[2]}"


def callables(catalogues: Catalogues) -> tuple[Callable[..., str], ...]:
    """Return gettext, ngettext, pgettext and npgettext that speak the language of the page."""

    def words(context: Context) -> NullTranslations:
        return catalogues[str(context["LANG"])]

    @pass_context
    def gettext(context: Context, message: str) -> str:
        return str(words(context).ugettext(message))

    @pass_context
    def ngettext(context: Context, one: str, many: str, number: int) -> str:
        return str(words(context).ungettext(one, many, number))

    @pass_context
    def pgettext(context: Context, about: str, message: str) -> str:
        return str(words(context).upgettext(about, message))

    @pass_context
    def npgettext(context: Context, about: str, one: str, many: str, number: int) -> str:
        return str(words(context).unpgettext(about, one, many, number))

    return gettext, ngettext, pgettext, npgettext


class Calendar:
    """Writes dates in the language of a page, by the patterns that its catalogue gives."""

    def __init__(self, catalogues: Catalogues) -> None:
        """Keep the catalogues, whose patterns are Unicode date fields."""
        self.catalogues = catalogues

    def words(self, lang: str, stamp: str) -> str:
        """Return an ISO date as far as it goes, or date and time with its zone, in words.

        Spaces inside a date do not break. What is no date comes back as it is.
        """
        parts = stamp[:10].split("-")
        try:
            day = date(*map(int, [*parts, "1", "1"][:3]))
        except ValueError:
            return stamp
        pattern = self._pattern(lang, len(parts), is_first=day.day == 1)
        words = format_date(day, format=pattern, locale=locale(lang)).replace(" ", NO_BREAK)
        if "T" not in stamp:
            return words
        moment = datetime.fromisoformat(stamp)
        zone = f" {moment.tzname()}" if moment.tzname() else ""
        return f"{words}, {moment:%H:%M}{zone}"

    def _pattern(self, lang: str, parts: int, *, is_first: bool) -> str:
        pgettext = self.catalogues[lang].upgettext
        if parts == 1:
            return str(pgettext("date pattern of Unicode date fields: a year", "y"))
        if parts == 2:  # noqa: PLR2004  year and month
            return str(pgettext("date pattern of Unicode date fields: month and year", "MMMM y"))
        if is_first:
            return str(pgettext("date pattern of Unicode date fields: the first day of a month", "d MMMM y"))
        return str(pgettext("date pattern of Unicode date fields: day, month and year", "d MMMM y"))


def filters(catalogues: Catalogues) -> dict[str, Callable[..., object]]:
    """Return the filters that speak the language of the page."""
    calendar = Calendar(catalogues)

    @pass_context
    def date_words(context: Context, stamp: str) -> str:
        return calendar.words(str(context["LANG"]), stamp)

    return {
        "date_words": date_words,
        "named": named,
        "language_name": language_name,
        "separators": separators,
        "listed": listed,
        "decimal": decimal,
        "whole": whole,
        "share": share,
        "first_upper": first_upper,
    }


@pass_context
def named(context: Context, names: Names) -> str:
    """Return a name in the language of the interface."""
    return names.of(str(context["LANG"]))


@pass_context
def language_name(context: Context, code: str) -> str:
    """Return the name of a language as it stands inside a sentence, or its code if it has none."""
    lang = str(context["LANG"])
    name: str = locale(lang).languages.get(code, code)
    # CLDR begins names of languages with a capital in Vietnamese, for the beginning of a line.
    return name[:1].lower() + name[1:] if lang == "vi" else name


@pass_context
def separators(context: Context, number: int) -> tuple[str, ...]:
    """Return what follows each of `number` things in a list: `", "`, `" and "`, nothing at the end."""
    return between(str(context["LANG"]), number)


@cache
def between(lang: str, number: int) -> tuple[str, ...]:
    """Return what follows each of `number` things in a list in `lang`."""
    marks = [f"\0{place}\0" for place in range(number)]
    pieces = format_list(marks, locale=locale(lang)).split("\0")
    return tuple(pieces[2::2])


@pass_context
def listed(context: Context, things: Sequence[str]) -> str:
    """Return plain words as a list in a sentence: `A, B and C`."""
    return format_list(list(things), locale=locale(str(context["LANG"])))


@pass_context
def decimal(context: Context, number: float) -> str:
    """Return a number between 0 and 1 with two digits after the point, or after the comma."""
    return format_decimal(number, format="0.00", locale=locale(str(context["LANG"])))


@pass_context
def whole(context: Context, number: int) -> str:
    """Return a whole number with its thousands set apart."""
    return format_decimal(number, locale=locale(str(context["LANG"])))


@pass_context
def share(context: Context, number: float) -> str:
    """Return a number between 0 and 1 in per cent."""
    return format_percent(number, locale=locale(str(context["LANG"])))


def first_upper(text: str) -> str:
    """Return a text with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def check_page(where: str, lang: str) -> Problem:
    """Return the problem of a page in a language that the site does not have."""
    known = ", ".join(LANGUAGES[1:])
    return Problem(where, 0, f"'{lang}' is no language of the site", f"use one of {known}")
