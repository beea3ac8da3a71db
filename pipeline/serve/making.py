"""The site made in steps, each only if what it reads changed: the corpus analysed, the content rendered."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DiendamError
from pipeline.serve.faults import Trouble, faults_in
from pipeline.serve.live import Live

SETTINGS = "pelicanconf.py"
_MARK = "_headers"  # is in every site that the plugin of the theme writes
_PROGRAM = Path(__file__).parents[1]
_COMPILED = ("__pycache__", ".pyc")
_FEW = 3

Prints = Mapping[Path, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things are: what people write, what Pelican reads, where the site goes, and the project."""

    corpus: Path
    content: Path
    output: Path
    project: Path

    def analysed(self) -> tuple[Path, ...]:
        """Return what `diendam build` reads, its own code included."""
        return self.corpus, _PROGRAM

    def rendered(self) -> tuple[Path, ...]:
        """Return what Pelican reads."""
        return self.content, self.project / "theme", self.project / SETTINGS


class Maker:
    """Makes the site and shows it, or why it could not be made."""

    def __init__(self, folders: Folders, work: Path, live: Live, say: Callable[[str], None]) -> None:
        self.folders = folders
        self._work, self._live, self._say = work, live, say
        self._analysed: Prints | None = None
        self._rendered: Prints | None = None
        self._in_corpus: Trouble | None = None
        self._in_site: Trouble | None = None

    def make(self) -> None:
        """Do what the files that changed since the last time call for, until nothing does."""
        while self._step():
            pass

    def _step(self) -> bool:
        """Do what there is to do; return whether anything was."""
        reads = prints(self.folders.analysed())
        analyse = reads != self._analysed
        if analyse:
            self._tell_changed(self._analysed, reads)
            self._analysed = reads
            self._in_corpus = self._analyse()
        reads = prints(self.folders.rendered())
        render = not self._in_corpus and reads != self._rendered
        if render:
            if not analyse:
                self._tell_changed(self._rendered, reads)
            self._rendered = reads
            self._in_site = self._render()
        if analyse or render:
            self._show()
        return analyse or render

    def _show(self) -> None:
        trouble = self._in_corpus or self._in_site
        folder = self.folders.output if (self.folders.output / _MARK).is_file() and self._rendered else None
        self._live.show(folder, trouble)
        self._say(f"{trouble}\nthe site shows this until it is mended" if trouble else "made")

    def _tell_changed(self, before: Prints | None, now: Prints) -> None:
        if before is None:
            return
        changed = sorted(
            path.name for path in before.keys() | now.keys() if before.get(path) != now.get(path)
        )
        more = f" and {len(changed) - _FEW} more" if len(changed) > _FEW else ""
        self._say(f"changed: {', '.join(changed[:_FEW])}{more}")

    def _analyse(self) -> Trouble | None:
        places = ["--corpus", str(self.folders.corpus), "--content", str(self.folders.content)]
        return self._run("Analysing the corpus", ["pipeline", "build", "--quiet", *places])

    def _render(self) -> Trouble | None:
        """Render into a folder beside the site, and put it in the site's place if that went well."""
        fresh = self._work / "next"
        shutil.rmtree(fresh, ignore_errors=True)
        words = ["pelican", str(self.folders.content), "--output", str(fresh), "--settings", SETTINGS]
        trouble = self._run("Rendering", [*words, "--fatal", "warnings", "--log-handler", "plain"])
        if not trouble:
            self._exchange(fresh)
        return trouble

    def _exchange(self, fresh: Path) -> None:
        output, old = self.folders.output, self._work / "last"
        with self._live.steady:
            if output.exists():
                output.rename(old)
            fresh.rename(output)
        shutil.rmtree(old, ignore_errors=True)

    def _run(self, step: str, words: Iterable[str]) -> Trouble | None:
        """Run a module of Python in a process of its own; return what stopped it."""
        project = self.folders.project
        done = subprocess.run(  # noqa: S603 -- this Python, with words of our own
            [sys.executable, "-X", "utf8", "-m", *words],
            cwd=project, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace",
            check=False,
        )  # fmt: skip
        if not done.returncode:
            return None
        told = (done.stdout + done.stderr).strip()
        roots = [project, self.folders.corpus.parent, self.folders.content]
        return Trouble(step, faults_in(told, roots), told)


def prints(paths: Iterable[Path]) -> Prints:
    """Return what shows a change of each file at or below the paths; hidden ones are left out."""
    found: dict[Path, tuple[int, int, int]] = {}
    for path in paths:
        for file in _files(path):
            try:
                stat = file.stat()
            except FileNotFoundError:
                continue  # gone since it was listed
            found[file] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for folder, names, files in os.walk(path):
        names[:] = [name for name in names if is_watched(name)]
        yield from (Path(folder, name) for name in files if is_watched(name))


def is_watched(name: str) -> bool:
    """Return whether a file or folder of this name counts: not what editors, git and Python leave."""
    return not name.startswith((".", "#")) and not name.endswith(("~", *_COMPILED))


@contextmanager
def workplace(folders: Folders) -> Iterator[Path]:
    """Yield a folder beside the site, for this server alone, that is removed in the end.

    Raises:
        DiendamError: if another server writes the site, or what is in its place is none.
    """
    output, fix = folders.output, "name another with --output DIR"
    if any(path.is_relative_to(output) for path in (folders.content, folders.corpus, folders.project)):
        raise DiendamError(f"{output}: holds what the site is made of\n  fix: {fix}")
    if output.exists() and not (output / _MARK).is_file() and (not output.is_dir() or any(output.iterdir())):
        raise DiendamError(f"{output}: holds something that is no site\n  fix: {fix}")
    work = output.parent / f".{output.name}-serve"
    work.mkdir(parents=True, exist_ok=True)
    handle = os.open(work, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield work
        shutil.rmtree(work, ignore_errors=True)
    except BlockingIOError:
        raise DiendamError(f"{output}: another diendam serve writes it\n  fix: {fix}") from None
    finally:
        os.close(handle)
