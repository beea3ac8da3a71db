"""What is no package: Python, browser, locale, disk, git."""

from __future__ import annotations

import locale as locales
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.doctor.finding import Finding, bad, good, partly

OLDEST = (3, 11)
# As pelicanconf.py asks for them, the first that there is.
LOCALES = ("C.UTF-8", "C.utf8", "C")
ENOUGH = 500 * 1024 * 1024  # bytes: content/ and output/ twice, and room for a cache
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Return whether Python is new enough."""
    told = ".".join(map(str, version))
    if version[:2] < OLDEST:
        fix = "install Python 3.11 or later, then rm -r .venv and make PYTHON=python3.11 site"
        return bad("python", f"{told} is older than 3.11", fix)
    return good("python", told)


def browser() -> Finding:
    """Return whether there is a Chromium, which the tests open pages in."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None) or _brought()
    if not found:
        return partly("browser", "no Chromium: the tests of pages cannot run", "make setup")
    told = _says([found, "--version"])
    if not told:
        return partly("browser", f"{found} does not start", "install chromium anew, or make setup")
    return good("browser", told)


def _brought() -> str:
    """Return the Chromium that Playwright brought, if any."""
    code = (
        "from playwright.sync_api import sync_playwright as p\n"
        "with p() as own: print(own.chromium.executable_path)"
    )
    path = _says([sys.executable, "-c", code])
    return path if path and Path(path).is_file() else ""


def locale() -> Finding:
    """Return whether names and texts in any script can be written, and whether Pelican finds a locale."""
    fix = "set LC_ALL=C.UTF-8"
    for what, encoding in (
        ("file names are", sys.getfilesystemencoding()),
        ("texts are", locales.getpreferredencoding(False)),
    ):
        if encoding.lower().replace("-", "") != "utf8":
            return bad("locale", f"{what} in {encoding}, which lacks letters", fix)
    before = locales.setlocale(locales.LC_ALL)
    try:
        found = next(filter(_is_there, LOCALES), "")
    finally:
        locales.setlocale(locales.LC_ALL, before)
    return good("locale", f"UTF-8, {found}") if found else bad("locale", f"none of {', '.join(LOCALES)}", fix)


def _is_there(name: str) -> bool:
    try:
        locales.setlocale(locales.LC_ALL, name)
    except locales.Error:
        return False
    return True


def disk(root: Path, enough: int = ENOUGH) -> Iterator[Finding]:
    """Yield whether there is room, and the right to write, where the command writes."""
    for where in (root, Path(tempfile.gettempdir())):
        free = shutil.disk_usage(where).free
        if not os.access(where, os.W_OK):
            yield bad("disk", f"{where} cannot be written", "give yourself the right to write there")
        elif free < enough:
            fix = f"free {(enough - free) // 2**20 + 1} MiB"
            yield bad("disk", f"{where} has {free // 2**20} MiB left of {enough // 2**20} needed", fix)
        else:
            yield good("disk", f"{where} has {free // 2**30} GiB left")


def git(root: Path) -> Finding:
    """Return whether git is there and knows the project, which `diff` reads."""
    program = shutil.which("git")
    if not program:
        return partly("git", "not installed: diendam diff cannot run", "install git")
    if not _says([program, "-C", str(root), "rev-parse", "--verify", "HEAD"]):
        fix = "git init, git add and git commit there, or clone the project"
        return partly("git", f"no commit in {root}: diendam diff has nothing to compare with", fix)
    return good("git", _says([program, "--version"]))


def _says(words: list[str]) -> str:
    """Return the first line that a program says, nothing where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 -- programs by name, with words of our own
            words, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else (done.stdout.strip().splitlines() or [""])[0].strip()
