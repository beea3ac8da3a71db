"""Titles with what their holder is in charge of: `Minister of Fisheries`, `ministre déléguée à la Mer`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.entries import Script
from pipeline.model import Label, Lang
from pipeline.tag.spans import Span
from pipeline.text import fold
from pipeline.vocabulary import Registry

_SCOPES = frozenset({"ministry", "envoy"})
_REACH = 60  # code points before a title in which its portfolios begin
_NOTHING = r"(?!)"


class Portfolios:
    """The portfolios of a language, and how they stand behind or before a title."""

    def __init__(self, registry: Registry, lang: Lang) -> None:
        """Make the expressions of what may follow and precede a title."""
        script = registry.scripts.get(lang) or Script(lang, (), (), {})
        one = _any_of(form for listed in registry.portfolios for form in listed.forms.get(lang, ()))
        link = f"(?:{_any_of(_spaced(script.portfolio_links))})"
        beside = not script.inflects  # `Bộ trưởng Du lịch`
        joint = f"(?:, | ?- |,? (?:{_any_of(_spaced(script.portfolio_joints))}))"
        more = f"(?:{joint}{link}?{one})"
        self._behind = re.compile(f" {link}{'?' if beside else ''}(?P<named>{one}){more}*{_END}")
        self._further = re.compile(f"{joint}{link}?(?P<named>{one}){more}*{_END}")
        self._before = re.compile(rf"(?<!\w)(?P<named>{one})(?:{joint}{one})* $")
        self._heads = frozenset(map(fold, script.portfolio_heads))

    def widen(self, text: str, folded: str, titles: Iterable[Span]) -> Iterator[Span]:
        """Yield the titles of a sentence that a portfolio makes longer; it has a capital."""
        for span in titles:
            if not any(title.scope in _SCOPES for title in span.titles):
                continue
            surface = folded[span.start : span.end]
            behind = self._behind.match(folded, span.end)
            if behind is None and " " in surface:
                behind = self._further.match(folded, span.end)
            reach = max(0, span.start - _REACH)
            before = self._before.search(folded, reach, span.start) if surface in self._heads else None
            found = [m for m in (before, behind) if m is not None and text[m.start("named")].isupper()]
            if found:
                start, end = min(span.start, found[0].start()), max(span.end, found[-1].end())
                yield Span(start, end, Label.TITLE, span.id, "title-with-portfolio", titles=span.titles)


_END = r"(?!\w)"


def _any_of(forms: Iterable[str]) -> str:
    """Return an expression of one of some forms, the longest first."""
    longest = sorted({fold(form) for form in forms}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest)) or _NOTHING})"


def _spaced(links: Iterable[str]) -> Iterator[str]:
    """Yield small words with the space that follows them; none follows an apostrophe."""
    return (link if link.endswith("'") else f"{link} " for link in links)
