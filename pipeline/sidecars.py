"""What the files may hold that people write beside the captures: events and sidecars, as data."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from pipeline.model import EVENT_KINDS, Certainty
from pipeline.tables import Schema, Value, is_names, is_text, is_texts, one_of


def _is_fact(value: Value) -> str:
    if isinstance(value, str):
        return ""
    if not isinstance(value, dict) or not set(value) <= {"value", "how", "note"}:
        return "must be a text, or a table of value, how and note"
    if value.get("how", "stated") not in tuple(Certainty):
        return f"has a 'how' that is none of {', '.join(Certainty)}"
    return ""


def _is_day(value: Value) -> str:
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        return "must be a day as YYYY-MM-DD"
    return ""


def _is_file_name(value: Value) -> str:
    plain = isinstance(value, str) and Path(value).name == value
    return "" if plain else "must be the name of a file beside the sidecar"


def _is_moment(value: Value) -> str:
    """Return why `value` is neither an ISO day nor a day with time and zone, or nothing."""
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return "must be a day such as 2026-02-01, or a day with time and zone"
    return "" if isinstance(value, str) else "must be text"


def _is_original(value: Value) -> str:
    if not isinstance(value, dict) or set(value) != {"file", "charset", "sha256"}:
        return "must be a table of file, charset and sha256"
    return _is_file_name(value["file"])


EVENT = Schema(
    {"kind": one_of(*EVENT_KINDS), "date": _is_day, "parties": is_texts},
    {"title": is_names, "occasion": is_names, "follows": is_text, "note": is_text},
)
SIDECAR = Schema(
    {"event": is_text, "lang": is_text, "sha256": is_text},
    {
        "capture": _is_file_name,
        "encoding": is_text,
        "title": is_text,
        "original": _is_original,
        "outlet": _is_fact,
        "url": _is_fact,
        "published": _is_fact,
        "rights": is_text,
        "display": one_of("full", "excerpt"),
        "completeness": one_of("full", "excerpt", "partial", "unknown"),
        "translation": one_of("original", "machine", "human", "unknown"),
        "note": is_text,
        "added": _is_moment,
    },
)
