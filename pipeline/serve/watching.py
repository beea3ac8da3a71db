"""Waits for files to change, and has the site made again."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from watchfiles import Change, watch

from pipeline.serve.making import SETTINGS, Folders, is_watched

_QUIET = 100  # ms without a change, after which a change counts as done
_LONGEST = 1_000  # ms that changes in a row are waited for
_LOOK = 1_000  # ms between two looks at what the system does not report


class _Maker(Protocol):
    folders: Folders

    def make(self) -> None: ...


def until_stopped(maker: _Maker) -> None:
    """Make the site now and after each change; ends by KeyboardInterrupt alone."""
    while True:
        maker.make()
        places = _places(maker.folders)
        for changes in watch(
            *(path for path, _ in places),
            watch_filter=_counts, debounce=_LONGEST, step=_QUIET, rust_timeout=_LOOK, yield_on_timeout=True,
        ):  # fmt: skip
            if changes:
                maker.make()
            if _places(maker.folders) != places:
                break


def _places(folders: Folders) -> list[tuple[Path, int]]:
    """Return the folders to watch, each with what shows that another one has taken its place.

    The settings are a file: an editor puts a new one in its place, which the system does not report of a
    file. So its time stands with those of the folders.
    """
    wanted = (*folders.analysed(), *folders.rendered())
    there = [(path, path.stat().st_ino) for path in wanted if path.is_dir()]
    settings = folders.project / SETTINGS
    return [*there, (folders.project / "theme", settings.stat().st_mtime_ns if settings.is_file() else 0)]


def _counts(_: Change, path: str) -> bool:
    """Return whether a change is one of a file that is read."""
    return is_watched(Path(path).name)
