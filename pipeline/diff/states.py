"""Reads a state of the repository: a commit from git, or the work tree from disk.

Nothing is checked out and nothing of a state is run. A symbolic link counts as
git keeps it, as the text of its target: what it points to is never read.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from pipeline.diff.snapshot import Snapshot
from pipeline.errors import DiendamError

_WANTED = ("content", "corpus", "theme", "pelicanconf.py", "publishconf.py")
_CACHES = frozenset({"__pycache__"})
_FILES = (b"100644", b"100755", b"120000")


def read_commit(commit: str, folder: Path = Path()) -> Snapshot:
    """Return the state of a commit, as git names it, of the project in `folder`.

    Raises:
        DiendamError: if git knows no such commit, or `folder` is in no repository.
    """
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    listing = _git(folder, "ls-tree", "-r", "-z", found.decode().strip(), "--", *_WANTED)
    blobs = {}
    for line in filter(None, listing.split(b"\0")):
        about, _, path = line.partition(b"\t")
        mode, _, blob = about.split()[:3]
        name = os.fsdecode(path)
        if mode in _FILES and _counts(PurePosixPath(name)):
            blobs[name] = blob.decode()

    def read(paths: Iterable[str]) -> dict[str, str]:
        wanted = list(paths)
        texts = _blobs(folder, [blobs[path] for path in wanted])
        return dict(zip(wanted, texts, strict=True))

    return Snapshot(commit, blobs, read)


def _blobs(folder: Path, ids: list[str]) -> Iterator[str]:
    """Yield the texts of blobs, all read by one process of git."""
    told = _git(folder, "cat-file", "--batch", given="".join(f"{one}\n" for one in ids).encode())
    at = 0
    for _ in ids:
        end = told.index(b"\n", at)
        size = int(told[at:end].split()[2])
        yield told[end + 1 : end + 1 + size].decode("utf-8", "replace")
        at = end + 1 + size + 1


def read_work_tree(folder: Path = Path()) -> Snapshot:
    """Return the state on disk of the project in `folder`."""
    digests = {}
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if _counts(PurePosixPath(name)):
            digests[name] = _blob_id(_content(path))

    def read(paths: Iterable[str]) -> dict[str, str]:
        return {path: _content(folder / path).decode("utf-8", "replace") for path in paths}

    return Snapshot("the work tree", digests, read)


def _files(folder: Path) -> Iterator[Path]:
    for top in _WANTED:
        path = folder / top
        if path.is_symlink() or path.is_file():
            yield path
            continue
        for within, folders, names in os.walk(path):
            links = [name for name in folders if (Path(within) / name).is_symlink()]
            yield from (Path(within) / name for name in [*names, *links])


def _content(path: Path) -> bytes:
    return os.fsencode(os.readlink(path)) if path.is_symlink() else path.read_bytes()  # noqa: PTH115 -- as bytes


def _counts(path: PurePosixPath) -> bool:
    return not _CACHES & set(path.parts) and not path.name.startswith(".") and path.suffix != ".mo"


def _blob_id(content: bytes) -> str:
    """Return the id that git gives to a file's content, so that disk and commit can be compared."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 -- a list of words, no shell; no word of a person's is an option
            ["git", "-C", str(folder), *words],  # noqa: S607 -- the git that the person's own shell finds
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise DiendamError("git is not installed\n  fix: install git") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        what = said[-1] if said else f"git knows no commit {words[-1].removesuffix('^{commit}')!r}"
        raise DiendamError(f"{what}\n  fix: name a commit that this repository has: diendam diff main")
    return done.stdout
