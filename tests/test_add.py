"""What `add` proposes, asks, refuses and says; what `review` lists; what withdrawing and renaming leave."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.registry import load_registry
from tests.awkward import menus
from tests.command import DIENDAM, Told, diendam_here
from tests.corpora import add_report, copy_of_shipped, little_corpus, tree
from tests.site.building import render

Run = Callable[..., Told]
OLD = "2025-05-01-daily-en"
TEXT = """\
Chile and Norway speak of cod

01/05/2025 19:16

President Ana Lopez stressed on 1 May 2025 that salmon mattered more than cod to the people of the coast.

Mr Kwame Testperson said that the nets were full. Mr Jon Berg agreed. He stressed that the ships were old.

Prime Minister Jon Berg thanked the sailors and the Ministry of Small Boats for their work.
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to run the command in this process."""
    return lambda *words: diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return little_corpus(tmp_path / "corpus")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "saved.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_proposal_says_how_sure_each_fact_is(corpus: Path, source: Path, run: Run) -> None:
    before = tree(corpus)
    done = run("add", source, "--corpus", corpus, "--dry-run", "--json")
    told = json.loads(done.stdout)[0]
    assert (told["published"]["value"], told["published"]["how"]) == ("2025-05-01", "stated")
    assert (told["event"]["value"], told["event"]["how"]) == ("call-one", "inferred")
    assert (told["lang"]["value"], told["outlet"]["value"]) == ("en", "")
    assert told["outlet"]["how"] == "unknown"
    assert told["id"]["value"] == "2025-05-01-unknown-en"
    assert tree(corpus) == before, "a dry run writes nothing"


def test_what_a_person_says_stands(corpus: Path, source: Path, run: Run) -> None:
    words = ("--outlet", "daily-test", "--date", "2025-05-03", "--id", "my-own-id", "--display", "excerpt")
    done = run(
        "add", source, "--corpus", corpus, "--yes", *words, "--rights", "mine", "--url", "https://a.example/"
    )
    assert done.returncode == 0, done.stderr
    written = tomllib.loads((corpus / "reports/my-own-id.toml").read_text("utf-8"))
    assert written["outlet"] == {"value": "daily-test", "how": "stated"}
    assert written["published"]["value"] == "2025-05-03"
    assert (written["rights"], written["display"]) == ("mine", "excerpt")
    assert (corpus / "reports/my-own-id.txt").read_bytes() == TEXT.encode()


def test_standard_input(corpus: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    done = run("add", "-", "--corpus", corpus)
    assert done.returncode == 0, done.stderr
    assert (corpus / "reports/2025-05-01-unknown-en.txt").read_bytes() == TEXT.encode()


def test_new_event_waits_for_a_word_and_is_then_written(corpus: Path, tmp_path: Path, run: Run) -> None:
    later = tmp_path / "later.txt"
    later.write_text(
        TEXT.replace("01/05/2025", "07/09/2026").replace("1 May 2025", "7 September 2026"), "utf-8"
    )
    before = tree(corpus)
    doubted = run("add", later, "--corpus", corpus)
    assert doubted.returncode == 3
    assert "the event call-2026-09-07 is new" in doubted.stderr
    assert tree(corpus) == before
    done = run("add", later, "--corpus", corpus, "--yes")
    assert done.returncode == 0, done.stderr
    event = tomllib.loads((corpus / "events/call-2026-09-07.toml").read_text("utf-8"))
    assert (event["date"], sorted(event["parties"])) == ("2026-09-07", ["ana-lopez", "jon-berg"])
    build(corpus)


def test_text_that_names_no_event_is_not_placed(corpus: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "fish.txt"
    other.write_text("Fish of the sea\n\nThe sea is wide and the fish in it are many indeed.\n", "utf-8")
    done = run("add", other, "--corpus", corpus, "--yes")
    assert done.returncode == 3
    assert "cannot be placed" in done.stderr
    assert "--event" in done.stderr


def test_same_and_nearly_the_same_text(corpus: Path, source: Path, tmp_path: Path, run: Run) -> None:
    assert run("add", source, "--corpus", corpus).returncode == 0
    before = tree(corpus)
    same = run("add", source, "--corpus", corpus, "--yes")
    assert same.returncode == 3
    assert "the same bytes are in the corpus as 2025-05-01-unknown-en" in same.stderr
    respaced = tmp_path / "respaced.txt"
    respaced.write_text(TEXT.replace("\n\n", "\n\n\n").replace("01/05/2025 19:16\n", ""), "utf-8")
    words = run("add", respaced, "--corpus", corpus, "--yes")
    assert words.returncode == 3
    assert "the same words" in words.stderr
    near = tmp_path / "near.txt"
    near.write_text(TEXT.replace("old.", "older than the harbour that they lie in."), "utf-8")
    doubted = run("add", near, "--corpus", corpus)
    assert doubted.returncode == 3
    assert "runs of five words are those of 2025-05-01-unknown-en" in doubted.stderr
    assert tree(corpus) == before
    done = run("add", near, "--corpus", corpus, "--yes")
    assert done.returncode == 0
    assert (corpus / "reports/2025-05-01-unknown-en-2.txt").is_file(), "nothing is overwritten"


def test_new_capture_keeps_the_ids_of_unchanged_claims(corpus: Path, tmp_path: Path, run: Run) -> None:
    before = claims_of(build(corpus))
    again = tmp_path / "again.html"
    body = "<h1>They agree</h1><p>Chilean President Ana Lopez stressed that salmon farms needed clean "
    again.write_text(
        f"<body>{body}water.</p><p>Norwegian Prime Minister Jon Berg thanked Chile.</p></body>", "utf-8"
    )
    done = run("add", again, "--corpus", corpus, "--replace", OLD, "--yes")
    assert done.returncode == 0, done.stderr
    assert not (corpus / f"reports/{OLD}.txt").exists()
    after = claims_of(build(corpus))
    kept = before.keys() & after.keys()
    assert {before[name] for name in kept} == {
        "Chilean President Ana Lopez stressed that salmon farms needed clean water"
    }
    assert len(after) == len(before) == 2


def claims_of(files: dict[str, str]) -> dict[str, str]:
    rows = map(json.loads, files["data/claims.jsonl"].splitlines())
    return {row["id"]: row["text"] for row in rows}


def test_next_steps_name_what_the_registry_lacks_with_an_entry_that_works(
    corpus: Path, source: Path, run: Run
) -> None:
    done = run("add", source, "--corpus", corpus, "--json")
    told = json.loads(done.stdout)[0]["next"]
    person = next(n for n in told["names"] if n["label"] == "PERSON")
    assert person["text"] == "Kwame Testperson"
    assert person["sentence"] == "Mr Kwame Testperson said that the nets were full."
    path = corpus / "registry" / person["file"]
    path.write_text(path.read_text("utf-8") + "\n" + person["entry"], "utf-8")
    load_registry(corpus / "registry")
    left = json.loads(run("review", "--corpus", corpus, "--json").stdout)
    assert "Kwame Testperson" not in [n["text"] for n in left["names"]]


def test_review_puts_the_weakest_first_and_passes_what_a_person_checked(
    corpus: Path, source: Path, run: Run
) -> None:
    assert run("add", source, "--corpus", corpus).returncode == 0
    report = "2025-05-01-unknown-en"
    found = json.loads(run("review", report, "--corpus", corpus, "--json").stdout)["claims"]
    weights = [c["weight"] for c in found]
    assert weights == sorted(weights, reverse=True)
    assert all(c["why"] for c in found)
    pronoun = next(c for c in found if c["text"].startswith("He stressed"))
    assert any(why.startswith("pronoun: ") for why in pronoun["why"])
    corrections = corpus / "corrections"
    corrections.mkdir()
    entry = f'[[claim]]\nquote = "{pronoun["text"]}"\naction = "change"\nact = "affirm"\n'
    entry += 'reason = "read"\nby = "A. Reviewer"\ndate = 2026-02-10\n'
    (corrections / f"{report}.toml").write_text(entry, "utf-8")
    left = json.loads(run("review", "--corpus", corpus, "--json").stdout)
    assert pronoun["id"] not in [c["id"] for c in left["claims"]]
    assert left["corrections"] == []
    (corrections / f"{report}.toml").write_text(entry.replace("ships", "boats"), "utf-8")
    stale = json.loads(run("review", "--corpus", corpus, "--json").stdout)["corrections"]
    assert [c["where"] for c in stale] == [f"corpus/corrections/{report}.toml"]


def test_withdrawn_and_renamed_reports_keep_a_page_on_the_site(
    corpus: Path, tmp_path: Path, run: Run
) -> None:
    second = "2025-05-02-daily-en"
    add_report(corpus, second, "call-one", "en", "Sea\n\nPresident Ana Lopez stressed peace on the sea.\n")
    before = claims_of(build(corpus))
    assert (
        run("remove", OLD, "--corpus", corpus, "--reason", "asked <to>", "--date", "2025-07-01").returncode
        == 0
    )
    assert run("rename", second, "2025-05-02-test-en", "--corpus", corpus).returncode == 0
    files = build(corpus)
    after = claims_of(files)
    assert not after.keys() & before.keys()
    withdrawn = [text for name, text in before.items() if "salmon" in text]
    assert withdrawn
    assert not any(words in text for words in withdrawn for text in files.values())

    content, output = tmp_path / "content", tmp_path / "output"
    shutil.copytree(Path("content/pages"), content / "pages")
    assert run("build", "--corpus", corpus, "--content", content).returncode == 0
    done = render(content, output)
    assert done.returncode == 0, done.stdout + done.stderr
    gone = (output / f"reports/{OLD}.html").read_text("utf-8")
    assert "withdrawn" in gone
    assert "asked &lt;to&gt;" in gone
    moved = (output / f"reports/{second}.html").read_text("utf-8")
    (old_id,) = [name for name, text in before.items() if "peace" in text]
    (new_id,) = after
    assert f'id="{old_id}"' in moved
    assert f'href="2025-05-02-test-en.html#{new_id}"' in moved
    assert f'id="{new_id}"' in (output / "reports/2025-05-02-test-en.html").read_text("utf-8")


def test_nothing_of_a_withdrawn_report_is_left_in_the_corpus(tmp_path: Path, run: Run) -> None:
    corpus = copy_of_shipped(tmp_path / "corpus")
    report = "2026-01-26-vna-vi"
    assert run("remove", report, "--corpus", corpus).returncode == 0
    named = [name for name, data in tree(corpus).items() if report.encode() in data]
    assert named == ["former.toml"], "reference annotation included"
    joins = (corpus / "gold/alignment.jsonl").read_text("utf-8").splitlines()
    assert joins
    assert all(len(json.loads(line)["claims"]) > 1 for line in joins)


def test_an_id_once_used_is_not_given_again(corpus: Path, source: Path, run: Run) -> None:
    assert run("rename", OLD, "other-id", "--corpus", corpus).returncode == 0
    taken = run("add", source, "--corpus", corpus, "--id", OLD, "--yes")
    assert taken.returncode == 3
    assert "was the id of a report before" in taken.stderr
    nothing = run("remove", OLD, "--corpus", corpus)
    assert nothing.returncode == 3
    assert "no report has the id" in nothing.stderr


@pytest.mark.parametrize(
    "words", [("--date", "yesterday"), ("--display", "half"), ("--replace", OLD, "--id", "x", "more.txt")]
)
def test_wrong_use_is_told_as_such(corpus: Path, source: Path, run: Run, words: tuple[str, ...]) -> None:
    before = tree(corpus)
    assert run("add", source, "--corpus", corpus, *words).returncode == 2
    assert tree(corpus) == before


def test_a_page_that_takes_too_long_is_given_up(
    corpus: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.add.reading.SECONDS", 0.2)
    made = menus()
    path = tmp_path / made.name
    path.write_bytes(made.raw)
    before = tree(corpus)
    done = run("add", path, "--corpus", corpus, "--yes")
    assert done.returncode == 3
    assert "to read\n  fix: save the article as text" in done.stderr
    assert tree(corpus) == before


@pytest.mark.parametrize(("answer", "code"), [(b"n\n", 1), (b"y\n", 0)])
def test_on_a_terminal_it_asks_first(corpus: Path, source: Path, answer: bytes, code: int) -> None:
    ours, theirs = os.openpty()
    words = [str(DIENDAM), "add", str(source), "--corpus", str(corpus)]
    before = tree(corpus)
    process = subprocess.Popen(words, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.write(ours, answer)
    _, told = process.communicate()
    os.close(ours)
    os.close(theirs)
    assert process.returncode == code, told.decode()
    assert b"add it?" in told
    assert (tree(corpus) != before) == (code == 0)
