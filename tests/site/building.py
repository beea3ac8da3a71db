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

    @property
    def kinds(self) -> Mapping[str, str]:
        """Return the path of the longest page of each kind."""
        return {
            "index": "index.html",
            "compare": self._longest("compare"),
            "event": self._longest("events"),
            "report": self._longest("reports"),
            "claim": self._longest("claims"),
            "entity": self._longest("entities"),
            "names": "entities/index.html",
            "speaker": self._longest("speakers"),
            "topic": self._longest("topics"),
            "act": self._longest("acts"),
            "topics": "topics/index.html",
            "timeline": "timeline.html",
            "glossary": "glossary.html",
            "corrections": "corrections.html",
            "data": "data.html",
            "page": "about.html",
            "method": "method.html",
            "404": "404.html",
        }

    @property
    def english(self) -> Mapping[str, BeautifulSoup]:
        """Return the pages whose interface is English, which stand at the root."""
        return {name: page for name, page in self.pages.items() if not name.startswith(("vi/", "fr/"))}

    def _longest(self, folder: str) -> str:
        paths = [p for p in (self.output / folder).glob("*.html") if p.name != "index.html"]
        longest = max(paths, key=lambda path: (path.stat().st_size, path))
        return longest.relative_to(self.output).as_posix()
