"""Joint statements in their own words: `We condemn the attack` is of all who signed."""

from __future__ import annotations

from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.model import Sentence
from pipeline.vocabulary import Registry

_OPENING = 4


def is_joint(sentences: tuple[Sentence, ...], registry: Registry) -> bool:
    """Return whether a report opens as a joint statement and goes on in the first person plural, unquoted."""
    if not sentences:
        return False
    grammar = registry.grammar[sentences[0].lang]
    named = grammar.get("joint-text", ())
    we = tuple(f"{form} " for form in grammar.get("we", ()))
    opens = any(form in s.text.lower() for s in sentences[:_OPENING] for form in named)
    return opens and any(s.text.lower().startswith(we) for s in sentences)


def read_as_both(row: list[Chunk], registry: Registry, sentence: Sentence) -> None:
    """Read the `we` that opens an unquoted sentence as all parties."""
    at = 0
    while at < len(row) - 1 and row[at].has("connector", ","):
        at += 1
    if row[at].text.lower() in registry.grammar[sentence.lang].get("we", ()) and not row[at].has(*QUOTES):
        row[at] = row[at]._replace(tags=frozenset({"both"}))
