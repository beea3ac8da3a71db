"""Awkward pages end in a good report or in a clear refusal that writes nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from pipeline.add.known import read_known
from pipeline.captures import decode, page_source
from pipeline.clean import clean
from pipeline.mhtml import archived_page
from pipeline.model import BlockKind, Report
from pipeline.vocabulary import Registry
from tests.awkward import PAGES, Awkward
from tests.command import Told, diendam_here
from tests.corpora import CORPUS, little_corpus, tree


@pytest.fixture
def made(request: pytest.FixtureRequest) -> Awkward:
    return PAGES[str(request.param)]()


def add(made: Awkward, corpus: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> Told:
    source = corpus.parent / made.name
    source.write_bytes(made.raw)
    words: list[str | Path] = ["add", source, "--corpus", corpus, "--event", "call-one", "--json", "--yes"]
    words += made.options
    return diendam_here(*words, capsys=capsys, monkeypatch=patch)


def corpus_at(folder: Path) -> Path:
    corpus = little_corpus(folder / "corpus")
    charsets = CORPUS / "registry" / "charsets.toml"
    (corpus / "registry" / charsets.name).write_bytes(charsets.read_bytes())
    return corpus


@pytest.mark.parametrize("made", [n for n, make in PAGES.items() if not make().refused], indirect=True)
def test_page_becomes_a_report(
    made: Awkward, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = corpus_at(tmp_path)
    done = add(made, corpus, capsys, monkeypatch)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)[0]
    assert told["lang"]["value"] == made.lang
    assert told["published"]["value"].startswith("2025-05-01")
    assert told["title"] == made.title

    known = read_known(corpus)
    report = next(r for r in known.corpus.reports if r.sidecar.id == told["id"]["value"])
    text, blocks = clean(report, known.registry)
    paragraphs = [b.text for b in blocks if b.kind is BlockKind.BODY]
    assert paragraphs == list(made.texts), "the article, whole and alone"
    assert [b.text for b in blocks if b.kind is BlockKind.TITLE] in ([made.title], [])
    assert text == known.texts[report.sidecar.id]
    if not made.options:
        raw = (corpus / "reports" / report.sidecar.capture).read_bytes()
        assert raw == made.raw, "kept byte for byte"

    check_places(made, corpus, report, known.registry)


def check_places(made: Awkward, corpus: Path, report: Report, registry: Registry) -> None:
    """Every character stands in the capture where the report says."""
    path = corpus / "reports" / report.sidecar.capture
    raw, encoding = path.read_bytes(), report.sidecar.encoding
    archived = archived_page(raw) if path.suffix == ".mhtml" else None
    capture = raw.decode("latin-1") if archived else decode(raw, encoding)
    for block in clean(report, registry)[1]:
        assert list(block.origin) == sorted(block.origin)
        for char, place in zip(block.text, block.origin, strict=True):
            if char.isascii() and char.isalnum():
                read = capture[place] if not (archived and "base64" in made.name) else char
                assert read == char, (block.text[:40], capture[place : place + 20])
            elif char.isalpha() and not archived and capture[place] != "\\":
                assert unicodedata.normalize("NFC", capture[place : place + 3]).startswith(char)


@pytest.mark.parametrize("made", [n for n, make in PAGES.items() if make().refused], indirect=True)
def test_page_is_refused_with_reason_and_remedy(
    made: Awkward, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = corpus_at(tmp_path)
    before = tree(corpus)
    done = add(made, corpus, capsys, monkeypatch)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert re.search(r"^  fix: ", done.stderr, re.MULTILINE)
    for words in made.refused:
        assert words in done.stderr
    assert tree(corpus) == before


def test_converted_page_keeps_the_bytes_that_it_came_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, made = corpus_at(tmp_path), PAGES["TCVN3 converted"]()
    assert add(made, corpus, capsys, monkeypatch).returncode == 0
    (kept,) = (corpus / "reports" / "originals").iterdir()
    assert kept.read_bytes() == made.raw
    report = next(r for r in read_known(corpus).corpus.reports if "TCVN3" in r.sidecar.note)
    capture = (corpus / "reports" / report.sidecar.capture).read_bytes()
    assert made.texts[0] in page_source(capture, ".html")
    kept.write_bytes(b"other bytes")
    checked = diendam_here("review", "--corpus", corpus, capsys=capsys, monkeypatch=monkeypatch)
    assert checked.returncode == 3
    assert "another sha256" in checked.stderr


def test_a_stub_is_added_where_a_person_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, stub = corpus_at(tmp_path), PAGES["paywall stub"]()
    excerpt = Awkward(stub.name, stub.raw, options=("--completeness", "excerpt"))
    done = add(excerpt, corpus, capsys, monkeypatch)
    assert done.returncode == 0, done.stderr
    report = next(r for r in read_known(corpus).corpus.reports if r.sidecar.id != "2025-05-01-daily-en")
    assert report.sidecar.completeness == "excerpt"
