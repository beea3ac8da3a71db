"""Folders of annotated documents that are not the corpus: the practice reports and the like.

`documents.jsonl` names each report's language, event, date and parties; its text
is `<report>.txt` beside it. They are scored and never published.
"""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.errors import CorpusError, Problem
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

_KEYS = ("report", "lang", "event", "date", "parties")


def read_documents(folder: Path) -> list[tuple[Event, Report]]:
    """Return the documents of a folder with the talk that each reports.

    Raises:
        CorpusError: if a line lacks a key or a text is missing.
    """
    listing = folder / "documents.jsonl"
    if not listing.is_file():
        raise CorpusError([Problem(str(listing), 0, "missing", "list the documents there, one a line")])
    found: list[tuple[Event, Report]] = []
    problems: list[Problem] = []
    for number, line in enumerate(listing.read_text("utf-8").splitlines(), 1):
        if line.strip():
            document, problem = _read_line(folder, line)
            if document:
                found.append(document)
            else:
                problems.append(Problem(str(listing), number, *problem))
    if problems:
        raise CorpusError(problems)
    return found


def _read_line(folder: Path, line: str) -> tuple[tuple[Event, Report] | None, tuple[str, str]]:
    """Return the document that a line names, or what is wrong with the line and its remedy."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return None, (f"not JSON: {error.msg}", "correct the line")
    if missing := [key for key in _KEYS if key not in row]:
        return None, (f"lacks {', '.join(missing)}", "add what is missing")
    path = folder / f"{row['report']}.txt"
    if not path.is_file():
        return None, (f"no text {path.name}", "add the text")
    raw = path.read_text("utf-8")
    text, origin = normalise(raw, tuple(range(len(raw))))
    nothing = Fact("", Certainty.UNKNOWN)
    sidecar = Sidecar(
        id=ReportId(row["report"]),
        capture=path.name,
        sha256="",
        event=EventId(row["event"]),
        lang=Lang(row["lang"]),
        outlet=nothing,
        url=nothing,
        published=Fact(row["date"], Certainty.STATED),
        rights="",
    )
    parties = tuple(EntityId(p) for p in row["parties"])
    event = Event(EventId(row["event"]), "call", row["date"], {}, parties)
    return (event, Report(sidecar, text, origin, len(raw.encode()))), ("", "")
