"""The site, built once for each content folder by a real run of Pelican."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from tests.site import miniature
from tests.site.building import ROOT, Site, render


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """Return what builds the site of a corpus by its name, each once.

    `corpus` is the shipped one, `hostile` one whose every text tries to break out of its page.
    """

    @cache
    def build(name: str) -> Site:
        content = ROOT / "content"
        if name == "hostile":
            content = tmp_path_factory.mktemp("hostile") / "content"
            miniature.write(content)
        output = tmp_path_factory.mktemp(name) / "output"
        run = render(content, output)
        assert run.returncode == 0, run.stdout + run.stderr
        return Site(name, content, output)

    return build


@pytest.fixture(scope="session", params=["corpus", "hostile"])
def site(request: pytest.FixtureRequest, built: Callable[[str], Site]) -> Site:
    """Return the site of the corpus, and that of a corpus which tries to break it."""
    return built(str(request.param))


@pytest.fixture(scope="session")
def shipped(built: Callable[[str], Site]) -> Site:
    """Return the site of the corpus."""
    return built("corpus")


@pytest.fixture(scope="session")
def hostile(built: Callable[[str], Site]) -> Site:
    """Return the site whose every text tries to break out of its page."""
    return built("hostile")


class Quiet(SimpleHTTPRequestHandler):
    """A handler that serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Keep still."""


@pytest.fixture(scope="module")
def host(site: Site) -> Iterator[str]:
    """Serve the site on this machine; return its address."""
    handler = partial(Quiet, directory=str(site.output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of a browser; what its console says in a test fails the test."""
    context = browser.new_context(viewport={"width": 1024, "height": 800})
    context.set_default_timeout(20_000)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []
