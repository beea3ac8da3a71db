"""A build makes what is new, keeps what is not, and gives what a clean build gives: to the byte."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import annotating
from pipeline import rebuild as rebuilding
from pipeline.build import build
from pipeline.errors import CorpusError
from pipeline.placing import OWNED
from pipeline.rebuild import How, Rebuilt, rebuild, results_of, stale
from tests.corpora import ROOT, add_event, add_report, tree
from tests.edits import EDITS, FIRST, LISTED, full_corpus, put_correction, put_gold, put_practice, recapture

Change = Callable[[Path], object]


def clean(corpus: Path) -> dict[str, bytes] | str:
    """Return what a clean build gives: the files, or what is wrong with the corpus."""
    try:
        return {name: text.encode() for name, text in build(corpus).items()}
    except CorpusError as error:
        return str(error)


def rebuilt(corpus: Path, content: Path) -> dict[str, bytes] | str:
    """Return the machine's files in content/ after a build, or what is wrong with the corpus."""
    try:
        rebuild(corpus, content)
    except CorpusError as error:
        return str(error)
    return {name: raw for name, raw in tree(content).items() if name.split("/")[0] in OWNED}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project folder with a corpus, its content and the results of one build."""
    folder = tmp_path_factory.mktemp("model")
    assert rebuilt(full_corpus(folder / "corpus"), folder / "content") == clean(folder / "corpus")
    for table in ("terms", "references", "worddiffs", "summary", "scores", "corrections", "courses"):
        assert (folder / f"content/data/{table}.jsonl").read_text(), f"nothing tests the results of {table}"
    return folder


@pytest.fixture
def project(model: Path, tmp_path: Path) -> Path:
    """Return a copy of the model to work on."""
    return shutil.copytree(model, tmp_path / "project")


@pytest.fixture
def annotated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the reports that are annotated, as they are."""
    seen: list[str] = []
    real = annotating.annotate

    def annotate(*arguments: object) -> object:
        seen.append(arguments[0].sidecar.id)  # type: ignore[attr-defined]
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(annotating, "annotate", annotate)
    return seen


def replaced(name: str, old: str, new: str) -> Change:
    """Return a change of words in a file, which must be there."""

    def change(corpus: Path) -> None:
        text = (corpus / name).read_text("utf-8")
        assert old in text
        (corpus / name).write_text(text.replace(old, new), "utf-8")

    return change


def gone(*names: str) -> Change:
    """Return a removal of files."""

    def change(corpus: Path) -> None:
        for name in names:
            (corpus / name).unlink()

    return change


CHANGES: dict[str, Change] = {
    "capture": lambda c: recapture(c, "2026-05-01-daily-en", b"Talks\n\nAna Lopez thanked the sailors.\n"),
    "page": lambda c: recapture(
        c, "2026-05-03-page-en", b"<h1>Talks</h1>" + b"<p>Jon Berg thanked the many sailors of Chile.</p>" * 5
    ),
    "sidecar": replaced(f"reports/{FIRST}.toml", "event", 'outlet = "daily-test"\nevent'),
    "added": replaced("reports/2026-05-02-other-en.toml", "event", 'added = "2020-01-01"\nevent'),
    "event": replaced("events/call-two.toml", "2026-05-01", "2024-05-01"),
    "follows": replaced("events/visit-two.toml", "call-two", "call-one"),
    "correction": lambda c: put_correction(c, 'act = "wish"'),
    "correction gone": gone(f"corrections/{FIRST}.toml"),
    "gold": lambda c: put_gold(c, "wish"),
    "practice": lambda c: put_practice(c, "wish"),
    "practice text": replaced("gold/practice/p1.txt", "stressed", "thanked"),
    "former": replaced("former.toml", "moved", "asked for"),
    "redirect": lambda c: (c / "redirects.toml").write_text(
        '[[address]]\nfrom = "reports/2024-01-01-x.html"\nto = ""\n'
    ),
    "report gone": gone("reports/2026-05-01-daily-en.toml", "reports/2026-05-01-daily-en.txt"),
    "event new": lambda c: add_event(c, "call-zero", "2023-05-01", ["ana-lopez", "jon-berg"]),
    "people": replaced("registry/people.toml", '"Ana Lopez"]', '"Ana Lopez", "A. Lopez"]'),
    "places": replaced("registry/places.toml", '"Chilean"', '"Chilote"'),
    "outlets": replaced("registry/outlets.toml", "Daily Test", "Weekly Test"),
    "cues": replaced("registry/cues-en.toml", 'act = "thank"', 'act = "wish"'),
    "topic cues": replaced("registry/topics-en.toml", 'topic = "trade"', 'topic = "tourism"'),
    "grammar": replaced("registry/grammar-en.toml", '["he", "she",', '["he",'),
    "syntax": replaced("registry/syntax-en.toml", "forms = [", 'forms = ["zz", '),
    "acts": replaced("registry/acts.toml", 'cameo = "', 'cameo = "9'),
    "topics": replaced("registry/topics.toml", "Trade", "Commerce"),
    "titles": replaced("registry/titles.toml", '"Prime Minister"', '"Premier Minister"'),
    "scripts": replaced("registry/scripts.toml", "abbreviations = [", 'abbreviations = ["salmon.", '),
    "boilerplate": replaced("registry/boilerplate.toml", 'reason = "', 'reason = "Now: '),
    "patterns": replaced("registry/patterns.toml", 'gives = "', 'gives = "a-'),
    "terms": replaced("registry/terms.toml", '"technology transfer"', '"salmon", "technology transfer"'),
    "words": replaced("registry/words.toml", '"host"', '"host", "salmon"'),
    "quantities": replaced("registry/quantities.toml", "value = 2\n", "value = 4\n"),
    "intensities": replaced("registry/intensities.toml", "grade = 3", "grade = 1"),
    "namings": replaced("registry/namings.toml", 'en = "trade"', 'en = "commerce"'),
    "summary": replaced("registry/summary.toml", "Only in", "Just in"),
    "prose": replaced("registry/prose.toml", "“", "‘"),
    "charsets": gone("registry/charsets.toml"),
}


# What shows nowhere in this corpus; kept here so that each file of the registry has its turn.
UNSEEN = {"syntax", "scripts", "quantities", "intensities", "prose", "charsets"}


@pytest.mark.parametrize("name", CHANGES)
def test_no_result_is_stale_whatever_was_changed(name: str, project: Path) -> None:
    corpus, content = project / "corpus", project / "content"
    before = tree(content)
    CHANGES[name](corpus)
    assert rebuilt(corpus, content) == clean(corpus)
    assert (tree(content) == before) == (name in UNSEEN)
    again = rebuild(corpus, content)
    assert again.changed == ()


def test_a_hundred_random_edits_end_where_a_clean_build_does(project: Path) -> None:
    corpus, content = project / "corpus", project / "content"
    chance = random.Random(4)  # noqa: S311 -- no secrets
    held: list[Path] = []
    found: dict[str, bytes] | str = ""
    broken = 0
    for step in range(100):
        chance.choice(EDITS)(corpus, chance)
        if step % 9 == 4:
            held.append(shutil.copytree(corpus, project / f"held-{step}"))
        if step % 13 == 12:  # back to what it was, as by a switch of branches
            shutil.rmtree(corpus)
            shutil.copytree(chance.choice(held), corpus)
        if step % 17 == 16:
            damage(project, chance)
        if step % 20 == 19:
            for path in chance.sample(sorted((content / "data").iterdir()), 3):
                path.write_text("by hand", "utf-8")
        found = rebuilt(corpus, content)
        broken += isinstance(found, str)
        if isinstance(found, str) or step % 10 == 9:
            assert found == clean(corpus), f"after edit {step}"
    while isinstance(found, str):
        EDITS[0](corpus, chance)
        shutil.rmtree(corpus)
        shutil.copytree(held[0], corpus)
        found = rebuilt(corpus, content)
    assert found == clean(corpus)
    assert 0 < broken < 80, "some edits were mistakes, most were none"


