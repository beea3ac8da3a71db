"""Finding the registry's forms in a text, on characters.

A form stands where its words stand, whatever the tokenizer made of the text;
pyvi, for one, glues names to verbs. So a text is cut into runs of letters and
digits and single marks, and walked once against a tree of all forms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from pipeline.text import fold, unmark

Entry = TypeVar("Entry")
Reading = TypeVar("Reading")
_LONG = 3
_SPACED, _SPACED_DASH = " - ", re.compile(r" [-–—] ")
# A word takes the space before it along: most steps from word to word are then one.
_ACCENTED = re.compile(r"\b[ÀÂÇÈÉÊÎÔ](?=[a-zœé])")
_LIGATURES = {ord("œ"): "oe", ord("Œ"): "OE"}
_WORD = re.compile(r" ?[^\W_]+|[\W_]")


class Match(NamedTuple, Generic[Entry]):
    """A form found at a span of the text, with all entries that have this form."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def length(self) -> int:
        """Return the length in code points."""
        return self.end - self.start


class _Node(Generic[Reading]):
    """A place in the tree of forms: what the words so far can be read as, and the words that go on."""

    __slots__ = ("onward", "reading")

    def __init__(self) -> None:
        self.reading: Reading | None = None
        self.onward: dict[str, _Node[Reading]] = {}


class Index(Generic[Reading]):
    """Folded forms with what each can be read as, found as whole words."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        """Build the tree of forms; a form has no white space around it."""
        self._roots: dict[str, _Node[Reading]] = {}
        for form, reading in readings.items():
            first, *more = _WORD.findall(form)
            node = self._roots.setdefault(first, _Node())
            for word in more:
                node = node.onward.setdefault(word, _Node())
            node.reading = reading
        # Where a text goes on, its words have their space before them.
        self._roots |= {f" {word}": node for word, node in self._roots.items() if word.isalnum()}

    def find(self, folded: str) -> list[tuple[int, int, Reading]]:
        """Return every form in a folded text with its span, overlapping ones too, by their starts."""
        return self.find_words(*words_of(folded))

    def find_words(
        self, words: Sequence[str], starts: Sequence[int], ends: Sequence[int]
    ) -> list[tuple[int, int, Reading]]:
        """Return what `find` does of words as `words_of` gives them."""
        if self._roots.keys().isdisjoint(words):
            return []
        found = []
        for at, first in enumerate(map(self._roots.get, words)):
            if first is None:
                continue
            node: _Node[Reading] | None = first
            then = at
            while node is not None:
                if (reading := node.reading) is not None:
                    found.append((starts[at], ends[then], reading))
                if not (onward := node.onward):
                    break
                then += 1
                node = onward.get(words[then])
        return found


@lru_cache(maxsize=256)  # each sentence is asked for names, for cues and more
def words_of(folded: str) -> tuple[list[str], list[int], list[int]]:
    """Return the words of a text, an empty one behind which no form goes on, and where each starts and ends.

    No word starts with the space before it.
    """
    words = _WORD.findall(folded)
    ends = [*accumulate(map(len, words))]
    starts = [end - len(word.lstrip(" ") or word) for word, end in zip(words, ends, strict=True)]
    return [*words, ""], starts, ends


class Named(NamedTuple, Generic[Entry]):
    """An entry under one of its forms; `proper` forms are names, whose capitals count."""

    form: str
    entry: Entry
    proper: bool


def named_as(known: Sequence[Named[Entry]], surface: str) -> tuple[Entry, ...]:
    """Return the entries whose form agrees with the words of a text in its capitals too."""
    if len(known) == 1:
        form, entry, proper = known[0]
        return () if proper and form != surface and not is_cased_like(form, surface) else (entry,)
    fitting = (
        entry
        for form, entry, proper in known
        if not proper or form == surface or is_cased_like(form, surface)
    )
    return tuple(dict.fromkeys(fitting))


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
        """Group the forms; those that fold alike share their entries, and no space around one counts."""
        self.named: dict[str, list[Named[Entry]]] = defaultdict(list)
        for form, entry in forms:
            key = fold(form).strip()
            if not key:
                continue
            self.named[key].append(Named(form, entry, proper(form, entry)))
            if _SPACED in key:  # outlets differ: `Việt Nam - EU`, `Việt Nam-EU`
                close = _SPACED_DASH.sub("-", form)
                self.named[fold(close).strip()].append(Named(close, entry, proper(form, entry)))
            if (plain := typed_plainly(form)) != form:
                self.named[fold(plain).strip()].append(Named(plain, entry, proper(form, entry)))
        self._index: Index[list[Named[Entry]]] | None = None

    def find_all(self, text: str, folded: str | None = None) -> Iterator[Match[Entry]]:
        """Yield every whole-word match, overlapping ones too, in order of their ends."""
        if self._index is None:
            self._index = Index(self.named)
        found = self._index.find(fold(text) if folded is None else folded)
        for start, end, known in sorted(found, key=lambda hit: (hit[1], hit[0])):
            if entries := named_as(known, text[start:end]):
                yield Match(start, end, entries)

    def find(self, text: str, folded: str | None = None) -> list[Match[Entry]]:
        """Return the longest matches that do not overlap, the earlier first."""
        return longest(self.find_all(text, folded))


def typed_plainly(form: str) -> str:
    """Return a form as agencies type it: capitals without accent, no ligature (`Etat`, `voeux`)."""
    if form.isascii():
        return form
    return _ACCENTED.sub(lambda found: unmark(found[0]), form.translate(_LIGATURES))


def is_cased_like(form: str, surface: str) -> bool:
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
    covered = 0  # a bit for each code point
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start)):
        span = (1 << match.end) - (1 << match.start)
        if not covered & span:
            covered |= span
            taken.append(match)
    return sorted(taken, key=lambda m: m.start)
