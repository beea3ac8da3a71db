"""Writes what stands beside the pages: feeds, sitemap, picture, records and citations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import card, downloads, feeds, views
from .addresses import Addresses
from .edition import Edition
from .languages import LANGUAGES, Calendar, Catalogues, path_in
from .writer import NOT_FOUND

PICTURE = "card.png"


@dataclass(frozen=True)
class Publisher:
    """What the files are made from."""

    edition: Edition
    addresses: Addresses
    catalogues: Catalogues
    name: str

    def write(self, content: Path, output: Path, pages: Iterable[str]) -> None:
        """Write all files below `output`; `pages` are the addresses within each language."""
        downloads.write(self.edition, self.addresses, content, output)
        (output / "robots.txt").write_text(feeds.robots(self.addresses), encoding="utf-8", newline="\n")
        if self.addresses.site:
            named = [page for page in pages if page != NOT_FOUND]
            (output / "sitemap.xml").write_bytes(feeds.sitemap(self.addresses, named))
        for lang in LANGUAGES:
            (output / path_in(lang, PICTURE)).write_bytes(self._picture(lang))
            (output / path_in(lang, feeds.FEED)).write_bytes(self._feed(lang))

    def _picture(self, lang: str) -> bytes:
        calendar = Calendar(self.catalogues)
        pairs = views.comparisons(self.edition)
        events = pairs[0] if pairs else [row.record for row in self.edition.events]
        dates = [calendar.words(lang, event.date) for event in events]
        return card.draw(self.name, self._about(lang), dates)

    def _about(self, lang: str) -> str:
        gettext = self.catalogues[lang].ugettext
        return str(
            gettext(
                "Who said what in leaders’ calls, which report carried it, and what changed from one call "
                "to the next."
            )
        ).rstrip(".")

    def _feed(self, lang: str) -> bytes:
        gettext = self.catalogues[lang].ugettext
        title = gettext("%(site)s: the reports") % {"site": self.name}

        def words(what: str, report: str) -> str:
            return {"title": self._title, "author": self._outlet, "summary": self._summary}[what](
                lang, report
            )

        return feeds.feed(self.edition, self.addresses, lang, title, words)

    def _title(self, lang: str, name: str) -> str:
        report = self.edition.report[name]
        event = self.edition.event[report.event].title.of(lang)
        return report.title or f"{self._outlet(lang, name)}, {event}"

    def _outlet(self, lang: str, name: str) -> str:
        gettext = self.catalogues[lang].ugettext
        return self.edition.report[name].outlet_name.of(lang) or str(gettext("Outlet not known"))

    def _summary(self, lang: str, name: str) -> str:
        report = self.edition.report[name]
        count = len(self.edition.claims_of.get(name, ()))
        ngettext = self.catalogues[lang].ungettext
        said = ngettext("%(count)s statement", "%(count)s statements", count) % {"count": count}
        event = self.edition.event[report.event].title.of(lang)
        return f"{self._outlet(lang, name)} · {event} · {said}"
