"""Values as TOML has them, for the files and entries that the command writes or proposes."""

from __future__ import annotations

import json
import unicodedata


def quoted(text: str) -> str:
    """Return a text as a TOML basic string, in Normalization Form C and on one line."""
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def listed(texts: tuple[str, ...]) -> str:
    """Return texts as a TOML array on one line."""
    return f"[{', '.join(map(quoted, texts))}]"
