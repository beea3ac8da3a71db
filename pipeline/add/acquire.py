"""The bytes of a source: a file, standard input or an address; what kind of capture they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.captures import ARCHIVES, MAX_BYTES, PAGES, TEXTS
from pipeline.errors import DiendamError

STDIN = "-"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SNIFFED = 4096
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|frameset|meta|title|div|p|article)\b", re.IGNORECASE)
_MIME = re.compile(rb"\A(?:From:|MIME-Version:|Content-Type:)", re.IGNORECASE)
_OTHERS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip or office file",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "a picture",
}


class SourceError(DiendamError):
    """A source that cannot be added: which, why, and what to do."""

    def __init__(self, source: str, what: str, fix: str) -> None:
        """Say it as all errors are said."""
        super().__init__(f"{source}: {what}\n  fix: {fix}")


@dataclass(frozen=True, slots=True)
class Acquired:
    """A capture to be: its bytes, the ending its file gets, its address and the charset told with it."""

    source: str
    raw: bytes
    suffix: str
    address: str = ""
    charset: str = ""


def acquire(source: str, stdin: BinaryIO, *, allow_local: bool = False) -> Acquired:
    """Return the bytes of a source.

    Raises:
        SourceError: if there are none, too many, or they are no page or text.
        FetchError: if an address cannot be read.
    """
    if _ADDRESS.match(source):
        from pipeline.add.fetch import fetch  # noqa: PLC0415 -- files need no network

        got = fetch(source, allow_local=allow_local)
        suffix = ".txt" if got.content_type == "text/plain" else _suffix("", got.raw)
        return _checked(Acquired(source, got.raw, suffix, got.address, got.charset))
    if source == STDIN:
        raw = stdin.read(MAX_BYTES + 1)
        return _checked(Acquired("standard input", raw, _suffix("", raw)))
    path = Path(source)
    if not path.is_file():
        raise SourceError(
            source, "no such file", "give a saved page, a text, an address, or - for standard input"
        )
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    return _checked(Acquired(source, raw, _suffix(path.suffix.lower(), raw)))


def _suffix(named: str, raw: bytes) -> str:
    """Return the ending of a capture: that of its name where it is known, else by how it begins."""
    if named in (*PAGES, *ARCHIVES):
        return named
    start = raw[:_SNIFFED].replace(b"\0", b"")
    if _MIME.match(start) and b"multipart/related" in start:
        return ".mhtml"
    if named not in TEXTS and _HTML.search(start):
        return ".html"
    return ".txt"


def _checked(got: Acquired) -> Acquired:
    if len(got.raw) > MAX_BYTES:
        raise SourceError(got.source, f"larger than {MAX_BYTES} bytes", "save the page without its pictures")
    if not got.raw.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise SourceError(got.source, "holds nothing", "save the page again")
    for start, kind in _OTHERS.items():
        if got.raw.startswith(start):
            raise SourceError(
                got.source, f"is {kind}, not a page or text", "save the article as HTML or text"
            )
    return got
