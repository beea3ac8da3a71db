"""For each kind of change, the difference says exactly what changed, in all formats.

The recorded differences are in `expected/`. Where a new one is right, `make golden` records it.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from jsonschema import Draft202012Validator

from pipeline.diff import FORMATS, Meaning, compare_snapshots, read_commit, read_work_tree
from tests.command import Told, diendam_here
from tests.corpora import ROOT
from tests.diff.forge import page_of
from tests.diff.repository import FURTHER, KINDS, OLD, Repository, changed, repository

EXPECTED = Path(__file__).with_name("expected")
# Which parts of the difference a change may have, and must: thought out, not recorded.
SECTIONS = {
    "new report": "reports claims propositions ledger courses pages",
    "removed report": "reports claims ledger courses pages",
    "registry alias added": "mentions registry pages",
    "act cue removed": "claims ledger courses registry",
    "correction added": "claims corrections",
    "capture replaced": "reports claims ledger lines pages",
    "template touched": "look",
    "entity renamed": "events registry pages",
    "event date changed": "events",
    "boilerplate cue added": "claims mentions ledger courses lines registry pages",
    "code refactored without effect": "",
    "gold changed": "gold scores",
    "paragraph moved": "reports pages",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the little project."""
    return repository(tmp_path_factory.mktemp("diff") / "project")


@pytest.fixture(scope="module")
def meanings(made: Repository) -> dict[str, Meaning]:
    """Return the difference that each kind of change makes."""
    found = {}
    for kind in KINDS:
        changed(made, kind)
        states = (read_commit(name, made.folder) for name in ("before", "after"))
        found[kind] = compare_snapshots(*states)
    return found


def file_of(kind: str) -> Path:
    return EXPECTED / f"{kind.replace(' ', '-')}.txt"


@pytest.mark.parametrize("kind", KINDS)
def test_difference_is_the_recorded_one(kind: str, meanings: dict[str, Meaning]) -> None:
    told = FORMATS["text"](meanings[kind]) + "\n"
    if os.environ.get("GOLDEN") == "write":
        file_of(kind).write_text(told, "utf-8")
    assert told == file_of(kind).read_text("utf-8"), "if the new one is right: make golden"


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_parts_that_a_change_concerns_are_told(kind: str, meanings: dict[str, Meaning]) -> None:
    assert [str(section) for section in meanings[kind].by_section()] == SECTIONS[kind].split()


def test_a_new_report_says_nothing_of_other_reports(meanings: dict[str, Meaning]) -> None:
    own = [c for c in meanings["new report"].changes if c.section in {"claims", "mentions", "lines"}]
    assert {change.report for change in own} == {FURTHER}
    claims = {change.subject for change in own}
    joined = [c for c in meanings["new report"].changes if c.section == "propositions"]
    assert {field.name for change in joined for field in change.fields} <= claims


def test_causes_name_the_claims_they_touch(meanings: dict[str, Meaning]) -> None:
    for kind, section in (
        ("act cue removed", "registry"),
        ("boilerplate cue added", "registry"),
        ("correction added", "corrections"),
    ):
        claims = [c.subject for c in meanings[kind].changes if c.section == "claims"]
        [cause] = [c for c in meanings[kind].changes if c.section == section]
        assert list(cause.touches) == claims
        assert claims


Entry = tuple[str, str, list[tuple[str, str, str]]]


def entries_of_json(meaning: Meaning) -> list[Entry]:
    told = json.loads(FORMATS["json"](meaning))
    return [
        (c["how"], c["subject"], [(f["name"], f["before"], f["after"]) for f in c["fields"]])
        for c in told["changes"]
    ]


def entries_of_page(meaning: Meaning) -> list[Entry]:
    page = BeautifulSoup(FORMATS["html"](meaning), "lxml")
    return [(_text(li, ".how"), _text(li, ".subject"), _rows(li)) for li in page.select(".changes > li")]


def entries_of_markdown(meaning: Meaning) -> list[Entry]:
    page = page_of(FORMATS["markdown"](meaning))
    found = []
    for li in page.select("li:has(> strong), li:has(> p):has(strong)"):
        fields = _rows(li) + [_one_sided(inner, _text(li, "strong")) for inner in li.select("li")]
        found.append((_text(li, "strong"), _text(li, "code"), [f for f in fields if f[0]]))
    return found


def _one_sided(li: Tag, how: str) -> tuple[str, str, str]:
    name, _, value = li.get_text().strip().partition(": ")
    if name.startswith("touches"):
        return ("", "", "")
    is_gone = value.startswith("- ") or how in {"removed", "split"}
    value = value.removeprefix("- ").removeprefix("+ ")
    return (name, value, "") if is_gone else (name, "", value)


