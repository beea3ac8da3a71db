"""To which event `add` proposes a report: by parties, day and wording, and of which kind a new one is."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.add.acquire import Acquired
from pipeline.add.events import place
from pipeline.add.known import Known, read_known
from pipeline.add.reading import Reading, read_source
from pipeline.add.wording import kind_told
from pipeline.errors import CorpusError
from pipeline.model import Certainty, Fact, Lang
from pipeline.registry import load_registry
from pipeline.vocabulary import Registry
from tests.command import Told, diendam_here
from tests.corpora import CORPUS, Case, add_event, add_report, cases, copy_of_shipped, little_corpus

Run = Callable[..., Told]


def reading_of(text: str, registry: Registry) -> Reading:
    return read_source(Acquired("saved.txt", text.strip().encode(), ".txt"), registry)


@pytest.mark.parametrize("case", cases("event-kinds"), ids=lambda case: case.id)
def test_kind_by_wording(case: Case, registry: Registry) -> None:
    told = kind_told(reading_of(case.text("text"), registry), registry, Lang(case.text("lang")))
    assert (told.kind, told.clear) == (case.text("kind"), case.values["clear"]), case.why


@pytest.fixture(scope="module")
def shipped() -> Known:
    return read_known(CORPUS)


@pytest.mark.parametrize("report", sorted(p.stem for p in (CORPUS / "reports").glob("*.txt")))
def test_each_shipped_report_would_be_placed_where_it_is(report: str, shipped: Known) -> None:
    """As if it were new: its own words are taken out of what is known of the events."""
    (own,) = [r for r in shipped.corpus.reports if r.sidecar.id == report]
    others = tuple(r for r in shipped.corpus.reports if r is not own)
    known = replace(shipped, corpus=replace(shipped.corpus, reports=others))
    got = Acquired(own.sidecar.capture, (CORPUS / "reports" / own.sidecar.capture).read_bytes(), ".txt")
    found, new = place(read_source(got, shipped.registry), known, own.sidecar.published, own.sidecar.lang)
    assert (found.value, found.how, new) == (own.sidecar.event, Certainty.INFERRED, None), found.note


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to run the command in this process."""
    return lambda *words: diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return little_corpus(tmp_path / "corpus")


def proposed(run: Run, corpus: Path, text: str, *words: str) -> dict[str, str]:
    """Return which event is proposed for a text, how sure and why, and whether it is new."""
    source = corpus.parent / "saved.txt"
    source.write_text(text.strip() + "\n", "utf-8")
    done = run("add", source, "--corpus", corpus, "--dry-run", "--json", *words)
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)
    return {**found["event"], "new": str(found["new_event"])}


LETTER = """
Jon Berg sends congratulatory message to Ana Lopez

Prime Minister Jon Berg sent a letter to President Ana Lopez, the palace said on Friday.
"""
UNTOLD = (
    "Ana Lopez thanks Jon Berg\n\nPresident Ana Lopez thanked Jon Berg for the old boats of the coast guard."
)


def test_of_two_events_of_one_day_the_kind_decides(corpus: Path, run: Run) -> None:
    path = add_event(corpus, "message-one", "2025-05-01", ["ana-lopez", "jon-berg"])
    path.write_text(path.read_text("utf-8").replace('"call"', '"message"'), "utf-8")
    letter = proposed(run, corpus, LETTER, "--date", "2025-05-02")
    assert (letter["value"], letter["how"]) == ("message-one", "inferred")
    assert "reads as a message" in letter["note"]
    call = proposed(run, corpus, f"{UNTOLD} They spoke by phone.", "--date", "2025-05-02")
    assert (call["value"], call["how"]) == ("call-one", "inferred")
    untold = proposed(run, corpus, UNTOLD, "--date", "2025-05-02")
    assert untold["how"] == "unknown"
    assert "fits as well" in untold["note"]


def test_of_two_calls_close_together_what_the_reports_name_decides(tmp_path: Path, run: Run) -> None:
    """The day is not named; the reports of one call, in another language, name the same things."""
    corpus = copy_of_shipped(tmp_path / "corpus", "registry")
    for day, about in (
        ("01", "l'ASEAN et la Convention des Nations unies"),
        ("03", "l'Union européenne et le G20"),
    ):
        add_event(corpus, f"call-{day}", f"2025-06-{day}", ["emmanuel-macron", "to-lam"])
        text = f"Emmanuel Macron a parlé avec Tô Lâm de {about}.\n\nTô Lâm a salué {about}.\n"
        add_report(corpus, f"2025-06-{day}-one-fr", f"call-{day}", "fr", text)
    text = "Macron and To Lam talk\n\nEmmanuel Macron told To Lam by phone that {} mattered to both of them."
    first = proposed(run, corpus, text.format("ASEAN"), "--date", "2025-06-02")
    second = proposed(run, corpus, text.format("the G20 and the European Union"), "--date", "2025-06-02")
    assert (first["value"], first["how"]) == ("call-01", "inferred"), first["note"]
    assert (second["value"], second["how"]) == ("call-03", "inferred"), second["note"]


