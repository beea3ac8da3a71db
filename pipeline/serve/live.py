"""What is shown at the moment, and how a browser learns that it changed."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from pipeline.serve.faults import Trouble


@dataclass(frozen=True, slots=True)
class Shown:
    """A state of the site: its folder once there is one, or what stopped the last run.

    `name` differs from that of every other state, also of those of a server that was here before.
    """

    name: str
    folder: Path | None = None
    trouble: Trouble | None = None


class Live:
    """The state that is shown; requests read it while the site is made anew.

    `steady` is held while files are opened, and while the folder is exchanged.
    """

    def __init__(self) -> None:
        self.steady = threading.Lock()
        self._changed = threading.Condition()
        self._count = 0
        self._shown = Shown(self._name())
        self._closed = False

    @property
    def shown(self) -> Shown:
        """Return what is shown now."""
        return self._shown

    @property
    def closed(self) -> bool:
        """Return whether the server is about to end."""
        return self._closed

    def show(self, folder: Path | None, trouble: Trouble | None) -> None:
        """Show a new state."""
        with self._changed:
            self._count += 1
            self._shown = Shown(self._name(), folder, trouble)
            self._changed.notify_all()

    def wait(self, name: str, seconds: float) -> Shown:
        """Return what is shown once it is no longer the state `name`, or the seconds are over."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown.name != name, seconds)
            return self._shown

    def close(self) -> None:
        """Let go of all who wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _name(self) -> str:
        return f"{os.getpid()}-{self._count}"
