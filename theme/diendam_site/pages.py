"""What templates may call, and whether every record has its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from . import plots, reading, views
from .edition import Edition
from .marks import split_at_claims, split_headline, split_paragraphs
from .problems import Problem
from .reasons import read_reason

WrittenPage = tuple[str, Mapping[str, str], str]


def context(edition: Edition) -> dict[str, object]:
    """Return the edition and the views on it, as templates call them."""
    return {
        "edition": edition,
        "comparisons": views.comparisons(edition),
        "comparison_of": partial(views.comparison, edition),
        "changes_of": partial(views.changes, edition),
        "collation_of": partial(views.collation, edition),
        "label_of": views.label_of,
        "partners_of": partial(views.partners_of, edition),
        "numbers_of": reading.numbers_of,
        "in_order": partial(reading.in_order, edition),
        "topic_plot": partial(plots.topic_plot, edition),
        "act_plot": partial(plots.act_plot, edition),
        "lanes_of": partial(plots.lanes, edition),
    }


def web_address(address: str) -> str:
    """Return an address as a link may carry it: the web's, else one that leads nowhere."""
    return address if urlsplit(address).scheme in {"http", "https"} else "#provenance"


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "reason": read_reason,
    "web_address": web_address,
    "split_at_claims": split_at_claims,
    "split_headline": split_headline,
    "split_paragraphs": split_paragraphs,
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
