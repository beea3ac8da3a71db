"""Names of countries and territories from Unicode CLDR, through Babel."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError

from pipeline.entries import Forms
from pipeline.model import Lang


@cache
def _territories(lang: str) -> dict[str, str]:
    try:
        return {code: str(name) for code, name in Locale.parse(lang).territories.items()}
    except UnknownLocaleError:
        return {}


def country_names(iso: str, extra: Forms, langs: Iterable[str]) -> Forms:
    """Return the names of the country `iso` (ISO 3166 alpha-2): those listed, then CLDR's."""
    names: Forms = {}
    for lang in langs:
        listed = extra.get(Lang(lang), ())
        known = _territories(lang).get(iso)
        names[Lang(lang)] = tuple(dict.fromkeys([*listed, *([known] if known else [])]))
    return names
