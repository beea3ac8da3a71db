"""Published addresses stay good, or the release stops with the command that mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.published import addresses, read_files
from tests.command import Told, diendam_here
from tests.corpora import CALL_TEXT, add_report, little_corpus
from tests.site.building import render

REPORT = "2025-05-01-daily-en"


class Project:
    """A little corpus, built, whose addresses are listed as published."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.corpus, self.content = little_corpus(folder / "corpus"), folder / "content"
        self.capsys, self.patch = capsys, patch
        (self.content / "pages").mkdir(parents=True)
        for name, template in (("about", "page"), ("method", "method")):
            (self.content / f"pages/{name}.md").write_text(f"Title: {name}\nTemplate: {template}\n\nWords.\n")
        self.run("build")
        self.run("addresses", "--add")
        self.listed = (self.corpus / "published.txt").read_text("utf-8").split()
        self.claims = [a for a in self.listed if "#" in a]

    def run(self, *words: str) -> Told:
        options = ("--corpus", str(self.corpus), "--content", str(self.content))
        return diendam_here(*words, *options, capsys=self.capsys, monkeypatch=self.patch)

    def drop_a_claim(self) -> str:
        """Change a sentence, so that the claim's id is no more; return its address."""
        text = CALL_TEXT.replace("clean water", "clear water")
        add_report(self.corpus, REPORT, "call-one", "en", text)
        assert self.run("build").returncode == 0
        told = self.run("addresses")
        assert told.returncode == 1
        [gone] = [line.removeprefix("vanished: ") for line in told.stdout.splitlines()]
        assert "diendam addresses --redirect" in told.stderr
        return gone


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Project:
    return Project(tmp_path, capsys, monkeypatch)


def test_list_has_each_page_and_claim_once_and_only_grows(project: Project) -> None:
    assert project.listed == sorted(set(project.listed))
    assert f"reports/{REPORT}.html" in project.listed
    assert {"about.html", "method.html", "events/call-one.html"} <= set(project.listed)
    assert project.claims
    assert project.run("addresses").returncode == 0
    project.drop_a_claim()
    assert project.run("addresses", "--add").returncode == 1
    assert (project.corpus / "published.txt").read_text("utf-8").split() == project.listed


def test_a_vanished_claim_is_led_on(project: Project) -> None:
    gone = project.drop_a_claim()
    new = next(
        a
        for a in addresses_of(project)
        if a.startswith(f"reports/{REPORT}.html#") and a not in project.listed
    )
    assert project.run("addresses", "--redirect", gone, new).returncode == 0
    assert project.run("check").returncode == 0
    output = project.content.parent / "output"
    assert render(project.content, output).returncode == 0
    page = (output / f"reports/{REPORT}.html").read_text("utf-8")
    assert f'id="{gone.partition("#")[2]}"' in page
    assert f'href="#{new.partition("#")[2]}"' in page
    again = project.run("addresses", "--redirect", new, gone)
    assert again.returncode == 3


def test_a_withdrawn_claim_says_so(project: Project) -> None:
    gone = project.drop_a_claim()
    assert project.run("addresses", "--withdraw", gone).returncode == 0
    page = (project.content / f"reports/{REPORT}.md").read_text("utf-8")
    assert f"Former: {gone.partition('#')[2]}=\n" in page


def test_a_renamed_page_leads_on(project: Project) -> None:
    people = project.corpus / "registry/people.toml"
    people.write_text(people.read_text("utf-8").replace('"jon-berg"', '"jon-bergh"'), "utf-8")
    event = project.corpus / "events/call-one.toml"
    event.write_text(event.read_text("utf-8").replace('"jon-berg"', '"jon-bergh"'), "utf-8")
    assert project.run("build").returncode == 0
    assert project.run("addresses").stdout == "vanished: entities/jon-berg.html\n"
    moved = ("--redirect", "entities/jon-berg.html", "entities/jon-bergh.html")
    assert project.run("addresses", *moved).returncode == 0
    output = project.content.parent / "output"
    assert render(project.content, output).returncode == 0
    assert 'href="jon-bergh.html"' in (output / "entities/jon-berg.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("entities/a.html", "entities/nobody.html", "there is no 'entities/nobody.html'"),
        ("entities/jon-berg.html", "entities/chile.html", "is there"),
        ("entities/a.html", "events/call-one.html", "cannot lead"),
        ("reports/a.html#b", "entities/chile.html", "cannot lead"),
    ],
)
def test_a_redirect_that_cannot_be_is_refused(project: Project, old: str, new: str, told: str) -> None:
    done = project.run("addresses", "--redirect", old, new)
    assert done.returncode == 3
    assert told in done.stderr
    assert "fix:" in done.stderr
    assert not (project.corpus / "redirects.toml").exists()
    assert project.run("check").returncode == 0


def addresses_of(project: Project) -> set[str]:
    return addresses(read_files(project.content))
