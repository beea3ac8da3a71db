"""What a page says of itself: title, date, site, address, author, language, and whether it is whole.

Meta elements and JSON-LD (schema.org) state a fact; what htmldate finds in the
page's text or address is an inference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from pipeline.model import Certainty, Fact

_LD = re.compile(r"<script\b[^>]*application/ld\+json[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_FRAME = re.compile(r"<i?frame\b[^>]{0,500}?\bsrc\s*=\s*[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)
_FRAMESET = re.compile(r"<frameset\b", re.IGNORECASE)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
_DATE_NAMES = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate", "publish-date",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "date", "parsely-pub-date",
    "sailthru.date",
)  # fmt: skip
_SITE_NAMES = ("og:site_name", "application-name", "twitter:site", "dc.publisher")
_NOTHING = Fact("", Certainty.UNKNOWN)

Json = object


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself, empty where it says nothing; `frames` are pages that it only frames."""

    title: str
    published: Fact
    site: str
    address: str
    author: str
    lang: str
    paywalled: bool
    frames: tuple[str, ...]


NO_FACTS = PageFacts("", _NOTHING, "", "", "", "", paywalled=False, frames=())


def page_facts(source: str, address: str) -> PageFacts:
    """Return the facts of a page; `address` is where it was fetched, empty where that is not known."""
    head = BeautifulSoup(re.split(r"<body\b", source, maxsplit=1, flags=re.IGNORECASE)[0], "lxml")
    metas = _metas(head)
    linked = [*_linked(source)]
    canonical = head.find("link", rel="canonical")
    told = str(canonical.get("href") or "") if canonical else metas.get("og:url", "")
    title = _first(linked, "headline") or metas.get("og:title", "") or _text(head.title)
    site = next((metas[n] for n in _SITE_NAMES if metas.get(n)), "") or _first(linked, "publisher")
    root = head.find("html")
    framed = tuple(_FRAME.findall(source)) if _FRAMESET.search(source) else ()
    return PageFacts(
        title=" ".join(title.split()),
        published=_published(source, linked, metas, address),
        site=" ".join(site.split()),
        address=_web_address(urljoin(address, told)) or address,
        author=_first(linked, "author") or metas.get("author", ""),
        lang=str(root.get("lang") or "")[:2].lower() if root else "",
        paywalled=any(str(entry.get("isAccessibleForFree")).lower() == "false" for entry in linked),
        frames=framed,
    )


def _web_address(address: str) -> str:
    parts = urlsplit(address)
    return address if parts.scheme in {"http", "https"} and parts.hostname else ""


def _text(node: object) -> str:
    return str(getattr(node, "get_text", str)()) if node else ""


def _metas(head: BeautifulSoup) -> dict[str, str]:
    """Return the contents of the meta elements by their names in small letters, the first of each."""
    found: dict[str, str] = {}
    for meta in head.find_all("meta"):
        name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        found.setdefault(name, str(meta.get("content") or "").strip())
    return found


def _linked(source: str) -> Iterator[dict[str, Json]]:
    """Yield the objects of a page's JSON-LD that are no lists; a block that does not parse is skipped."""
    for match in _LD.finditer(source):
        try:
            waiting: list[Json] = [json.loads(match[1], strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            entry = waiting.pop(0)
            if isinstance(entry, list):
                waiting = [*entry, *waiting]
            elif isinstance(entry, dict):
                yield entry
                waiting += [entry.get("@graph"), entry.get("mainEntity")]


def _first(linked: Iterable[dict[str, Json]], key: str) -> str:
    """Return the first text under a key; of an object or list, its first name."""
    for entry in linked:
        value = entry.get(key)
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _published(source: str, linked: list[dict[str, Json]], metas: dict[str, str], address: str) -> Fact:
    told = [(_first(linked, "datePublished"), "the page's JSON-LD says so")]
    told += [(metas.get(name, ""), f"the page's {name} says so") for name in _DATE_NAMES]
    for value, note in told:
        if day := iso_day(value):
            return Fact(day, Certainty.STATED, note)
    from htmldate import find_date  # noqa: PLC0415 -- slow to import

    found = find_date(source, url=address or None, original_date=True, outputformat="%Y-%m-%d")
    return Fact(found, Certainty.INFERRED, "found in the page by htmldate") if found else _NOTHING


def iso_day(value: str) -> str:
    """Return an ISO date, with time and zone where both are told, of a text that begins with one."""
    match = _DAY.match(value.strip())
    if match is None:
        return ""
    day, time, zone = match.groups()
    if not time or not zone or time == "00:00":
        return day
    zone = "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{time}{zone}"
