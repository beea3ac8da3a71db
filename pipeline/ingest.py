"""Captures and sidecars become reports: bytes checked, decoded, normalised, each character placed."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.captures import MAX_BYTES, SUFFIXES, Decoded, UnreadableError, decode_capture
from pipeline.errors import CorpusError, Problem
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
from pipeline.sidecars import EVENT, SIDECAR
from pipeline.tables import Table, read_toml
from pipeline.vocabulary import Registry

_NO_BASE = "\r\n\ufeff"
# What makes the normalised text of a capture's bytes, the suffix of its file and its encoding.
Decoder = Callable[[bytes, str, str], Decoded]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What people wrote, read and checked: events by id and reports in the order of their ids."""

    events: dict[EventId, Event]
    reports: tuple[Report, ...]


def decoded(raw: bytes, suffix: str, encoding: str) -> Decoded:
    """Return the normalised text of a capture's bytes; it needs nothing else.

    Raises:
        UnreadableError: as `decode_capture` does.
    """
    found = decode_capture(raw, suffix, encoding)
    return Decoded(*normalise(found.text, found.places), found.roles)


def read_corpus(folder: Path, registry: Registry, shown: str = "corpus", decode: Decoder = decoded) -> Corpus:
    """Return the events and reports of a corpus folder, named `shown` in messages.

    `decode` may know captures that were decoded before.

    Raises:
        CorpusError: with all problems of events, sidecars and captures at once.
    """
    problems: list[Problem] = []
    events: dict[EventId, Event] = {}
    for path in sorted((folder / "events").glob("*.toml")):
        root, found = read_toml(path, f"{shown}/events/{path.name}")
        found = found or [*EVENT.problems(root)]
        problems += found
        if not found:
            event = _event(EventId(path.stem), root)
            problems += _unknown_parties(event, root, registry)
            events[event.id] = event
    reports, found = _read_reports(folder / "reports", f"{shown}/reports", (events, registry), decode)
    problems += found
    for event in events.values():
        if event.follows and event.follows not in events:
            where = f"{shown}/events/{event.id}.toml"
            problems.append(Problem(where, 0, f"no event has the id {event.follows!r}", "correct 'follows'"))
    if problems:
        raise CorpusError(problems)
    return Corpus(events, tuple(reports))


def _event(event_id: EventId, root: Table) -> Event:
    occasion = {Lang(k): str(v) for k, v in root.mapping("occasion").items()}
    return Event(
        id=event_id,
        kind=root.text("kind"),
        date=root.text("date"),
        title={Lang(k): str(v) for k, v in root.mapping("title").items()},
        parties=tuple(EntityId(p) for p in root.texts("parties")),
        occasion=occasion or None,
        follows=EventId(root.text("follows")) or None,
    )


def _unknown_parties(event: Event, root: Table, registry: Registry) -> Iterable[Problem]:
    for party in event.parties:
        if party not in registry.entities:
            yield root.problem(f"no entity has the id {party!r}", "add it to people.toml", "parties")


def _read_reports(
    folder: Path, shown: str, known: tuple[dict[EventId, Event], Registry], decode: Decoder
) -> tuple[list[Report], list[Problem]]:
    captures, problems = _find_captures(folder, shown)
    sidecars = {p.stem: p for p in sorted(folder.glob("*.toml"))}
    for stem in sorted(captures.keys() - sidecars.keys()):
        where = f"{shown}/{captures[stem].name}"
        problems.append(Problem(where, 0, "a capture without sidecar", f"write {shown}/{stem}.toml"))
    reports: list[Report] = []
    claimed: dict[str, str] = {}
    for stem, path in sidecars.items():
        where = f"{shown}/{path.name}"
        root, found = read_toml(path, where)
        found = found or [*SIDECAR.problems(root), *_dangling(root, *known)]
        found = found or [*_original_problems(root, folder)]
        name = root.text("capture") or (captures[stem].name if stem in captures else f"{stem}.txt")
        if not (folder / name).is_file():
            found.append(Problem(where, 0, f"no capture {name}", "add the capture or remove the sidecar"))
        if not found and claimed.setdefault(name, stem) != stem:
            what = f"the capture {name} is also that of {claimed[name]}"
            found.append(root.problem(what, "give each report a capture of its own", "capture"))
        report = None
        if not found:
            sidecar = _sidecar(ReportId(stem), name, root)
            report, found = read_capture((folder / name, f"{shown}/{name}"), sidecar, root, decode)
        problems += found
        reports += [report] if report else []
    return reports, problems


