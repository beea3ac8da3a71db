"""The difference for programs: JSON by the schema `docs/diff.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict

from pipeline.diff.changes import Meaning

VERSION = 1


def as_json(meaning: Meaning) -> str:
    """Return the difference as JSON; `version` rises when a key changes its sense or goes."""
    counts = {section: dict(found) for section, found in meaning.counts().items()}
    told = {
        "format": "diendam-diff",
        "version": VERSION,
        "base": meaning.base,
        "head": meaning.head,
        "same": not meaning.changes,
        "counts": counts,
        "changes": [asdict(change) for change in meaning.changes],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
