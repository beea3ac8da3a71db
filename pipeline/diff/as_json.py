"""The difference for programs: JSON by the schema `docs/diff.schema.json`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from pipeline.diff.changes import Meaning, count

VERSION = 1
# A lone surrogate cannot be written; `##[` is a command to the log of a workflow.
_ESCAPED = re.compile("[\ud800-\udfff]|(?<=#)#(?=\\[)")


def as_json(meaning: Meaning) -> str:
    """Return the difference as JSON; `version` rises when a key changes its sense or goes."""
    told = {
        "format": "diendam-diff",
        "version": VERSION,
        "base": meaning.base,
        "head": meaning.head,
        "same": not meaning.changes,
        "counts": {section: count(found) for section, found in meaning.by_section().items()},
        "changes": [asdict(change) for change in meaning.changes],
    }
    written = json.dumps(told, ensure_ascii=False, indent=1)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
