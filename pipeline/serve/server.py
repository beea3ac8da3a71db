"""What a browser gets: the site as a host would send it, and the pages that stand in for it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from pipeline.serve import pages
from pipeline.serve.live import Live, Shown

_HEADER = re.compile(r"^  ([\w-]+): (.+)$", re.MULTILINE)
_HTML = "text/html; charset=utf-8"
_OWN = {
    pages.SCRIPT: (pages.LIVE, "text/javascript; charset=utf-8"),
    pages.STYLE: (pages.LOOK, "text/css; charset=utf-8"),
}
_NAMES = frozenset({"127.0.0.1", "localhost"})
_SECONDS = 15.0  # between two signs of life


class Server(ThreadingHTTPServer):
    """The server of one site; each request has a thread of its own."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], live: Live) -> None:
        self.live = live
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell what went wrong with a request, unless the browser merely left, as it does on a reload."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # a socket


class _Handler(SimpleHTTPRequestHandler):
    """Answers one request."""

    server_version, sys_version = "diendam", ""

    def do_GET(self) -> None:
        """Answer with events, else as for HEAD with the body."""
        if not self._is_for_us():
            # A page of another site could reach this one by a name that leads here.
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif self._path == pages.EVENTS:
            self._tell_changes()
        else:
            super().do_GET()

    def send_head(self) -> BinaryIO | None:
        """Send status and headers; return the body."""
        live, path = self._live, self._path
        if path in _OWN:
            text, kind = _OWN[path]
            return self._send(HTTPStatus.OK, text.encode(), kind, ())
        with live.steady:
            shown = live.shown
            is_page = path.endswith(("/", ".html"))
            if is_page and shown.trouble:
                return self._page(HTTPStatus.INTERNAL_SERVER_ERROR, pages.trouble_page(shown.trouble), shown)
            if shown.folder is None:
                return self._page(HTTPStatus.SERVICE_UNAVAILABLE, pages.waiting_page(), shown)
            return self._file(shown, shown.folder)

    def _is_for_us(self) -> bool:
        """Return whether the browser asked for this machine by a name of its own."""
        return urlsplit(f"//{self.headers.get('Host', '')}").hostname in _NAMES

    @property
    def _live(self) -> Live:
        return cast("Server", self.server).live

    @property
    def _path(self) -> str:
        return urlsplit(self.path).path

    def _file(self, shown: Shown, folder: Path) -> BinaryIO | None:
        """Answer with a file of the site, else with its page for what is not there."""
        self.directory = str(folder)
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            if not self._path.endswith("/"):
                self._redirect(f"{self._path}/")
                return None
            path /= "index.html"
        headers = _headers(folder)
        if not path.is_file():
            return self._missing(shown, folder / "404.html", headers)
        if path.suffix == ".html":
            page = pages.with_script(path.read_bytes(), shown)
            return self._send(HTTPStatus.OK, page, _HTML, headers)
        return self._send(HTTPStatus.OK, path.read_bytes(), self.guess_type(path), headers)

    def _missing(self, shown: Shown, path: Path, headers: Iterable[tuple[str, str]]) -> BinaryIO:
        """Answer with the site's page for what is not there, whose addresses count from the root."""
        page = path.read_bytes() if path.is_file() else b""
        page = re.sub(rb'(href|src)="\./', rb'\1="/', page)
        return self._send(HTTPStatus.NOT_FOUND, pages.with_script(page, shown), _HTML, headers)

    def _page(self, status: HTTPStatus, page: bytes, shown: Shown) -> BinaryIO:
        policy = [("Content-Security-Policy", pages.POLICY)]
        return self._send(status, pages.with_script(page, shown), _HTML, policy)

    def _redirect(self, to: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", "/" + to.lstrip("/"))  # never another host: //example.org/
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(
        self, status: HTTPStatus, data: bytes, kind: str, headers: Iterable[tuple[str, str]]
    ) -> BinaryIO:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return io.BytesIO(data)

    def _tell_changes(self) -> None:
        """Send the name of what is shown, and again when it changes, as long as the browser listens."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        told = ""
        try:
            while not self._live.closed:
                name = self._live.shown.name
                # A comment, where nothing is new, shows whether anybody is still there.
                self.wfile.write(b": here\n\n" if name == told else f"data: {name}\n\n".encode())
                told = name
                self._live.wait(told, _SECONDS)
        except ConnectionError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name in the base class
        """Keep quiet; faults are told where they happen."""


def _headers(folder: Path) -> list[tuple[str, str]]:
    """Return what a host that knows `_headers` sends with every page."""
    path = folder / "_headers"
    return _HEADER.findall(path.read_text("utf-8")) if path.is_file() else []
