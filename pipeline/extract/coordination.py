"""What joins two speakers in one phrase: `Xi and his Lao counterpart`, `Japan, Italy`, `Modi, Fijian PM`."""

from __future__ import annotations

from pipeline.extract.chunks import Chunk

_TWO = 2


def lists_countries(row: list[Chunk], at: int) -> bool:
    """Return whether a comma stands between two countries: `Lao, Thai leaders`, `lãnh đạo Lào, Thái Lan`."""
    left, right = row[at - 2], row[at]
    if left.has("adjective", "GPE") and right.has("adjective"):
        return bool(right.countries and (left.countries or left.mention))
    led = at > _TWO and row[at - 3].has("role", "TITLE", "collective")
    return led and left.has("GPE") and right.has("GPE")


def lists_offices(row: list[Chunk], at: int) -> bool:
    """Return whether a conjunction joins two offices of countries: `Thủ tướng Lào và Tổng thống Nga`."""
    named = at > _TWO and row[at - 1].has("conjunction") and row[at - 2].has("GPE", "adjective")
    return named and row[at - 3].has("TITLE", "role") and row[at].has("TITLE")


def is_listed_first(row: list[Chunk], at: int) -> bool:
    """Return whether a headline opens with two people or countries: `Japan, Italy`, `Modi, Fijian PM`."""
    if row[0].has("PERSON") and row[at].has("adjective"):
        return at + 1 < len(row) and row[at + 1].has("TITLE", "role")
    return any(row[0].has(kind) and row[at].has(kind) for kind in ("PERSON", "GPE"))


def past_brackets(row: list[Chunk], at: int) -> int:
    """Return where a name ends before its other name in brackets: `Joko Widodo (Jokowi)`."""
    opens = at - 2 if at > _TWO and row[at].has(")") else at
    return opens - 1 if opens != at and row[opens].has("(") else at


def holder(row: list[Chunk], at: int) -> int:
    """Return where the office begins of a phrase that opens with its country: `his Fijian counterpart`."""
    first = at + row[at].has("article") if at + 1 < len(row) else at
    last = first
    while last + 1 < len(row) and row[last].has("GPE", "(", ")", "adjective"):
        last += 1
    return last if row[last].has("TITLE", "counterpart") else first


def coordinates(left: Chunk, right: Chunk, by_word: bool = False) -> bool:
    """Return whether a comma or conjunction joins two parts of one name or two speakers."""
    if left.has("TITLE") and right.has("TITLE", "PERSON", "honorific"):
        # `Nhất trí với Chủ tịch nước, Tổng thống Lee nói …`: a comma joins one person's titles.
        one, other = left.mention, right.mention
        return by_word or one is None or other is None or one.id == other.id
    if left.has("PERSON") and by_word and right.has("PERSON", "TITLE", "honorific", "adjective", "article"):
        return True
    if left.has("PERSON", "TITLE") and by_word and right.has("counterpart"):
        return True
    if left.has("collective", "ORG") and right.has("collective"):
        return True
    return left.has("GPE") and right.has("GPE") and by_word
