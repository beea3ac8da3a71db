"""The page inside an MHTML archive, with the place in the archive of each of its bytes.

An archive is a MIME message (RFC 2557). Its first HTML part is the page that
was saved; the rest are pictures, styles and frames.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

_BLANK = re.compile(rb"\r?\n\r?\n")
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})|=[ \t]*\r?\n")
_IN_BASE64 = re.compile(rb"[A-Za-z0-9+/=]")
_QUAD = 4


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """The bytes of a page, the place in the archive of each, and what the archive says of it."""

    data: bytes
    places: tuple[int, ...]
    charset: str
    location: str


def archived_page(raw: bytes) -> ArchivedPage | None:
    """Return the page of an archive, or None where it holds no HTML."""
    head = _BLANK.search(raw)
    if head is None:
        return None
    message = BytesHeaderParser().parsebytes(raw[: head.end()])
    boundary = message.get_boundary()
    if not boundary:
        return _page(message, raw, head.end(), len(raw))
    mark = re.compile(
        rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("ascii", "replace")) + rb"(?:--)?[ \t]*\r?\n?"
    )
    edges = [match.span() for match in mark.finditer(raw, head.start())]
    for (_, start), (end, _) in zip(edges, [*edges[1:], (len(raw), 0)], strict=True):
        inner = _BLANK.search(raw, start, end)
        if inner is not None:
            part = BytesHeaderParser().parsebytes(raw[start : inner.end()])
            if found := _page(part, raw, inner.end(), end):
                return found
    return None


def _page(part: Message, raw: bytes, start: int, end: int) -> ArchivedPage | None:
    if part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
        return None
    coding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if coding == "quoted-printable":
        data, places = _quoted_printable(raw, start, end)
    elif coding == "base64":
        data, places = _base64(raw, start, end)
    else:
        data, places = raw[start:end], tuple(range(start, end))
    charset = str(part.get_content_charset() or "")
    return ArchivedPage(data, places, charset, str(part.get("Content-Location", "")).strip())


def _quoted_printable(raw: bytes, start: int, end: int) -> tuple[bytes, tuple[int, ...]]:
    out = bytearray()
    places: list[int] = []
    at = start
    for match in _QUOTED.finditer(raw, start, end):
        out += raw[at : match.start()]
        places += range(at, match.start())
        if match[1]:
            out.append(int(match[1], 16))
            places.append(match.start())
        at = match.end()
    return bytes(out + raw[at:end]), (*places, *range(at, end))


def _base64(raw: bytes, start: int, end: int) -> tuple[bytes, tuple[int, ...]]:
    """Return decoded bytes; three that come from four signs have the place of the first of them."""
    signs = [match.start() for match in _IN_BASE64.finditer(raw, start, end)]
    coded = bytes(raw[place] for place in signs)
    data = binascii.a2b_base64(coded + b"=" * (-len(coded) % _QUAD))
    return data, tuple(signs[n // 3 * _QUAD] for n in range(len(data)))


def decode_placed(page: ArchivedPage, charset: str) -> tuple[str, tuple[int, ...]]:
    """Return the text of an archived page and the place in the archive of each character.

    Raises:
        UnicodeDecodeError: if the bytes are not in `charset`.
    """
    text = page.data.decode(charset)
    last = len(page.places) - 1
    places: list[int] = []
    at = len(page.data) - len(text.encode(charset, "replace"))  # a byte order mark is no character
    for char in text:
        places.append(page.places[max(0, min(at, last))])
        at += len(char.encode(charset, "replace"))
    return text, tuple(places)
