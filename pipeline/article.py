"""Which lines of a captured page are its article: trafilatura finds the text, the lines keep it in place.

trafilatura (Barbaresi 2021, ACL) gives a text and no places, so its lines are
sought among those of the page. Where it finds next to nothing, as in deeply
nested pages, what stands outside menus, forms and footers is taken instead. A
page whose own text holds no article may carry one in the data for its scripts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup

from pipeline.markup import PageLine, Part, joined, page_lines
from pipeline.model import LineRole
from pipeline.scripts import Embedded, embedded_article
from pipeline.text import fold

_SPACE = re.compile(r"\s+")
_LITTLE = 200  # code points of a text that is no article
_LEAST_SHARE = 0.3
_SENTENCE = 40  # code points from which a line in the midst of an article belongs to it
_WORDS = 20
_TITLE_ENDS = re.compile(r"\s+[|–—-]\s+[^|–—]*$")


def article_text(source: str) -> tuple[str, tuple[int, ...], tuple[LineRole, ...]]:
    r"""Return the text of a page, each character's place in `source`, and the role of each line.

    Every visible line of the page is there. Where the article stands in the
    data of a script alone, its lines follow those of the page.
    """
    lines = page_lines(source)
    roles = _roles(source, lines)
    if _length(lines, roles, LineRole.MAIN) < _LITTLE:
        embedded = embedded_article(source)
        if embedded and len(embedded.text) > _length(lines, roles, LineRole.MAIN):
            lines, roles = _with_embedded(lines, embedded)
    text, places = joined(lines)
    return text, places, roles


def _with_embedded(
    lines: tuple[PageLine, ...], embedded: Embedded
) -> tuple[tuple[PageLine, ...], tuple[LineRole, ...]]:
    title = [embedded.headline] if embedded.headline else []
    more = [*title, *embedded.lines]
    roles = [LineRole.TITLE] * len(title) + [LineRole.MAIN] * len(embedded.lines)
    added = tuple(PageLine(text, places, Part.TEXT, -1) for text, places in more)
    return (*lines, *added), (*[LineRole.OUTSIDE] * len(lines), *roles)


def _length(lines: Sequence[PageLine], roles: Sequence[LineRole], role: LineRole) -> int:
    return sum(len(line.text) for line, own in zip(lines, roles, strict=True) if own is role)


def _level(text: str) -> str:
    return _SPACE.sub(" ", fold(text)).strip()


def _roles(source: str, lines: tuple[PageLine, ...]) -> tuple[LineRole, ...]:
    main = _main_lines(source, lines)
    title = _title_line(source, lines, main)
    roles = []
    for number, line in enumerate(lines):
        if number == title:
            roles.append(LineRole.TITLE)
        elif line.part is Part.CAPTION:
            roles.append(LineRole.CAPTION)
        else:
            roles.append(LineRole.MAIN if number in main else LineRole.OUTSIDE)
    return tuple(roles)


def _main_lines(source: str, lines: tuple[PageLine, ...]) -> set[int]:
    """Return the numbers of the lines of the main text."""
    open_lines = {n for n, line in enumerate(lines) if line.part in (Part.TEXT, Part.HEADLINE)}
    running = {n for n in open_lines if _is_running(lines[n].text)}
    wanted = main_text(source)
    listed = {_level(line) for line in wanted.split("\n")} - {""}
    whole = _level(wanted)
    found = {n for n in range(len(lines)) if _stands_in(_level(lines[n].text), listed, whole)}
    if not found or _size(lines, found) < _LEAST_SHARE * min(_size(lines, running), 10 * _LITTLE):
        return running
    containers = {lines[n].container for n in found if _is_running(lines[n].text)}
    between = range(min(found), max(found))
    return found | {n for n in between if n in running and lines[n].container in containers}


def main_text(source: str) -> str:
    """Return the main text of a page by trafilatura, a paragraph a line; empty where it finds none."""
    from trafilatura import extract  # noqa: PLC0415 -- seconds to import; text captures do without

    found = extract(source, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    return found or ""


def _size(lines: Sequence[PageLine], numbers: set[int]) -> int:
    return sum(len(lines[n].text) for n in numbers)


def _is_running(text: str) -> bool:
    plain = text.strip()
    return len(plain) >= _SENTENCE and plain.rstrip("\"'”’»)]")[-1:] in {".", "!", "?", "…", ":", ";"}


def _stands_in(line: str, listed: set[str], whole: str) -> bool:
    return line in listed or (len(line) >= _WORDS and line in whole)


def _title_line(source: str, lines: tuple[PageLine, ...], main: set[int]) -> int | None:
    """Return the number of the headline: the line that is the page's title, else its only h1."""
    titles = page_titles(source)
    for number, line in enumerate(lines):
        if _level(line.text) in titles and line.part is not Part.FURNITURE:
            return number
    headings = [n for n, line in enumerate(lines) if line.part is Part.HEADLINE]
    before = [n for n in headings if not main or n <= min(main)]
    return before[-1] if before else None


def page_titles(source: str) -> set[str]:
    """Return what a page names as its title, levelled for matching, with and without the site's name."""
    soup = BeautifulSoup(source, "lxml")
    metas = soup.find_all("meta", attrs={"property": "og:title"}) + soup.find_all("meta", {"name": "title"})
    named = [str(meta.get("content") or "") for meta in metas]
    named += [soup.title.get_text()] if soup.title else []
    shorter = [_TITLE_ENDS.sub("", name) for name in named]
    return {_level(name) for name in (*named, *shorter)} - {""}
