"""Titles parted by the adjective of a country: `le ministre marocain des Affaires étrangères`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import EntityId, Label, Lang
from pipeline.tag.spans import Span
from pipeline.text import fold
from pipeline.vocabulary import Registry

_LONGEST = 90  # code points of a title behind its head


class PartedTitles:
    """The titles of a language that say behind their head of what they are: `ministre | de la Défense`."""

    def __init__(self, registry: Registry, lang: Lang) -> None:
        """Take the heads of the titles that a word such as `of` follows."""
        self._titles = registry.title_lexicons[lang]
        self._adjectives = registry.adjective_lexicons[lang].named
        links = "|".join(re.escape(fold(form)) for form in registry.grammar[lang].get("preposition-of", ()))
        behind = re.compile(rf" (?:{links or '(?!)'})(?!\w)")
        heads = {form[: found.start()] for form in self._titles.named if (found := behind.search(form))}
        one = "|".join(sorted(map(re.escape, heads), key=len, reverse=True)) or r"(?!)"
        self._parted = re.compile(rf"(?<!\w)(?P<head>{one}) (?P<adjective>[\w-]+)(?={behind.pattern})")

    def find(self, text: str, folded: str) -> Iterator[Span]:
        """Yield the titles of a sentence that an adjective parts, adjective included."""
        for match in self._parted.finditer(folded):
            if match["adjective"] not in self._adjectives:
                continue
            start, gap = match.start(), match.end() - match.end("head")
            whole = text[start : match.end("head")] + text[match.end() : match.end() + _LONGEST]
            found = [m for m in self._titles.find_all(whole) if not m.start and m.end > len(match["head"])]
            if found:
                longest = max(found, key=lambda m: m.end)
                named = EntityId(longest.entries[0].id)
                end = start + longest.end + gap
                yield Span(start, end, Label.TITLE, named, "title-parted", titles=longest.entries)
