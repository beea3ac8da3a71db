"""What a verb does by who or what its content is about: it praises, or invites."""

from __future__ import annotations

from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.model import Act
from pipeline.vocabulary import Cue

_NEAR = 4
_SUBJECT = 8
_ENDS = (",", ";", ".")


def is_praised(row: list[Chunk], start: int, end: int) -> bool:
    """Return whether something is called good, or the talk was: `gọi đây là sáng kiến độc đáo`."""
    if not start:
        return False
    stop = next((i for i in range(start, end) if row[i].has(*_ENDS)), end)
    if row[start - 1].has("calls", "likens", "rates"):
        likened = next((i for i in range(start, stop) if row[i].has("as-what")), start)
        return _is_lauded(row[likened:stop])
    if is_found_good(row[start:stop]):
        return True
    talk = next((i for i in range(start, stop) if row[i].has("account-noun", "narration")), stop)
    behind = row[talk + 1 : min(talk + 1 + _NEAR, end)]
    while behind and behind[0].has("adverb", *QUOTES):
        behind = behind[1:]
    return bool(behind) and any(f.cue.act is Act.APPRECIATE for f in behind[0].cues_of("complement"))


def _is_lauded(words: list[Chunk]) -> bool:
    """Return whether some words praise, none of them a denial."""
    return any(c.has("lauded") for c in words) and not any(c.has("negation") for c in words)


def is_found_good(content: list[Chunk]) -> bool:
    """Return whether a clause says of something that it is good: `the call had been “very cordial”`."""
    near = enumerate(content[:_SUBJECT])
    # `It was` is one chunk.
    verb = next((i for i, c in near if (i and c.has("passive")) or c.has("impersonal")), None)
    if verb is None or any(c.has("negation", "relative") for c in content[:verb]):
        return False
    behind = verb + 1
    while behind < len(content) - 1 and content[behind].has("adverb", "article", "passive", *QUOTES):
        behind += 1
    return behind < len(content) and content[behind].has("lauded")


def is_somebody(row: list[Chunk], start: int, end: int) -> bool:
    """Return whether what is praised is praised for what it is: `hailed China`, `hailed it as a bridge`."""
    if not start or not row[start - 1].has("praises"):
        return False
    likened = next((i for i in range(start + 1, end) if row[i].has("as-what")), end)
    if likened < end and not any(c.has(",", ";", "complementizer") for c in row[start:likened]):
        return True
    at = start
    while at + 1 < end and row[at].has("TITLE", "honorific", "article"):
        at += 1
    whole = at + 1 >= end or not row[at + 1].has("preposition-of")
    return at < end and row[at].has("PERSON", "GPE", "counterpart") and whole


def backing(content: list[Chunk]) -> Cue | None:
    """Return the noun of support that somebody promises first of all: `promised “full support …”`."""
    noun = next((c for c in content if not c.has("article", "honorific", *QUOTES)), None)
    if noun is None or noun.cues_of("speech") or noun.cues_of("predicate"):
        return None
    return next((f.cue for f in noun.cues_of("complement") if f.cue.act is Act.SUPPORT), None)


def invited(row: list[Chunk], start: int, end: int) -> Cue | None:
    """Return what a guest who is welcomed is asked to do: `welcomed Park to visit Hue`."""
    at = start
    while at < end and row[at].has(
        "TITLE", "honorific", "adjective", "article", "counterpart", "PERSON", "pronoun"
    ):
        at += 1
    guest = any(c.mention is not None or c.has("counterpart", "pronoun") for c in row[start:at])
    asked = row[at].cues_of("predicate") if guest and at < end else ()
    return next((form.cue for form in asked if form.cue.act is Act.PROPOSE), None)
