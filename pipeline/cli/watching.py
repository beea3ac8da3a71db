"""A bar for what takes longer than a second: what is done, how many of how many, how fast, how long still."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

import typer

from pipeline.cli.options import INTERRUPTED

if TYPE_CHECKING:
    from rich.progress import Progress, Task, TaskID
    from rich.text import Text

Watch = Callable[[str, int, int], None]
PATIENCE = 1.0  # seconds before a bar is shown


@contextmanager
def watching(quiet: bool) -> Iterator[Watch]:
    """Give what shows progress on standard error; nothing where that is no terminal, or asked to be quiet.

    Ctrl-C within ends the command without a traceback; what is made is kept or undone by who makes it.
    """
    bar = None if quiet or not sys.stderr.isatty() else _Bar()
    try:
        yield bar.tell if bar else lambda _what, _done, _of: None
    except KeyboardInterrupt:
        print("interrupted; what is there is whole", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        if bar:
            bar.hide()


class _Bar:
    """One line on the terminal, shown once somebody has waited for it."""

    def __init__(self) -> None:
        self._told = ("", 0, 0)
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._over = False
        self._lock = Lock()
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def tell(self, what: str, done: int, of: int) -> None:
        """Take what is being done, and how many of how many are; 0 of 0 cannot be counted."""
        with self._lock:
            new, self._told = self._told[0] != what, (what, done, of)
            if self._bar is not None:
                self._draw(self._bar, new)

    def _show(self) -> None:
        with self._lock:
            if not self._over:
                self._bar = _progress()
                self._bar.start()
                self._draw(self._bar, new=True)

    def hide(self) -> None:
        """Take it away; it does not come back."""
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar.stop()

    def _draw(self, bar: Progress, new: bool) -> None:
        what, done, of = self._told
        if new or self._task is None:
            if self._task is not None:
                bar.remove_task(self._task)
            self._task = bar.add_task(what, total=of or None)
        bar.update(self._task, completed=done, total=of or None)


def _progress() -> Progress:
    from rich import progress  # noqa: PLC0415 -- slow to import, and needed by few
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class Rate(progress.ProgressColumn):
        """How many a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        Rate(),
        progress.TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
