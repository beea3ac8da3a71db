"""How to cite a report, a statement or the site: BibTeX, RIS and plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from .records import Claim, Report

# What TeX takes for a sign of its own. The backslash and the braces are replaced in the same pass,
# so that none is escaped twice.
TEX: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
UNTITLED: Final = "[no headline]"
CREATOR: Final = "The diendam authors"
SITE_TITLE: Final = "Điện đàm: who said what in leaders’ calls, report by report"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says; empty where it is not known. `note` is a sentence in English."""

    key: str
    kind: str
    title: str
    author: str
    published: str
    address: str
    language: str
    note: str
    quotation: str = ""
    container: str = ""


def of_report(report: Report, outlet: str, here: str) -> Citation:
    """Return the citation of a report; `here` is its page's address on this site, or empty."""
    kept = f"Kept as captured, SHA-256 {report.sha256}" + (f", {here}" if here else "")
    sure = [
        words
        for how, words in (
            (report.outlet_how, "the outlet is inferred"),
            (report.published_how, "the date is inferred"),
        )
        if how == "inferred"
    ]
    return Citation(
        key=report.id,
        kind="NEWS",
        title=report.title,
        author=outlet,
        published=report.published[:10],
        address=web(report.url),
        language=report.lang,
        note="; ".join([kept, *sure]),
    )


def of_claim(claim: Claim, report: Citation, here: str) -> Citation:
    """Return the citation of a statement in its report; `here` is the statement's address."""
    place = f"Statement {claim.id}" + (f", {here}" if here else "")
    return Citation(
        key=claim.id,
        kind="NEWS",
        title=report.title,
        author=report.author,
        published=report.published,
        address=report.address,
        language=claim.lang,
        note=f"{place}; {report.note}",
        quotation=claim.text,
    )


def of_site(here: str) -> Citation:
    """Return the citation of the site, for all of it."""
    return Citation(
        key="diendam",
        kind="DATA",
        title=SITE_TITLE,
        author=CREATOR,
        published="",
        address=here,
        language="",
        note="Data and programs: GNU Affero General Public License, version 3 or later",
    )


def bibtex(citations: Iterable[Citation]) -> str:
    """Return BibTeX entries in UTF-8, which biber and every reference manager read."""
    return "\n".join(_entry(citation) for citation in citations)


def _entry(citation: Citation) -> str:
    year, month, day = _date(citation.published)
    fields = {
        # In braces of its own, a name of a body is not taken apart into names of people.
        "author": f"{{{tex(citation.author)}}}" if citation.author else "",
        "title": f"{{{tex(citation.title or UNTITLED)}}}",
        "year": year,
        "month": str(int(month)) if month else "",
        "day": str(int(day)) if day else "",
        "url": _brackets(citation.address),
        "language": citation.language,
        "abstract": tex(citation.quotation),
        "note": tex(citation.note),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{citation.key},\n{''.join(lines)}}}\n"


def ris(citations: Iterable[Citation]) -> str:
    """Return RIS records; a line ends in CR LF, as the format has it."""
    return "".join(_record(citation) for citation in citations)


def _record(citation: Citation) -> str:
    year, month, day = _date(citation.published)
    fields = (
        ("TY", citation.kind),
        ("ID", citation.key),
        ("AU", citation.author),
        ("TI", citation.title or UNTITLED),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("UR", citation.address),
        ("LA", citation.language),
        ("AB", citation.quotation),
        ("N1", citation.note),
    )
    lines = [f"{tag}  - {one_line(value)}\r\n" for tag, value in fields if value]
    return "".join([*lines, "ER  - \r\n\r\n"])


def tex(text: str) -> str:
    """Return text as TeX reads it as itself, on one line."""
    return "".join(TEX.get(char, char) for char in one_line(text))


def one_line(text: str) -> str:
    """Return text with each run of white space as one space."""
    return " ".join(text.split())


def web(address: str) -> str:
    """Return an address if it is one of the web, else nothing."""
    return address if urlsplit(address).scheme in {"http", "https"} else ""


def _brackets(address: str) -> str:
    """Return an address with the signs percent-encoded that would end a BibTeX field."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _date(stamp: str) -> tuple[str, str, str]:
    found = DATE.match(stamp)
    return (found[1], found[2] or "", found[3] or "") if found else ("", "", "")
