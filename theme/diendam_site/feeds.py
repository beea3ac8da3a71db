"""Atom feeds of the reports, one for each language of the interface, and the sitemap."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Final

from lxml import etree

from .addresses import Addresses
from .edition import Edition
from .languages import LANGUAGES, ROOT_LANGUAGE, path_in
from .records import Report

ATOM: Final = "http://www.w3.org/2005/Atom"
XML: Final = "http://www.w3.org/XML/1998/namespace"
SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML: Final = "http://www.w3.org/1999/xhtml"
FEED: Final = "feed.xml"
# Names stay the same wherever the site stands, so that a reader's program knows an entry again.
NAMES: Final = uuid.UUID("5f0c8a3e-6f7c-5d3e-9a53-3d2a6b1c7e90")

Words = Callable[[str, str], str]


def feed(edition: Edition, addresses: Addresses, lang: str, title: str, summary: Words) -> bytes:
    """Return the feed of a language, the newest report first.

    `summary` gives the title and the sentence of an entry: `summary("title", report id)`. The time
    of an entry is that of the report's publication, else of its talk: no clock is asked.
    """
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    root.set(f"{{{XML}}}lang", lang)
    here = path_in(lang, FEED)
    reports = sorted((row.record for row in edition.reports), key=lambda report: report.id)
    reports.sort(key=lambda report: moment(edition, report), reverse=True)
    _add(root, "title", title)
    _add(root, "id", name_of(f"feed/{lang}"))
    newest = max((moment(edition, report) for report in reports), default="1970-01-01T00:00:00Z")
    _add(root, "updated", newest)
    _link(root, "alternate", addresses.of(path_in(lang, "index.html"), here), lang)
    if addresses.site:
        _link(root, "self", addresses.absolute(here), lang)
    for report in reports:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        page = path_in(lang, f"reports/{report.id}.html")
        _add(entry, "title", summary("title", report.id))
        _add(entry, "id", name_of(f"report/{report.id}"))
        _add(entry, "updated", moment(edition, report))
        author = etree.SubElement(entry, f"{{{ATOM}}}author")
        _add(author, "name", summary("author", report.id))
        _link(entry, "alternate", addresses.of(page, here), lang)
        _add(entry, "summary", summary("summary", report.id))
        _add(entry, "rights", report.rights)
    return _bytes(root)


def moment(edition: Edition, report: Report) -> str:
    """Return when a report was published, else the day of its talk, in universal time."""
    stamp = report.published or edition.event[report.event].date
    if "T" in stamp:
        when = datetime.fromisoformat(stamp)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{date.fromisoformat(stamp[:10]).isoformat()}T00:00:00Z"


def name_of(what: str) -> str:
    """Return the name of an entry, which holds no address."""
    return uuid.uuid5(NAMES, what).urn


def sitemap(addresses: Addresses, names: Iterable[str]) -> bytes:
    """Return the sitemap: each page in each language, with all its languages. It knows no time."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    for name in sorted(names):
        alternates = addresses.alternates(name, ROOT_LANGUAGE)
        for lang in LANGUAGES:
            url = etree.SubElement(root, f"{{{SITEMAP}}}url")
            etree.SubElement(url, f"{{{SITEMAP}}}loc").text = addresses.absolute(path_in(lang, name))
            for other, address in alternates:
                link = etree.SubElement(url, f"{{{XHTML}}}link")
                link.set("rel", "alternate")
                link.set("hreflang", other)
                link.set("href", address)
    return _bytes(root)


def robots(addresses: Addresses) -> str:
    """Return robots.txt: everything may be read, and where the sitemap is if that is known."""
    lines = ["User-agent: *", "Allow: /"]
    if addresses.site:
        lines.append(f"Sitemap: {addresses.absolute('sitemap.xml')}")
    return "\n".join([*lines, ""])


def _add(parent: etree._Element, tag: str, text: str) -> None:
    # XML has no place for control characters, which a captured page may hold.
    kept = "".join(char for char in text if char.isprintable() or char in "\n\t")
    etree.SubElement(parent, f"{{{ATOM}}}{tag}").text = kept


def _link(parent: etree._Element, rel: str, address: str, lang: str) -> None:
    link = etree.SubElement(parent, f"{{{ATOM}}}link")
    link.set("rel", rel)
    link.set("href", address)
    link.set("hreflang", lang)


def _bytes(root: etree._Element) -> bytes:
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return text
