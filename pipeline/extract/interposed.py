"""Sources in the middle of a sentence, `…, ont indiqué ses services, et …`, and press that somebody tells."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract import sources
from pipeline.extract.chunks import PLAIN, Chunk
from pipeline.extract.clause import FINITE, is_outlet, is_press
from pipeline.extract.discourse import Discourse
from pipeline.extract.sources import Source
from pipeline.extract.spokesmen import party_speaks
from pipeline.model import EntityId
from pipeline.vocabulary import Registry

_ASIDE = 12
_TOLD = 8
_TO = ("headline-link", "to-whom", "adverbial-opener")
_BEFORE_NAME = ("article", "adjective", "word", "ORG")
_BETWEEN = (
    "PERSON",
    "TITLE",
    "role",
    "honorific",
    "article",
    "adjective",
    "time",
    "DATE",
    "pronoun",
    "adverb",
)


def put_in(row: list[Chunk], begin: int, told: tuple[EntityId, ...], talk: Discourse) -> Source | None:
    """Return the body or outlet that a clause between commas names as what tells a party's act.

    `told` is what `according to the same source` calls again.
    """
    commas = [i for i in range(begin + 2, len(row)) if "," in row[i].tags]
    for opens, closes in pairwise(commas):
        aside = row[opens + 1 : closes]
        edge = closes - opens <= _ASIDE and _is_verb_at_edge(aside)
        if not edge or not party_speaks(row, begin, opens, talk):
            continue
        outlets = [c for c in aside if is_outlet(c, talk.registry)]
        verb_first = [c for c in aside if not is_outlet(c, talk.registry)] + outlets
        if not (sources.is_body_telling(aside) or sources.is_body_telling(verb_first)):
            continue
        named = outlets or [c for c in aside if c.mention is not None and c.has("ORG")]
        again = any(c.has("same-source") for c in aside)
        via = told if again else tuple(c.mention.id for c in named[-1:] if c.mention)
        return Source(via, opens, closes, (PLAIN,) * len(aside))
    return None


def _is_verb_at_edge(aside: list[Chunk]) -> bool:
    """Return whether a clause begins with its verb, as in French, or ends with it: `…, SPA said, and …`."""
    verb = next((c for c in aside if not c.has("auxiliary", "adverb")), None)
    opens = verb is not None and verb.has("source-verb", "speech", "one-says", "same-source")
    return opens or (len(aside) > 1 and aside[-1].has("source-verb"))


def press_told(row: list[Chunk], begin: int, registry: Registry) -> Source | None:
    """Return the agency, paper or broadcaster to which somebody says it: `…, a-t-il confié à l'agence X`."""
    for at, chunk in enumerate(row[begin + 1 :], begin + 1):
        if chunk.mention is None or not is_press(chunk, registry):
            continue
        if (first := whom(row, at, begin)) is not None:
            return Source((chunk.mention.id,), first, at + 1)
    return None


def whom(row: list[Chunk], at: int, begin: int) -> int | None:
    """Return where `à l'agence X` begins behind a verb of saying, X being at `at`; else nothing."""
    to = at - 1
    while to > begin and at - to < _TOLD and row[to].has(*_BEFORE_NAME) and not row[to].has(*_TO):
        to -= 1
    if row[to].has("agent"):
        return None  # `was quoted as saying by X`: X tells it
    verb = to - 1 if row[to].has(*_TO) else to
    if verb == to and verb < at - 1:
        return None
    while verb > begin and to - verb < _TOLD and row[verb].has(*_BETWEEN) and not row[verb].cues:
        verb -= 1
    says = any(
        form.cue.yields and form.shape in (*FINITE, "participle") for form in row[verb].cues_of("speech")
    )
    return to + (not row[to].has(*_TO)) if says else None
