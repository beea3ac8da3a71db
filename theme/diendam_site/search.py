"""What the search page finds, as a script file that works from disk too.

The file holds names and texts as they are; the page folds them when it searches, so that there is
one folding. Addresses are from the root of the site.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Final, Protocol

from .concordance import LABELS
from .edition import Edition
from .records import Claim, Entity, Event, Names, Report, Word

INDEX: Final = "theme/js/search-index.js"
Entry = dict[str, object]


class Wording(Protocol):
    """A wording of a set phrase."""

    @property
    def words(self) -> str:
        """The words."""


class Phrase(Protocol):
    """A set phrase with its wordings by language."""

    @property
    def id(self) -> str:
        """Its id, which is its place in the glossary."""

    @property
    def names(self) -> Names:
        """Its names."""

    @property
    def renderings(self) -> Iterable[tuple[str, Iterable[Wording]]]:
        """The wordings of each language."""


def index_file(edition: Edition, pages: Container[str], phrases: Iterable[Phrase] = ()) -> str:
    """Return the text of the script: one constant with every entry, a line each.

    `pages` are the pages of the site, by their paths from its root.
    """
    mentions = Counter(name for row in edition.mentions for name in row.record.id.split("+"))
    groups: dict[str, Iterator[Entry]] = {
        "entities": (_entity(row.record, mentions[row.record.id]) for row in edition.entities),
        "topics": (_topic(word, pages) for word in edition.words.get("topic", ())),
        "terms": (_term(phrase) for phrase in phrases),
        "events": (_event(row.record) for row in edition.events),
        "reports": (_report(edition, row.record) for row in edition.reports),
        "claims": (_claim(row.record) for row in edition.claims),
    }
    parts = ",\n".join(f'"{name}": [\n{_lines(entries)}\n]' for name, entries in groups.items())
    return f"const SEARCH_INDEX = {{\n{parts}\n}};\n"


def _lines(entries: Iterator[Entry]) -> str:
    return ",\n".join(json.dumps(e, ensure_ascii=False, separators=(",", ":")) for e in entries)


def _names(names: Names) -> dict[str, str]:
    return dict(names.each())


def _entity(entity: Entity, mentions: int) -> Entry:
    shown = {name for _, name in entity.names.each()}
    return {
        "id": entity.id,
        "address": f"entities/{entity.id}.html",
        "label": LABELS.index(entity.label),
        "names": _names(entity.names),
        "forms": [form for form in entity.forms if form not in shown],
        "mentions": mentions,
    }


def _topic(word: Word, pages: Container[str]) -> Entry:
    page = f"topics/{word.id}.html"
    return {
        "id": word.id,
        "address": page if page in pages else f"method.html#topic-{word.id}",
        "names": _names(word.names),
        "definition": _names(word.definition),
    }


def _term(phrase: Phrase) -> Entry:
    forms = {wording.words: None for _, wordings in phrase.renderings for wording in wordings}
    return {
        "id": phrase.id,
        "address": f"glossary.html#{phrase.id}",
        "names": _names(phrase.names),
        "forms": list(forms),
    }


def _event(event: Event) -> Entry:
    return {
        "id": event.id,
        "address": f"events/{event.id}.html",
        "names": _names(event.title),
        "occasion": _names(event.occasion) if event.occasion else {},
        "date": event.date,
    }


def _report(edition: Edition, report: Report) -> Entry:
    """Return the report with its sentences, or none where only its quoted claims may be shown."""
    is_whole = report.display == "full"
    sentences = edition.sentences_of.get(report.id, ()) if is_whole else ()
    return {
        "id": report.id,
        "address": f"reports/{report.id}.html",
        "title": report.title,
        "lang": report.lang,
        "outlet": _names(report.outlet_name),
        "date": (report.published or edition.event[report.event].date)[:10],
        "sentences": [[s.sentence, s.lang, s.text] for s in sentences],
    }


def _claim(claim: Claim) -> Entry:
    return {
        "id": claim.id,
        "report": claim.report,
        "lang": claim.lang,
        "text": claim.text,
        "speakers": list(claim.speakers),
        "act": claim.act,
        "topics": list(claim.topics),
    }