def test_an_event_of_another_kind_is_not_taken_for_it(corpus: Path, run: Run) -> None:
    """A visit two days after the call is an event of its own, unless the text names the day of the call."""
    text = """
    Ana Lopez begins state visit to Norway

    On 3 May, President Ana Lopez arrived in Oslo for a state visit. Prime Minister Jon Berg welcomed her.
    """
    found = proposed(run, corpus, text, "--date", "2025-05-04")
    assert (found["value"], found["new"]) == ("visit-2025-05-03", "True")
    assert "names the day 2025-05-03" in found["note"]
    told = text.replace("welcomed her.", "welcomed her. They had spoken on 1 May 2025.")
    doubted = proposed(run, corpus, told, "--date", "2025-05-04")
    assert (doubted["value"], doubted["how"]) == ("call-one", "unknown")
    assert "but call-one is a call" in doubted["note"]


def test_a_new_event_is_written_with_kind_and_titles(corpus: Path, run: Run) -> None:
    shutil.copy(CORPUS / "registry/prose.toml", corpus / "registry")
    source = corpus.parent / "saved.txt"
    source.write_text(
        "La présidente Ana Lopez en visite d'État chez Jon Berg\n\n"
        "Le 26 mai, Ana Lopez a affirmé devant Jon Berg que la mer était large et la pêche libre.\n",
        "utf-8",
    )
    done = run("add", source, "--corpus", corpus, "--date", "2026-05-27", "--yes")
    assert done.returncode == 0, done.stderr
    event = tomllib.loads((corpus / "events/visit-2026-05-26.toml").read_text("utf-8"))
    assert (event["kind"], event["date"]) == ("visit", "2026-05-26")
    assert sorted(event["parties"]) == ["ana-lopez", "jon-berg"]
    assert event["title"].keys() == {"en", "fr", "vi"}
    assert event["title"]["fr"] == "Visite : Ana Lopez et Jon Berg, 26 mai 2026"
    assert "visit-2026-05-26" in read_known(corpus).corpus.events


def test_a_second_event_of_a_kind_on_one_day_has_an_id_of_its_own(corpus: Path, run: Run) -> None:
    add_event(corpus, "visit-2025-05-03", "2025-05-03", ["jon-berg"])
    people = (corpus / "registry/people.toml").read_text("utf-8")
    third = people.partition("\n\n")[0].replace("ana-lopez", "eva-sol").replace("Ana Lopez", "Eva Sol")
    third = third.replace('["Lopez"]', '["Sol"]').replace('"chile"', '"peru"')
    (corpus / "registry/people.toml").write_text(f"{people}\n{third}\n", "utf-8")
    with (corpus / "registry/places.toml").open("a", encoding="utf-8") as places:
        places.write(
            '\n[[place]]\nid = "peru"\niso = "PE"\nexample = "To Peru."\ncounterexample = "To Paris."\n'
        )
    text = "Eva Sol begins state visit\n\nOn 3 May 2025 Eva Sol met Ana Lopez on the first day of it."
    found = proposed(run, corpus, text, "--date", "2025-05-03")
    assert (found["value"], found["new"]) == ("visit-2025-05-03-2", "True")


def test_without_words_for_kinds_a_call_is_assumed_and_said(corpus: Path, run: Run) -> None:
    (corpus / "registry/kinds.toml").unlink()
    found = proposed(run, corpus, LETTER, "--date", "2026-05-02")
    assert found["value"] == "call-2026-05-02"
    assert "nothing tells its kind, so a call is assumed" in found["note"]


@pytest.mark.parametrize("title", ["Call of {parties}", "Call {", "Call of {parties}, {day}, {place}"])
def test_a_title_that_cannot_be_filled_is_told_with_its_line(corpus: Path, title: str) -> None:
    path = corpus / "registry/kinds.toml"
    text = path.read_text("utf-8")
    assert "Call of {parties}, {day}" in text
    path.write_text(text.replace("Call of {parties}, {day}", title), "utf-8")
    with pytest.raises(CorpusError, match=r"kinds\.toml:\d+: a title is not made of"):
        load_registry(corpus / "registry", "corpus/registry")


def test_a_day_without_year_is_the_last_such_day(registry: Registry, shipped: Known) -> None:
    """Published on New Year's Day, told of the last day of the old year."""
    text = (
        "Emmanuel Macron speaks by phone\n\nOn 31 December Emmanuel Macron called Luiz Inácio Lula da Silva."
    )
    found, new = place(reading_of(text, registry), shipped, Fact("2026-01-01", Certainty.STATED), Lang("en"))
    assert new is not None
    assert (found.value, new.date) == ("call-2025-12-31", "2025-12-31")
