"""Taking a report out of a corpus, or giving it another id; the old id keeps a page for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.add.known import Known
from pipeline.add.store import ORIGINALS, write_former
from pipeline.changes import change_corpus, finish_within_lock, locked
from pipeline.errors import CorpusError, Problem
from pipeline.former import Former
from pipeline.model import ReportId, Sidecar
from pipeline.tables import read_toml

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def remove_report(known: Known, report: str, reason: str, day: str) -> list[str]:
    """Take a report, its corrections and its reference annotation out; return the files changed.

    Raises:
        CorpusError: if there is no such report.
    """
    sidecar = sidecar_of(known, report)
    former = [f for f in known.former if f.id != sidecar.id]
    former.append(Former(sidecar.id, ReportId(""), day, reason))
    gone = _files(known.folder, sidecar)
    write = {**write_former(former), **_gold(known.folder, sidecar.id, None)}
    with locked(known.folder):
        finish_within_lock(known.folder)
        change_corpus(known.folder, write, gone)
    return [*write, *gone]


def rename_report(known: Known, old: str, new: str, day: str) -> list[str]:
    """Give a report another id; return the files changed.

    Raises:
        CorpusError: if there is no such report, or the new id is no id or taken.
    """
    sidecar = sidecar_of(known, old)
    check_id(known, new)
    folder = known.folder
    former = [replace(f, to=ReportId(new)) if f.to == old else f for f in known.former]
    former.append(Former(sidecar.id, ReportId(new), day, ""))
    write = {**write_former(former), **_gold(folder, sidecar.id, new)}
    gone = _files(folder, sidecar)
    for name in gone:
        path = Path(name)
        data = (folder / name).read_bytes()
        if path.parent.name == "reports" and path.suffix == ".toml":
            data = _renamed(data, old, new)
        write[(path.parent / path.name.replace(old, new, 1)).as_posix()] = data
    with locked(folder):
        finish_within_lock(folder)
        change_corpus(folder, write, gone)
    return [*write, *gone]


def sidecar_of(known: Known, report: str) -> Sidecar:
    """Return what is known of a report.

    Raises:
        CorpusError: if there is no such report.
    """
    found = next((r.sidecar for r in known.corpus.reports if r.sidecar.id == report), None)
    if found is None:
        listed = ", ".join(known.texts)
        where = f"{known.folder.name}/reports"
        raise CorpusError([Problem(where, 0, f"no report has the id {report!r}", f"use one of: {listed}")])
    return found


def check_id(known: Known, report: str) -> None:
    """Raise a CorpusError unless a new report can have an id."""
    what = ""
    if not _ID.fullmatch(report):
        what = f"{report!r} is no id: small ASCII letters, digits and single hyphens"
    elif report in known.texts:
        what = f"{report!r} is there already"
    elif report in {f.id for f in known.former}:
        what = f"{report!r} was the id of a report before, and leads there for ever"
    if what:
        where = f"{known.folder.name}/reports"
        raise CorpusError([Problem(where, 0, what, "choose another id, such as <day>-<outlet>-<language>")])


def _files(folder: Path, sidecar: Sidecar) -> list[str]:
    """Return the files that belong to a report alone, relative to the corpus."""
    root, _ = read_toml(folder / "reports" / f"{sidecar.id}.toml", "")
    original = str(root.mapping("original").get("file", ""))
    names = [f"reports/{sidecar.id}.toml", f"reports/{sidecar.capture}", f"corrections/{sidecar.id}.toml"]
    names += [f"reports/{ORIGINALS}/{original}"] if original else []
    return [name for name in names if (folder / name).is_file()]


def _renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a sidecar whose file names are those of the new id."""
    pattern = rf'^((?:capture|file)\s*=\s*"){re.escape(old)}(?=\.)'
    return re.sub(pattern, rf"\g<1>{new}", data.decode("utf-8"), flags=re.MULTILINE).encode("utf-8")


def _gold(folder: Path, old: str, new: str | None) -> dict[str, bytes]:
    """Return the files of the reference annotation with a report renamed, or taken out (`new` None)."""
    write: dict[str, bytes] = {}
    for path in sorted((folder / "gold").glob("*.jsonl")):
        lines = path.read_text("utf-8").splitlines()
        kept = [found for line in lines if (found := _gold_line(line, old, new)) is not None]
        if kept != lines:
            write[f"gold/{path.name}"] = "".join(f"{line}\n" for line in kept).encode()
    return write


def _gold_line(line: str, old: str, new: str | None) -> str | None:
    row = json.loads(line) if f'"{old}"' in line else None
    if not isinstance(row, dict):
        return line
    if row.get("report") == old:
        if new is None:
            return None
        row["report"] = new
    cited = [key for key in ("claims", "left", "right") if isinstance(row.get(key), list)]
    before = {key: len(row[key]) for key in cited}
    for key in cited:
        row[key] = _cited(row[key], old, new)
    return None if _says_nothing(row, before) else json.dumps(row, ensure_ascii=False)


def _cited(claims: list[object], old: str, new: str | None) -> list[object]:
    out: list[object] = []
    for claim in claims:
        if not (isinstance(claim, list) and claim and claim[0] == old):
            out.append(claim)
        elif new is not None:
            out.append([new, *claim[1:]])
    return out


def _says_nothing(row: Mapping[str, object], before: Mapping[str, int]) -> bool:
    """Return whether a join has lost its partner, or a row of the comparison a side that it had."""
    after = {key: len(value) for key, value in row.items() if key in before and isinstance(value, list)}
    if "claims" in after:
        return after["claims"] < min(before["claims"], 2)
    return any(before[key] and not after[key] for key in after)
