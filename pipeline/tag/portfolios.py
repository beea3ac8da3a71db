"""Titles and ministries with what they are in charge of: `Minister of Fisheries`, `ministère de la Mer`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.entries import Script
from pipeline.model import EntityId, Label, Lang
from pipeline.tag.spans import Span
from pipeline.text import fold
from pipeline.vocabulary import Registry

_SCOPES = frozenset({"ministry", "envoy"})
_REACH = 60  # code points before a title in which its portfolios begin
_NOTHING = r"(?!)"


class Portfolios:
    """The portfolios of a language, behind or before a title or the word for a ministry."""

    def __init__(self, registry: Registry, lang: Lang) -> None:
        """Make the expressions of what may follow and precede a title."""
        script = registry.scripts.get(lang) or Script(lang, (), (), {})
        self._adjectives = registry.adjective_lexicons[lang].named
        self._ids = {fold(form): p.id for p in registry.portfolios for form in p.forms.get(lang, ())}
        self._heads = frozenset(map(fold, script.portfolio_heads))
        one = _any_of(self._ids)
        link = f"{_any_of(_spaced(script.portfolio_links))}{'' if script.inflects else '?'}"
        joint = f"(?:, | ?- |,? {_any_of(_spaced(script.portfolio_joints))})"
        end = rf"(?!\w)(?! {_any_of(script.portfolio_heads)})"  # `…, Education Minister X` is another's
        more = f"(?:{joint}(?:{link})?{one})*{end}"
        self._behind = re.compile(f" {link}(?P<named>{one}){more}")
        self._further = re.compile(f"{joint}(?:{link})?(?P<named>{one}){more}")
        before = rf"(?<!\w)(?P<named>{one})(?:{joint}{one})* "
        self._before = re.compile(f"{before}$")
        ministry = _any_of(script.ministries)
        parted = r"(?: (?P<adjective>[\w-]+))??"
        behind = re.compile(rf"(?<!\w){ministry}{parted} {link}(?P<named>{one}){more}")
        ahead = re.compile(rf"{before}{ministry}(?!\w)")  # `the Trade Ministry`, as `Trade Minister`
        self._ministries = (behind, ahead) if self._heads else (behind,)
        self._words = tuple(map(fold, script.ministries))
        self._capital = all(word[0].isupper() for word in script.ministries)

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

    def ministries(self, text: str, folded: str) -> Iterator[Span]:
        """Yield the ministries of a sentence that no list names; the country if its adjective is there."""
        if not any(word in folded for word in self._words):
            return
        for expression in self._ministries:
            for match in expression.finditer(folded):
                inside = match.groupdict().get("adjective")
                if not text[match.start("named")].isupper() or (inside and inside not in self._adjectives):
                    continue
                if self._capital and not text[match.start()].isupper():
                    continue
                words = folded[: match.start()].split()
                beside = self._adjectives.get(inside or (words[-1] if words else ""), ())
                country = next((f"{n.entry.country or n.entry.id}-" for n in beside), "")
                named = EntityId(f"{country}ministry-of-{self._ids[match['named']]}")
                rule = "ministry-by-adjective" if country else BY_PORTFOLIO
                yield Span(*match.span(), Label.ORG, named, rule)


# A ministry that no list names, whose country does not stand in it.
BY_PORTFOLIO = "ministry-by-portfolio"


def without_bodies(titles: list[Span], bodies: Iterable[Span]) -> list[Span]:
    """Return titles without the ministry that ends them: `Bộ trưởng | Bộ Quốc phòng` are two mentions."""
    starts = {body.end: body.start for body in bodies if body.label is Label.ORG}
    return [
        t._replace(end=at - 1)
        if (at := starts.get(t.end, t.start)) > t.start and any(n.scope in _SCOPES for n in t.titles)
        else t
        for t in titles
    ]


def _any_of(forms: Iterable[str]) -> str:
    """Return an expression of one of some forms, the longest first."""
    longest = sorted({fold(form) for form in forms}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest)) or _NOTHING})"


def _spaced(links: Iterable[str]) -> Iterator[str]:
    """Yield small words with the space that follows them; none follows an apostrophe."""
    return (link if link.endswith("'") else f"{link} " for link in links)
