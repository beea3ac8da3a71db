"""The bytes of a capture become text with places: decoded, taken out of an archive, its article found."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.article import article_text
from pipeline.charset import UNREADABLE, suspected_encoding
from pipeline.errors import DiendamError
from pipeline.mhtml import archived_page, decode_placed
from pipeline.model import LineRole

TEXTS = (".txt",)
PAGES = (".html", ".htm")
ARCHIVES = (".mhtml", ".mht")
SUFFIXES = (*TEXTS, *PAGES, *ARCHIVES)
MAX_BYTES = 8 * 1024 * 1024
UTF_8 = "utf-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a capture, the place of each character, and for a page the role of each line.

    A place counts code points of the decoded capture; in an archive, bytes.
    """

    text: str
    places: tuple[int, ...]
    roles: tuple[LineRole, ...] = ()


class UnreadableError(DiendamError):
    """A capture that is no text: on which line (0: none), what is wrong and what to do."""

    def __init__(self, line: int, what: str, fix: str) -> None:
        """Keep what a problem needs."""
        self.line, self.what, self.fix = line, what, fix
        super().__init__(f"{what}\n  fix: {fix}")


def decode_capture(raw: bytes, suffix: str, encoding: str = "") -> Decoded:
    """Return the text of a capture whose file name ends in `suffix`.

    Raises:
        UnreadableError: if the bytes are not in `encoding` (UTF-8 where none is
            named), or an archive holds no page.
    """
    if suffix in ARCHIVES:
        return _archived(raw, encoding)
    text = decode(raw, encoding)
    if suffix in TEXTS:
        return Decoded(text, tuple(range(len(text))))
    return Decoded(*article_text(text))


def page_source(raw: bytes, suffix: str, encoding: str = "") -> str:
    """Return the HTML of a page or archive.

    Raises:
        UnreadableError: as `decode_capture` does.
    """
    if suffix not in ARCHIVES:
        return decode(raw, encoding)
    page = archived_page(raw)
    if page is None:
        raise UnreadableError(0, "the archive holds no page", "save the page as HTML")
    return decode(page.data, encoding or page.charset)


def _archived(raw: bytes, encoding: str) -> Decoded:
    page = archived_page(raw)
    if page is None:
        raise UnreadableError(0, "the archive holds no page", "save the page as HTML")
    charset = encoding or page.charset or UTF_8
    decode(page.data, charset)
    source, places = decode_placed(page, charset)
    text, within, roles = article_text(source)
    return Decoded(text, tuple(places[min(p, len(places) - 1)] for p in within), roles)


def decode(raw: bytes, encoding: str = "") -> str:
    """Return bytes as text.

    Raises:
        UnreadableError: if they are not in `encoding`, naming the one they look like.
    """
    charset = encoding or UTF_8
    try:
        return raw.decode(charset)
    except LookupError:
        raise UnreadableError(0, f"no encoding is called {charset!r}", "correct 'encoding'") from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        guess = suspected_encoding(raw)
    named = "UTF-8" if charset == UTF_8 else charset
    fix = f"convert the capture from {guess} to UTF-8 and record the new sha256"
    if guess in UNREADABLE:
        fix = f"run: diendam add --convert {guess.lower()} FILE"
    elif encoding == "":
        fix = f'set encoding = "{guess.lower()}" in the sidecar'
    raise UnreadableError(line, f"bytes are not {named}; they look like {guess}", fix)
