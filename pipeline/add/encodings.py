"""In which encoding the bytes of a source are: told by mark, header or page, and never guessed silently."""

from __future__ import annotations

import codecs
import re

from pipeline.add.acquire import Acquired, SourceError
from pipeline.captures import ARCHIVES, UTF_8
from pipeline.charset import UNREADABLE, suspected_encoding
from pipeline.mhtml import archived_page

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_SEEN = 4096
_MARKS = {
    codecs.BOM_UTF8: "",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What the Web means by these names (WHATWG Encoding).
_AS_ON_THE_WEB = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_NO_TEXT = {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}


def encoding_of(got: Acquired, wanted: str = "") -> str:
    """Return the encoding to record, empty for UTF-8; `wanted` is what a person says it is.

    Raises:
        SourceError: if the bytes are in TCVN3 or VNI, or in nothing that was told.
    """
    raw, told = got.raw, [wanted, got.charset]
    if got.suffix in ARCHIVES:
        page = archived_page(raw)
        raw, told = (page.data, [wanted, page.charset]) if page else (raw, told)
    if not wanted:
        for mark, name in _MARKS.items():
            if raw.startswith(mark):
                return name
        if _reads(raw, UTF_8) and b"\0" not in raw[:_SEEN]:
            return ""
    guess = suspected_encoding(raw)
    if guess in UNREADABLE and not wanted:
        fix = f"add it with --convert {guess.lower()}; the original bytes are kept beside the text"
        raise SourceError(got.source, f"the bytes are in {guess}, which no codec reads", fix)
    for name in [*told, *_in_page(raw), *_without_mark(raw)]:
        known = _codec(name)
        if known and _reads(raw, known):
            return "" if known == UTF_8 else known
    what = f"the bytes are not in {wanted or 'UTF-8'}, and nothing says what else; they look like {guess}"
    raise SourceError(got.source, what, "say which with --encoding")


def _in_page(raw: bytes) -> list[str]:
    found = _XML.search(raw[:_SEEN]) or _META.search(raw[:_SEEN])
    return [found[1].decode("ascii")] if found else []


def _without_mark(raw: bytes) -> list[str]:
    """Return the form of UTF-16 whose zero bytes stand where those of these bytes do."""
    start = raw[:200]
    if start.count(0) * 3 < len(start):
        return []
    return ["utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"]


def _codec(name: str) -> str:
    """Return Python's name of an encoding, as the Web means it; empty where it has none."""
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    return "" if known in _NO_TEXT else _AS_ON_THE_WEB.get(known, known)


def _reads(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
