"""What each registry file may hold, as data."""

from __future__ import annotations

from pipeline.model import EVENT_KINDS, Act, BlockKind, Label
from pipeline.registry.alternatives import is_alternatives
from pipeline.tables import (
    Schema,
    is_flag,
    is_forms,
    is_names,
    is_number,
    is_tables,
    is_text,
    is_texts,
    one_of,
)

_PROOF = {"example": is_text, "counterexample": is_text}
_FURTHER = {"further": is_texts}
_SOURCE = {"source": is_text, "note": is_text}

ACT = Schema(
    {"id": one_of(*Act), "names": is_names, "definition": is_names, "cameo": is_text},
    {
        "plover": is_text,
        "topic": is_text,
        "family": one_of("position", "courtesy", "gesture", "regard"),
        "listed": is_flag,
        **_SOURCE,
    },
)
TOPIC = Schema({"id": is_text, "names": is_names, "definition": is_names}, {"broad": is_flag, **_SOURCE})

CUE_SHAPES = ("forms", "past", "present", "gerund", "base", "participle", "endings")
CUE = Schema(
    {
        "id": is_text,
        "act": one_of(*Act),
        "role": one_of("speech", "complement", "predicate"),
        **_PROOF,
    },
    {
        "yields": is_flag,
        "subject": one_of("own", "both", "any"),
        "head": is_flag,
        "reflexive": is_flag,
        **dict.fromkeys(CUE_SHAPES, is_alternatives),
        **_FURTHER,
        **_SOURCE,
    },
)
TOPIC_CUE = Schema(
    {"id": is_text, "topic": is_text, "weight": is_number, "forms": is_alternatives, **_PROOF},
    {**_FURTHER, **_SOURCE},
)
GRAMMAR = Schema({"id": is_text, "forms": is_texts, **_PROOF}, _SOURCE)
TITLE = Schema(
    {"id": is_text, "rank": is_number, "scope": is_text, **_PROOF},
    {"vi": is_texts, "en": is_texts, "fr": is_texts, **_SOURCE},
)
ENTITY = Schema(
    {"id": is_text, "label": one_of(*Label), "names": is_forms, **_PROOF},
    {"bare": is_forms, "country": is_text, "yearly": is_flag, "wikidata": is_text, **_SOURCE},
)
PERSON = Schema(
    {"id": is_text, "names": is_forms, "country": is_text, **_PROOF},
    {
        "short": is_texts,
        "gender": one_of("m", "f", ""),
        "offices": is_tables,
        "wikidata": is_text,
        **_SOURCE,
    },
)
OFFICE = Schema({"title": is_text, "from": is_text}, {"until": is_text, "note": is_text, "source": is_text})
PLACE = Schema(
    {"id": is_text, **_PROOF},
    {
        "label": one_of(Label.GPE, Label.LOC),
        "names": is_forms,
        "iso": is_text,
        "country": is_text,
        "capital": is_flag,
        "adjective": is_forms,
        "halves": is_forms,
        "wikidata": is_text,
        **_SOURCE,
    },
)
OUTLET = Schema(
    {"id": is_text, "names": is_forms, "kind": is_text, **_PROOF},
    {"country": is_text, "bare": is_forms, "hosts": is_texts, "wikidata": is_text, **_SOURCE},
)
PATTERN = Schema(
    {
        "id": is_text,
        "label": one_of(*Label),
        "lang": is_text,
        "regex": is_text,
        "gives": is_text,
        **_PROOF,
    },
    {"values": is_names, **_SOURCE},
)
BLOCK_RULE = Schema(
    {
        "id": is_text,
        "kind": one_of(*BlockKind),
        "scope": one_of("line", "from", "prefix"),
        "regex": is_text,
        "reason": is_text,
        **_PROOF,
    },
    _SOURCE,
)
TERM = Schema(
    {"id": is_text, **_PROOF},
    {"vi": is_texts, "en": is_texts, "fr": is_texts, "stock": is_flag, **_SOURCE},
)
PORTFOLIO = Schema({"id": is_text, **_PROOF}, {"vi": is_texts, "en": is_texts, "fr": is_texts, **_SOURCE})
QUANTITY = Schema(
    {"id": is_text, "value": is_number, **_PROOF},
    {"vi": is_texts, "en": is_texts, "fr": is_texts, "weak": is_forms, **_SOURCE},
)
SCRIPT = Schema(
    {"id": is_text, "abbreviations": is_texts, **_PROOF},
    {
        "dates": is_texts,
        "particles": is_texts,
        "inflects": is_flag,
        "renders_names": is_flag,
        "one_letter_words": is_texts,
        "portfolio_links": is_texts,
        "portfolio_joints": is_texts,
        "portfolio_heads": is_texts,
        "ministries": is_texts,
        "verb_endings": is_texts,
        "adverb_endings": is_texts,
        "months": is_texts,
        "home": is_text,
        **_SOURCE,
    },
)