def _find_captures(folder: Path, shown: str) -> tuple[dict[str, Path], list[Problem]]:
    """Return the captures by report id, and the files that are none or one too many."""
    problems: list[Problem] = []
    captures: dict[str, Path] = {}
    for path in sorted(folder.glob("*")):
        if path.suffix == ".toml" or not path.is_file() or path.name.startswith("."):
            continue
        if path.suffix not in SUFFIXES:
            what = f"neither a capture ({', '.join(SUFFIXES)}) nor a sidecar (.toml)"
            problems.append(Problem(f"{shown}/{path.name}", 0, what, "remove it, or save it as one of them"))
        else:
            captures[path.stem] = path
    for path in sorted(folder.glob("*")):
        kept = captures.get(path.stem, path)
        if path.suffix in SUFFIXES and kept is not path and kept != path:
            what = f"a second capture of {path.stem!r}, beside {kept.name}"
            problems.append(Problem(f"{shown}/{path.name}", 0, what, "keep one of the two"))
    return captures, problems


def _dangling(root: Table, events: dict[EventId, Event], registry: Registry) -> Iterable[Problem]:
    if root.text("event") not in events:
        yield root.problem(f"no event has the id {root.text('event')!r}", "add events/<id>.toml", "event")
    if root.text("lang") not in registry.langs:
        known = ", ".join(registry.langs)
        yield root.problem(
            f"no grammar for the language {root.text('lang')!r}", f"use one of {known}", "lang"
        )
    outlet = _fact(root, "outlet").value
    if outlet and not (EntityId(outlet) in registry.entities and registry.entities[EntityId(outlet)].outlet):
        yield root.problem(f"no outlet has the id {outlet!r}", "add it to outlets.toml", "outlet")


def _original_problems(root: Table, folder: Path) -> Iterable[Problem]:
    """Yield what is wrong with the bytes that a converted capture was made of."""
    original = root.mapping("original")
    path = folder / "originals" / str(original.get("file"))
    if not original:
        return
    if not path.is_file():
        yield root.problem(f"no file originals/{path.name}", "restore it, or remove the table", "original")
    elif hashlib.sha256(path.read_bytes()).hexdigest() != original["sha256"]:
        yield root.problem(f"originals/{path.name} has another sha256", "restore the file", "original")


def _fact(root: Table, key: str) -> Fact:
    value = root.values.get(key, "")
    if isinstance(value, str):
        return Fact(value, Certainty.STATED if value else Certainty.UNKNOWN)
    sub = root.mapping(key)
    return Fact(
        str(sub.get("value", "")),
        Certainty(str(sub.get("how", "stated"))),
        str(sub.get("note", "")),
    )


def _sidecar(report_id: ReportId, capture: str, root: Table) -> Sidecar:
    return Sidecar(
        id=report_id,
        capture=capture,
        sha256=root.text("sha256"),
        event=EventId(root.text("event")),
        lang=Lang(root.text("lang")),
        outlet=_fact(root, "outlet"),
        url=_fact(root, "url"),
        published=_fact(root, "published"),
        rights=root.text("rights"),
        display=root.text("display", "full"),
        completeness=root.text("completeness", "unknown"),
        translation=root.text("translation", "unknown"),
        added=root.text("added"),
        note=root.text("note"),
        encoding=root.text("encoding"),
        title=root.text("title"),
    )


def read_capture(
    place: tuple[Path, str], sidecar: Sidecar, root: Table, decode: Decoder = decoded
) -> tuple[Report | None, list[Problem]]:
    """Return the report of a capture, or why it cannot be one.

    `place` is its path and how messages name it; `root` is the sidecar's file.
    """
    path, where = place
    size = path.stat().st_size
    if size > MAX_BYTES:
        fix = f"keep captures under {MAX_BYTES} bytes"
        return None, [Problem(where, 0, f"{size} bytes are too many", fix)]
    raw = path.read_bytes()
    if not raw.strip():
        return None, [Problem(where, 0, "the capture holds no text", "capture the page again")]
    digest = hashlib.sha256(raw).hexdigest()
    if digest != sidecar.sha256:
        fix = f'restore the capture, or set sha256 = "{digest}" if it was re-captured'
        what = f"sha256 is {digest[:16]}… in {path.name}, {sidecar.sha256[:16]}… here"
        return None, [root.problem(what, fix, "sha256")]
    try:
        found = decode(raw, path.suffix, sidecar.encoding)
    except UnreadableError as error:
        return None, [Problem(where, error.line, error.what, error.fix)]
    if not found.text.strip():
        return None, [Problem(where, 0, "the capture holds no text", "capture the page again")]
    return Report(sidecar, found.text, found.places, size, found.roles), []


def normalise(text: str, places: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    r"""Return `text` in NFC with `\n` line ends and the place of each of its characters.

    `places[i]` is the place of `text[i]` in the capture. A composed character
    takes the place of the first of its parts.
    """
    out: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _joins(text[end]) and text[start] not in _NO_BASE:
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end])
        if cluster in ("\r", "\ufeff"):
            cluster = "\n" if cluster == "\r" and text[end : end + 1] != "\n" else ""
        out.append(cluster)
        origin += [places[start]] * len(cluster)
        start = end
    return "".join(out), tuple(origin)


def _joins(char: str) -> bool:
    """Return whether a character may compose with the one before it."""
    return unicodedata.combining(char) != 0 or "\u1160" <= char <= "\u11ff"
