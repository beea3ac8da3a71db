"""spaCy's blank pipelines, one a language, and the identification of languages.

Blank pipelines with our own components: trained models are not to be had (see
`docs/decisions/0001`). Under `vi` the tokenizer is pyvi's.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import ConsistencyError
from pipeline.model import Lang

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier
    from spacy.language import Language

_SURE = 0.9
_SHORT = 25


@cache
def blank(lang: Lang) -> Language:
    """Return spaCy's blank pipeline for `lang`, the multi-language one where it has none."""
    import spacy  # noqa: PLC0415 -- 2 s to import; commands that need no text must not wait for it

    try:
        return spacy.blank(lang)
    except ImportError:
        return spacy.blank("xx")


def words(text: str, lang: Lang) -> tuple[tuple[int, int], ...]:
    """Return the words and marks of `text` as spans in code points, white space left out.

    Raises:
        ConsistencyError: if the tokenizer did not give its input back, which a
            bridge to pyvi once did on odd input.
    """
    doc = blank(lang).tokenizer(text)
    if doc.text != text:
        raise ConsistencyError(f"the tokenizer of {lang!r} altered its input: {text[:60]!r}")
    return tuple((t.idx, t.idx + len(t)) for t in doc if not t.is_space)


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