def _text(within: Tag, selector: str) -> str:
    found = within.select_one(selector)
    return found.get_text() if found else ""


def _rows(within: Tag) -> list[tuple[str, str, str]]:
    rows = (row.select("th, td") for row in within.select("tbody tr"))
    return [(cells[0].get_text(), cells[1].get_text(), cells[2].get_text()) for cells in rows]


def _sorted(entries: list[Entry]) -> list[Entry]:
    return [(how, subject, sorted(fields)) for how, subject, fields in entries]


@pytest.mark.parametrize("kind", KINDS)
def test_all_formats_say_the_same(kind: str, meanings: dict[str, Meaning]) -> None:
    wanted = _sorted(entries_of_json(meanings[kind]))
    assert _sorted(entries_of_page(meanings[kind])) == wanted
    assert _sorted(entries_of_markdown(meanings[kind])) == wanted


@cache
def schema() -> Draft202012Validator:
    told = json.loads((ROOT / "docs/diff.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(told)
    return Draft202012Validator(told)


@pytest.mark.parametrize("kind", KINDS)
def test_json_keeps_to_its_schema(kind: str, meanings: dict[str, Meaning]) -> None:
    assert [e.message for e in schema().iter_errors(json.loads(FORMATS["json"](meanings[kind])))] == []


def test_schema_refuses_what_it_does_not_know(meanings: dict[str, Meaning]) -> None:
    told = json.loads(FORMATS["json"](meanings["new report"]))
    told["changes"][0]["how"] = "vanished"
    assert not schema().is_valid(told)


def test_exit_code_says_whether_anything_changed(
    made: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*words: str) -> Told:
        return diendam_here("diff", *words, capsys=capsys, monkeypatch=monkeypatch)

    monkeypatch.chdir(made.folder)
    changed(made, "code refactored without effect")
    for form in FORMATS:
        assert run("before", "after", "--format", form).returncode == 0
    changed(made, "event date changed")
    for form in FORMATS:
        done = run("before", "after", "--format", form)
        assert done.returncode == 1
        assert "2026-05-02" in done.stdout.replace("\\", "")
    unknown = run("nothing-of-the-sort")
    assert unknown.returncode == 3
    assert "nothing-of-the-sort" in unknown.stderr


def test_work_tree_is_a_state_too(made: Repository) -> None:
    changed(made, "event date changed")
    base, head = read_commit("before", made.folder), read_commit("after", made.folder)
    assert read_work_tree(made.folder).digests == head.digests
    disk = compare_snapshots(base, read_work_tree(made.folder))
    assert disk.changes == compare_snapshots(base, head).changes
    made.put(f"content/reports/{OLD}.md", "Title: Other words\n")
    assert compare_snapshots(head, read_work_tree(made.folder)).changes


def test_there_and_back_again_is_the_mirror(made: Repository) -> None:
    changed(made, "new report")
    base, head = read_commit("before", made.folder), read_commit("after", made.folder)
    there, back = compare_snapshots(base, head), compare_snapshots(head, base)
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    # A row of the ledger and a course have another id on each side, and are called by the later.
    ways = ([c for c in way.changes if c.section not in {"ledger", "courses"}] for way in (there, back))
    one, other = ([(c.section, str(c.how), c.subject) for c in way] for way in ways)
    assert sorted((section, opposite[how], subject) for section, how, subject in one) == sorted(other)


def test_links_out_of_the_work_tree_are_not_followed(made: Repository, tmp_path: Path) -> None:
    changed(made, "template touched")
    secret = tmp_path / "secret.md"
    secret.write_text("Title: Secret\n", "utf-8")
    (made.folder / "content/pages/link.md").symlink_to(secret)
    made.commit("linked")
    disk = read_work_tree(made.folder)
    assert disk.digests == read_commit("linked", made.folder).digests
    assert "Secret" not in disk.text("content/pages/link.md")
    made.git("rm", "--quiet", "--force", "content/pages/link.md")


def test_a_moved_paragraph_is_a_moved_line(made: Repository) -> None:
    changed(made, "paragraph moved")
    listed = made.git("diff", "--no-color", "--unified=0", "before", "after", "--", "content/reports")
    lines = [line for line in listed.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    gone = sorted(line[1:] for line in lines if line[0] == "-" and line[1:])
    come = sorted(line[1:] for line in lines if line[0] == "+" and line[1:])
    assert gone == come
    assert gone
