"""Markdown as GitHub shows it: by GitHub's own renderer, with the HTML that GitHub lets through."""

from __future__ import annotations

import cmarkgfm
from bs4 import BeautifulSoup
from cmarkgfm.cmark import Options


def html_of(markdown: str) -> str:
    """Return the HTML of a comment before GitHub's sanitizer, which only takes away."""
    text: str = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    return text


def page_of(markdown: str) -> BeautifulSoup:
    """Return the parsed HTML of a comment."""
    return BeautifulSoup(html_of(markdown), "lxml")
