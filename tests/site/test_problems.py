"""What is wrong with `content/` stops the build, with its place, before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site import miniature
from tests.site.building import render
from tests.site.miniature import Tables

Breaking = Callable[[Tables, dict[str, str]], None]


def _set(table: str, row: int, key: str, value: object) -> Breaking:
    return lambda data, _: data[table][row].update({key: value})


def _drop(table: str, row: int, key: str) -> Breaking:
    def drop(data: Tables, _: dict[str, str]) -> None:
        del data[table][row][key]

    return drop


def _twice(table: str) -> Breaking:
    return lambda data, _: data[table].append(data[table][0])


def _edit(page: str, old: str, new: str) -> Breaking:
    def edit(_: Tables, pages: dict[str, str]) -> None:
        assert old in pages[page]
        pages[page] = pages[page].replace(old, new)

    return edit


def _lose(page: str) -> Breaking:
    def lose(_: Tables, pages: dict[str, str]) -> None:
        del pages[page]

    return lose


REPORT = "reports/new-vi.md"
CASES: dict[str, tuple[Breaking, str]] = {
    "a key is missing": (_drop("claims", 1, "act"), "data/claims.jsonl:2: no key 'act'"),
    "a value has another type": (
        _set("claims", 0, "topics", "railways"),
        "data/claims.jsonl:1: 'topics' is not a list",
    ),
    "a closed list lacks the value": (
        _set("comparison", 2, "status", "vanished"),
        "data/comparison.jsonl:3: 'status' is 'vanished', not one of",
    ),
    "a number is a truth value": (
        _set("scores", 0, "f1", True),
        "data/scores.jsonl:1: 'f1' is True",
    ),
    "a row cites a claim that is not there": (
        _set("comparison", 0, "left", ["gone"]),
        "data/comparison.jsonl:1: there is no claim 'gone'",
    ),
    "a proposition cites a claim that is not there": (
        _set("alignment", 1, "claims", ["gone", "new-vi-1", "new-fr-1"]),
        "data/alignment.jsonl:2: there is no claim 'gone'",
    ),
    "a claim has no proposition": (
        _set("alignment", 0, "claims", []),
        "data/claims.jsonl:1: claim 'old-vi-1' is in no proposition",
    ),
    "a speaker is unknown": (
        _set("claims", 2, "speakers", ["nobody"]),
        "data/claims.jsonl:3: there is no entity 'nobody'",
    ),
    "a claim has no speaker": (
        _set("claims", 2, "speakers", []),
        "data/claims.jsonl:3: claim 'new-fr-1' has no speaker",
    ),
    "an act is unknown": (
        _set("claims", 0, "act", "sing"),
        "data/claims.jsonl:1: there is no act 'sing'",
    ),
    "an event is unknown": (
        _set("reports", 0, "event", "call-1999"),
        "data/reports.jsonl:1: there is no event 'call-1999'",
    ),
    "a mention stands elsewhere": (
        _set("mentions", 1, "start", 1),
        "data/mentions.jsonl:2: 'Tô Lâm' does not stand at 1",
    ),
    "an id is there twice": (
        _twice("entities"),
        "data/entities.jsonl:8: 'to-lam' is already on line 1",
    ),
    "a link is dead": (
        _edit(REPORT, "../entities/to-lam.md", "../entities/gone.md"),
        f"{REPORT}:6: the link to '../entities/gone.md' leads nowhere",
    ),
    "a link runs a script": (
        _edit("pages/about.md", "(method.md)", "(javascript:alert)"),
        "pages/about.md:6: the link to 'javascript:alert' leads nowhere",
    ),
    "a claim is not marked": (
        _edit(REPORT, '<span class="claim" id="new-vi-1">', ""),
        f"{REPORT}: claim 'new-vi-1' is not marked in the text",
    ),
    "a claim of another report is marked": (
        _edit(REPORT, "new-vi-1", "old-vi-1"),
        f"{REPORT}:6: 'old-vi-1' is no claim of this report",
    ),
    "the text is not that of the records": (
        _edit(REPORT, "đề nghị", "yêu cầu"),
        f"{REPORT}:6: this line is not in data/sentences.jsonl",
    ),
    "a key would become an attribute": (
        _edit(REPORT, "Template:", "Status: draft\nTemplate:"),
        f"{REPORT}:2: 'Status' is no key of a page",
    ),
    "a record has no page": (_lose("entities/unclos.md"), "data: entity 'unclos' has no page"),
    "a page has no record": (
        _edit("events/call-old.md", "Event: call-old", "Event: call-older"),
        "events/call-old.md: the page of event 'call-older' has another name",
    ),
}


@pytest.mark.parametrize("why", CASES)
def test_problem_is_placed_and_nothing_rendered(tmp_path: Path, why: str) -> None:
    breaking, said = CASES[why]
    data, pages = miniature.tables(), miniature.pages()
    breaking(data, pages)
    content, output = tmp_path / "content", tmp_path / "output"
    miniature.write(content, data, pages)
    run = render(content, output)
    told = " ".join((run.stdout + run.stderr).split())
    assert run.returncode != 0, why
    assert said in told, why
    assert "Traceback" not in told, why
    assert not list(output.rglob("*.html")), why


def test_a_line_that_is_no_json_is_placed(tmp_path: Path) -> None:
    miniature.write(tmp_path / "content")
    path = tmp_path / "content" / "data" / "events.jsonl"
    path.write_text(path.read_text("utf-8") + "{", encoding="utf-8")
    run = render(tmp_path / "content", tmp_path / "output")
    assert run.returncode != 0
    assert "data/events.jsonl:3: not JSON" in run.stdout + run.stderr


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    miniature.write(tmp_path / "content")
    (tmp_path / "content" / "data" / "claims.jsonl").unlink()
    run = render(tmp_path / "content", tmp_path / "output")
    assert run.returncode != 0
    assert "data/claims.jsonl: cannot be read" in run.stdout + run.stderr


def test_a_problem_leaves_the_site_that_was_there(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "output"
    miniature.write(content)
    assert render(content, output).returncode == 0
    before = sorted(path.relative_to(output) for path in output.rglob("*"))
    (content / "entities" / "unclos.md").unlink()
    assert render(content, output).returncode != 0
    assert sorted(path.relative_to(output) for path in output.rglob("*")) == before


def test_a_page_does_not_outlive_its_record(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "output"
    miniature.write(content)
    assert render(content, output).returncode == 0
    (output / "entities" / "old.html").write_text("old", encoding="utf-8")
    assert render(content, output).returncode == 0
    assert not (output / "entities" / "old.html").exists()


def test_a_folder_of_someone_else_is_not_emptied(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "output"
    miniature.write(content)
    output.mkdir()
    (output / "letter.txt").write_text("keep", encoding="utf-8")
    assert render(content, output).returncode == 0
    assert (output / "letter.txt").read_text("utf-8") == "keep"
