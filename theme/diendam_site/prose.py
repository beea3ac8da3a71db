"""Turns the Markdown of `content/` into HTML, and nothing that it does not know into HTML.

Raw HTML in the text stays text. A link to another page of `content/` becomes a link to that
page's address, and a dead one is a problem.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import HtmlInlineProcessor
from markdown.treeprocessors import Treeprocessor

from .edition import Edition
from .marks import LINK, OWN_TAG, mark_report
from .problems import Problem

SECTIONS: Final = ("reports", "events", "compare", "entities")
WEB: Final = ("https://", "http://")
IMAGES_AND_MAIL: Final = ("image_link", "image_reference", "short_image_ref", "automail")
# In a report a line that begins with `15. ` or `- ` is a sentence, not a list.
LISTS_AND_SUCH: Final = ("code", "indent", "olist", "ulist", "quote", "hr", "setextheader")


@dataclass
class Page:
    """A Markdown page on its way to HTML; what is wrong with it gathers in `problems`."""

    content: Path
    where: str
    edition: Edition
    report: str = ""
    problems: list[Problem] = field(default_factory=list)

    def address_of(self, target: str) -> str:
        """Return the address that a link of this page leads to.

        Raises:
            ValueError: the link leads nowhere, or to another kind of address than the web's.
        """
        if target.startswith((*WEB, "#")):
            return target
        path, _, fragment = target.partition("#")
        there = _normal(PurePosixPath(self.where).parent / path)
        if not there.endswith(".md") or not (self.content / there).is_file():
            raise ValueError(f"the link to '{target}' leads nowhere")
        up = "../" * (len(PurePosixPath(address_of_page(self.where)).parts) - 1)
        return f"{up}{address_of_page(there)}" + (f"#{fragment}" if fragment else "")

    def check_links(self, lines: list[str], first_line: int) -> None:
        """Note each link in the Markdown lines that leads nowhere."""
        for number, line in enumerate(lines, start=first_line):
            for target in LINK.findall(line):
                try:
                    self.address_of(target)
                except ValueError as error:
                    self.problems.append(Problem(self.where, number, str(error)))


def address_of_page(where: str) -> str:
    """Return the address, from the site's root, of a page of `content/`."""
    section, _, name = where.rpartition("/")
    stem = name.removesuffix(".md")
    return f"{section}/{stem}.html" if section in SECTIONS else f"{stem}.html"


def _normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def render(page: Page, lines: list[str], first_line: int) -> str:
    """Return the HTML of a page's Markdown lines; `first_line` is the number of the first one."""
    page.check_links(lines, first_line)
    if page.report:
        lines, problems = mark_report(page.edition, page.report, page.where, lines, first_line)
        page.problems += problems
    markdown = Markdown(extensions=[TableExtension(), Strict(page)], output_format="html")
    return markdown.convert("\n".join(lines))


class Strict(Extension):
    """Markdown without raw HTML and images; in a report, only paragraphs, headings and links."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the name is the library's
        """Take out what would let text become markup, put in links that are checked."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        for name in IMAGES_AND_MAIL:
            md.inlinePatterns.deregister(name)
        if self.page.report:
            md.inlinePatterns.register(HtmlInlineProcessor(OWN_TAG, md), "own-html", 90)
            for name in LISTS_AND_SUCH:
                md.parser.blockprocessors.deregister(name)
        md.treeprocessors.register(Links(md, self.page), "diendam-links", 0)


class Links(Treeprocessor):
    """Points links at addresses of the site, and says what kind of thing they name."""

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page
        mentions = page.edition.mentions_of.get(page.report, ())
        # A title of two people leads to the first of them.
        self.labels = {(m.id.split("+")[0], " ".join(m.text.split())): m.label for m in mentions}

    def run(self, root: Element) -> None:
        """Rewrite every link in place."""
        for link in root.iter("a"):
            target = link.get("href", "")
            try:
                link.set("href", self.page.address_of(target))
            except ValueError as error:
                link.attrib.pop("href")
                if str(error) not in {problem.what for problem in self.page.problems}:
                    self.page.problems.append(Problem(self.page.where, 0, str(error)))
            if target.startswith(WEB):
                link.set("rel", "noopener noreferrer external")
            elif self.page.report and target.startswith("../entities/"):
                link.set("class", self._kind(link, PurePosixPath(target).stem))

    def _kind(self, link: Element, entity: str) -> str:
        words = " ".join("".join(link.itertext()).split())
        named = self.page.edition.entity.get(entity)
        label = self.labels.get((entity, words)) or (named.label if named else "")
        return f"mention {label.lower()}" if label else "mention"
