"""Through whom a report has what it tells: the source of a sentence, of its paragraph and the last of all."""

from __future__ import annotations

from pipeline.extract import again, bodies, interposed, sources, spokesmen, tellers
from pipeline.extract.discourse import Discourse
from pipeline.extract.passage import Passage
from pipeline.model import EntityId


class Through:
    """The sources met so far in one report.

    `via` is that of the paragraph. `carried` tells that it stood behind earlier
    words of it. `until` is the last sentence of an account: `…, conclut le communiqué`.
    """

    def __init__(self, talk: Discourse) -> None:
        """Begin a report whose speakers are those of `talk`."""
        self.via: tuple[EntityId, ...] = ()
        self.carried = False
        self.until = -1
        self._talk = talk
        self._last: tuple[EntityId, ...] = ()  # which `the aide` calls again
        self._behind = False

    def new_block(self, number: int) -> None:
        """Begin a paragraph with the sentence `number`: its source is yet to be named."""
        self.via = self.via if number <= self.until else ()
        self._behind = False

    def read(self, passage: Passage, begin: int) -> tuple[int, tuple[EntityId, ...]]:
        """Return where a sentence's own words begin and through whom the report has them.

        `begin` is the chunk behind the agency's place line.
        """
        row, registry = passage.row, self._talk.registry
        inside = spokesmen.put_in(row, begin, self._talk)
        if inside is not None:
            passage.read_instead(inside)
        source = inside or again.leading(row, begin, self.via or self._last)
        source = source or spokesmen.leading(row, begin, self._talk) or sources.leading(row, begin, registry)
        if source is not None:
            self.via, begin = source.via, source.last
            while begin < len(row) and row[begin].has(",", ":", "complementizer"):
                begin += 1
        if told := tellers.conveying(row, begin, self._talk.event.parties, self._last):
            self.via, begin = tellers.nested(self.via, told[0], registry), told[1]
        elif (said := bodies.telling(row, begin)) is not None:
            self.via, begin = self.via or (self._last if said.again else ()), said.start
        return begin, self._closing(passage, begin, opened=bool(source or told))

    def _closing(self, passage: Passage, begin: int, *, opened: bool) -> tuple[EntityId, ...]:
        """Return the sources of a sentence, one behind or inside its words included."""
        row, registry = passage.row, self._talk.registry
        closing = spokesmen.trailing(row, begin, self._talk) or sources.trailing(row, registry)
        closing = again.named(row, closing, self._last, self._talk)
        if closing is not None:
            closing = closing._replace(via=tuple(v for v in closing.via if v not in self._talk.event.parties))
            passage.end = closing.first
        found = closing or sources.inserted(row, begin, registry)
        if found is None:
            told = self.via or self._last
            found = again.put_in(row, begin, told, self._talk)
            found = found or interposed.put_in(row, begin, told, self._talk)
            if found is not None:
                passage.read_instead(found)
        if found is not None and found is not closing:
            passage.aside = found.first
        self.carried = self._behind and not (opened or closing)
        kept = self.via if opened or closing is None else closing.via or self.via
        account = passage.sentence.number < self.until
        if found is not None and (found is not closing or account or again.lasts(found, self._talk)):
            self._behind = found is closing and not opened
            self.via = kept or found.via
        self._last = self.via or (found.via if found else ()) or self._last
        press = None if kept or found else interposed.press_told(row, begin, registry)
        return kept or (found.via if found else press.via if press else ())
