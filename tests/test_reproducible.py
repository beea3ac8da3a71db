"""Same corpus in, same content out: whoever builds it, where and when."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.build import build
from tests.command import diendam
from tests.corpora import CORPUS, add_report, copy_of_shipped, tree

PLACES = (
    {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711"},
)
SIXTH = "2026-01-27-zzz-en"
SIXTH_TEXT = """\
Vietnam, China leaders speak by phone

General Secretary To Lam stressed that railway cooperation had the highest priority.

President Xi Jinping said that China was ready to import more farm produce from Vietnam.
"""


def test_zone_locale_hash_seed_and_path_leave_no_trace(tmp_path: Path) -> None:
    def build_in(place: tuple[str, dict[str, str]]) -> dict[str, bytes]:
        folder, environment = place
        home = tmp_path / folder
        shutil.copytree(CORPUS, home / "corpus")
        done = diendam("build", "--quiet", cwd=home, environment=environment)
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        return tree(home / "content")

    with ThreadPoolExecutor() as pool:
        one, other = pool.map(build_in, zip(("one", "another/deeper place"), PLACES, strict=True))
    assert {name for name in one if one[name] != other.get(name)} == set()
    assert one.keys() == other.keys()
    assert len(one) > 20
    for name, raw in one.items():
        assert str(tmp_path).encode() not in raw, name


@pytest.fixture(scope="module")
def with_five() -> dict[str, str]:
    """Return the content of the shipped corpus."""
    return build(CORPUS)


@pytest.fixture(scope="module")
def with_six(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the content of the shipped corpus with one report more."""
    corpus = copy_of_shipped(tmp_path_factory.mktemp("six") / "corpus")
    add_report(corpus, SIXTH, "call-2026", "en", SIXTH_TEXT)
    return build(corpus)


def test_sixth_report_changes_no_other_page(with_five: dict[str, str], with_six: dict[str, str]) -> None:
    pages = {name for name in with_five if not name.startswith("data/")}
    assert {name for name in pages if with_five[name] != with_six.get(name)} == set()
    new = {name for name in with_six if name not in with_five}
    assert f"reports/{SIXTH}.md" in new
    assert all(name.startswith(("reports/", "entities/")) for name in new)


@pytest.mark.parametrize("table", ["blocks", "sentences", "mentions", "claims"])
def test_sixth_report_changes_no_record_of_the_others(
    table: str, with_five: dict[str, str], with_six: dict[str, str]
) -> None:
    before, after = (d[f"data/{table}.jsonl"].splitlines() for d in (with_five, with_six))
    own = f'{{"report": "{SIXTH}"'
    assert [line for line in after if not line.startswith(own)] == before
    assert any(line.startswith(own) for line in after)


def test_sixth_report_changes_only_the_rows_that_cite_it(
    with_five: dict[str, str], with_six: dict[str, str]
) -> None:
    """A proposition or row of the ledger changes only where the new report is its witness."""
    for table in ("alignment", "comparison"):
        before, after = (d[f"data/{table}.jsonl"].splitlines() for d in (with_five, with_six))
        lost = [line for line in before if line not in after]
        gained = [line for line in after if line not in before]
        strangers = [line for line in gained if '"zzz-en-' not in line]
        assert len(strangers) <= len(lost)
        assert strangers == [], f"{table}: {len(strangers)} rows changed that do not cite it"


def test_vocabulary_and_events_of_the_others_stay(
    with_five: dict[str, str], with_six: dict[str, str]
) -> None:
    assert with_five["data/vocabulary.jsonl"] == with_six["data/vocabulary.jsonl"]
    for table in ("reports", "events"):
        before, after = (d[f"data/{table}.jsonl"].splitlines() for d in (with_five, with_six))
        assert all(SIXTH in line for line in after if line not in before)
