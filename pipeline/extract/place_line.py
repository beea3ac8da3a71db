"""Where a sentence begins behind what an agency sets before it: a place line, `(2nd LD)`."""

from __future__ import annotations

from pipeline.extract.chunks import Chunk

_LEAD = 16
_ACRONYM = 3
_SLUG = 4
_TOLD = 2
_IN_PLACE_LINE = frozenset({"GPE", "DATE", "time", ",", ".", "/", "[", "]"})
_DASHES = frozenset("-–—")


def after_place_line(row: list[Chunk]) -> int:
    """Return where a sentence begins behind an agency's place line: `BEIJING, Jan. 15 (Xinhua) -- `."""
    if len(row) > _TOLD and row[0].has("GPE") and row[0].text.isupper() and row[1].has(":"):
        return _TOLD  # `ISLAMABAD: After three days …`
    dash = next((i for i, c in enumerate(row[:_LEAD]) if c.has_any(_DASHES) and i), None)
    if dash is None:
        return _after_agency(row)
    line = row[:dash]
    spaced = row[dash].start > row[dash - 1].end
    agency = any(c.has("(") for c in line) or (line[0].text.isupper() and len(line[0].text) > _ACRONYM)
    agency = agency or (len(line) == 1 and line[0].has("ORG"))
    agency = agency or ([c.text for c in line[1:-1]] == [","] and all(c.has("GPE") for c in line[::2]))
    if not spaced or not agency or any(c.cues_of("speech") for c in line):
        return _after_agency(row)
    while dash < len(row) - 1 and row[dash].has_any(_DASHES):
        dash += 1
    return dash


def _after_agency(row: list[Chunk]) -> int:
    """Return where a sentence begins behind a place line without a dash: `New Delhi, Aug 11 (PTI) `."""
    opens = next((i for i, c in enumerate(row[:_LEAD]) if "(" in c.tags), 0)
    if not opens or opens + 3 >= len(row) or not row[opens + 2].has(")") or not row[opens + 1].has("ORG"):
        return 0
    if not row[0].has("GPE") or not all(c.has_any(_IN_PLACE_LINE) for c in row[:opens]):
        return 0
    behind = opens + 3
    return behind + 1 if row[behind].has(":") else behind


def past_slug(row: list[Chunk]) -> int:
    """Return where a headline begins behind what an agency sets before it: `(2nd LD)`."""
    if "(" not in row[0].tags:
        return 0
    closes = next((i for i, c in enumerate(row[:_SLUG]) if ")" in c.tags), len(row))
    return closes + 1 if closes < len(row) - _TOLD and row[closes - 1].text.isupper() else 0
