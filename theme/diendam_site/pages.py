"""What templates may call, and whether every record has its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_date
from jinja2 import pass_context
from jinja2.runtime import Context

from . import concordance, views
from .edition import Edition
from .marks import split_at_claims, split_headline
from .problems import Problem
from .records import Names

# English dates in the order of day, month, year, as Vietnamese and French have them.
LOCALES: Final[Mapping[str, str]] = {"en": "en_GB", "vi": "vi", "fr": "fr"}

WrittenPage = tuple[str, Mapping[str, str], str]


def context(edition: Edition, lang: str) -> dict[str, object]:
    """Return what templates may use besides Pelican's own: the edition and the views on it."""
    return {
        "LANG": lang,
        "edition": edition,
        "comparisons": views.comparisons(edition),
        "comparison_of": partial(views.comparison, edition),
        "changes_of": partial(views.changes, edition),
        "collation_of": partial(views.collation, edition),
        "occurrences_of": partial(concordance.occurrences, edition),
        "LABELS": concordance.LABELS,
        "named_as": partial(concordance.named_as, edition),
        "named_on_one_side": partial(concordance.named_on_one_side, edition),
        "named_in": partial(concordance.named_in, edition),
        "label_of": views.label_of,
    }


@pass_context
def named(context: Context, names: Names) -> str:
    """Return a name in the language of the interface."""
    return names.of(str(context["LANG"]))


@pass_context
def date_words(context: Context, stamp: str) -> str:
    """Return an ISO date, or date and time with its zone, in words."""
    locale = LOCALES[str(context["LANG"])]
    day = format_date(date.fromisoformat(stamp[:10]), format="long", locale=locale)
    day = day.replace(" ", "\N{NO-BREAK SPACE}")
    if "T" not in stamp:
        return day
    moment = datetime.fromisoformat(stamp)
    zone = f" {moment.tzname()}" if moment.tzname() else ""
    return f"{day}, {moment:%H:%M}{zone}"


@pass_context
def language_name(context: Context, code: str) -> str:
    """Return the name of a language, or its code where it has none."""
    name = Locale.parse(LOCALES[str(context["LANG"])]).languages.get(code)
    return name or code


def web_address(address: str) -> str:
    """Return an address as a link may carry it: the web's, else one that leads nowhere."""
    return address if urlsplit(address).scheme in {"http", "https"} else "#provenance"


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "named": named,
    "date_words": date_words,
    "language_name": language_name,
    "web_address": web_address,
    "split_at_claims": split_at_claims,
    "split_headline": split_headline,
}


def compare_with_records(
    edition: Edition, written: Iterable[WrittenPage], content: Path
) -> Iterator[Problem]:
    """Return a problem for each record without a page and each page without a record."""
    expected = {
        "report": set(edition.report),
        "event": set(edition.event),
        "entity": set(edition.entity),
        "compare": {"--".join(pair) for pair in edition.rows_of},
    }
    # A pair of events may be compared and have no row in common.
    known = {f"{left}--{right}" for left in edition.event for right in edition.event}
    for template, metadata, source in written:
        if template not in expected:
            continue
        where = Path(source).relative_to(content).as_posix()
        name = metadata.get(template, "")
        if template == "compare":
            name = f"{metadata.get('left', '')}--{metadata.get('right', '')}"
        if Path(source).stem != name:
            yield Problem(where, 0, f"the page of {template} '{name}' has another name")
        elif name not in (known if template == "compare" else expected[template]):
            yield Problem(where, 0, f"there is no {template} '{name}' in data/")
        expected[template].discard(name)
    for template, names in expected.items():
        for name in sorted(names):
            yield Problem("data", 0, f"{template} '{name}' has no page")
