"""Whether a clause is a statement of its own or the content of an earlier verb."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract import subjects
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import PEOPLE, Clause, Head, Kind
from pipeline.extract.subjects import Phrase
from pipeline.model import Act

_LINK = 5
_PHRASE = 3
_SIDE = ("GPE", "adjective", "collective")
_OF_ONE = (Act.APPRECIATE, Act.PROPOSE, Act.THANK)


def is_embedded(clause: Clause, phrase: Phrase) -> bool:
    """Return whether the clause whose subject is `phrase` is the content of an earlier verb."""
    earlier = clause.spoken()
    if answers(clause, phrase) or beside_in_headline(clause, phrase):
        return False
    if clause.begin < phrase.first and clause.row[phrase.first - 1].has("agent"):
        return True  # `sáng kiến do ông Lâm đưa ra`
    if not earlier:
        begin, row = clause.begin, clause.row
        return phrase.first > begin and (
            (_within_relative(row, phrase.first) and not _where_all_do(clause, phrase))
            or _is_background(clause, phrase)
            or _of_speaker(row, begin, phrase)
        )
    last = earlier[-1]
    between = clause.row[last.content : phrase.first]
    if last.kind is Kind.NARRATION:
        return False
    quoted = sum(c.has(*QUOTES) for c in between) % 2  # `Xi said: “He is kind, and he wants to learn”`
    if (
        quoted
        or not any(c.has(",", ";", "conjunction") for c in between)
        or (between[-1].has("adds-that") and _tells_of_another(clause, phrase, last))
    ):
        return True
    if between[-1].has("resumptive") and between[-2:-1] and between[-2].has(","):
        return False
    if between[-1].has("complementizer", "relative") and not between[-1].has(",", "conjunction"):
        return True
    return _is_inside(clause, phrase, last, between)


def beside_in_headline(clause: Clause, phrase: Phrase) -> bool:
    """Return whether a headline's second clause begins: `Xi urges calm as Modi vows to fight on`."""
    row, link = clause.row, phrase.first - 1
    if link <= clause.begin or not row[link].has("headline-joint") or row[-1].has(".", "!", "?"):
        return False
    return clause.is_person(phrase) or clause.phrase_has(phrase, "both", "GPE", "adjective")


def _is_inside(clause: Clause, phrase: Phrase, last: Head, between: list[Chunk]) -> bool:
    if last.kind is Kind.FRONTED:
        return not any(c.has(",") for c in between[-3:])
    if any(c.has(";") for c in between):
        return False
    beside = any(c.has(",", "conjunction") for c in between[-2:])
    owner = next((h.subject for h in reversed(clause.found) if h.subject is not None), None)
    told = beside and not clause.has_verb_endings and clause.names_several(owner)
    if told and _speaks_apart(clause, phrase):
        return False
    if beside and _is_side(clause, phrase) and _is_side(clause, last.subject):
        return _named(clause, phrase) == _named(clause, last.subject)
    return not beside or not clause.phrase_has(phrase, "both", *PEOPLE)


def _speaks_apart(clause: Clause, phrase: Phrase) -> bool:
    """Return whether one side speaks behind what both did: `hai bên nhất trí …, phía Lào bày tỏ ủng hộ …`."""
    verb = clause.row[phrase.last : phrase.last + 1]
    told = any(f.cue.yields or f.cue.act in _OF_ONE for c in verb for f in c.cues_of("speech"))
    return told and clause.phrase_has(phrase, "collective") and clause.phrase_has(phrase, "GPE", "adjective")


def _tells_of_another(clause: Clause, phrase: Phrase, last: Head) -> bool:
    """Return whether what a speaker adds is what others do: `Xi said … and that Trump had promised …`.

    What all have agreed is theirs, whoever tells it.
    """
    row = clause.row
    agreed = any(f.cue.act is Act.AGREE for c in row[phrase.last :][:_PHRASE] for f in c.cues_of("speech"))
    if last.subject is None or agreed:
        return False
    named = {c.mention.id for c in phrase.chunks(row) if c.mention is not None and c.has("PERSON")}
    told = {c.mention.id for c in last.subject.chunks(row) if c.mention is not None}
    several = clause.phrase_has(phrase, "both") and not clause.names_several(last.subject)
    return several or bool(named and not named & told)


def _is_side(clause: Clause, phrase: Phrase | None) -> bool:
    """Return whether a phrase is a country or a side of the talks, and no person: `the Chinese side`."""
    return clause.phrase_has(phrase, *_SIDE) and not clause.phrase_has(phrase, "both", *PEOPLE)


def _named(clause: Clause, phrase: Phrase | None) -> set[str]:
    """Return the words by which a phrase tells one side from the other."""
    return {c.text for c in phrase.chunks(clause.row) if c.has(*_SIDE[:2])} if phrase else set()


def answers(clause: Clause, phrase: Phrase) -> bool:
    """Return whether a person answers what goes before: `…, for which Xi expressed his thanks`."""
    return answers_from(clause.row, phrase) < phrase.first and clause.is_person(phrase)


