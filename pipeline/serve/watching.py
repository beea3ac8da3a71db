"""Waits for files to change, and has the site made again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from watchfiles import Change, watch

from pipeline.serve.making import SETTINGS, Folders, is_watched

_QUIET = 100  # ms without a change, after which a change counts as done
_LONGEST = 1_000  # ms that changes in a row are waited for
_POLL = 500  # ms between two looks at the files, where the system reports nothing
_LOOK = 1_000  # ms between two looks at what the system does not report


class _Maker(Protocol):
    folders: Folders

    def make(self) -> None: ...


def until_stopped(maker: _Maker, say: Callable[[str], None]) -> None:
    """Make the site now and after each change; ends by KeyboardInterrupt alone.

    Where the system has no watches left, the files are looked at again and again, and `say` is told so.
    """
    polling = False
    while True:
        marks = _marks(maker.folders)
        maker.make()
        watched = watch(
            *(path for path, mark in marks.items() if mark and path.name != SETTINGS),
            watch_filter=_counts, debounce=_LONGEST, step=_QUIET, rust_timeout=_LOOK, yield_on_timeout=True,
            force_polling=polling or None, poll_delay_ms=_POLL,
        )  # fmt: skip
        try:
            next(watched)
        except FileNotFoundError:  # a folder went before it was watched
            continue
        except OSError as error:
            if polling:
                raise
            polling = True
            say(f"{_reason(error)}; looking for changes twice a second instead")
            continue
        maker.make()  # of what changed before the watch began
        for changes in watched:
            if changes:
                maker.make()
            if _marks(maker.folders) != marks:
                break


def _reason(error: OSError) -> str:
    """Return what the system said, without the paths and codes behind it."""
    return str(error).partition(". about")[0].partition(" about [")[0]


def _marks(folders: Folders) -> dict[Path, int]:
    """Return what is watched, each with what shows that another one has taken its place, 0 if it is gone.

    The settings are a file: an editor puts a new one in its place, which the system does not report of a
    file. So they are known by their time, and looked at again and again.
    """
    found = {}
    for path in (*folders.analysed(), *folders.rendered()):
        try:
            stat = path.stat()
        except FileNotFoundError:
            found[path] = 0
        else:
            found[path] = stat.st_mtime_ns if path.name == SETTINGS else stat.st_ino
    return found


def _counts(_: Change, path: str) -> bool:
    """Return whether a change is one of a file that is read."""
    return is_watched(Path(path).name)
