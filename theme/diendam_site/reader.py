"""Reads a Markdown page of `content/` for Pelican, with the edition at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pelican.readers import MarkdownReader

from .problems import Problem
from .prose import Page, render

# Pelican makes an attribute of a page out of any key, `status` and `save_as` included.
KEYS: Final = frozenset(
    "title template slug report lang summary event left right entity"
    " moved former withdrawn reason claims".split()
)


class EditionReader(MarkdownReader):  # type: ignore[misc]  # Pelican comes without types
    """A reader of Markdown with a closed list of keys above the text."""

    def read(self, source_path: str) -> tuple[str, dict[str, str]]:
        """Return the page's HTML and its front matter; problems go to `EDITION_PROBLEMS`."""
        content = Path(self.settings["PATH"])
        path = Path(source_path)
        where = path.relative_to(content).as_posix()
        lines = path.read_text(encoding="utf-8").splitlines()
        problems: list[Problem] = self.settings["EDITION_PROBLEMS"]
        metadata, length = read_front_matter(lines, where, problems)
        page = Page(content, where, self.settings["EDITION"], metadata.get("report", ""))
        if page.report and page.report not in page.edition.report:
            problems.append(Problem(where, 0, f"there is no report '{page.report}'"))
            page.report = ""
        html = render(page, lines[length:], length + 1)
        problems += page.problems
        return html, metadata


def read_front_matter(lines: list[str], where: str, problems: list[Problem]) -> tuple[dict[str, str], int]:
    """Return the keys above the first empty line in lower case, and how many lines they take."""
    metadata: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            return metadata, number
        key, colon, value = line.partition(":")
        name = key.strip().lower()
        if not colon or name not in KEYS or name in metadata:
            fix = f"use each of {', '.join(sorted(KEYS))} at most once, then an empty line"
            problems.append(Problem(where, number, f"'{key[:40]}' is no key of a page", fix))
        else:
            metadata[name] = value.strip()
    return metadata, len(lines)
