"""What the words of a language can be read as while claims are read: one index of all its lists."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.lexicon import Index
from pipeline.model import Lang
from pipeline.vocabulary import CueForm, Entity, Registry, TopicCue

Tags = frozenset[str]
_NONE: Tags = frozenset()


class Reading(NamedTuple):
    """All that a form can be: a cue, an adjective of countries, a closed-class word, a hint at a topic.

    `tags` are those of its cues and classes together, `national` those it has as an adjective.
    """

    cues: tuple[CueForm, ...]
    countries: tuple[Entity, ...]
    classes: Tags
    topics: tuple[TopicCue, ...]
    tags: Tags
    national: Tags


Hit = tuple[int, int, Reading]


def index_of(registry: Registry, lang: Lang) -> Index[Reading]:
    """Return the index of a language's cues, adjectives, closed classes and topic cues."""
    cues = registry.cue_lexicons[lang].named
    adjectives = registry.adjective_lexicons[lang].named
    grammar = registry.grammar_lexicons[lang].named
    topics = registry.topic_lexicons[lang].named
    readings = {}
    for form in {**cues, **adjectives, **grammar, **topics}:
        forms = tuple(dict.fromkeys(named.entry for named in cues.get(form, ())))
        countries = tuple(dict.fromkeys(named.entry for named in adjectives.get(form, ())))
        classes = frozenset(named.entry for named in grammar.get(form, ()))
        hints = tuple(dict.fromkeys(named.entry for named in topics.get(form, ())))
        tags = classes.union(cue_form.cue.role for cue_form in forms)
        national = classes | {"adjective"} if countries else _NONE
        readings[form] = Reading(forms, countries, classes, hints, tags, national)
    return Index(readings)