def damage(project: Path, chance: random.Random) -> None:
    """Spoil some of the results that are kept: cut, altered, emptied."""
    files = sorted(p for p in (project / rebuilding.RESULTS).rglob("*") if p.is_file())
    for path in chance.sample(files, min(len(files), 12)):
        raw = path.read_bytes()
        spoilt = (raw[: len(raw) // 2], raw.replace(b"a", b"b"), b"", raw[:70] + b"null")
        path.write_bytes(chance.choice(spoilt))


@pytest.mark.parametrize("count", [1, 2])
def test_only_new_reports_are_annotated(project: Path, annotated: list[str], count: int) -> None:
    corpus, content = project / "corpus", project / "content"
    before = tree(content)
    new = [f"2026-05-1{n}-daily-en" for n in range(count)]
    for name in new:
        add_report(corpus, name, "call-two", "en", "Talks\n\nAna Lopez stressed that the sea was deep.\n")
    done = rebuild(corpus, content)
    assert sorted(annotated) == new
    assert {name for name in done.changed if name.endswith(".md")} == {f"reports/{name}.md" for name in new}
    after = tree(content)
    assert {n for n in before if before[n] != after[n]} == {n for n in done.changed if n in before}
    assert before["data/scores.jsonl"] == after["data/scores.jsonl"], "nobody annotated the new reports"


def test_words_that_only_tell_make_no_report_be_annotated(project: Path, annotated: list[str]) -> None:
    for name in (*LISTED, "summary", "prose"):
        path = project / f"corpus/registry/{name}.toml"
        path.write_text(path.read_text("utf-8") + "# Looked through.\n", "utf-8")
    rebuild(project / "corpus", project / "content")
    assert annotated == []


def test_a_comment_in_a_sidecar_changes_nothing(project: Path, annotated: list[str]) -> None:
    sidecar = project / f"corpus/reports/{FIRST}.toml"
    sidecar.write_text("# Looked through.\n" + sidecar.read_text("utf-8"), "utf-8")
    assert rebuild(project / "corpus", project / "content").changed == ()
    assert annotated == []


@pytest.mark.parametrize("spoil", [lambda p: p.write_text("by hand"), lambda p: p.unlink()])
def test_what_was_changed_by_hand_is_mended(project: Path, annotated: list[str], spoil: Change) -> None:
    spoil(project / "content/data/claims.jsonl")
    (project / "content/entities/nobody.md").write_text("Title: Nobody\n", "utf-8")
    assert stale(project / "corpus", project / "content", How()) == [
        "data/claims.jsonl",
        "entities/nobody.md",
    ]
    assert rebuild(project / "corpus", project / "content") == Rebuilt(
        len(build(project / "corpus")), ("data/claims.jsonl", "entities/nobody.md")
    )
    assert len(annotated) == len([*(project / "corpus/reports").glob("*.toml")]), "by the clean build alone"


def test_check_trusts_nothing_that_is_kept_unless_told(project: Path, annotated: list[str]) -> None:
    corpus, content = project / "corpus", project / "content"
    assert stale(corpus, content, How()) == []
    assert annotated == []
    assert stale(corpus, content, How(anew=True)) == []
    assert len(annotated) == len([*(corpus / "reports").glob("*.toml")])


def test_results_may_be_deleted_and_are_few(project: Path) -> None:
    corpus, content = project / "corpus", project / "content"
    results = results_of(corpus)
    shutil.rmtree(results)
    before = tree(content)
    assert rebuild(corpus, content).changed == ()
    assert tree(content) == before
    after_one = len(tree(results))
    for number in range(12):
        recapture(corpus, "2026-05-01-daily-en", f"Talks\n\nAna Lopez thanked {number} sailors.\n".encode())
        rebuild(corpus, content)
    assert len(tree(results)) < 4 * after_one, "what no recent build asked for goes"
    assert not (content / ".cache").exists()


def test_a_folder_that_refuses_results_refuses_no_build(project: Path) -> None:
    results = results_of(project / "corpus")
    shutil.rmtree(results)
    results.parent.mkdir(exist_ok=True)
    results.write_text("in the way", "utf-8")
    (project / "corpus/former.toml").unlink()
    done = rebuild(project / "corpus", project / "content")
    assert done.changed == ("reports/2025-04-01-old-en.md",)
    assert "results" in done.trouble


def run(project: Path, code: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command from a copy of the code, as an installation of its own."""
    told = "import sys; from pipeline.cli import main; main(); "
    done = subprocess.run(
        [sys.executable, "-X", "importtime" if "--imports" in words else "utf8", "-c", told]
        + [w for w in words if w != "--imports"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(code), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def test_code_and_packages_count_and_nothing_to_do_imports_no_analysis(project: Path, tmp_path: Path) -> None:
    code = tmp_path / "code"
    shutil.copytree(ROOT / "pipeline", code / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    content = project / "content"
    run(project, code, "build")
    idle = run(project, code, "build", "--imports")
    assert "0 changed" in idle.stderr
    imported = {line.rpartition("|")[2].strip() for line in idle.stderr.splitlines()}
    assert "pipeline.rebuild" in imported
    heavy = {"spacy", "pyvi", "numpy", "scipy", "sklearn", "py3langid", "trafilatura", "lxml", "bs4"}
    assert {name for name in imported if name.split(".")[0] in heavy} == set()

    module = code / "pipeline/write/records.py"
    module.write_text(module.read_text("utf-8").replace('"cameo": claim.cameo', '"cameo": "00"'), "utf-8")
    assert "1 changed" in run(project, code, "build").stderr
    assert '"cameo": "00"' in (content / "data/claims.jsonl").read_text("utf-8")
    with_kept = tree(content)
    assert "0 changed" in run(project, code, "build", "--anew").stderr
    assert tree(content) == with_kept

    (code / "another_package-2.0.dist-info").mkdir()
    assert "pipeline.build" in run(project, code, "build", "--imports").stderr, "looked at again"
