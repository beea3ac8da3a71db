"""One page fetched from an address: plainly named, limited in time and size, robots respected.

http and https alone, also after a redirect. An address that resolves to this
machine or a private network is refused unless that is allowed; what was checked
is what is connected to, so a name that changes its address in between gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

import httpcore

from pipeline import __version__
from pipeline.captures import MAX_BYTES
from pipeline.errors import DiendamError

USER_AGENT = f"diendam/{__version__} (reads one page at a time, by hand)"
SECONDS = 30.0
_STEP = 10.0
_REDIRECTS = 5
_ROBOTS_BYTES = 500 * 1024
_REDIRECT, _OK, _NOT_FOUND, _DENIED = range(300, 400), range(200, 300), range(400, 500), {401, 403}
_ZIPPED = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class FetchError(DiendamError):
    """A page that was not fetched: which, why, and what to do."""

    def __init__(
        self, address: str, what: str, fix: str = "save the page in a browser and add the file"
    ) -> None:
        """Say it as all errors are said."""
        super().__init__(f"{address}: {what}\n  fix: {fix}")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, where they came from in the end, their charset and type."""

    raw: bytes
    address: str
    charset: str
    content_type: str


class _CheckedNetwork(httpcore.SyncBackend):
    """Connects to public addresses alone, unless local ones are allowed."""

    def __init__(self, allow_local: bool) -> None:
        self._allow_local = allow_local

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        closed = [] if self._allow_local else [a for a in found if not _is_public(a)]
        if closed:
            fix = "use --allow-local if you mean that host"
            raise FetchError(host, f"leads to {closed[0]}, which is no public address", fix)
        last: Exception | None = None
        for numeric in found:
            try:
                return super().connect_tcp(numeric, port, timeout, local_address, socket_options)
            except httpcore.ConnectError as error:
                last = error
        raise last or httpcore.ConnectError("no address")


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return bool(inner.is_global and found.is_global and not found.is_multicast)


class _Client:
    """A connection pool with a deadline over all that is asked of it."""

    def __init__(self, allow_local: bool, seconds: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(), network_backend=_CheckedNetwork(allow_local)
        )
        self._end = time.monotonic() + seconds

    def __enter__(self) -> _Client:
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.close()

    def get(self, address: str, most: int) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and at most `most` bytes; more are refused."""
        step = min(_STEP, max(self._end - time.monotonic(), 0.01))
        headers = [
            ("Host", _split(address).netloc.rpartition("@")[2]),
            ("User-Agent", USER_AGENT),
            ("Accept", "text/html, text/plain, */*;q=0.1"),
            ("Accept-Encoding", "identity"),
        ]
        limits = {"timeout": {"connect": step, "read": step, "write": step, "pool": step}}
        try:
            with self._pool.stream("GET", address, headers=headers, extensions=limits) as response:
                told = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                body = self._read(response.iter_stream(), address, most)
                return response.status, told, _unzipped(body, told, address, most)
        except (httpcore.TimeoutException, TimeoutError):
            raise FetchError(address, "did not answer in time") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise FetchError(address, f"cannot be fetched: {str(error) or type(error).__name__}") from None

    def _read(self, pieces: Iterable[bytes], address: str, most: int) -> bytes:
        body = bytearray()
        for piece in pieces:
            body += piece
            if len(body) > most:
                raise FetchError(address, f"is larger than {most} bytes")
            if time.monotonic() > self._end:
                raise FetchError(address, "did not answer in time")
        return bytes(body)


def _unzipped(body: bytes, headers: dict[str, str], address: str, most: int) -> bytes:
    """Return a body that a server packed although it was asked not to."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding in {"", "identity"}:
        return body
    if coding not in _ZIPPED:
        raise FetchError(address, f"comes packed as {coding!r}")
    unpack = zlib.decompressobj(_ZIPPED[coding])
    try:
        plain = unpack.decompress(body, most + 1)
    except zlib.error:
        raise FetchError(address, f"is no valid {coding}") from None
    if len(plain) > most:
        raise FetchError(address, f"is larger than {most} bytes")
    return plain


def fetch(address: str, *, allow_local: bool = False, seconds: float = SECONDS) -> Fetched:
    """Return the page at an address.

    Raises:
        FetchError: if it is not http or https, local, forbidden to robots, too
            large, too slow, or not there.
    """
    with _Client(allow_local, seconds) as client:
        here = address
        asked: dict[str, RobotFileParser] = {}
        for _ in range(_REDIRECTS + 1):
            _check_robots(client, here, asked)
            status, headers, body = client.get(here, MAX_BYTES)
            if status in _REDIRECT and "location" in headers:
                here = urljoin(here, headers["location"])
                continue
            if status not in _OK:
                raise FetchError(here, f"answers {status}", "check the address in a browser")
            kind = Message()
            kind["Content-Type"] = headers.get("content-type", "")
            return Fetched(body, here, str(kind.get_content_charset() or ""), kind.get_content_type())
        raise FetchError(address, f"redirects more than {_REDIRECTS} times")


def _split(address: str) -> SplitResult:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FetchError(address, "is no http or https address", "give an address that begins with https://")
    return parts


def _check_robots(client: _Client, address: str, asked: dict[str, RobotFileParser]) -> None:
    """Raise a FetchError if the host asks robots not to read the page; asked once a host."""
    parts = _split(address)
    origin = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    if origin not in asked:
        asked[origin] = _robots(client, f"{origin}/robots.txt")
    if not asked[origin].can_fetch(USER_AGENT, address):
        raise FetchError(address, "robots.txt of the host asks programs not to read it")


def _robots(client: _Client, address: str) -> RobotFileParser:
    rules = RobotFileParser(address)
    status, _, body = client.get(address, _ROBOTS_BYTES)
    if status in _OK:
        rules.parse(body.decode("utf-8", "replace").splitlines())
    elif status in _NOT_FOUND and status not in _DENIED:
        rules.parse([])
    else:  # RFC 9309: a host that cannot be asked is not read; a redirect of robots.txt counts as none
        rules.parse([] if status in _REDIRECT else ["User-agent: *", "Disallow: /"])
    return rules