def answers_from(row: list[Chunk], phrase: Phrase) -> int:
    """Return where `for which` or `in response to which` begins before who answers, else that one."""
    comma = next(
        (i for i in range(phrase.first - 2, max(phrase.first - _LINK, 0) - 1, -1) if row[i].has(",")), 0
    )
    led = comma + 1 < phrase.first - 1 and row[comma + 1].has("preposition", "adverbial-opener")
    linked = comma and led and row[phrase.first - 1].has("relative")
    return comma + 1 if linked else phrase.first


def _where_all_do(clause: Clause, phrase: Phrase) -> bool:
    """Return whether a clause behind a comma tells what all did there: `…, where both sides agreed on …`."""
    comma = phrase.first - 2
    return comma > clause.begin and clause.row[comma].has(",") and clause.phrase_has(phrase, "both")


def _is_background(clause: Clause, phrase: Phrase) -> bool:
    """Return whether a clause only dates another: `The call came days after Xi announced …`."""
    opener = phrase.first - 1
    return (
        opener > clause.begin
        and clause.row[opener].has("before-clause", "narration", "subordinate")
        and _runs_on(clause.row, opener)
    )


def _runs_on(row: list[Chunk], opener: int) -> bool:
    """Return whether no comma or conjunction parts a clause from the one it belongs to."""
    return not row[opener - 1].has(",", ";", "conjunction", "–", "—")


def _of_speaker(row: list[Chunk], begin: int, phrase: Phrase) -> bool:
    """Return whether a clause is what the speaker says in the first person: `Tôi đánh giá cao việc ông …`."""
    at = begin
    while at < phrase.first and row[at].has("connector", ",", *QUOTES):
        at += 1
    before = row[at : phrase.first]
    if not before or not before[0].has("first-person") or any(c.has(",", ";") for c in before):
        return False
    return any(c.cues_of("speech") for c in before)


def _within_relative(row: list[Chunk], first: int) -> bool:
    before = row[first - 1]
    opens = before.has("relative", "complementizer")
    return opens and not before.has("adverb", "conjunction", "source-verb", "preposition")


def shares_clause(row: list[Chunk], last: Head, edge: int) -> bool:
    """Return whether `and` joins two verbs of the content: `khẳng định Lào luôn ghi nhớ và biết ơn …`."""
    verb = edge - 2
    if not last.cue.yields or verb <= last.content:
        return False
    does = row[verb].has("action-verb") and row[verb - 1].has("adverb", "auxiliary")
    bare = row[verb].text.count(" ") < _PHRASE  # longer ones hold their object
    return does or (bare and bool(row[verb].cues_of("predicate")))


def in_nominal_clause(clause: Clause, last: Head, edge: int, *, apart: bool) -> bool:
    """Return whether the content began with a nominaliser whose predicate has not come yet.

    A verb that is `apart` has content of its own behind a comma: `cảm ơn sự đón tiếp …, nhấn mạnh …`.
    """
    content = clause.row[last.content : edge]
    apart = apart or _asks_somebody(clause.row[edge : edge + 2])  # `lên án cuộc chiến … và kêu gọi ông X …`
    apart = apart or _all_agree(clause, last, content, clause.row[edge])
    if apart or not content or not content[0].has("nominalizer"):
        return False
    beside = clause.row[edge - 2 : edge + 1]
    if any(a.has(",") and b.has("conjunction") for a, b in pairwise(beside)):
        return False  # `hoan nghênh việc …, song đề nghị …`
    return not any(c.has("auxiliary", "complementizer") for c in content[1:])


def _asks_somebody(words: list[Chunk]) -> bool:
    """Return whether a verb of asking stands before who is asked."""
    asks = any(f.cue.act is Act.PROPOSE for c in words[:1] for f in c.cues_of("speech"))
    return asks and any(c.has("GPE", "honorific", *PEOPLE) for c in words[1:])


def _all_agree(clause: Clause, last: Head, content: list[Chunk], verb: Chunk) -> bool:
    """Return whether both agree behind what they did: `Hai bên hoan nghênh việc … và nhất trí …`."""
    agrees = any(f.cue.act is Act.AGREE for f in verb.cues_of("speech")) and last.cue.act is not Act.AGREE
    of_others = any(
        c.has("both", "GPE", *PEOPLE) for c in content[1:3]
    )  # `việc hai bên bàn bạc và nhất trí …`
    return agrees and not of_others and clause.names_several(last.subject)


def main_follows(clause: Clause, at: int) -> bool:
    """Return whether a person opens the main clause behind a comma: `Ủng hộ …, Thủ tướng kêu gọi …`."""
    row = clause.row
    comma = next((i for i in range(at + 1, len(row)) if row[i].has(",", ";")), len(row))
    phrase = subjects.opening(row, comma + 1) if comma + 1 < len(row) else None
    return clause.is_person(phrase) or clause.phrase_has(phrase, "both")
