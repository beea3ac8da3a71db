"""The scores are those of the reference scorer, and none is under its floor."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from pipeline.build import analyse
from pipeline.errors import CorpusError
from pipeline.evaluate import Scored, under_floors
from pipeline.ingest import read_corpus
from pipeline.measuring import measure, read_references, score_records
from pipeline.placing import write_content
from pipeline.report_scores import as_json
from pipeline.score import Row, Score, score_all
from pipeline.vocabulary import Registry
from pipeline.write import Analysis, render
from tests.command import Told, diendam_here
from tests.corpora import CORPUS, copy_of_shipped

Run = Callable[..., Told]
Figures = dict[str, dict[str, dict[str, float]]]
GOLD = CORPUS / "gold"
FLOORS = GOLD / "floors.toml"
EXAMPLE = Path(__file__).parent / "example" / "sixth-report.html"
# What `issues show 2` and `issues show 3` ask for; a floor may be above and never under.
MUST_HOLD = {
    ("gold", "blocks", "body words"): 0.99,
    ("gold", "blocks", "block kind"): 0.97,
    ("gold", "mentions", "surface+label+id"): 0.96,
    ("gold", "claims", "span"): 0.95,
    ("gold", "claims", "span+speakers"): 0.94,
    ("gold", "claims", "full (span+speakers+act)"): 0.92,
    ("gold", "claims", "span+via"): 0.95,
    ("gold", "claims", "topics"): 0.85,
    ("gold", "alignment", "pairs"): 0.60,
    ("practice", "mentions", "surface+label"): 0.92,
    ("practice", "claims", "span"): 0.92,
    ("practice", "claims", "span+speakers"): 0.90,
    ("practice", "claims", "full (span+speakers+act)"): 0.85,
    **{("held-out", "mentions", f"{lang}:surface+label"): 0.85 for lang in ("vi", "en", "fr")},
    **{("held-out", "claims", f"{lang}:span"): 0.90 for lang in ("vi", "en", "fr")},
    **{("held-out", "claims", f"{lang}:span+speakers"): 0.85 for lang in ("vi", "en", "fr")},
    **{("held-out", "claims", f"{lang}:full (span+speakers+act)"): 0.75 for lang in ("vi", "en", "fr")},
}
BELOW_THE_BEST = 0.06


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to run the command in this process."""
    return lambda *words: diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture(scope="module")
def scored(analysis: Analysis, registry: Registry) -> dict[str, Scored]:
    """Return the scores of the shipped corpus by set."""
    return {s.name: s for s in measure(analysis, registry, read_references(CORPUS))}


