"""A change of several files of a corpus, made whole or not at all, whenever the process dies.

The new files are written into a folder beside the corpus's own, which is then
renamed to `.pending`: from that moment the change is made, before it was not.
Moving the files to their places can be repeated by whoever comes next, and
every command that reads a corpus does so first.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PENDING = ".pending"
_STAGING = ".staging-"
_LIST = "changes.json"


@contextmanager
def locked(corpus: Path) -> Iterator[None]:
    """Keep other processes from changing the corpus; the lock ends with the process that holds it."""
    handle = os.open(corpus, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def change_corpus(corpus: Path, write: Mapping[str, bytes], remove: Iterable[str] = ()) -> None:
    """Write and remove files of a corpus, all or none; paths are relative to it.

    Call it within `locked`.
    """
    finish_within_lock(corpus)
    for left in corpus.glob(f"{_STAGING}*"):  # of a process that died before its change was made
        shutil.rmtree(left)
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=corpus))
    for name, data in write.items():
        _put(staging / "files" / name, data)
    _put(staging / _LIST, json.dumps({"write": [*write], "remove": [*remove]}).encode())
    _sync(staging)
    staging.chmod(0o755)
    staging.rename(corpus / PENDING)
    _sync(corpus)
    finish_within_lock(corpus)


def finish_change(corpus: Path) -> None:
    """Bring a change to its end that a process made and did not live to finish."""
    if (corpus / PENDING).is_dir():
        with locked(corpus):
            finish_within_lock(corpus)


def finish_within_lock(corpus: Path) -> None:
    """Do what `finish_change` does for a process that holds the lock."""
    pending = corpus / PENDING
    listed = pending / _LIST
    if listed.is_file():
        change = json.loads(listed.read_bytes())
        for name in change["write"]:
            source, target = pending / "files" / name, corpus / name
            if source.is_file():  # else it was moved before
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
                _sync(target.parent)
        for name in change["remove"]:
            (corpus / name).unlink(missing_ok=True)
        listed.unlink()
    shutil.rmtree(pending, ignore_errors=True)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
