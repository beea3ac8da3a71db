"""`diendam serve` as a person uses it: a real process, a real browser, files that change and break."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.command import DIENDAM
from tests.corpora import ROOT, add_report, little_corpus, tree

pytestmark = pytest.mark.browser

SECONDS = 90  # until what is waited for is a failure; a busy machine is slow
BASE = "theme/templates/base.html"
MAIN = '<main id="main"'


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Served:
    """A project with a server of it."""

    project: Path
    process: subprocess.Popen[str]
    log: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, host: str = "localhost") -> Answer:
        """Ask for a path as it stands, which a browser would tidy first."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)) as connection:
            connection.request("GET", path, headers={"Host": f"{host}:{self.port}"})
            with connection.getresponse() as found:
                return Answer(found.status, dict(found.headers), found.read())

    def said(self) -> str:
        return self.log.read_text("utf-8")


def project_in(folder: Path) -> Path:
    """Return a project with the little corpus, and with the theme and the settings of the real one."""
    shutil.copytree(ROOT / "theme", folder / "theme", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "content" / "pages", folder / "content" / "pages")
    shutil.copy(ROOT / "pelicanconf.py", folder)
    if (ROOT / ".cache").is_dir():
        (folder / ".cache").symlink_to(ROOT / ".cache")  # typefaces that were cut before
    little_corpus(folder / "corpus")
    return folder


