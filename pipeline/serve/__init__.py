"""The site on this machine: made again when a file changes, shown anew in the browser, faults as a page.

The corpus is analysed and the site rendered in processes of their own, so that
what is served depends on no state: a change of the code counts like one of the
corpus, and a crash is one more fault to show.
"""

from __future__ import annotations

import errno
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.errors import DiendamError
from pipeline.serve.live import Live
from pipeline.serve.making import Folders, Maker, workplace
from pipeline.serve.server import Server
from pipeline.serve.watching import until_stopped

__all__ = ["Folders", "serve"]

HOST = "127.0.0.1"


def serve(folders: Folders, port: int, say: Callable[[str], None]) -> None:
    """Make the site, serve it, and make it again after each change, until interrupted.

    `port` 0 takes any that is free. `say` is told where the site is and what
    happens to it.

    Raises:
        DiendamError: if the port is taken, or the output folder is no place for a site.
    """
    live = Live()
    with _interrupted_by_ending(), workplace(folders) as work, _listening(live, port) as server:
        say(f"http://{HOST}:{server.server_port}/ - Ctrl-C ends it")
        try:
            until_stopped(Maker(folders, work, live, say), say)
        except KeyboardInterrupt:
            say("ended")


@contextmanager
def _listening(live: Live, port: int) -> Iterator[Server]:
    """Answer requests in the background."""
    try:
        server = Server((HOST, port), live)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        told = "is taken" if error.errno == errno.EADDRINUSE else "needs more rights"
        raise DiendamError(f"port {port} {told}\n  fix: say another: --port {port + 1}") from None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        live.close()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _interrupted_by_ending() -> Iterator[None]:
    """Take a request to end as Ctrl-C is taken, so that what was begun is cleared away."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
