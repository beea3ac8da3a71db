"""Home, a comparison and a report as Lighthouse sees them on a phone: four scores each.

Run, from the root of the repository, on a machine with nothing else to do:

    make lighthouse

What is measured is `content/`, rendered as it is published (addresses in `hreflang` and the canonical
link are whole only there) for a server on this machine, which sends it compressed. The phone and its
slow network are those that Lighthouse simulates by default. A busy machine lowers the score for
performance; of `--rounds` runs the median is shown.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import sync_playwright

ROOT: Final = Path(__file__).resolve().parents[1]
TOOL: Final = Path(__file__).resolve().parent / "lighthouse"
PAGES: Final = ("index.html", "compare/*.html", "reports/*.html")
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
TEXT: Final = (".html", ".css", ".js", ".svg", ".xml", ".json")


class Host(SimpleHTTPRequestHandler):
    """Sends files as a static host does: text compressed, each with what `_headers` says."""

    def log_message(self, *_: object) -> None:
        """Keep still."""

    def do_GET(self) -> None:
        """Send a file, or the 404."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        self.send_response(200 if path.is_file() else 404)
        body = path.read_bytes() if path.is_file() else b""
        if path.suffix in TEXT:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        for line in (Path(self.directory) / "_headers").read_text("utf-8").splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Give the address of a server of a folder, on this machine alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def render(folder: Path, address: str) -> None:
    """Render the site as it is published at an address.

    Raises:
        CalledProcessError: Pelican could not render it.
    """
    command = [sys.executable, "-m", "pelican", "content", "--output", str(folder), "--quiet"]
    environment = {**os.environ, "SITE_ADDRESS": address.rstrip("/")}
    subprocess.run([*command, "--settings", "publishconf.py"], cwd=ROOT, env=environment, check=True)  # noqa: S603


def browser() -> str:
    """Return the Chromium of this machine, else the one that Playwright brought."""
    with sync_playwright() as playwright:
        return shutil.which("chromium") or playwright.chromium.executable_path


def measure(address: str, chromium: str) -> dict[str, float]:
    """Return the score of each category, 0 to 100.

    Raises:
        CalledProcessError: Lighthouse could not measure the page.
    """
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    asked = [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}", "--form-factor=mobile"]
    command = [str(TOOL / "node_modules/.bin/lighthouse"), address, "--quiet", "--output=json", *asked]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "CHROME_PATH": chromium, "PATH": path}
    run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    report = json.loads(run.stdout)
    for audit in report["audits"].values():
        if audit["score"] is not None and audit["score"] < 1 and audit["scoreDisplayMode"] == "binary":
            print(f"  {audit['id']}: {audit['title']}", file=sys.stderr)  # noqa: T201
    return {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line of scores for each page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    chromium = browser()
    print("page".ljust(44), *(name.rjust(14) for name in CATEGORIES))  # noqa: T201
    with TemporaryDirectory() as folder, hosted(Path(folder)) as host:
        render(Path(folder), host)
        for pattern in PAGES:
            page = max(Path(folder).glob(pattern), key=lambda path: path.stat().st_size)
            name = page.relative_to(folder).as_posix()
            address = host + name.removesuffix("index.html")
            rounds = [measure(address, chromium) for _ in range(options.rounds)]
            scores = (statistics.median(one[category] for one in rounds) for category in CATEGORIES)
            print(name.ljust(44), *(f"{score:14.0f}" for score in scores), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
