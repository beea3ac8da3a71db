"""A report into the corpus: capture, sidecar and what they need, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.captures import SUFFIXES
from pipeline.changes import change_corpus, finish_within_lock, locked
from pipeline.errors import CorpusError, Problem
from pipeline.former import FILE, Former, as_toml
from pipeline.model import Certainty, Event, Fact, Sidecar
from pipeline.toml import listed, quoted

ORIGINALS = "originals"


@dataclass(frozen=True)
class Original:
    """The bytes that a converted capture was made of, and the encoding that they are in."""

    raw: bytes
    charset: str
    file: str


def sidecar_toml(sidecar: Sidecar, original: Original | None = None) -> str:
    """Return the text of a sidecar, its keys in the order of the shipped ones."""
    lines = [
        f"event = {quoted(sidecar.event)}",
        f"lang = {quoted(sidecar.lang)}",
        f"capture = {quoted(sidecar.capture)}",
        f"sha256 = {quoted(sidecar.sha256)}",
    ]
    lines += [f"encoding = {quoted(sidecar.encoding)}"] if sidecar.encoding else []
    lines += [f"title = {quoted(sidecar.title)}"] if sidecar.title else []
    lines += [
        f"rights = {quoted(sidecar.rights)}",
        f"display = {quoted(sidecar.display)}",
        f"completeness = {quoted(sidecar.completeness)}",
        f"translation = {quoted(sidecar.translation)}",
        f"note = {quoted(sidecar.note)}",
    ]
    for name in ("outlet", "url", "published"):
        lines += _fact(name, getattr(sidecar, name))
    if original:
        lines += [
            "",
            "[original]",
            f"file = {quoted(original.file)}",
            f"charset = {quoted(original.charset)}",
        ]
        lines += [f"sha256 = {quoted(hashlib.sha256(original.raw).hexdigest())}"]
    return "\n".join(lines) + "\n"


def _fact(name: str, fact: Fact) -> list[str]:
    if not fact.value and fact.how is Certainty.UNKNOWN and not fact.note:
        return []
    lines = ["", f"[{name}]", f"value = {quoted(fact.value)}", f"how = {quoted(fact.how.value)}"]
    return [*lines, f"note = {quoted(fact.note)}"] if fact.note else lines


def event_toml(event: Event) -> str:
    """Return the text of an event's file."""
    lines = [
        f"kind = {quoted(event.kind)}",
        f"date = {quoted(event.date)}",
        f"parties = {listed(tuple(event.parties))}",
    ]
    titles = [f"{lang} = {quoted(title)}" for lang, title in sorted(event.title.items())]
    return "\n".join([*lines, "", "[title]", *titles]) + "\n"


def store(
    folder: Path,
    sidecar: Sidecar,
    raw: bytes,
    *,
    original: Original | None = None,
    event: Event | None = None,
    replaced: Sidecar | None = None,
) -> list[str]:
    """Write a report, and an event with it, into a corpus; return the files written, relative to it.

    `replaced` is the sidecar of the report whose capture gives way.

    Raises:
        CorpusError: if a file of that name is there already.
    """
    write: dict[str, bytes] = {}
    if event:
        write[f"events/{event.id}.toml"] = event_toml(event).encode()
    if original:
        write[f"reports/{ORIGINALS}/{original.file}"] = original.raw
    write[f"reports/{sidecar.capture}"] = raw
    write[f"reports/{sidecar.id}.toml"] = sidecar_toml(sidecar, original).encode()
    old = [f"reports/{replaced.capture}"] if replaced else []
    with locked(folder):
        finish_within_lock(folder)
        _check_free(folder, sidecar, write, () if replaced is None else (*old, f"reports/{sidecar.id}.toml"))
        change_corpus(folder, write, [name for name in old if name not in write])
    return [*write]


def _check_free(folder: Path, sidecar: Sidecar, write: Mapping[str, bytes], own: Iterable[str]) -> None:
    """Raise a CorpusError if a file is in the way; files that are the report's `own` may be."""
    names = {*write, *(f"reports/{sidecar.id}{suffix}" for suffix in SUFFIXES)}
    originals = {name for name in names if f"/{ORIGINALS}/" in name and own}
    taken = sorted(name for name in names - {*own} - originals if (folder / name).exists())
    if taken:
        fix = "choose another --id, or --replace the report"
        raise CorpusError([Problem(f"{folder.name}/{name}", 0, "is there already", fix) for name in taken])


def write_former(former: Iterable[Former]) -> dict[str, bytes]:
    """Return the file of former ids, as `change_corpus` takes it."""
    return {FILE: as_toml(former).encode()}
