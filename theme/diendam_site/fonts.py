"""The two typefaces of the site, cut down to the letters of its languages when the site is built.

The faces come from packages and are never kept in the repository. A cut face may not carry the
reserved name of the original (SIL Open Font License 1.1, section 3), so it has one of its own; the
licence goes beside it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

WEIGHTS: Final = (400, 600)
VOWELS: Final = "aăâeêioôơuưy"
TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
FURTHER_LETTERS: Final = "đĐœŒŸ" + "āēīōūǖǎěǐǒǔǚǘǜĀĒĪŌŪ"  # Vietnamese, French, pinyin
COMBINING: Final = "\u0300\u0301\u0302\u0303\u0304\u0306\u0309\u030c\u031b\u0323"
PUNCTUATION: Final = "‐‑‒–—‘’‚“”„†‡•…‰′″‹›⁄\u2009\u202f\u20ab€№™−≈≠≤≥←↑→↓↔"
MARKS: Final = "○●◆◇△▲▷▶■□◦✓✗⌜⌟"  # what acts, status and plots are marked with


@dataclass(frozen=True, slots=True)
class Face:
    """A variable font in a package, the name it is given, and the axes that are held still."""

    name: str
    file: str
    package: str
    source: str
    pinned: Mapping[str, float]


FACES: Final = (
    Face("Diendam Serif", "serif", "fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", {"opsz": 14}),
    Face("Diendam Sans", "sans", "fontpkg_source_sans_3", "SourceSans3[wght].ttf", {}),
)


def vietnamese() -> frozenset[str]:
    """Return every letter of Vietnamese that ASCII lacks, in both cases."""
    letters = {
        unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS + VOWELS.upper() for tone in TONES
    }
    return frozenset({*letters, "đ", "Đ"} - set(map(chr, range(0x80))))


def characters() -> frozenset[str]:
    """Return every character that the faces keep."""
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    return frozenset({*latin, *vietnamese(), *FURTHER_LETTERS, *COMBINING, *PUNCTUATION, *MARKS})


def write_fonts(folder: Path, cache: Path) -> None:
    """Write the faces and their licences into `folder`; what was cut before is in `cache`."""
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        package = files(face.package)
        original = (package / "files" / face.source).read_bytes()
        kept = cache / f"{face.file}-{_key(face, original)}.woff2"
        if not kept.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            # Several builds may run at once; each moves a whole file into place.
            with NamedTemporaryFile(dir=cache, suffix=".part", delete=False) as made:
                made.write(_cut(face, original))
            Path(made.name).replace(kept)
        (folder / f"{face.file}.woff2").write_bytes(kept.read_bytes())
        (folder / f"{face.file}-OFL.txt").write_bytes((package / "LICENSE").read_bytes())


def _cut(face: Face, original: bytes) -> bytes:
    # The tools take a second to load, which only the first build on a machine has to wait for.
    from .cutting import cut  # noqa: PLC0415

    return cut(original, face.name, {**face.pinned, "wght": WEIGHTS}, characters())


def _key(face: Face, original: bytes) -> str:
    """Return a name for what `cut` makes of this face with these settings."""

    def parts() -> Iterator[bytes]:
        yield original
        yield version("fonttools").encode()
        yield Path(__file__).with_name("cutting.py").read_bytes()
        yield repr((face.name, sorted(face.pinned.items()), WEIGHTS, sorted(characters()))).encode()

    return hashlib.sha256(b"\0".join(parts())).hexdigest()[:16]
