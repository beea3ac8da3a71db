"""The site, built once for each content folder by a real run of Pelican."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.site import miniature
from tests.site.building import ROOT, Site, render


@pytest.fixture(scope="session", params=["corpus", "hostile"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of the corpus, and that of a corpus which tries to break it."""
    name = str(request.param)
    content = ROOT / "content"
    if name == "hostile":
        content = tmp_path_factory.mktemp("hostile") / "content"
        miniature.write(content)
    output = tmp_path_factory.mktemp(name) / "output"
    run = render(content, output)
    assert run.returncode == 0, run.stdout + run.stderr
    return Site(name, content, output)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site whose every text tries to break out of its page."""
    content = tmp_path_factory.mktemp("hostile-alone") / "content"
    miniature.write(content)
    output = content.parent / "output"
    run = render(content, output)
    assert run.returncode == 0, run.stdout + run.stderr
    return Site("hostile", content, output)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the Chromium of this machine, else the one that Playwright brought."""
    own = shutil.which("chromium")
    # Chromium has no sandbox for root, which is who runs tests in a container.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=own, args=options)
        yield chromium
        chromium.close()
