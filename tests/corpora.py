"""Corpora for tests: the shipped one, and a little one that a test may break."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.ingest import normalise
from pipeline.model import (
    Certainty,
    EntityId,
    Event,
    EventId,
    Fact,
    Lang,
    Report,
    ReportId,
    Sidecar,
)

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
CASES = ROOT / "tests" / "cases"


@dataclass(frozen=True)
class Case:
    """One case of a table; a failing test shows its `why`."""

    id: str
    why: str
    values: Mapping[str, object]

    def text(self, key: str) -> str:
        return cast("str", self.values.get(key, ""))

    def texts(self, key: str) -> list[str]:
        return cast("list[str]", self.values.get(key, []))

    def tables(self, key: str) -> list[dict[str, object]]:
        return cast("list[dict[str, object]]", self.values.get(key, []))


def cases(name: str) -> list[Case]:
    """Return the cases of a table in `tests/cases/`."""
    listed = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    found = [Case(row["id"], row["why"], row) for row in listed]
    doubles = {c.id for c in found if sum(c.id == other.id for other in found) > 1}
    assert not doubles, f"{name}.toml uses {sorted(doubles)} twice"
    return found


def report_of(
    text: str, lang: str = "vi", *, name: str = "2025-05-01-test-xx", day: str = "2025-05-01"
) -> Report:
    """Return a report made of a text, as `ingest` makes it of a capture."""
    clean, origin = normalise(text, tuple(range(len(text))))
    nothing = Fact("", Certainty.UNKNOWN)
    sidecar = Sidecar(
        id=ReportId(name),
        capture=f"{name}.txt",
        sha256="",
        event=EventId("talk"),
        lang=Lang(lang),
        outlet=nothing,
        url=nothing,
        published=Fact(day, Certainty.STATED),
        rights="",
    )
    return Report(sidecar, clean, origin, len(text.encode()))


def talk_of(parties: Iterable[str], day: str = "2025-05-01") -> Event:
    """Return a call between parties."""
    return Event(EventId("talk"), "call", day, {}, tuple(map(EntityId, parties)))


def add_report(corpus: Path, name: str, event: str, lang: str, text: str | bytes) -> Path:
    """Put a capture with its sidecar into a corpus; return the sidecar's path."""
    raw = text.encode() if isinstance(text, str) else text
    reports = corpus / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    (reports / f"{name}.txt").write_bytes(raw)
    sidecar = reports / f"{name}.toml"
    digest = hashlib.sha256(raw).hexdigest()
    sidecar.write_text(f'event = "{event}"\nlang = "{lang}"\nsha256 = "{digest}"\n', "utf-8")
    return sidecar


def add_event(corpus: Path, name: str, day: str, parties: Iterable[str]) -> Path:
    """Put an event into a corpus; return its path."""
    path = corpus / "events" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    listed = ", ".join(f'"{party}"' for party in parties)
    path.write_text(f'kind = "call"\ndate = "{day}"\nparties = [{listed}]\n', "utf-8")
    return path


def copy_of_shipped(folder: Path, *parts: str) -> Path:
    """Copy parts of the shipped corpus, all of it when none is named; return the copy."""
    for part in parts or ("registry", "events", "reports", "gold"):
        shutil.copytree(CORPUS / part, folder / part)
    return folder


# A little corpus with words of its own: two invented leaders of two real countries.
PEOPLE = """\
[[person]]
id = "ana-lopez"
names = {en = ["Ana Lopez"], fr = ["Ana Lopez"], vi = ["Ana Lopez"]}
short = ["Lopez"]
country = "chile"
gender = "f"
offices = [{title = "president", from = "2024-01-01"}]
example = "President Ana Lopez spoke."
counterexample = "Nobody spoke."

[[person]]
id = "jon-berg"
names = {en = ["Jon Berg"], fr = ["Jon Berg"], vi = ["Jon Berg"]}
short = ["Berg"]
country = "norway"
gender = "m"
offices = [{title = "prime-minister", from = "2024-01-01"}]
example = "Prime Minister Jon Berg spoke."
counterexample = "Nobody spoke."
"""
PLACES = """\
[[place]]
id = "chile"
iso = "CL"
adjective = {en = ["Chilean"], fr = ["chilien"]}
example = "They flew to Chile."
counterexample = "They stayed at home."

[[place]]
id = "norway"
iso = "NO"
adjective = {en = ["Norwegian"], fr = ["norvégien"]}
example = "They flew to Norway."
counterexample = "They stayed at home."
"""
OUTLETS = """\
[[outlet]]
id = "daily-test"
kind = "newspaper"
names.en = ["Daily Test"]
example = "The Daily Test had it first."
counterexample = "A paper had it first."
"""
CUES = {
    "en": """\
[[cue]]
id = "en-stress"
act = "affirm"
role = "speech"
past = ["stressed", "affirmed"]
present = ["stresses"]
gerund = ["stressing"]
example = "She stressed that the sea was wide."
counterexample = "The sea was wide."

[[cue]]
id = "en-thank"
act = "thank"
role = "speech"
past = ["thanked"]
example = "She thanked the sailors."
counterexample = "The sailors left."
""",
    "fr": """\
[[cue]]
id = "fr-affirmer"
act = "affirm"
role = "speech"
past = ["affirmé"]
example = "Elle a affirmé que la mer était large."
counterexample = "La mer était large."
""",
    "vi": """\
[[cue]]
id = "vi-khang-dinh"
act = "affirm"
role = "speech"
forms = ["khẳng định"]
example = "Bà khẳng định biển rộng."
counterexample = "Biển rộng."
""",
}
TOPIC_CUES = """\
[[cue]]
id = "{lang}-trade"
topic = "trade"
weight = 2
forms = ["salmon"]
example = "They sell salmon."
counterexample = "They sell ships."
"""
SHARED_FILES = "acts topics titles scripts boilerplate patterns kinds".split()
FAMILIES = "grammar syntax".split()
LANGS = ("en", "fr", "vi")
CALL_TEXT = """\
Chile and Norway agree to talk more often

Chilean President Ana Lopez stressed that salmon farms needed clean water.

Norwegian Prime Minister Jon Berg thanked the sailors of both fleets.
"""


def little_corpus(folder: Path) -> Path:
    """Write a little corpus of one event and one report; return its folder."""
    registry = folder / "registry"
    registry.mkdir(parents=True)
    shared = [f"{name}.toml" for name in SHARED_FILES]
    shared += [f"{family}-{lang}.toml" for family in FAMILIES for lang in LANGS]
    for name in shared:
        shutil.copy(CORPUS / "registry" / name, registry / name)
    words = {"people": PEOPLE, "places": PLACES, "outlets": OUTLETS}
    words |= {f"cues-{lang}": text for lang, text in CUES.items()}
    words |= {f"topics-{lang}": TOPIC_CUES.format(lang=lang) for lang in LANGS}
    for stem, text in words.items():
        (registry / f"{stem}.toml").write_text(text, "utf-8")
    add_event(folder, "call-one", "2025-05-01", ["ana-lopez", "jon-berg"])
    add_report(folder, "2025-05-01-daily-en", "call-one", "en", CALL_TEXT)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