def reference_scores(predicted: Path, reference: Path) -> Figures:
    """Return what `corpus/gold/score.py` says."""
    command = [sys.executable, str(GOLD / "score.py"), str(predicted), str(reference), "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return cast("Figures", json.loads(done.stdout))


def figures_of(told: Told, name: str) -> Figures:
    """Return the figures over all languages that `evaluate --json` printed."""
    assert told.returncode == 0, told.stderr
    return cast("Figures", json.loads(told.stdout)[name]["by_lang"]["all"])


def test_gold_figures_are_those_of_the_reference_scorer(
    run: Run, analysis: Analysis, registry: Registry, tmp_path: Path
) -> None:
    write_content(render(analysis, registry), tmp_path)
    theirs = reference_scores(tmp_path / "data", GOLD)
    ours = figures_of(run("evaluate", "--json", "--corpus", CORPUS), "gold")
    by_langs = {m: s for m, s in ours["alignment"].items() if m not in theirs["alignment"]}
    assert sum(s["hit"] for s in by_langs.values()) == ours["alignment"]["pairs"]["hit"]
    ours["alignment"] = {m: s for m, s in ours["alignment"].items() if m not in by_langs}
    assert ours == theirs
    assert set(theirs) == {"blocks", "mentions", "claims", "alignment", "comparison"}


def test_practice_figures_are_those_of_the_reference_scorer(run: Run, tmp_path: Path) -> None:
    words = ("--corpus", CORPUS, "--documents", GOLD / "practice", "--write", tmp_path)
    ours = figures_of(run("evaluate", "--json", *words), "practice")
    assert ours == reference_scores(tmp_path, GOLD / "practice")
    assert set(ours) == {"mentions", "claims"}


def test_practice_figures_do_not_depend_on_the_way(
    run: Run, scored: dict[str, Scored], tmp_path: Path
) -> None:
    words = ("--corpus", CORPUS, "--documents", GOLD / "practice", "--write", tmp_path)
    alone = json.loads(run("evaluate", "--json", *words).stdout)["practice"]
    assert as_json([scored["practice"]])["practice"] == alone


def test_scores_by_language_sum_up_to_the_whole(scored: dict[str, Scored]) -> None:
    for one in scored.values():
        langs = [lang for lang in one.by_lang if lang]
        whole = one.by_lang[""]["claims"]["span"]
        assert sum(one.by_lang[lang]["claims"]["span"].reference for lang in langs) == whole.reference
        assert sum(one.by_lang[lang]["claims"]["span"].hit for lang in langs) == whole.hit
        full = one.by_lang[""]["claims"]["full (span+speakers+act)"]
        assert sum(s.hit for s in one.by_act.values()) == full.hit
        by_label = sum(s.reference for s in one.by_label.values())
        assert by_label == one.by_lang[""]["mentions"]["surface"].reference


def test_misses_of_what_is_held_out_are_not_listed(run: Run, scored: dict[str, Scored]) -> None:
    documents = GOLD / "held-out"
    told = run("evaluate", "--documents", documents, "--errors", "1000")
    assert told.returncode == 0, told.stderr
    assert "not listed" in told.stdout
    texts = [
        json.loads(line)["text"] for line in (documents / "claims.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(texts) > scored["held-out"].by_lang[""]["claims"]["full (span+speakers+act)"].hit
    assert not [text for text in texts if text in told.stdout]
    assert scored["practice"].misses["differing claim"]


def test_mentions_count_only_where_they_were_annotated(run: Run, tmp_path: Path) -> None:
    shutil.copytree(GOLD / "practice", tmp_path / "few")
    listed = tmp_path / "few/mentions.jsonl"
    lines = listed.read_text("utf-8").splitlines(keepends=True)
    listed.write_text("".join(line for line in lines if "practice-en-01" in line), "utf-8")
    few = figures_of(run("evaluate", "--json", "--documents", tmp_path / "few"), "few")
    every = json.loads(run("evaluate", "--json", "--documents", GOLD / "practice").stdout)
    assert few["mentions"] == every["practice"]["by_report"]["practice-en-01"]["mentions"]
    assert few["claims"] == every["practice"]["by_lang"]["all"]["claims"]


def test_what_is_held_out_is_not_published() -> None:
    listing = (GOLD / "held-out/documents.jsonl").read_text("utf-8").splitlines()
    reports = [json.loads(line)["report"] for line in listing]
    published = "".join(path.read_text("utf-8") for path in Path("content/data").glob("*.jsonl"))
    assert reports
    assert not [report for report in reports if report in published]


def test_floors_hold(scored: dict[str, Scored]) -> None:
    assert under_floors([*scored.values()], FLOORS) == []


def test_floors_are_no_lower_than_what_must_hold() -> None:
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    low = {
        (name, group, what): floor
        for (name, group, what), floor in MUST_HOLD.items()
        if floors[name][group][what] < floor
    }
    assert low == {}


@pytest.mark.parametrize("what", ["span", "span+speakers", "full (span+speakers+act)"])
def test_no_language_is_far_below_the_best(what: str, scored: dict[str, Scored]) -> None:
    by_lang = scored["practice"].by_lang
    f1 = {lang: groups["claims"][what].f1 for lang, groups in by_lang.items() if lang}
    assert set(f1) == {"vi", "en", "fr"}
    assert max(f1.values()) - min(f1.values()) <= BELOW_THE_BEST, f1


def without_cues(text: str, act: str) -> str:
    """Return a file of cues without those of an act."""
    head, *cues = text.split("[[cue]]")
    return "[[cue]]".join([head, *(cue for cue in cues if f'act = "{act}"' not in cue)])


def test_seeded_fault_goes_under_a_floor(run: Run, tmp_path: Path) -> None:
    corpus = copy_of_shipped(tmp_path / "corpus")
    assert run("evaluate", "--floors", "--json", "--corpus", corpus).returncode == 0
    cues = corpus / "registry" / "cues-vi.toml"
    cues.write_text(without_cues(cues.read_text("utf-8"), "affirm"), "utf-8")
    done = run("evaluate", "--floors", "--corpus", corpus)
    assert done.returncode == 1
    assert "gold claims span: " in done.stderr
    assert " is under 0." in done.stderr
    assert "diendam evaluate --errors" in done.stderr


def test_report_that_the_gold_has_not_changes_no_score(
    run: Run, tmp_path: Path, scored: dict[str, Scored], registry: Registry
) -> None:
    """Whoever adds one is not told that the machine got worse."""
    folder = copy_of_shipped(tmp_path / "corpus")
    assert run("add", EXAMPLE, "--yes", "--corpus", folder).returncode == 0
    corpus = read_corpus(folder, registry)
    assert len(corpus.reports) == len([*(CORPUS / "reports").glob("*.toml")]) + 1
    after = {s.name: s for s in measure(analyse(corpus, registry), registry, read_references(folder))}
    assert after["gold"] == scored["gold"]


@pytest.mark.parametrize(
    ("floors", "what"),
    [
        ('[gold.claims]\n"spam" = 0.9\n', "no score gold claims 'spam'"),
        ('[silver.claims]\n"span" = 0.9\n', "no score silver claims 'span'"),
        ('[gold.claims]\n"xx:span" = 0.9\n', "no score gold claims 'xx:span'"),
    ],
)
def test_floor_of_no_score_is_refused(
    scored: dict[str, Scored], tmp_path: Path, floors: str, what: str
) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(floors, "utf-8")
    with pytest.raises(CorpusError, match=what):
        under_floors([*scored.values()], path)


def test_floor_of_one_language_is_held(scored: dict[str, Scored], tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('[gold.claims]\n"vi:span" = 0.01\n"fr:span" = 1.01\n', "utf-8")
    below = under_floors([*scored.values()], path)
    assert [line.partition(":")[0] for line in below] == ["gold claims fr"]


def test_every_published_score_stands_inside_its_interval(scored: dict[str, Scored]) -> None:
    rows = [row for one in scored.values() for row in score_records(one)]
    assert {row["group"] for row in rows} >= {"claims", "mentions", "alignment", "comparison"}
    for row in rows:
        low, f1, high = (cast("float", row[key]) for key in ("low", "f1", "high"))
        assert 0 <= low <= f1 <= high <= 1, row
    assert any(row["low"] != row["high"] for row in rows)


def test_score_of_nothing_is_nothing() -> None:
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall, Score(0, 0, 0).f1) == (0.0, 0.0, 0.0)
    assert Score(1, 2, 4).f1 == pytest.approx(1 / 3)


def test_perfect_prediction_scores_one() -> None:
    row = {"report": "r", "text": "Ana Lopez thanked them", "speakers": ["a"], "act": "thank"}
    claim = {**row, "topics": ["trade"], "via": []}
    mention = {"report": "r", "text": "Ana Lopez", "label": "PERSON", "id": "a"}
    data: dict[str, list[Row]] = {"claims": [claim], "mentions": [mention]}
    assert {s.f1 for group in score_all(data, data).values() for s in group.values()} == {1.0}
