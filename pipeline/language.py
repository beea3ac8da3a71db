"""spaCy's blank pipelines, one a language, and the identification of languages.

Blank pipelines with our own components: trained models are not to be had (see
`docs/decisions/0001`). Vietnamese words are pyvi's, by `pipeline.syllables`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import ConsistencyError
from pipeline.model import Lang
from pipeline.syllables import is_word, syllable_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier
    from spacy.language import Language

_BY_SYLLABLES = Lang("vi")
_SURE = 0.9
_SHORT = 25
_TELLING = 2  # words of one language alone,
_MARGIN = 3  # and more for each word of another


@cache
def blank(lang: Lang) -> Language:
    """Return spaCy's blank pipeline for `lang`, the multi-language one where it has none."""
    import spacy  # noqa: PLC0415 -- 2 s to import; commands that need no text must not wait for it

    try:
        return spacy.blank(lang)
    except ImportError:
        return spacy.blank("xx")


def words(text: str, lang: Lang, at: int = 0) -> tuple[tuple[int, int], ...]:
    """Return the words and marks of `text`, which begins at `at`, as spans in code points.

    White space is left out.

    Raises:
        ConsistencyError: if a tokenizer that is not spaCy's own did not give its input back.
    """
    if lang == _BY_SYLLABLES:
        return tuple([(at + start, at + end) for start, end in syllable_words(text)])
    doc = blank(lang).tokenizer(text)
    if not _keeps_text(lang) and doc.text != text:
        raise ConsistencyError(f"the tokenizer of {lang!r} altered its input: {text[:60]!r}")
    return tuple([(at + t.idx, at + t.idx + len(t)) for t in doc if not t.is_space])


def is_compound(text: str, lang: Lang) -> bool:
    """Return whether two syllables, written apart, are one word of a language that writes so."""
    return lang == _BY_SYLLABLES and is_word(text)


@cache
def _keeps_text(lang: Lang) -> bool:
    """Return whether a language's tokenizer is spaCy's own, which keeps its input whatever it is."""
    import spacy  # noqa: PLC0415 -- as above

    return isinstance(blank(lang).tokenizer, spacy.tokenizer.Tokenizer)


def plain_language(text: str, telling: Mapping[Lang, frozenset[str]]) -> Lang | None:
    """Return the language that a sentence's small words tell, so that no model need be asked.

    `telling` are words of one language alone. None where they are few or of several languages.
    """
    present = set(text.lower().split())
    counts = {lang: len(present & known) for lang, known in telling.items()}
    for lang, own in counts.items():
        others = max((count for other, count in counts.items() if other != lang), default=0)
        if own >= _TELLING + _MARGIN * others:
            return lang
    return None


def language_of(text: str, langs: tuple[Lang, ...], default: Lang) -> Lang:
    """Return which of `langs` a sentence is in; `default` where it is too short to tell."""
    if len(text) < _SHORT or len(langs) == 1:
        return default
    found, probability = _identifier(langs).classify(text)
    return Lang(found) if probability >= _SURE else default


@cache
def _identifier(langs: tuple[Lang, ...]) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- loads its model at import

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(langs))
    return identifier
