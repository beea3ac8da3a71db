"""A source read as a report would be: decoded, its article found and cleaned, its facts gathered.

What hangs on markup is ended by a deadline, and what holds no article is
refused with what to do instead.
"""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pipeline.add.acquire import Acquired, SourceError
from pipeline.add.encodings import encoding_of
from pipeline.add.facts import NO_FACTS, PageFacts, page_facts
from pipeline.captures import TEXTS, UnreadableError, decode_capture, page_source
from pipeline.clean import clean
from pipeline.ingest import normalise
from pipeline.language import language_of
from pipeline.model import (
    Block,
    BlockKind,
    Certainty,
    EventId,
    Fact,
    Lang,
    Report,
    ReportId,
    Sidecar,
)
from pipeline.vocabulary import Registry

SECONDS = 60
_LEAST_WORDS = 40
_STUB_WORDS = 200
_PAYWALL_RULE = "paywall-notice"
_UNKNOWN = Fact("", Certainty.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as read: its capture, encoding, facts, clean text and lines, and its main language."""

    got: Acquired
    encoding: str
    original: bytes | None
    facts: PageFacts
    report: Report
    text: str
    blocks: tuple[Block, ...]
    lang: Lang

    @property
    def title(self) -> str:
        """Return the headline in the report's own words, else what the page calls itself."""
        own = next((b.text for b in self.blocks if b.kind is BlockKind.TITLE), "")
        return own or self.facts.title


def read_source(got: Acquired, registry: Registry, *, encoding: str = "", convert: str = "") -> Reading:
    """Return a source as read.

    `convert` names an encoding of the registry that the bytes are to be taken
    out of.

    Raises:
        SourceError: if it cannot be read in time, or holds no article.
    """
    original = None
    if convert:
        got, original = _converted(got, registry, convert), got.raw
    found = "" if convert else encoding_of(got, encoding)
    with _deadline(got.source):
        return _read(got, found, original, registry)


def _converted(got: Acquired, registry: Registry, convert: str) -> Acquired:
    charset = registry.charsets.get(convert)
    if charset is None:
        known = ", ".join(registry.charsets) or "none; add one to registry/charsets.toml"
        raise SourceError(got.source, f"no encoding is called {convert!r}", f"use one of: {known}")
    if got.suffix not in (*TEXTS, ".html", ".htm"):
        raise SourceError(got.source, "an archive cannot be converted", "save the page as HTML")
    text = charset.decode(got.raw)
    if lost := text.count("\ufffd"):
        what = f"{lost} bytes are no letters of {convert}"
        raise SourceError(got.source, what, "check the encoding in a browser, and convert with another")
    return replace(got, raw=text.encode("utf-8"), charset="")


@contextmanager
def _deadline(source: str) -> Iterator[None]:
    """End the reading of a page after SECONDS, where the system can interrupt it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise SourceError(source, f"takes longer than {SECONDS} s to read", "save the article as text")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _read(got: Acquired, encoding: str, original: bytes | None, registry: Registry) -> Reading:
    facts = NO_FACTS
    try:
        if got.suffix not in TEXTS:
            facts = page_facts(page_source(got.raw, got.suffix, encoding), got.address)
        decoded = decode_capture(got.raw, got.suffix, encoding)
    except UnreadableError as error:
        raise SourceError(got.source, error.what, error.fix) from None
    text, origin = normalise(decoded.text, decoded.places)
    sidecar = Sidecar(
        id=ReportId(got.source),
        capture="",
        sha256="",
        event=EventId(""),
        lang=Lang(""),
        outlet=_UNKNOWN,
        url=_UNKNOWN,
        published=_UNKNOWN,
        rights="",
    )
    report = Report(sidecar, text, origin, len(got.raw), decoded.roles)
    cleaned, blocks = clean(report, registry)
    _check_article(got.source, facts, blocks)
    return Reading(got, encoding, original, facts, report, cleaned, blocks, _language(blocks, registry))


def _check_article(source: str, facts: PageFacts, blocks: tuple[Block, ...]) -> None:
    """Raise a SourceError if the page holds no article."""
    words = sum(len(b.text.split()) for b in blocks if b.kind is BlockKind.BODY)
    if facts.frames and words < _LEAST_WORDS:
        framed = ", ".join(facts.frames[:5])
        what = f"a frameset: its text is in the pages that it frames: {framed}"
        raise SourceError(source, what, "open the frame with the article and save that")
    if not words:
        what = "the page holds no text of an article"
        fix = "it may be filled in by a script: open it in a browser, then save the page or copy its text"
        raise SourceError(source, what, fix)


def is_stub(reading: Reading) -> bool:
    """Return whether a page shows little and says that the rest is for subscribers."""
    words = sum(len(b.text.split()) for b in reading.blocks if b.kind is BlockKind.BODY)
    told = reading.facts.paywalled or any(b.rule == _PAYWALL_RULE for b in reading.blocks)
    return told and words < _STUB_WORDS


def _language(blocks: tuple[Block, ...], registry: Registry) -> Lang:
    """Return the language that most of the article's characters are in."""
    sizes: Counter[Lang] = Counter()
    for block in blocks:
        if block.kind in (BlockKind.BODY, BlockKind.TITLE):
            found = language_of(block.text, registry.langs, Lang(""))
            sizes[found] += len(block.text)
    sizes.pop(Lang(""), None)
    return sizes.most_common(1)[0][0] if sizes else Lang("")
