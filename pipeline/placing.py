"""The machine's files take their place in `content/`: all at once or not at all.

The new tree is made beside `content/`, with people's own files linked into it,
and the two change places in one step of the kernel: whoever looks sees the old
tree or the new one, whenever the process dies. Where the file system cannot do
that, the new folders are moved in one by one from a folder `.pending`, and the
next command goes on where a dead one stopped.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.changes import locked

OWNED = ("reports", "events", "compare", "entities", "data")
PENDING = ".pending"
_STAGING = ".content-"
_HERE, _SWAP_LINUX, _SWAP_MAC = (
    -100,
    2,
    2,
)  # AT_FDCWD; RENAME_EXCHANGE of renameat2, RENAME_SWAP of renamex_np


def write_content(files: Mapping[str, str], folder: Path) -> None:
    """Put the machine's files into `folder`, all or none, and remove those it no longer writes.

    A file that would be the same is kept as it is; pages that people write are not touched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    with locked(folder.parent):
        finish_content(folder)
        prefix = f"{_STAGING}{folder.name}-"
        for left in (*folder.parent.glob(f"{prefix}*"), *folder.glob(f"{prefix}*")):  # of a process that died
            shutil.rmtree(left, ignore_errors=True)
        beside = folder.parent if os.access(folder.parent, os.W_OK) else folder
        staging = Path(tempfile.mkdtemp(prefix=prefix, dir=beside))
        try:
            _stage(files, folder, staging)
            if beside == folder or not _exchanged(staging, folder):
                _move_in(staging, folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _stage(files: Mapping[str, str], folder: Path, staging: Path) -> None:
    """Write the new files; those that are the same are links to what is there."""
    for name, text in files.items():
        old, path, raw = folder / name, staging / name, text.encode("utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (_holds(old, raw) and _linked(old, path)):
            path.write_bytes(raw)
    for name in (*OWNED, "."):
        if (staging / name).is_dir() and (folder / name).is_dir():
            shutil.copymode(folder / name, staging / name)


def _exchanged(staging: Path, folder: Path) -> bool:
    """Let two folders change places; return whether that could be done."""
    own = [p for p in sorted(folder.iterdir()) if p.name not in OWNED]
    for path in own:
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, staging / path.name, symlinks=True, copy_function=_link_or_copy)
        else:
            _link_or_copy(str(path), str(staging / path.name))
    if not swap(staging, folder):
        for path in own:
            target = staging / path.name
            shutil.rmtree(target) if target.is_dir() and not target.is_symlink() else target.unlink()
        return False
    _save_late_edits(staging, folder, [path.name for path in own])
    return True


def _save_late_edits(old: Path, folder: Path, names: list[str]) -> None:
    """Put in place what a person saved after it was linked: another file under the same name."""
    for name in names:
        paths = [p for p in (old / name).rglob("*") if p.is_file()] if (old / name).is_dir() else [old / name]
        for path in paths:
            target = folder / path.relative_to(old)
            if path.is_symlink() or (target.exists() and target.samefile(path)):
                continue
            if not _holds(target, path.read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)


def swap(one: Path, other: Path) -> bool:
    """Let two folders of a file system change places in one step; return whether the system can."""
    libc = ctypes.CDLL(None)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = libc.renamex_np(*names, ctypes.c_uint(_SWAP_MAC))
    elif hasattr(libc, "renameat2"):
        failed = libc.renameat2(_HERE, names[0], _HERE, names[1], ctypes.c_uint(_SWAP_LINUX))
    else:
        return False
    return not failed


def _move_in(staging: Path, folder: Path) -> None:
    """Move the new folders in one by one, such that another process can go on with it."""
    for owned in OWNED:
        (staging / owned).mkdir(exist_ok=True)
    staging.replace(folder / PENDING)
    finish_content(folder)


def finish_content(folder: Path) -> None:
    """Go on with a change that a process began by moving and did not live to end."""
    pending = folder / PENDING
    if not pending.is_dir():
        return
    for owned in OWNED:
        new, old, place = pending / owned, pending / f".old-{owned}", folder / owned
        if new.is_dir():
            if place.exists() and not old.exists():
                place.replace(old)
            new.replace(place)
    for owned in OWNED:
        if (folder / owned).is_dir() and not any((folder / owned).iterdir()):
            (folder / owned).rmdir()
    shutil.rmtree(pending)


def stale_files(files: Mapping[str, str], folder: Path) -> list[str]:
    """Return the paths below `folder` that differ from what would be written, sorted."""
    stale = [name for name, text in files.items() if not _holds(folder / name, text.encode("utf-8"))]
    for owned in OWNED:
        present = (p for p in (folder / owned).rglob("*") if p.is_file())
        stale += [
            p.relative_to(folder).as_posix() for p in present if p.relative_to(folder).as_posix() not in files
        ]
    return sorted(stale)


def _holds(path: Path, raw: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(raw) and path.read_bytes() == raw


def _linked(old: Path, new: Path) -> bool:
    try:
        new.hardlink_to(old)
    except OSError:  # the file system knows no links, or no more of this file
        return False
    return True


def _link_or_copy(old: str, new: str) -> None:
    if Path(old).is_symlink():
        Path(new).symlink_to(Path(old).readlink())
    elif not _linked(Path(old), Path(new)):
        shutil.copy2(old, new)