INTENSITY = Schema(
    {"id": is_text, "scale": is_text, "grade": is_number, **_PROOF},
    {"vi": is_texts, "en": is_texts, "fr": is_texts, **_SOURCE},
)
NAMING = Schema({"id": is_text}, {"vi": is_text, "en": is_text, "fr": is_text, **_SOURCE})
PHRASE = Schema({"id": is_text, "other": is_names}, {"one": is_names, **_SOURCE})
PROSE = Schema({"id": is_text, "locale": is_text, "quotes": is_texts}, {"contractions": is_tables, **_SOURCE})
CONTRACTION = Schema(
    {"regex": is_text, "gives": is_text, "example": is_text, "counterexample": is_text}, _SOURCE
)
CHARSET = Schema({"id": is_text, "letters": is_text, "bytes": is_text, **_PROOF}, _SOURCE)
KIND = Schema(
    {"id": one_of(*EVENT_KINDS), "title": is_names, **_PROOF},
    {"vi": is_texts, "en": is_texts, "fr": is_texts, "weak": is_forms, **_SOURCE},
)

# File name (or prefix of a file per language) to the table it lists and its schema.
FILES = {
    "acts": ("act", ACT),
    "topics": ("topic", TOPIC),
    "titles": ("title", TITLE),
    "portfolios": ("portfolio", PORTFOLIO),
    "entities": ("entity", ENTITY),
    "people": ("person", PERSON),
    "places": ("place", PLACE),
    "outlets": ("outlet", OUTLET),
    "patterns": ("pattern", PATTERN),
    "boilerplate": ("rule", BLOCK_RULE),
    "terms": ("term", TERM),
    "words": ("word", TERM),
    "quantities": ("quantity", QUANTITY),
    "scripts": ("script", SCRIPT),
    "intensities": ("intensity", INTENSITY),
    "namings": ("naming", NAMING),
    "summary": ("phrase", PHRASE),
    "prose": ("language", PROSE),
    "charsets": ("charset", CHARSET),
    "kinds": ("kind", KIND),
}
FILES_BY_LANGUAGE = {
    "cues": ("cue", CUE),
    "topics": ("cue", TOPIC_CUE),
    "grammar": ("class", GRAMMAR),
    "syntax": ("class", GRAMMAR),
}

# The templates that a summary needs, where a corpus has summary.toml.
PHRASES = [
    "named-on-both-sides",
    "named-by-the-same",
    "named-on-the-left",
    "named-on-the-right",
    "strength",
    "only-in-one",
    "in-both",
    "mentions",
    "speaks-on",
    "in-all-reports",
    "in-some-reports",
    "in-no-report",
    "count-of-reports",
    "event-by-year",
    "event-by-day",
    "day",
    "and-at-last",
    "and-besides",
    "between-clauses",
    "kind-other",
]

GRAMMAR_CLASSES = [
    "pronoun",
    "first-person",
    "own-country",
    "honorific",
    "role",
    "counterpart",
    "both",
    "both-number",
    "collective",
    "adverb",
    "auxiliary",
    "negation",
    "complementizer",
    "conjunction",
    "nominalizer",
    "relative",
    "source-before",
    "source-verb",
    "narration",
    "account-noun",
    "time",
    "action-verb",
    "attribution-tail",
    "article",
    "preposition-of",
    "preposition",
    "clitic",
    "inversion",
    "impersonal",
    "appointment",
    "connector",
    "title-link",
    "passive",
    "adverbial-opener",
    "before-clause",
    "masculine",
    "feminine",
]
