"""What an attribution behind or inside its content governs, and by which act: `…, Xi said`."""

from __future__ import annotations

from pipeline.extract import acts, interposed, vows, worth
from pipeline.extract.acts import Decision
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import FRAMED_FORM, Head, is_press
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.extract.passage import Stretch
from pipeline.model import Act

_SUBJECT = 8
_WHOM = ("PERSON", "TITLE", "counterpart", "told-whom", "attribution-tail", "preposition", "time", "DATE")


def part_of(
    row: list[Chunk], head: Head, end: int, speakers: Speakers, talk: Discourse
) -> tuple[Stretch, Decision]:
    """Return the stretch of the words before and behind an attribution and the act that they are."""
    stop = head.subject.first if head.subject and head.subject.first < head.verb else head.verb
    if row[stop - 1].has("-"):  # `…, a-t-il dit`
        stop = next((i + 1 for i in range(stop - 1, head.start, -1) if row[i].has(",")), stop)
    goes_on = _is_broken_off(row[head.start : stop]) or _goes_on(row[head.content : end])
    last = end if goes_on else head.content
    tail = ("attribution-tail", "PERSON", "word" if head.cue is FRAMED_FORM.cue else "PERSON")
    while last < len(row) and (row[last].has(*tail) or _is_network(row, last)):
        last += 1
    last = _past_whom(row, last, talk)
    opens = _past_quotes(row, head.start)
    inner = acts.predicate(row, opens, stop, speakers, talk)
    if inner is None and goes_on and stop - opens <= _SUBJECT:
        # The verb stands behind the attribution: `The two sides, he went on, should …`.
        whole = [*row[opens : stop - 1], *row[head.content + 1 : end]]
        inner = acts.predicate(whole, 0, len(whole), speakers, talk)
    inner = (inner or vows.vow(row, opens, stop, head.verb, talk)) if head.cue.yields else None
    rule = f"{head.cue.id}>{inner.id}" if inner else head.cue.id
    decision = Decision(inner.act if inner else head.cue.act, rule)
    if inner is None and decision.act is Act.AFFIRM and worth.is_found_good(row[opens:stop]):
        decision = Decision(Act.APPRECIATE, f"{rule}>praise")
    told = 0 if goes_on else next((i for i in range(stop, opens, -1) if row[i - 1].has(",", *QUOTES)), 0)
    broken = goes_on and row[head.content].has(",") and stop - opens <= _SUBJECT
    return Stretch(head.start, last, head.content if broken else head.start, told), decision


def _past_whom(row: list[Chunk], at: int, talk: Discourse) -> int:
    """Return where it ends when and to whom something was said, `plus tard à la presse`, or `at`."""
    press = next(
        (i for i in range(at, min(at + _SUBJECT, len(row))) if is_press(row[i], talk.registry)), None
    )
    if press is not None and interposed.whom(row, press, 0) == at:
        return press + 1
    told = at
    while told < len(row) - 1 and row[told].has("time", "DATE", "adverb"):
        told += 1
    return told + 1 if told > at and row[told].has("attribution-tail") else at


def before_opening(row: list[Chunk], content: int, end: int) -> int:
    """Return where a claim ends before a semicolon behind which only what the next one opens with stands.

    `…; on visas, she admitted …`.
    """
    semicolon = next((i for i in range(end - 1, content, -1) if ";" in row[i].tags), None)
    opening = row[semicolon + 1 : end] if semicolon is not None else []
    while opening and opening[0].has("conjunction"):
        opening = opening[1:]
    if len(opening) <= 1 or not opening[0].has("adverbial-opener", "connector") or not opening[-1].has(","):
        return end
    return end if semicolon is None or any(c.cues_of("predicate") for c in opening) else semicolon


def _is_network(row: list[Chunk], at: int) -> bool:
    """Return whether a name is where somebody wrote: `ông X viết trên mạng xã hội Y`."""
    return row[at].has("ORG") and row[at - 1].has("mere-speech", "attribution-tail")


def _goes_on(rest: list[Chunk]) -> bool:
    """Return whether the content goes on behind an attribution put into it."""
    if rest and rest[0].has(":"):
        return True
    at = next((i for i, c in enumerate(rest) if not c.has_any(_WHOM)), len(rest))
    if at + 1 >= len(rest) or not rest[at].has(","):
        return False
    if rest[at + 1].has("predicate", "auxiliary", "negation") and not rest[at + 1].has("complement"):
        return True
    if at and rest[at + 1].has("passive", "copula"):
        return True  # `The attack, he told his guest, was a breach …`
    told = not at or rest[0].has("counterpart", "told-whom")
    words = sum(c.has("word", "auxiliary", "action-verb", "FAC", "LOC") for c in rest)
    return rest[at + 1].has(*QUOTES) or (told and words > 1)


def _is_broken_off(content: list[Chunk]) -> bool:
    """Return whether an attribution stands behind an auxiliary: `China will, Xi said, always …`."""
    if len(content) <= 1 or not content[-1].has(","):
        return False
    return content[-2].has("auxiliary") or (
        content[-2].text.islower() and bool(content[-2].cues_of("predicate"))
    )


def _past_quotes(row: list[Chunk], at: int) -> int:
    while at < len(row) - 1 and row[at].has(*QUOTES):
        at += 1
    return at
