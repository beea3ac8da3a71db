"""Builds the site as the Makefile does, and finds its pages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]


def render(
    content: Path, output: Path, settings: str = "pelicanconf.py", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Pelican as the Makefile does."""
    command = [sys.executable, "-m", "pelican", str(content), "--output", str(output)]
    return subprocess.run(
        [*command, "--settings", str(ROOT / settings), "--fatal", "warnings"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "400", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass(frozen=True)
class Site:
    """A built site and the folder that it was built from."""

    name: str
    content: Path
    output: Path

    @cached_property
    def pages(self) -> Mapping[str, BeautifulSoup]:
        """Return each page's parsed HTML by its path."""
        return {
            path.relative_to(self.output).as_posix(): BeautifulSoup(path.read_text("utf-8"), "lxml")
            for path in sorted(self.output.rglob("*.html"))
        }

    @cached_property
    def places(self) -> Mapping[str, frozenset[str]]:
        """Return the ids in each page by its path."""
        return {
            path: frozenset(str(tag["id"]) for tag in page.find_all(id=True))
            for path, page in self.pages.items()
        }

    @cached_property
    def types(self) -> Mapping[tuple[str, str], str]:
        """Return the path of the longest page of each language and kind.

        A page's kind is the first class of its body, so that a new template is a new kind; the home
        page and the 404 are kinds of their own.
        """
        found: dict[tuple[str, str], str] = {}
        for path, page in self.pages.items():
            assert page.html is not None
            assert page.body is not None
            lang = str(page.html["lang"])
            name = path.removeprefix(f"{lang}/")
            is_alone = name in {"index.html", "404.html"}
            key = (lang, name.removesuffix(".html") if is_alone else str(page.body["class"][0]))
            if key not in found or self._size(path) > self._size(found[key]):
                found[key] = path
        return found

    @property
    def languages(self) -> set[str]:
        """Return the languages of the interface."""
        return {lang for lang, _ in self.types}

    @property
    def kinds(self) -> Mapping[str, str]:
        """Return the path of the longest English page of each kind."""
        return {kind: path for (lang, kind), path in self.types.items() if lang == "en"}

    def _size(self, path: str) -> tuple[int, str]:
        return (self.output / path).stat().st_size, path

    @property
    def english(self) -> Mapping[str, BeautifulSoup]:
        """Return the pages whose interface is English, which stand at the root."""
        return {name: page for name, page in self.pages.items() if not name.startswith(("vi/", "fr/"))}
