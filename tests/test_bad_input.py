"""Whatever is wrong with the corpus: where, what and remedy, exit code 3, nothing written."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command import Told, diendam, diendam_here
from tests.corpora import CALL_TEXT, add_event, add_report, little_corpus, tree

Seed = Callable[[Path], object]
REPORT = "reports/2025-05-01-daily-en"


def put(name: str, text: str | bytes) -> Seed:
    """Return a fault: a file with other content."""

    def seed(corpus: Path) -> None:
        (corpus / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    return seed


def change(name: str, old: str, new: str) -> Seed:
    """Return a fault: a file with one passage replaced."""

    def seed(corpus: Path) -> None:
        path = corpus / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    return seed


def remove(name: str) -> Seed:
    """Return a fault: a file that is missing."""
    return lambda corpus: (corpus / name).unlink()


def capture(text: str | bytes) -> Seed:
    """Return a fault: a capture of these bytes with the right sha256."""
    return lambda corpus: add_report(corpus, REPORT.partition("/")[2], "call-one", "en", text)


def latin_1(corpus: Path) -> None:
    """Save people.toml with an accent as Latin-1."""
    path = corpus / "registry/people.toml"
    path.write_bytes(path.read_text("utf-8").replace("Nobody", "Qu\u00e9", 1).encode("latin-1"))


def both_presidents_of_chile(corpus: Path) -> None:
    """Let two people hold one office at the same time."""
    change("registry/people.toml", '"norway"', '"chile"')(corpus)
    change("registry/people.toml", '"prime-minister"', '"president"')(corpus)


VIETNAMESE = (
    "Tổng thống Chile khẳng định quan hệ hữu nghị truyền thống giữa hai nước đang phát triển tốt "
    "đẹp.\n\nThủ tướng Na Uy cảm ơn những người thủy thủ đã giúp đỡ nhân dân vùng biển.\n"
)
# The bytes that fonts of TCVN3 give to Vietnamese letters, for the letters above.
TCVN3 = {
    "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "á": 0xB8, "ạ": 0xB9, "ằ": 0xBB, "ẳ": 0xBC, "ắ": 0xBE, "ặ": 0xC6,
    "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB, "è": 0xCC, "é": 0xD0, "ẹ": 0xD1,
    "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6, "ì": 0xD7, "ỉ": 0xD8, "ĩ": 0xDC,
    "í": 0xDD, "ị": 0xDE, "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3, "ọ": 0xE4, "ồ": 0xE5,
    "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9, "ờ": 0xEA, "ở": 0xEB, "ỡ": 0xEC, "ớ": 0xED,
    "ợ": 0xEE, "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4, "ừ": 0xF5, "ử": 0xF6,
    "ữ": 0xF7, "ứ": 0xF8, "ự": 0xF9, "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC, "ý": 0xFD, "ỵ": 0xFE,
    "ă": 0xA8, "â": 0xA9, "ê": 0xAA, "ô": 0xAB, "ơ": 0xAC, "ư": 0xAD, "đ": 0xAE,
    "Ô": 0xA4,
    "ẽ": 0xCF,
    "Ă": 0xA1,
    "Ê": 0xA3,
    "Â": 0xA2,
    "Ư": 0xA6,
    "Ơ": 0xA5,
    "Đ": 0xA7,
}  # fmt: skip


def in_tcvn3(text: str) -> bytes:
    return bytes(TCVN3.get(char, ord(char) if char.isascii() else 0x3F) for char in text)


def in_windows_1258(text: str) -> bytes:
    """Return text as Vietnamese Windows wrote it: some letters whole, tones apart."""
    out = bytearray()
    for char in text:
        spread = unicodedata.normalize("NFD", char)
        tones = [mark for mark in spread[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
        letter = unicodedata.normalize("NFC", "".join(c for c in spread if c not in tones))
        out += (letter + "".join(tones)).encode("cp1258")
    return bytes(out)


@dataclass(frozen=True)
class Fault:
    """A fault to seed, and what its error says: place, line (0: none), words of it."""

    seed: Seed
    where: str
    line: int
    what: str


FAULTS: dict[str, Fault] = {
    "capture without sidecar": Fault(
        remove(f"{REPORT}.toml"), f"{REPORT}.txt", 0, "a capture without sidecar"
    ),
    "sidecar without capture": Fault(
        remove(f"{REPORT}.txt"), f"{REPORT}.toml", 0, "no capture 2025-05-01-daily-en.txt"
    ),
    "sha256 that does not match": Fault(
        put(f"{REPORT}.txt", CALL_TEXT + "One word more.\n"), f"{REPORT}.toml", 3, "sha256 is"
    ),
    "unknown event": Fault(
        change(f"{REPORT}.toml", '"call-one"', '"call-two"'), f"{REPORT}.toml", 1, "'call-two'"
    ),
    "unknown outlet": Fault(
        change(f"{REPORT}.toml", 'lang = "en"', 'lang = "en"\noutlet = "nobody"'),
        f"{REPORT}.toml",
        3,
        "no outlet has the id 'nobody'",
    ),
    "unknown outlet in a table of its own": Fault(
        change(f"{REPORT}.toml", 'lang = "en"', 'lang = "en"\n[outlet]\nvalue = "nobody"\n[url]'),
        f"{REPORT}.toml",
        3,
        "no outlet has the id 'nobody'",
    ),
    "unknown language": Fault(
        change(f"{REPORT}.toml", 'lang = "en"', 'lang = "xx"'), f"{REPORT}.toml", 2, "'xx'"
    ),
    "unknown party": Fault(
        change("events/call-one.toml", '"jon-berg"', '"nobody"'),
        "events/call-one.toml",
        3,
        "no entity has the id 'nobody'",
    ),
    "unknown kind of event": Fault(
        change("events/call-one.toml", '"call"', '"quarrel"'), "events/call-one.toml", 1, "'kind'"
    ),
    "event that follows none": Fault(
        change("events/call-one.toml", "kind", 'follows = "call-zero"\nkind'),
        "events/call-one.toml",
        0,
        "no event has the id 'call-zero'",
    ),
    "unknown act": Fault(
        change("registry/cues-en.toml", '"thank"', '"shout"'), "registry/cues-en.toml", 13, "'act'"
    ),
    "unknown topic": Fault(
        change("registry/topics-en.toml", '"trade"', '"weather"'),
        "registry/topics-en.toml",
        3,
        "no topic has the id 'weather'",
    ),
    "unknown country": Fault(
        change("registry/people.toml", '"norway"', '"nowhere"'),
        "registry/people.toml",
        15,
        "no place has the id 'nowhere'",
    ),
    "office without title": Fault(
        change("registry/people.toml", '"prime-minister"', '"first-clown"'),
        "registry/people.toml",
        17,
        "no title has the id 'first-clown'",
    ),
    "terms of office that overlap": Fault(
        both_presidents_of_chile, "registry/people.toml", 17, "at the same time"
    ),
    "TOML of a sidecar that does not parse": Fault(
        change(f"{REPORT}.toml", 'lang = "en"', "lang = en"), f"{REPORT}.toml", 2, "not valid TOML"
    ),
    "TOML of a registry that does not parse": Fault(
        change("registry/people.toml", 'gender = "m"', "gender = "),
        "registry/people.toml",
        16,
        "not valid TOML",
    ),
    "TOML that is not UTF-8": Fault(latin_1, "registry/people.toml", 9, "not UTF-8"),
    "TOML that is not NFC": Fault(
        change("registry/cues-fr.toml", "Elle a affirmé", "Elle a affirme\u0301"),
        "registry/cues-fr.toml",
        6,
        "Normalization Form C",
    ),
    "unknown key in a sidecar": Fault(
        change(f"{REPORT}.toml", "lang", "colour = 1\nlang"), f"{REPORT}.toml", 2, "'colour'"
    ),
    "unknown key in an event": Fault(
        change("events/call-one.toml", "date", "colour = 1\ndate"),
        "events/call-one.toml",
        2,
        "'colour'",
    ),
    "unknown key in a registry": Fault(
        change("registry/cues-en.toml", 'past = ["thanked"]', 'pasts = ["thanked"]'),
        "registry/cues-en.toml",
        15,
        "'pasts'",
    ),
    "missing key": Fault(change(f"{REPORT}.toml", 'lang = "en"\n', ""), f"{REPORT}.toml", 0, "lacks 'lang'"),
    "value of the wrong kind": Fault(
        change("events/call-one.toml", '["ana-lopez", "jon-berg"]', '"ana-lopez"'),
        "events/call-one.toml",
        3,
        "'parties' must be a list of texts",
    ),
    "capture in windows-1258": Fault(
        capture(in_windows_1258(VIETNAMESE)), f"{REPORT}.txt", 1, "windows-1258"
    ),
    "capture in TCVN3": Fault(capture(in_tcvn3(VIETNAMESE)), f"{REPORT}.txt", 1, "TCVN3"),
    "capture in UTF-16": Fault(capture(VIETNAMESE.encode("utf-16")), f"{REPORT}.txt", 1, "UTF-16"),
    "capture in windows-1252": Fault(
        capture("Salmon.\nLa présidente a salué l'été.\n".encode("cp1252")),
        f"{REPORT}.txt",
        2,
        "windows-1252",
    ),
    "empty capture": Fault(capture(b""), f"{REPORT}.txt", 0, "no text"),
    "blank capture": Fault(capture(" \r\n\t\ufeff\n"), f"{REPORT}.txt", 0, "no text"),
    "id twice in a file": Fault(
        change("registry/people.toml", 'id = "jon-berg"', 'id = "ana-lopez"'),
        "registry/people.toml",
        12,
        "id 'ana-lopez' stands also in",
    ),
    "id twice in two files": Fault(
        change("registry/places.toml", 'id = "norway"', 'id = "jon-berg"'),
        "registry/places.toml",
        9,
        "id 'jon-berg' stands also in",
    ),
    "two captures of one report": Fault(put(f"{REPORT}.html", "<p>They spoke.</p>"), f"{REPORT}.html", 0, ""),
    "cue that misses its example": Fault(
        change("registry/cues-en.toml", "She thanked the", "She saw the"),
        "registry/cues-en.toml",
        16,
        "no form of 'en-thank' matches its example",
    ),
    "cue that matches its counterexample": Fault(
        change("registry/cues-en.toml", "The sailors left", "He thanked them"),
        "registry/cues-en.toml",
        17,
        "a form of 'en-thank' matches its counterexample",
    ),
    "registry file of no known name": Fault(
        put("registry/colours.toml", "[[colour]]\n"), "registry/colours.toml", 0, "no registry"
    ),
    "missing closed list": Fault(remove("registry/acts.toml"), "registry/acts.toml", 0, "missing"),
}


@dataclass(frozen=True)
class Broken:
    """A corpus with a fault seeded, and a content folder that must stay as it is."""

    name: str
    corpus: Path
    content: Path


@pytest.fixture
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Broken:
    """Return the little corpus with the fault that the test names."""
    name = str(request.param)
    corpus = little_corpus(tmp_path / "corpus")
    FAULTS[name].seed(corpus)
    content = tmp_path / "content"
    (content / "data").mkdir(parents=True)
    (content / "data" / "claims.jsonl").write_text("kept\n", "utf-8")
    return Broken(name, corpus, content)


def assert_refused(done: Told, broken: Broken) -> None:
    fault = FAULTS[broken.name]
    place = f"corpus/{fault.where}" + (f":{fault.line}" if fault.line else "")
    assert done.returncode == 3, done.stderr
    lines = done.stderr.splitlines()
    placed = [n for n, line in enumerate(lines) if line.startswith(f"{place}: ")]
    told = [n for n in placed if fault.what in lines[n]]
    assert told, f"wanted {place}: … {fault.what}\n{done.stderr}"
    assert lines[told[0] + 1].startswith("  fix: ")
    assert re.fullmatch(r"\d+ problems?; nothing was written", lines[-1])
    assert "Traceback" not in done.stderr
    assert str(broken.corpus.parent) not in done.stderr
    assert done.stdout == ""
    assert tree(broken.content) == {"data/claims.jsonl": b"kept\n"}
    assert [path.name for path in broken.content.iterdir()] == ["data"]


@pytest.mark.parametrize("broken", FAULTS, indirect=True)
def test_bad_input_is_refused_with_place_and_remedy(
    broken: Broken, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("build", "--corpus", broken.corpus, "--content", broken.content)
    assert_refused(diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch), broken)


BY_THE_COMMAND = ("capture without sidecar", "TOML of a registry that does not parse")


@pytest.mark.parametrize("broken", BY_THE_COMMAND, indirect=True)
def test_the_installed_command_says_the_same(broken: Broken) -> None:
    done = diendam("build", "--corpus", broken.corpus, "--content", broken.content)
    assert_refused(Told(done.returncode, done.stdout, done.stderr), broken)


def test_all_problems_are_told_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = little_corpus(tmp_path / "corpus")
    for name in ("unknown event", "unknown kind of event", "unknown key in an event"):
        FAULTS[name].seed(corpus)
    add_event(corpus, "call-three", "2025-05-03", ["ana-lopez", "jon-berg"])
    add_report(corpus, "2025-05-03-daily-en", "call-three", "en", in_tcvn3(VIETNAMESE))
    add_event(corpus, "call-four", "2025-05-04", ["ana-lopez", "nobody"])
    shutil.copy(corpus / f"{REPORT}.txt", corpus / "reports/lonely.txt")
    words = ("check", "--corpus", corpus, "--content", tmp_path / "content")
    done = diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)
    assert done.returncode == 3
    for what in ("'call-two'", "'kind'", "'colour'", "not UTF-8", "'nobody'", "without sidecar"):
        assert what in done.stderr, done.stderr
    assert done.stderr.count("  fix: ") == int(done.stderr.splitlines()[-1].split()[0]) == 6
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize("command", ["build", "check", "evaluate"])
def test_no_corpus_at_all(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = diendam_here(command, "--corpus", "nowhere", capsys=capsys, monkeypatch=monkeypatch)
    assert done.returncode == 3
    assert done.stderr.splitlines()[0].startswith("nowhere: no such folder")
    assert "  fix: " in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_little_corpus_itself_is_good(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = little_corpus(tmp_path / "corpus")
    words = ("build", "--corpus", corpus, "--content", tmp_path / "content")
    done = diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "content/data/claims.jsonl").read_text("utf-8").splitlines()
    found = [(row["speakers"], row["act"]) for row in map(json.loads, lines)]
    assert (["ana-lopez"], "affirm") in found
    assert (["jon-berg"], "thank") in found


def test_a_report_without_any_claim_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = little_corpus(tmp_path / "corpus")
    capture("Fish of the sea\n\nThe sea is wide and the salmon are many.\n")(corpus)
    words = ("build", "--corpus", corpus, "--content", tmp_path / "content")
    done = diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "content/data/claims.jsonl").read_text("utf-8") == ""
    assert (tmp_path / "content/reports/2025-05-01-daily-en.md").is_file()
