"""The command: what it writes, what it says, and how it exits."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline
from tests.command import Told, diendam, diendam_here
from tests.corpora import add_event, add_report, copy_of_shipped, little_corpus, tree

Run = Callable[..., Told]
COMMANDS = ("build", "check", "evaluate", "explain", "serve", "add", "review", "remove", "rename")
MACHINE_WRITES = {"reports", "events", "compare", "entities", "data"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to run the command in this process."""
    return lambda *words: diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture
def built(tmp_path: Path, run: Run) -> tuple[Path, Path]:
    """Return the little corpus and the content built from it."""
    corpus, content = little_corpus(tmp_path / "corpus"), tmp_path / "content"
    (content / "pages").mkdir(parents=True)
    (content / "pages" / "about.md").write_text("Title: By hand\n\nText.\n", "utf-8")
    done = run("build", "--corpus", corpus, "--content", content)
    assert done.returncode == 0, done.stderr
    return corpus, content


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the inode and the time of change of every file."""
    found = {p.relative_to(folder).as_posix(): p.stat() for p in folder.rglob("*") if p.is_file()}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found.items()}


def test_version(run: Run) -> None:
    done = run("--version")
    assert done == Told(0, f"diendam {pipeline.__version__}\n", "")


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_lists_every_command(run: Run, word: str) -> None:
    done = run(word)
    assert done.returncode == 0
    for command in COMMANDS:
        assert re.search(rf"\b{command}\b", done.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_shows_options_and_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"diendam {command}" in done.stdout
    assert "--content" in done.stdout or "--corpus" in done.stdout


def test_installed_command_answers() -> None:
    done = diendam("--version")
    assert (done.returncode, done.stdout) == (0, f"diendam {pipeline.__version__}\n")
    wrong = diendam("biuld")
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr


def test_build_writes_what_the_design_names(built: tuple[Path, Path]) -> None:
    _, content = built
    assert {path.name for path in content.iterdir()} <= MACHINE_WRITES | {"pages"}
    assert (content / "reports/2025-05-01-daily-en.md").is_file()
    assert (content / "events/call-one.md").is_file()
    for name in ("blocks", "sentences", "mentions", "claims", "alignment", "comparison"):
        text = (content / f"data/{name}.jsonl").read_text("utf-8")
        assert text == "" or text.endswith("\n")
        assert "\r" not in text
        rows = [json.loads(line) for line in text.splitlines()]
        assert len({tuple(row) for row in rows}) <= 1, f"{name}: keys in one order"


def test_build_leaves_peoples_pages_alone(built: tuple[Path, Path], run: Run) -> None:
    corpus, content = built
    by_hand = content / "pages" / "about.md"
    before = (by_hand.read_bytes(), by_hand.stat().st_mtime_ns, by_hand.stat().st_ino)
    add_report(corpus, "2025-05-02-daily-en", "call-one", "en", "Ana Lopez stressed peace.\n")
    assert run("build", "--corpus", corpus, "--content", content).returncode == 0
    assert (content / "reports/2025-05-02-daily-en.md").is_file()
    assert (by_hand.read_bytes(), by_hand.stat().st_mtime_ns, by_hand.stat().st_ino) == before


def test_second_build_changes_no_file(built: tuple[Path, Path], run: Run) -> None:
    corpus, content = built
    before = stamps(content)
    done = run("build", "--corpus", corpus, "--content", content)
    assert done.returncode == 0
    assert "0 changed" in done.stderr
    assert stamps(content) == before


def test_quiet_build_says_nothing(built: tuple[Path, Path], run: Run) -> None:
    corpus, content = built
    assert run("build", "--quiet", "--corpus", corpus, "--content", content) == Told(0, "", "")


def test_build_removes_the_page_of_a_removed_report(built: tuple[Path, Path], run: Run) -> None:
    corpus, content = built
    add_report(corpus, "2025-05-02-daily-en", "call-one", "en", "Ana Lopez stressed peace.\n")
    run("build", "--corpus", corpus, "--content", content)
    for suffix in ("txt", "toml"):
        (corpus / f"reports/2025-05-02-daily-en.{suffix}").unlink()
    run("build", "--corpus", corpus, "--content", content)
    assert not (content / "reports/2025-05-02-daily-en.md").exists()
    assert [p.name for p in content.iterdir() if p.name.startswith(".")] == []


def test_check_names_exactly_what_is_stale(built: tuple[Path, Path], run: Run) -> None:
    corpus, content = built
    words = ("check", "--corpus", corpus, "--content", content)
    assert run(*words) == Told(0, "", "")

    edited, deleted = "data/claims.jsonl", "events/call-one.md"
    extra = "entities/nobody.md"
    (content / edited).write_text((content / edited).read_text("utf-8") + "\n", "utf-8")
    (content / deleted).unlink()
    (content / extra).write_text("Title: Nobody\n", "utf-8")
    (content / "pages" / "mine.md").write_text("Title: Mine\n", "utf-8")
    before = tree(content)

    done = run(*words)
    assert done.returncode == 1
    stale = sorted([edited, deleted, extra])
    assert done.stdout.splitlines() == [f"stale: {content / name}" for name in stale]
    assert "run: diendam build" in done.stderr
    as_json = run(*words, "--json")
    assert as_json.returncode == 1
    assert json.loads(as_json.stdout) == {"stale": stale}
    assert as_json.stderr == ""
    assert tree(content) == before, "check writes nothing"

    run("build", "--corpus", corpus, "--content", content)
    assert run(*words) == Told(0, "", "")


def test_check_json_when_fresh(built: tuple[Path, Path], run: Run) -> None:
    corpus, content = built
    done = run("check", "--json", "--corpus", corpus, "--content", content)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"stale": []})


def test_evaluate_without_gold_says_so(built: tuple[Path, Path], run: Run) -> None:
    corpus, _ = built
    done = run("evaluate", "--corpus", corpus)
    assert done.returncode == 3, done.stdout
    assert "gold" in done.stderr
    assert "  fix: " in done.stderr
    assert "Traceback" not in done.stderr


def test_evaluate_of_a_folder_without_documents_says_so(
    built: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    corpus, _ = built
    (tmp_path / "empty").mkdir()
    done = run("evaluate", "--corpus", corpus, "--documents", tmp_path / "empty")
    assert done.returncode == 3
    assert "documents.jsonl: missing" in done.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"report": ', "documents.jsonl:1: not JSON"),
        ('{"report": "a", "lang": "en"}', "documents.jsonl:1: lacks event, date, parties"),
        (
            '{"report": "a", "lang": "en", "event": "e", "date": "2025-01-01", "parties": []}',
            "documents.jsonl:1: no text a.txt",
        ),
    ],
)
def test_evaluate_of_bad_documents_names_the_line(
    built: tuple[Path, Path], run: Run, tmp_path: Path, line: str, told: str
) -> None:
    corpus, _ = built
    (tmp_path / "documents.jsonl").write_text(line + "\n", "utf-8")
    done = run("evaluate", "--corpus", corpus, "--documents", tmp_path)
    assert done.returncode == 3
    assert told in done.stderr


def test_evaluate_with_floors_and_no_floors_file_says_so(run: Run, tmp_path: Path) -> None:
    corpus = little_corpus(tmp_path / "corpus")
    gold = corpus / "gold"
    gold.mkdir()
    row = {"report": "2025-05-01-daily-en", "text": "Ana Lopez", "label": "PERSON"}
    (gold / "mentions.jsonl").write_text(json.dumps({**row, "id": "ana-lopez"}) + "\n", "utf-8")
    done = run("evaluate", "--corpus", corpus, "--floors")
    assert done.returncode == 3
    assert "floors.toml: missing" in done.stderr


LAO_CALL = """\
Việt Nam và Lào đẩy mạnh hợp tác