def until(holds: Callable[[], object]) -> None:
    """Wait for what does not happen in the browser."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@contextmanager
def serving(project: Path, command: Sequence[str] = (str(DIENDAM),)) -> Iterator[Served]:
    """Serve a project on a free port; the process is ended by its id."""
    log = project / "said.txt"
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [*command, "serve", "--port", "0"],
            cwd=project,
            stderr=said,
            text=True,
            start_new_session=True,
        )
    try:
        until(lambda: "http://" in log.read_text("utf-8") or process.poll() is not None)
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text("utf-8"))
        assert found, log.read_text("utf-8")
        yield Served(project, process, log, int(found[1]))
    finally:
        process.terminate()
        process.wait(SECONDS)
    assert "Traceback" not in log.read_text("utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(project_in(tmp_path_factory.mktemp("project"))) as found:
        yield found


@pytest.fixture
def page(served: Served, browser: Browser) -> Iterator[Page]:
    """Return the home page, once there is a site; what the browser refuses is a failure."""
    refused: list[str] = []
    page = browser.new_page()
    page.set_default_timeout(SECONDS * 1000)
    expect.set_options(timeout=SECONDS * 1000)
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(served.address)
    expect(page.locator(".site-head")).to_be_visible()
    yield page
    page.close()
    # What the server answers while there is no site, no such page, or nobody any more, is no refusal.
    wrong = [text for text in refused if not re.search("status of (404|500|503)|ERR_", text)]
    assert wrong == [], "the policy of the site refuses something"


@contextmanager
def changed(path: Path, old: str, new: str) -> Iterator[int]:
    """Put a file with other words in the place of a file, as editors do; yield the line of the words."""
    before = path.read_text("utf-8")
    assert old in before

    def put(text: str) -> None:
        fresh = path.with_name(f".{path.name}.tmp")
        fresh.write_text(text, "utf-8")
        fresh.replace(path)

    put(before.replace(old, new, 1))
    try:
        yield before.partition(old)[0].count("\n") + 1
    finally:
        put(before)


def test_a_change_of_a_template_reaches_an_open_page(served: Served, page: Page) -> None:
    with changed(served.project / BASE, MAIN, f"<p id=new>Fresh</p>{MAIN}"):
        expect(page.locator("#new")).to_have_text("Fresh")


def test_faults_of_the_site_are_shown_with_file_and_line_until_mended(served: Served, page: Page) -> None:
    """One after the other, so that each takes the place of the one before."""
    place, line_of_it, what = (page.locator(f".fault {name}") for name in ("h2", "mark", "strong"))
    before = tree(served.project / "output")
    with changed(served.project / BASE, MAIN, "{% if %}" + MAIN) as line:
        expect(place).to_have_text(f"{BASE}:{line}")
        expect(line_of_it).to_contain_text("{% if %}")
        answer = served.get("/vi/nothing.html")
        assert (answer.status, b"/.diendam/" in answer.body) == (500, True)
        assert tree(served.project / "output") == before, "the site that was there stays"
        assert f"{BASE}:{line}: " in served.said()
    with changed(served.project / BASE, MAIN, "{{ nothing_there(1) }}" + MAIN) as line:
        expect(what).to_contain_text("'nothing_there' is undefined")
        expect(place).to_have_text(f"{BASE}:{line}")
    with changed(served.project / "pelicanconf.py", 'SITEURL = ""', 'SITEURL = ("') as line:
        expect(place).to_have_text(f"pelicanconf.py:{line}")
    with changed(served.project / "content/pages/about.md", "Title:", "Name:"):
        expect(place).to_have_text("content/pages/about.md")
        expect(what).to_contain_text("could not find information about 'title'")
    with changed(served.project / "theme/diendam_site/pages.py", "from _", "def (:\nfrom _") as line:
        expect(place).to_have_text(f"theme/diendam_site/pages.py:{line}")
    expect(page.locator(".site-head")).to_be_visible()


def test_a_fault_in_the_corpus_is_shown_with_its_line_and_mended(served: Served, page: Page) -> None:
    people = served.project / "corpus/registry/people.toml"
    with changed(people, 'id = "jon-berg"', 'id = "jon-berg') as line:
        expect(page.locator(".fault h2")).to_have_text(f"corpus/registry/people.toml:{line}")
        expect(page.locator(".fault mark")).to_contain_text('id = "jon-berg')
        expect(page.locator(".fault p").nth(1)).to_have_text("fix: correct the TOML")
        page.goto(f"{served.address}/vi/compare/nothing.html")
        expect(page.locator(".fault h2")).to_have_text(f"corpus/registry/people.toml:{line}")
        page.goto(served.address)
    expect(page.locator(".site-head")).to_be_visible()


def test_what_reloads_a_page_is_in_no_file(served: Served, page: Page) -> None:
    assert "/.diendam/" in page.content()
    files = tree(served.project / "output")
    assert "index.html" in files
    assert [name for name, data in files.items() if b".diendam/" in data] == []


def test_answers_are_those_of_a_host(served: Served, page: Page) -> None:
    assert page.locator(".site-head").count()
    home = served.get("/")
    sent = (served.project / "output/_headers").read_text("utf-8")
    policy = re.search("Content-Security-Policy: (.*)", sent)
    assert policy
    assert home.headers["Content-Security-Policy"] == policy[1]
    assert home.headers["Cache-Control"] == "no-store"
    missing = served.get("/nothing.html")
    assert (missing.status, b"/.diendam/" in missing.body) == (404, True)
    folder = served.get("/reports")
    assert (folder.status, folder.headers["Location"]) == (301, "/reports/")
    assert not served.get("//example.org/..").headers["Location"].startswith("//")
    assert served.get("/theme/css/site.css").headers["Content-Type"].startswith("text/css")
    assert served.get("/", host="example.org").status == 421, "a name that somebody else let lead here"
    for path in ("/../pelicanconf.py", "/%2e%2e/pelicanconf.py", "/..%2fpelicanconf.py", "/theme/"):
        assert served.get(path).status == 404, path


def test_a_new_report_is_in_the_site(served: Served, page: Page) -> None:
    page.goto(f"{served.address}/reports/2025-05-02-daily-en.html")
    expect(page.get_by_text("<nets>")).to_have_count(0)
    words = "President Ana Lopez stressed that <nets> were wide."
    add_report(served.project / "corpus", "2025-05-02-daily-en", "call-one", "en", f"{words}\n")
    expect(page.get_by_text("<nets>").first).to_be_visible()


def test_a_change_of_the_program_is_in_the_site(tmp_path: Path, browser: Browser) -> None:
    """Who develops it sees what a change does, and where one is broken, without starting anew."""
    project = project_in(tmp_path)
    shutil.copytree(ROOT / "pipeline", project / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    program = project / "pipeline/write/pages.py"
    with serving(project, (sys.executable, "-m", "pipeline")) as found:
        page = browser.new_page()
        page.set_default_timeout(SECONDS * 1000)
        expect.set_options(timeout=SECONDS * 1000)
        page.goto(f"{found.address}/reports/2025-05-01-daily-en.html")
        expect(page.locator(".headline")).to_be_visible()
        with changed(program, "*headlines, *paragraphs]", '*headlines, "Fresh words.", *paragraphs]'):
            expect(page.get_by_text("Fresh words.")).to_be_visible()
        with changed(program, "def escape(", "def (") as line:
            expect(page.locator(".fault h2")).to_have_text(f"pipeline/write/pages.py:{line}")
        expect(page.locator(".headline")).to_be_visible()
        expect(page.get_by_text("Fresh words.")).to_have_count(0)
        page.close()


# A user's namespace of its own, in which next to no file can be watched.
UNWATCHED = ("unshare", "--user", "--map-root-user", "sh", "-c")
FEW = "echo 5 > /proc/sys/user/max_inotify_watches"


def test_where_the_system_watches_no_more_files_they_are_looked_at(tmp_path: Path) -> None:
    if not shutil.which("unshare") or subprocess.run([*UNWATCHED, FEW], check=False).returncode:
        pytest.skip("this system lets nobody but its owner set a limit")
    project = project_in(tmp_path)
    with serving(project, (*UNWATCHED, f'{FEW}; exec "{DIENDAM}" "$@"', "sh")) as found:
        until(lambda: "looking for changes" in found.said())
        with changed(project / BASE, MAIN, f"<p id=new>Fresh</p>{MAIN}"):
            until(lambda: b"<p id=new>Fresh</p>" in found.get("/").body)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_ended_while_it_works_it_leaves_nothing(tmp_path: Path, ending: signal.Signals) -> None:
    project = project_in(tmp_path)
    (project / ".output-serve" / "next").mkdir(parents=True)  # of one that was killed
    with serving(project) as found:
        waiting = found.get("/")
        assert (waiting.status, b"is being made" in waiting.body) == (503, True)
        os.kill(found.process.pid, ending)
        assert found.process.wait(SECONDS) == 0
    assert [p.name for p in project.iterdir() if "serve" in p.name] == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", found.port)) != 0


def refusal(project: Path, *words: str) -> str:
    done = subprocess.run(
        [str(DIENDAM), "serve", *words],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 3
    assert "  fix: " in done.stderr
    return done.stderr


def test_what_is_in_the_way_is_told_and_left_alone(served: Served, tmp_path: Path) -> None:
    assert f"port {served.port} is taken" in refusal(
        served.project, "--port", str(served.port), "--output", "other"
    )
    assert "another diendam serve writes it" in refusal(served.project, "--port", "0")
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert "holds something that is no site" in refusal(
        served.project, "--port", "0", "--output", str(tmp_path)
    )
    assert tree(tmp_path) == {"mine.txt": b"mine"}
    assert "holds what the site is made of" in refusal(served.project, "--port", "0", "--output", "corpus/..")
