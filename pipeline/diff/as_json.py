"""The difference for programs: JSON by the schema `docs/diff.schema.json`."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from pipeline.diff.changes import Meaning, count

VERSION = 1
# What a terminal or the log of a workflow obeys, written as JSON may: unseen characters, ends of lines
# that JSON does not know, lone surrogates, and the second sign of `##[`.
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|(?<=#)#(?=\\[)")


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
