"""One function over many arguments: in this process, or in several at once, with the same results.

Other processes get all they need by value and read nothing from the disk but
the code; what they run is this process's code or they refuse. They end with the
process that began them, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pipeline.errors import DiendamError
from pipeline.inputs import LOADED

Shared = TypeVar("Shared")
Argument = TypeVar("Argument")
Made = TypeVar("Made")
# Told what is done, how many of how many.
Watch = Callable[[str, int, int], None]


def unwatched(_what: str, _done: int, _of: int) -> None:
    """Take what is told of the progress, and tell nobody."""


@dataclass(frozen=True)
class Work(Generic[Shared, Argument, Made]):
    """A function of what all have in common and of an argument; it stands at the top of a module."""

    function: Callable[[Shared, Argument], Made]
    shared: Shared
    loaded: str = field(default=LOADED)


def spread(
    work: Work[Shared, Argument, Made], arguments: Sequence[Argument], jobs: int = 1
) -> Iterator[tuple[int, Made]]:
    """Yield the number of each argument with what became of it, as they are done.

    Raises:
        DiendamError: as the function does, or if a process died or found other code.
    """
    if jobs <= 1 or len(arguments) <= 1:
        for number, argument in enumerate(arguments):
            yield number, work.function(work.shared, argument)
        return
    # Not forked: a process that has threads (linear algebra has) may hang in its copy.
    pool = ProcessPoolExecutor(
        min(jobs, len(arguments)), multiprocessing.get_context("spawn"), _begin, (work,)
    )
    try:
        with _deaf():
            waiting: dict[Future[Made], int] = {
                pool.submit(_do, argument): number for number, argument in enumerate(arguments)
            }
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    except BrokenProcessPool:
        fix = "run again; if it happens again, with --jobs 1"
        raise DiendamError(f"a process that analysed reports died\n  fix: {fix}") from None
    finally:
        _end(pool)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let processes begin whole that Ctrl-C, which reaches every process of a terminal, does not end.

    They take over what this thread blocks. Python hears in its main thread what any
    thread was told; heard in the midst of beginning one, that one has nothing to read.
    """
    heard: list[int] = []
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    with _instead(lambda number, _frame: heard.append(number)):
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if heard:
        raise KeyboardInterrupt


@contextmanager
def _instead(hear: Callable[[int, object], None]) -> Iterator[None]:
    """Let something else be done on Ctrl-C, where Python would hear it in this thread."""
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield
        return
    signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def _end(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool at once, also in the midst of an argument, and its thread."""
    for process in [*(getattr(pool, "_processes", None) or {}).values()]:
        process.terminate()
    # The interpreter wakes a thread that lives on when it exits, maybe through a closed pipe.
    pool.shutdown(wait=True, cancel_futures=True)


_WORK: list[Work[Any, Any, Any]] = []


def _begin(work: Work[Any, Any, Any]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _WORK.append(work)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(argument: Any) -> Any:  # noqa: ANN401 -- whatever the work is
    work = _WORK[-1]
    if work.loaded != LOADED:
        raise DiendamError("the code was changed while it ran\n  fix: run it again")
    return work.function(work.shared, argument)
