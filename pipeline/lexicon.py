"""Finding the registry's forms in a text, on characters.

An Aho-Corasick automaton (pyahocorasick) finds every form in one pass whatever
the tokenizer made of the text; pyvi, for one, glues names to verbs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick

from pipeline.text import fold

Entry = TypeVar("Entry")
_LONG = 3


@dataclass(frozen=True, slots=True)
class Match(Generic[Entry]):
    """A form found at a span of the text, with all entries that have this form."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def length(self) -> int:
        """Return the length in code points."""
        return self.end - self.start


class Lexicon(Generic[Entry]):
    """Forms with the entries they stand for.

    A form for which `proper` holds is a name: where it is written with a capital
    its match must be too, and a form all in capitals (WHO, EU) must stand in
    capitals.
    """

    def __init__(
        self,
        forms: Iterable[tuple[str, Entry]],
        *,
        proper: Callable[[str, Entry], bool] = lambda _form, _entry: False,
    ) -> None:
        """Build the automaton; forms that fold alike share their entries."""
        grouped: dict[str, list[tuple[str, Entry, bool]]] = defaultdict(list)
        for form, entry in forms:
            if form.strip():
                grouped[fold(form)].append((form, entry, proper(form, entry)))
        self._automaton = ahocorasick.Automaton()
        for key, triples in grouped.items():
            self._automaton.add_word(key, (len(key), tuple(triples)))
        self._empty = not grouped
        if grouped:
            self._automaton.make_automaton()

    def find_all(self, text: str, folded: str | None = None) -> Iterator[Match[Entry]]:
        """Yield every whole-word match, overlapping ones too, in order of their ends."""
        if self._empty:
            return
        keyed = fold(text) if folded is None else folded
        last = len(keyed)
        for at, (size, triples) in self._automaton.iter(keyed):
            start, end = at + 1 - size, at + 1
            if start and keyed[start - 1].isalnum() and keyed[start].isalnum():
                continue
            if end < last and keyed[end].isalnum() and keyed[end - 1].isalnum():
                continue
            surface = text[start:end]
            entries = tuple(e for form, e, named in triples if not named or _is_cased_like(form, surface))
            if entries:
                yield Match(start, end, tuple(dict.fromkeys(entries)))

    def find(self, text: str, folded: str | None = None) -> list[Match[Entry]]:
        """Return the longest matches that do not overlap, the earlier first."""
        return longest(self.find_all(text, folded))


def _is_cased_like(form: str, surface: str) -> bool:
    """Return whether a name has its capitals: each word that is written with one must have it.

    In a long name only the first must: `Steering Committee for bilateral cooperation`.
    """
    if form.isupper():
        return surface.isupper()
    if surface.isupper():
        return True
    if form.count(" ") >= _LONG:
        return surface[0].isupper() or not form[0].isupper()
    return all(
        found.isupper()
        for written, found, before in zip(form, surface, f" {form}", strict=False)
        if written.isupper() and not before.isalnum()
    )


def longest(matches: Iterable[Match[Entry]]) -> list[Match[Entry]]:
    """Return the longest of overlapping matches, in order of their starts."""
    taken: list[Match[Entry]] = []
    covered: set[int] = set()
    for match in sorted(matches, key=lambda m: (-m.length, m.start)):
        span = range(match.start, match.end)
        if covered.isdisjoint(span):
            covered.update(span)
            taken.append(match)
    return sorted(taken, key=lambda m: m.start)
