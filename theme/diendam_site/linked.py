"""What a page is about, as JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from . import citations
from .addresses import Addresses
from .edition import Edition
from .languages import path_in
from .records import Claim, Entity, Event, Proposition, Report

CONTEXT: Final = "https://schema.org"
LICENCE: Final = "https://www.gnu.org/licenses/agpl-3.0.html"
TYPES: Final[Mapping[str, str]] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "EVENT": "Event",
    "LAW": "Legislation",
}
# What JSON may hold and HTML or a script would take for something else.
RISKY: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'\u2028\u2029"}

Node = dict[str, object]


def as_json(value: object, **_: object) -> str:
    """Return JSON in UTF-8 that can stand in a page, whatever its texts hold."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(RISKY)


@dataclass(frozen=True, slots=True)
class LinkedData:
    """Describes pages in one language: `name` is the address of the page within it."""

    edition: Edition
    addresses: Addresses
    lang: str
    name: str

    def address(self, name: str, fragment: str = "") -> str:
        """Return the address of a page in this language, as an id: `…/reports/x.html#claim`."""
        at = self.addresses.of(path_in(self.lang, name), path_in(self.lang, self.name))
        return f"{at}#{fragment}" if fragment else at

    def page(self, title: str, description: str, kind: str = "WebPage") -> Node:
        """Return any page as part of the site."""
        return {
            "@context": CONTEXT,
            "@type": kind,
            "@id": self.address(self.name),
            "url": self.address(self.name),
            "name": title,
            "description": description,
            "inLanguage": self.lang,
            "isPartOf": {"@type": "WebSite", "@id": self.address("index.html"), "name": "Điện đàm"},
        }

    def dataset(self, title: str, description: str, files: Iterable[str]) -> Node:
        """Return the records as a dataset with the files that it is given out in."""
        at = path_in(self.lang, self.name)
        return {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": self.address("data.html"),
            "url": self.address("data.html"),
            "name": title,
            "description": description,
            "license": LICENCE,
            "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": citations.CREATOR},
            "inLanguage": sorted({lang for row in self.edition.reports for lang in row.record.langs}),
            "temporalCoverage": self._time(),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file,
                    "encodingFormat": "application/jsonl",
                    "contentUrl": self.addresses.of(f"data/{file}", at),
                }
                for file in files
            ],
        }

    def _time(self) -> str:
        dates = sorted(row.record.date for row in self.edition.events)
        return f"{dates[0]}/{dates[-1]}" if dates else ""

    def report(self, report: Report, title: str) -> Node:
        """Return a report as a news article with the statements quoted from it."""
        event = self.edition.event[report.event]
        outlet = report.outlet_name.of(report.lang)
        node: Node = {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "@id": self.address(f"reports/{report.id}.html"),
            "url": self.address(f"reports/{report.id}.html"),
            "headline": title,
            "inLanguage": report.lang,
            "datePublished": report.published,
            "publisher": {"@type": "Organization", "name": outlet} if outlet else None,
            "isBasedOn": citations.web(report.url),
            "about": {"@id": self.address(f"events/{event.id}.html")},
            "hasPart": [self.quotation(claim) for claim in self.edition.claims_of.get(report.id, ())],
        }
        return _filled(node)

    def quotation(self, claim: Claim) -> Node:
        """Return a statement as a quotation of who says it."""
        return {
            "@type": "Quotation",
            "@id": self.address(f"reports/{claim.report}.html", claim.id),
            "text": claim.text,
            "inLanguage": claim.lang,
            "spokenByCharacter": [{"@id": self.address(f"entities/{name}.html")} for name in claim.speakers],
        }

    def event(self, event: Event, propositions: Iterable[tuple[Proposition, str]]) -> Node:
        """Return a talk with its claims, each named by its gloss, and where they appear."""
        people = [self.edition.entity[name] for name in event.parties]
        return {
            "@context": CONTEXT,
            "@type": "Event",
            "@id": self.address(f"events/{event.id}.html"),
            "url": self.address(f"events/{event.id}.html"),
            "name": event.title.of(self.lang),
            "startDate": event.date,
            "attendee": [self._thing(person) for person in people],
            "subjectOf": [
                {
                    "@type": "Claim",
                    "@id": self.address(f"events/{event.id}.html", joined.proposition),
                    "name": gloss,
                    "appearance": [
                        {"@id": self.address(f"reports/{self.edition.claim[name].report}.html", name)}
                        for name in joined.claims
                    ],
                }
                for joined, gloss in propositions
            ],
        }

    def comparison(self, title: str, description: str, events: Iterable[Event]) -> Node:
        """Return a comparison as an article about its two talks."""
        about = [{"@id": self.address(f"events/{event.id}.html")} for event in events]
        return {**self.page(title, description, "Article"), "headline": title, "about": about}

    def entity(self, entity: Entity) -> Node:
        """Return an entity with its names and its number in Wikidata."""
        return {"@context": CONTEXT, **self._thing(entity)}

    def _thing(self, entity: Entity) -> Node:
        first = entity.names.of(self.lang)
        others = [name for _, name in entity.names.each() if name != first]
        same = f"https://www.wikidata.org/entity/{entity.wikidata}" if entity.wikidata else ""
        node: Node = {
            "@type": TYPES.get(entity.label, "Thing"),
            "@id": self.address(f"entities/{entity.id}.html"),
            "url": self.address(f"entities/{entity.id}.html"),
            "name": first,
            "alternateName": list(dict.fromkeys(others)),
            "sameAs": same,
        }
        return _filled(node)


def _filled(node: Node) -> Node:
    """Return the node without the keys that nothing is known for."""
    return {key: value for key, value in node.items() if value not in (None, "", [])}
