"""The files that a reader can take away: the records, and how to cite each report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from . import citations
from .addresses import Addresses
from .edition import Edition
from .records import Report

DATA: Final = "data"
# Files whose records hold words of a report that are no quoted claim.
TEXTS: Final = frozenset(("blocks", "sentences", "mentions", "terms"))


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of records as it is given out: its name, how many records, how many bytes."""

    name: str
    records: int
    size: int


def data_files(edition: Edition, content: Path) -> Iterator[tuple[DataFile, bytes]]:
    """Yield the files of `content/data/`, without the texts of reports shown in excerpts only."""
    hidden = {row.record.id for row in edition.reports if row.record.display != "full"}
    for path in sorted((content / DATA).glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        if path.stem in TEXTS and hidden:
            lines = [line for line in lines if json.loads(line).get("report") not in hidden]
        text = "".join(lines).encode()
        yield DataFile(path.name, len(lines), len(text)), text


def citation_of(addresses: Addresses, report: Report) -> citations.Citation:
    """Return the citation of a report; the outlet's name is that of the report's own language."""
    here = addresses.absolute(f"reports/{report.id}.html") if addresses.site else ""
    return citations.of_report(report, report.outlet_name.of(report.lang), here)


def claim_citation_of(edition: Edition, addresses: Addresses, claim_id: str) -> citations.Citation:
    """Return the citation of a claim in its report."""
    claim = edition.claim[claim_id]
    report = citation_of(addresses, edition.report[claim.report])
    here = addresses.absolute(f"reports/{claim.report}.html") if addresses.site else ""
    return citations.of_claim(claim, report, f"{here}#{claim.id}" if here else "")


def site_citation(addresses: Addresses) -> citations.Citation:
    """Return the citation of the site."""
    return citations.of_site(addresses.absolute("index.html") if addresses.site else "")


def citation_files(edition: Edition, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of the files that cite the site, and each report with its statements."""
    site = site_citation(addresses)
    yield "cite.bib", citations.bibtex([site])
    yield "cite.ris", citations.ris([site])
    for row in edition.reports:
        report = row.record
        claims = edition.claims_of.get(report.id, ())
        found = [
            citation_of(addresses, report),
            *(claim_citation_of(edition, addresses, claim.id) for claim in claims),
        ]
        yield f"reports/{report.id}.bib", citations.bibtex(found)
        yield f"reports/{report.id}.ris", citations.ris(found)


def write(edition: Edition, addresses: Addresses, content: Path, output: Path) -> None:
    """Write all of it below `output`."""
    (output / DATA).mkdir(parents=True, exist_ok=True)
    for file, text in data_files(edition, content):
        (output / DATA / file.name).write_bytes(text)
    for path, words in citation_files(edition, addresses):
        target = output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(words.encode())
