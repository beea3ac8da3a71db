"""The picture that others show beside a link to the site, drawn when the site is built."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

SIZE: Final = (1200, 630)
MARGIN: Final = 90
PAPER: Final = (252, 251, 247)
INK: Final = (29, 27, 24)
SOFT: Final = (90, 85, 76)
SIDES: Final = 2
FAMILY: Final = ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf")
BOLD: Final = 600
REGULAR: Final = 400


def draw(title: str, line: str, labels: Sequence[str]) -> bytes:
    """Return a PNG with the site's name, a line about it, and the label of each side.

    The same words give the same bytes: nothing but them and the typeface goes into the file.
    """
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.text((MARGIN - 4, 70), title, font=_face(112, BOLD), fill=INK)
    top = 245
    for row in _wrapped(pen, line, _face(46, REGULAR)):
        pen.text((MARGIN, top), row, font=_face(46, REGULAR), fill=SOFT)
        top += 62
    middle, width = SIZE[0] // 2, SIZE[0] // 2 - MARGIN - 12
    for number, label in enumerate(labels[:SIDES]):
        left = MARGIN if number == 0 else middle + 12
        pen.rectangle((left, 470, left + width, 473), fill=INK)
        pen.text((left, 492), label, font=_face(50, BOLD), fill=INK)
    file = BytesIO()
    picture.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _face(size: int, weight: int) -> ImageFont.FreeTypeFont:
    package, name = FAMILY
    data = (files(package) / "files" / name).read_bytes()
    face = ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)
    wanted = {"Weight": weight, "Optical Size": min(size, 60)}
    axes = face.get_variation_axes()
    face.set_variation_by_axes([wanted[_text(axis["name"])] for axis in axes])
    return face


def _text(name: bytes | str | None) -> str:
    return name.decode() if isinstance(name, bytes) else name or ""


def _wrapped(pen: ImageDraw.ImageDraw, text: str, face: ImageFont.FreeTypeFont) -> list[str]:
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if pen.textlength(longer, font=face) <= SIZE[0] - 2 * MARGIN:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows
