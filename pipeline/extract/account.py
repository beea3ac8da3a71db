"""Sentences without a verb of speech: do they go on with a speaker's account, or are they narration?"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.extract import acts, subjects, vows
from pipeline.extract.acts import Decision, is_own
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import Head, Kind, is_dated
from pipeline.extract.discourse import Discourse, Speakers
from pipeline.lexicon import Index
from pipeline.model import Act, Lang, Sentence
from pipeline.text import fold
from pipeline.vocabulary import Registry

_LIST_ACTS = (Act.AGREE, Act.PROPOSE, Act.COMMIT)
_HEAD_CHUNKS = 12
_FRONTED = 16
_OPENS_ASIDE = frozenset({"adverbial-opener", "speech", "action-verb", "complement"})
_NEAR = 4
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[•*–—-])(?:\s|$)")


class Said(NamedTuple):
    """The last claim of an account: whose, which act, in which block.

    `told`: it is told by a source, so that even narration is part of it.
    `runs_on`: every other sentence of the block is part of it, as behind one in the first person.
    """

    speakers: Speakers
    act: Act
    block: int
    told: bool
    runs_on: bool = False


class Continued(NamedTuple):
    """A sentence that goes on with an account: where its claim starts, whose it is, which act."""

    start: int
    speakers: Speakers
    decision: Decision


def continuation(
    row: list[Chunk], begin: int, block: int, said: Said | None, talk: Discourse
) -> Continued | None:
    """Return how a sentence goes on with the account `said`, or None where it is no claim."""
    while begin < len(row) and _ITEM.match(row[begin].text):
        begin += 1  # the mark of a list
    worded = any(c.text[0].isalpha() for c in row[begin:])
    if said is None or not worded or any(is_dated(row, at) for at in range(begin, len(row))):
        return None
    same_block = block == said.block
    start = _after_connectors(row, begin)
    opening = subjects.opening(row, start)
    if _is_narration(row, start, opening, same_block and said.told):
        return None
    for at in (start, _past_fronted(row, start)):
        phrase = subjects.opening(row, at) if at is not None else None
        if at is None or phrase is None or _opens_with_person(row, phrase):
            continue
        if found := _by_subject(row, at, phrase, same_block, said, talk):
            if row[start].has("supposes"):
                found = found._replace(start=start)
            return found if not _is_item(row, begin, found, said) else _listed(start, said)
    if said.told and opening is not None and _is_of_other(row, opening, said, talk):
        return None
    stated = _is_noun(row, start)
    if not stated and row[start].has("action-verb") and (same_block or said.act in _LIST_ACTS):
        return _listed(start, said)
    return _of_account(row, (begin, start), said, talk) if same_block else None


def into_item(said: Said | None, sentence: Sentence) -> Said | None:
    """Return what both agreed on as it goes on in a numbered paragraph behind it: `1. The border …`."""
    joint = said is not None and len(said.speakers) > 1 and said.act in (Act.AGREE, Act.ANNOUNCE)
    if said is None or not joint or sentence.block != said.block + 1 or not _ITEM.match(sentence.text):
        return said
    return said._replace(act=Act.AGREE, block=sentence.block, told=True)


def _listed(start: int, said: Said) -> Continued:
    return Continued(start, said.speakers, Decision(said.act, "list-goes-on"))


def _is_item(row: list[Chunk], begin: int, found: Continued, said: Said) -> bool:
    """Return whether a sentence is a numbered item of a list of acts: `Thứ hai, các nước cần …`."""
    numbered = row[begin].has("enumerates") and found.speakers == said.speakers
    return numbered and said.act in _LIST_ACTS and found.decision.act is Act.AFFIRM


def _of_account(row: list[Chunk], at: tuple[int, int], said: Said, talk: Discourse) -> Continued | None:
    """Return how a sentence of the same paragraph goes on; `at` is its first chunk and its first own one."""
    begin, start = at
    if row[start].has(*QUOTES):
        return Continued(start, said.speakers, _inner(row, start, said, talk, "quotation-goes-on"))
    found: Continued | None = None
    if said.told or (said.runs_on and not _is_aside(row, start)):
        found = Continued(begin, said.speakers, _inner(row, start, said, talk, "source-goes-on"))
    elif len(said.speakers) == 1 and _states(row, start, free=not talk.quotes):
        found = Continued(start, said.speakers, _inner(row, start, said, talk, "account-goes-on"))
    if found is None or not talk.quotes or said.runs_on or ">" in found.decision.rule:
        return found
    return found if any(c.has("complementizer", "adds-that") for c in row[begin : start + 1]) else None


def quotation(row: list[Chunk], said: Said, talk: Discourse) -> Continued:
    """Return a sentence of a quotation whose speaker is known: `"Glad to meet. …," he said`."""
    start = 0
    while start < len(row) - 1 and row[start].has(*QUOTES):
        start += 1
    if opens := row[start].cues_of("complement"):
        cue = opens[0].cue
        return Continued(0, said.speakers, Decision(cue.act, cue.id))
    return Continued(0, said.speakers, _inner(row, start, said, talk, "quotation-goes-on"))


def _after_connectors(row: list[Chunk], start: int) -> int:
    while start < len(row) - 1 and (
        row[start].has("connector", ",") or (row[start].has("adverb") and row[start + 1].has(","))
    ):
        start += 1
    return start


def _past_fronted(row: list[Chunk], start: int) -> int | None:
    """Return where the main clause begins behind a fronted one: `Now that a pact is signed, both sides …`."""
    if not row[start].has("adverbial-opener"):
        return None
    comma = next((i for i, c in enumerate(row[start : start + _FRONTED], start) if c.has(",")), None)
    if comma is None or any(c.has("time", "DATE", "account-noun") for c in row[start + 1 : comma]):
        return None
    return comma + 1 if comma + 1 < len(row) else None


def _states(row: list[Chunk], start: int, *, free: bool) -> bool:
    """Return whether a sentence states a view about the present: background is dated or past."""
    if any(form.cue.act is Act.PROPOSE for form in row[start].cues_of("predicate")):
        return True  # `It is hoped that both sides …`
    people = ("PERSON", "TITLE", "role", "pronoun", "counterpart", "both", "both-number")
    supposes = free and row[start].has("supposes")  # `Without peace there is no growth`
    if row[start].has_any(_OPENS_ASIDE) and not supposes:
        return False
    if any(c.has(*people) for c in row[start : start + 3]):
        return False
    if any(c.has("DATE", "time", "source-before") or c.text[0].isdigit() for c in row):
        return False
    denies = row[start].has("negation") and not supposes
    if denies or any(_reports(c) for c in row[start : start + _HEAD_CHUNKS]):
        return False
    return free or any(c.has("auxiliary", "predicate", "negation") for c in row[start : start + _HEAD_CHUNKS])


def _reports(chunk: Chunk) -> bool:
    return any(form.shape == "past" and form.cue.yields for form in chunk.cues_of("speech"))


def opens_account(row: list[Chunk], head: Head) -> bool:
    """Return whether a verb opens an account that runs on: `Xi nhấn mạnh, …`, as Chinese media render it."""
    at = head.content  # `chỉ ra rằng, …` too
    at += at < len(row) - 1 and row[at].has("opens-what-is-said")
    marked = at < len(row) - 1 and row[at].has(",", ":") and not row[at + 1].has(*QUOTES)
    return head.kind is Kind.MAIN and head.shape == "forms" and marked


def in_first_person(row: list[Chunk], start: int) -> bool:
    """Return whether a sentence has the speaker as its subject: `Tôi …`, `We …`."""
    return row[_after_connectors(row, start)].has("first-person")


def _is_aside(row: list[Chunk], start: int) -> bool:
    """Return whether a sentence inside an account that runs on is of somebody else or tells when."""
    phrase = subjects.opening(row, start)
    when = any(c.has("time", "DATE") for c in row[start : start + _NEAR])
    return when or (phrase is not None and _opens_with_person(row, phrase))


def _is_noun(row: list[Chunk], start: int) -> bool:
    """Return whether an action that opens a sentence is its subject: `Hợp tác … là điểm sáng`."""
    for chunk in row[start : start + _HEAD_CHUNKS]:
        if chunk.has("copula"):
            return True
        if chunk.has(",", ";"):
            break
    return False


def _is_narration(row: list[Chunk], start: int, phrase: subjects.Phrase | None, in_source: bool) -> bool:
    """Return whether a sentence tells of the meeting itself or denies that something was said."""
    head = row[start : start + _HEAD_CHUNKS]
    subject = phrase.chunks(row) if phrase else head[:2]
    if any(c.has("account-noun") for c in head[:3]):
        return not in_source or any(c.has("narration") for c in head)
    if in_source:
        touched = phrase is not None and any(
            c.has("told-of-both") for c in row[phrase.last : phrase.last + _NEAR]
        )
        both = touched and any(c.has("both") for c in subject)  # `Les deux hommes ont évoqué …`
        return both or row[start].has("narration")  # `Chưa rõ khi nào …`, `Tháp tùng Thủ tướng có …`
    if phrase is None and any(c.has("narration") for c in head):
        return True
    behind = row[phrase.last : phrase.last + 4] if phrase else []
    if any(f.cue.act is Act.PROPOSE for c in behind[:2] for f in c.cues_of("predicate")):
        return False  # `Hai bên cần duy trì trao đổi …`: what should be done
    return any(c.has("narration", "told-of-both") and not c.has("adverb") for c in [*behind, *subject])


def _opens_with_person(row: list[Chunk], phrase: subjects.Phrase) -> bool:
    chunks = phrase.chunks(row)
    return any(c.has("PERSON", "TITLE", "role", "pronoun", "counterpart") for c in chunks) and not any(
        c.has("ORG", "collective") for c in chunks[:1]
    )


def _is_of_other(row: list[Chunk], phrase: subjects.Phrase, said: Said, talk: Discourse) -> bool:
    """Return whether a sentence opens with a person who is not the one whose account it is."""
    if not _opens_with_person(row, phrase):
        return False
    speakers, _ = talk.resolve(phrase.chunks(row))
    return bool(speakers) and not set(speakers) & set(said.speakers)


def _by_subject(
    row: list[Chunk],
    start: int,
    phrase: subjects.Phrase,
    same_block: bool,
    said: Said,
    talk: Discourse,
) -> Continued | None:
    chunks = phrase.chunks(row)
    if any(c.has("both", "both-number") for c in chunks):
        if not same_block and (len(said.speakers) > 1 or not _asks(row, start, said.speakers, talk)):
            return None
        agreed = said.act is Act.AGREE or any(
            f.cue.act is Act.AGREE for c in row for f in c.cues_of("speech")
        )
        joint = talk.everyone() if agreed or len(said.speakers) > 1 else said.speakers
        return Continued(start, joint, _inner(row, start, said, talk, "both-sides-go-on"))
    if not is_own(chunks, said.speakers, talk) or len(said.speakers) > 1:
        return None
    inner = acts.predicate(row, start, len(row), said.speakers, talk)
    if not same_block and inner is None:
        return None
    rule = f"account-goes-on>{inner.id}" if inner else "account-goes-on"
    return Continued(start, said.speakers, Decision(inner.act if inner else Act.AFFIRM, rule))


def _asks(row: list[Chunk], start: int, speakers: Speakers, talk: Discourse) -> bool:
    """Return whether a sentence says what both sides should do, as nobody but a speaker does."""
    inner = acts.predicate(row, start, len(row), speakers, talk)
    return inner is not None and inner.act is Act.PROPOSE


def _inner(row: list[Chunk], start: int, said: Said, talk: Discourse, rule: str) -> Decision:
    if said.act in _LIST_ACTS and len(said.speakers) > 1:
        return Decision(said.act, rule)
    inner = acts.predicate(row, start, len(row), said.speakers, talk)
    inner = inner or vows.vow(row, start, len(row), start, talk)
    return Decision(inner.act if inner else Act.AFFIRM, f"{rule}>{inner.id}" if inner else rule)


def for_account(
    row: list[Chunk], head: Head, found: Speakers, rule: str, said: Said | None, talk: Discourse
) -> tuple[Speakers, str]:
    """Return the leader whose account `said` goes on where his country is the subject of no verb of saying.

    In a text in the first person his country is he, whatever it does.
    """
    if rule not in ("country", "body"):
        return found, rule
    told = head.cue.yields and row[head.verb].has("source-verb")
    if len(talk.author) == 1 and talk.country(talk.author[0]) == found[0]:
        return talk.author, "country-of-author"
    if told or said is None or len(said.speakers) > 1:
        return found, rule
    if talk.country(said.speakers[0]) == found[0]:
        return said.speakers, "account-of-leader"
    return found, rule


def of_nobody(head: Head, said: Said | None, talk: Discourse) -> Speakers:
    """Return whose `It was stressed` or `It is believed` is: in one leader's account his.

    The readouts of Moscow and of Beijing word it so.
    """
    own = head.cue.act is Act.BELIEVE or (head.cue.yields and head.cue.act is Act.AFFIRM)
    return said.speakers if own and said is not None and len(said.speakers) == 1 else talk.everyone()


def account_ends(registry: Registry, lang: Lang) -> Index[str]:
    """Return what finds the words that an account ends with: `the statement concluded`."""
    return Index({fold(form): form for form in registry.grammar[lang].get("same-source", ())})
