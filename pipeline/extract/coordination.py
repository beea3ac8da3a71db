"""What joins two speakers in one phrase: `Xi and his Lao counterpart`, `Japan, Italy`, `Modi, Fijian PM`."""

from __future__ import annotations

from pipeline.extract.chunks import Chunk

_TWO = 2
_PARTY = 6
_LISTED = ("PERSON", "TITLE", "GPE", "adjective", "honorific", "article", "conjunction", ",")


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
    first = 1 if row[0].has("TITLE", "honorific") and row[1].has("PERSON") else 0
    if at != first + _TWO:
        return False
    if row[first].has("PERSON") and row[at].has("TITLE") and at + 1 < len(row) and row[at + 1].has("PERSON"):
        return row[at + 1].mention != row[first].mention
    if first:
        return row[at].has("PERSON")
    if row[0].has("PERSON") and row[at].has("adjective"):
        return at + 1 < len(row) and row[at + 1].has("TITLE", "role")
    return any(row[0].has(kind) and row[at].has(kind) for kind in ("PERSON", "GPE"))


def lists_people(row: list[Chunk], at: int) -> bool:
    """Return whether a comma stands in a list of people that opens a sentence: `Xi, Modi and Lula`."""
    if (
        not row[at - 1].has(",")
        or not row[at - 2].has("PERSON")
        or not all(c.has(*_LISTED) for c in row[:at])
    ):
        return False
    behind = next((i for i in range(at, len(row)) if not row[i].has(*_LISTED)), len(row))
    return any(c.has("conjunction") for c in row[at:behind])


def past_qualities(row: list[Chunk], at: int) -> int:
    """Return the noun of a title or name that ends at `at`: `le président français`, `Jokowi (PDI-P)`."""
    at = (opening_parenthesis(row, at) or at + 1) - 1 if row[at].has(")") else at
    titled = at > 0 and row[at].has("adjective") and row[at - 1].has("TITLE", "role")
    return at - titled


def opening_parenthesis(row: list[Chunk], at: int) -> int:
    """Return where the words in parentheses open that end at `at`, as somebody's party does, or 0."""
    return next((i for i in range(at - 2, max(at - _PARTY, 0), -1) if row[i].has("(")), 0)


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
    if left.has("subject-pronoun") and by_word:
        return right.has("PERSON", "TITLE", "honorific", "adjective", "article", "counterpart")
    if left.has("PERSON", "TITLE") and by_word and right.has("counterpart"):
        return True
    if left.has("collective", "ORG") and right.has("collective"):
        return True
    return left.has("GPE") and right.has("GPE") and by_word