Ngày 20/6, Tổng Bí thư Tô Lâm điện đàm với Tổng Bí thư, Chủ tịch nước Lào Thongloun Sisoulith.

Tổng Bí thư Tô Lâm khẳng định Việt Nam luôn coi trọng quan hệ hữu nghị với Lào; đề nghị hai bên \
thúc đẩy kết nối đường sắt.

Tổng Bí thư, Chủ tịch nước Thongloun Sisoulith cảm ơn Việt Nam đã hỗ trợ đào tạo cán bộ.

Hai bên nhất trí phối hợp chặt chẽ tại các diễn đàn đa phương./.
"""
BRAZIL_CALL = """\
Paris et Brasilia se parlent

Le président français Emmanuel Macron a affirmé que la France protégeait ses forêts.

Le président brésilien Luiz Inácio Lula da Silva a remercié la France pour son aide.

Les deux dirigeants sont convenus de renforcer leur coopération scientifique.
"""


def test_other_leaders_in_another_corpus(run: Run, tmp_path: Path) -> None:
    """The shipped words serve a corpus of its own events: invented calls, nobody said any of it."""
    corpus, content = copy_of_shipped(tmp_path / "other", "registry"), tmp_path / "content"
    add_event(corpus, "lao-call", "2025-06-20", ["to-lam", "thongloun-sisoulith"])
    macron_and_lula = ["emmanuel-macron", "luiz-inacio-lula-da-silva"]
    add_event(corpus, "brazil-call", "2025-06-21", macron_and_lula)
    add_report(corpus, "2025-06-20-one-vi", "lao-call", "vi", LAO_CALL)
    add_report(corpus, "2025-06-21-one-fr", "brazil-call", "fr", BRAZIL_CALL)
    done = run("build", "--corpus", corpus, "--content", content)
    assert done.returncode == 0, done.stderr
    assert run("check", "--corpus", corpus, "--content", content).returncode == 0
    text = (content / "data/claims.jsonl").read_text("utf-8")
    claims = [json.loads(line) for line in text.splitlines()]
    found = {(c["report"], *sorted(c["speakers"]), c["act"]) for c in claims}
    lao, brazil = "2025-06-20-one-vi", "2025-06-21-one-fr"
    assert found >= {
        (lao, "to-lam", "affirm"),
        (lao, "to-lam", "propose"),
        (lao, "thongloun-sisoulith", "thank"),
        (lao, "thongloun-sisoulith", "to-lam", "agree"),
        (brazil, "emmanuel-macron", "affirm"),
        (brazil, "luiz-inacio-lula-da-silva", "thank"),
        (brazil, *sorted(macron_and_lula), "agree"),
    }
    speakers = {speaker for c in claims for speaker in c["speakers"]}
    assert speakers == {"to-lam", "thongloun-sisoulith", *macron_and_lula}


def test_serve_outside_the_repository_says_what_is_missing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("serve")
    assert done.returncode == 3
    assert done.stderr.startswith("pelicanconf.py: missing\n  fix: ")


def test_content_swap_leaves_no_half_written_tree(built: tuple[Path, Path], run: Run) -> None:
    corpus, content = built
    before = tree(content)
    shutil.rmtree(content / "data")
    assert run("build", "--corpus", corpus, "--content", content).returncode == 0
    assert tree(content) == before
