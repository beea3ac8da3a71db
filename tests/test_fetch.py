"""An address is fetched plainly, within limits, where the host lets programs; from a real server here."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.add.acquire import SourceError, acquire
from pipeline.add.fetch import FetchError, _is_public, fetch
from pipeline.captures import MAX_BYTES
from tests.awkward import PARAGRAPHS_VI, TITLE_VI, article, page
from tests.command import diendam_here
from tests.corpora import little_corpus, tree
from tests.test_bad_input import in_windows_1258

PAGE = page(article()).encode()
VIETNAMESE = in_windows_1258(page(article(TITLE_VI, PARAGRAPHS_VI), "", "vi", TITLE_VI))


@dataclass
class Host:
    """A server on this machine: what it answers, and what it was asked."""

    address: str = ""
    robots: tuple[int, bytes] = (404, b"")
    asked: list[tuple[str, str]] = field(default_factory=list)


Answer = tuple[int, bytes, dict[str, str]]
HTML = {"Content-Type": "text/html; charset=utf-8"}
GIVEN: dict[str, Answer] = {
    "/page": (200, PAGE, HTML),
    "/vietnamese": (200, VIETNAMESE, {"Content-Type": "text/html; charset=windows-1258"}),
    "/moved": (302, b"", {"Location": "/page"}),
    "/round": (302, b"", {"Location": "/round"}),
    "/file": (302, b"", {"Location": "file:///etc/passwd"}),
    "/missing": (410, b"gone", {}),
    "/large": (200, b"x" * (MAX_BYTES + 1), HTML),
    "/packed": (200, gzip.compress(PAGE), {**HTML, "Content-Encoding": "gzip"}),
    "/bomb": (200, gzip.compress(b" " * (4 * MAX_BYTES)), {**HTML, "Content-Encoding": "gzip"}),
}


class Answers(BaseHTTPRequestHandler):
    """Answers by path; `/slow` never ends in time."""

    told: Host

    def do_GET(self) -> None:
        self.told.asked.append((self.path, self.headers["User-Agent"]))
        try:
            if self.path == "/slow":
                self.drip()
            else:
                self.give(*GIVEN.get(self.path, (*self.told.robots, {})))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def give(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"<p>")
            time.sleep(0.1)

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[Host]:
    """Return a server on this machine, closed when the test ends."""
    told = Host()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Answers,), {"told": told}))
    server.daemon_threads = True
    told.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def test_page_comes_as_it_is_and_the_program_gives_its_name(host: Host) -> None:
    got = fetch(f"{host.address}/page", allow_local=True)
    assert (got.raw, got.charset, got.address) == (PAGE, "utf-8", f"{host.address}/page")
    assert [path for path, _ in host.asked] == ["/robots.txt", "/page"]
    assert all(agent.startswith("diendam/") for _, agent in host.asked)


def test_redirect_is_followed_and_the_last_address_kept(host: Host) -> None:
    assert fetch(f"{host.address}/moved", allow_local=True).address == f"{host.address}/page"


def test_packed_page_is_unpacked(host: Host) -> None:
    assert fetch(f"{host.address}/packed", allow_local=True).raw == PAGE


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/round", "redirects more than"),
        ("/file", "no http or https address"),
        ("/missing", "answers 410"),
        ("/large", "larger than"),
        ("/bomb", "larger than"),
    ],
)
def test_what_cannot_be_read_is_refused(host: Host, path: str, told: str) -> None:
    with pytest.raises(FetchError, match=told) as refused:
        fetch(f"{host.address}{path}", allow_local=True)
    assert "\n  fix: " in str(refused.value)


def test_slow_host_is_left_in_time(host: Host) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match="in time"):
        fetch(f"{host.address}/slow", allow_local=True, seconds=0.5)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("robots", [(200, b"User-agent: *\nDisallow: /page"), (503, b""), (403, b"")])
def test_host_that_forbids_programs_is_not_read(host: Host, robots: tuple[int, bytes]) -> None:
    host.robots = robots
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetch(f"{host.address}/page", allow_local=True)
    assert [path for path, _ in host.asked] == ["/robots.txt"]


def test_rules_for_others_are_not_ours(host: Host) -> None:
    host.robots = (200, b"User-agent: greedybot\nDisallow: /\n\nUser-agent: *\nAllow: /")
    assert fetch(f"{host.address}/page", allow_local=True).raw == PAGE


def test_local_address_needs_a_word(host: Host) -> None:
    with pytest.raises(FetchError, match="no public address") as refused:
        fetch(f"{host.address}/page")
    assert "--allow-local" in str(refused.value)
    assert host.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "::ffff:127.0.0.1",
        "0.0.0.0",  # noqa: S104 -- nothing is bound
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not _is_public(address)


@pytest.mark.parametrize("address", ["ftp://daily.example/a", "file:///etc/passwd", "gopher://x/", "http://"])
def test_other_schemes_are_refused(address: str, tmp_path: Path) -> None:
    with (tmp_path / "nothing").open("wb+") as stdin, pytest.raises((FetchError, SourceError)):
        acquire(address, stdin)


def test_add_from_an_address_honours_its_charset(
    host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = little_corpus(tmp_path / "corpus")
    words = ("add", f"{host.address}/vietnamese", "--corpus", corpus, "--yes", "--event", "call-one")
    before = tree(corpus)
    refused = diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)
    assert refused.returncode == 3
    assert tree(corpus) == before
    done = diendam_here(*words, "--allow-local", capsys=capsys, monkeypatch=monkeypatch)
    assert done.returncode == 0, done.stderr
    (name,) = tree(corpus).keys() - before.keys() - {n for n in tree(corpus) if n.endswith(".toml")}
    assert tree(corpus)[name] == VIETNAMESE
    sidecar = tree(corpus)[name.replace(".html", ".toml")].decode()
    assert 'encoding = "cp1258"' in sidecar
    assert f'value = "{host.address}/vietnamese"' in sidecar
    assert TITLE_VI in done.stdout
