"""What a text must hold for an expression to match: never so much that a match is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import read_documents
from pipeline.language import language_of, plain_language
from pipeline.model import Lang
from pipeline.tag.prefilter import has_digit, needs_of
from pipeline.vocabulary import Registry
from tests.corpora import CORPUS, cases

EXPRESSIONS = [
    r"\bon (?:May|June) \d{1,2}\b",
    r"(?:ab|a1)+b",
    r"(?-i:[A-Z]a) ?(?P<n>b|\d)?",
    r"a{0,2}b{2,}",
    r"(?<=a )1|(?<!b)ab(?! b)",
    r"(?:ab?)?",
    r"(?-i:[Aa]b)[1b]|(?<=[ab ])M[^a]y",
]


def may_match(regex: re.Pattern[str], text: str) -> bool:
    return needs_of(regex).allow(text.lower(), digit=has_digit(text))


@pytest.mark.parametrize("source", EXPRESSIONS)
@given(text=st.text("abABMayJune1 on", max_size=20))
def test_no_match_is_lost(source: str, text: str) -> None:
    regex = re.compile(source, re.IGNORECASE)
    if regex.search(text):
        assert may_match(regex, text), needs_of(regex)


def texts() -> list[str]:
    practice = [report.text for _, report in read_documents(CORPUS / "gold" / "practice")]
    shipped = [path.read_text("utf-8") for path in (CORPUS / "reports").glob("*.txt")]
    return [line for text in [*practice, *shipped] for line in text.splitlines()] + [
        case.text("text") for case in cases("dates")
    ]


def test_no_date_or_made_name_of_the_registry_is_lost(registry: Registry) -> None:
    dates = [regex for script in registry.scripts.values() for _, regex in script.dates]
    regexes = [*dates, *(pattern.regex for pattern in registry.patterns)]
    lost = [
        (regex.pattern, text)
        for text in texts()
        for regex in regexes
        if regex.search(text) and not may_match(regex, text)
    ]
    assert lost == []


def test_most_texts_are_told_without_trying_the_expression() -> None:
    regex = re.compile(r"\bon (?:May|June) (?P<d>\d{1,2})\b", re.IGNORECASE)
    assert may_match(regex, "They met on MAY 5.")
    assert not may_match(regex, "They met in May.")
    assert not may_match(regex, "They met on 5 July.")
    assert not may_match(regex, "They met.")


@pytest.mark.parametrize("lang", ["vi", "en", "fr"])
def test_small_words_and_the_model_agree_on_a_language(lang: Lang, registry: Registry) -> None:
    """The model is asked only where the small words do not tell; it would have said the same."""
    plain = [text for text in texts() if plain_language(text, registry.telling_words) == lang]
    assert len(plain) >= 20
    assert [t for t in plain if language_of(t, registry.langs, lang) != lang] == []


def test_a_sentence_in_two_languages_is_left_to_the_model(registry: Registry) -> None:
    mixed = "He said that hai bên đã trao đổi và thống nhất về các biện pháp của họ."
    assert plain_language(mixed, registry.telling_words) is None
