"""The clean text becomes sentences, each with its language and its words.

Sentences are found on characters: pyvi makes one token of two words with a full
stop between, so the glued sentences of a sloppy capture must come apart before it
sees them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language import language_of, plain_language, words
from pipeline.model import Block, BlockKind, Report, Sentence
from pipeline.vocabulary import Registry

_CLOSE = "\"'”’»)\\]"
_ENDS = re.compile(rf"(?:\./\.|[.!?…]+)(?:\s?[»]|[{_CLOSE}])*")
_GLUED = re.compile(r"[^\W\d_]{2}$", re.UNICODE)
_DOMAIN = re.compile(r"[A-Z]{2,3}\b(?![.'’])")
_AGENCY_END = "./."
_AROUND = 80  # code points beside a mark that tell whether it ends a sentence
_BREAK = re.compile(r"[\s(\"'“«’]")
_INITIAL = re.compile(r"(?:^|[\s.(])[^\W\d_]$", re.UNICODE)


def segment(report: Report, blocks: tuple[Block, ...], registry: Registry) -> tuple[Sentence, ...]:
    """Return the sentences of the title and body blocks, in order."""
    main = report.sidecar.lang
    sentences: list[Sentence] = []
    for block in blocks:
        if block.start is None or block.kind not in (BlockKind.TITLE, BlockKind.BODY):
            continue
        for start, end in sentence_spans(block.text, registry.abbreviations, registry.one_letter_words):
            surface = block.text[start:end]
            plain = plain_language(surface, registry.telling_words)
            lang = plain or language_of(surface, registry.langs, main)
            at = block.start + start
            sentences.append(
                Sentence(
                    report.sidecar.id,
                    len(sentences),
                    block.number,
                    at,
                    at + len(surface),
                    lang,
                    surface,
                    words(surface, lang, at),
                )
            )
    return tuple(sentences)


def sentence_spans(
    text: str, abbreviations: frozenset[str], one_letter_words: frozenset[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of a paragraph, outer white space left out."""
    start = 0
    for match in _ENDS.finditer(text):
        if match.start() < start or not _is_end(text, match, abbreviations, one_letter_words):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _is_end(
    text: str, match: re.Match[str], abbreviations: frozenset[str], one_letter_words: frozenset[str]
) -> bool:
    """Return whether a full stop, question or exclamation mark ends a sentence."""
    after = text[match.end() : match.end() + _AROUND]
    if not after.strip():
        return True
    before = text[max(0, match.start() - _AROUND) : match.start()]
    if not after[0].isspace() and (
        not _is_glued(before, match[0], after[0]) or (before[-2:].isupper() and _DOMAIN.match(after))
    ):
        return False  # `VOV.VN` is a name
    following = after.lstrip(" \"'“‘«(–—-[")
    if not following or not (following[0].isupper() or following[0].isdigit()):
        return not following
    if match[0].startswith("…") or match[0].startswith("..."):
        return following[0].isupper()
    if match[0] == ".":
        word = _BREAK.split(before)[-1]
        initial = _INITIAL.search(before) and word.isupper() and not _ends_with(before, one_letter_words)
        if word in abbreviations or initial:
            return False
    return True


def _ends_with(before: str, words: frozenset[str]) -> bool:
    """Return whether one of some words, or of some words in a row (`sur X`), ends a text."""
    ends = (before.removesuffix(word) for word in words if before.endswith(word))
    return any(not rest or _BREAK.match(rest[-1]) for rest in ends)


def _is_glued(before: str, mark: str, after: str) -> bool:
    """Return whether a capital right behind a mark begins a sentence that a sloppy capture ran on."""
    if mark == _AGENCY_END:
        return after.isupper()
    plain = mark.rstrip("\"'”’»)]")
    return plain in (".", "!", "?") and after.isupper() and bool(_GLUED.search(before))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    surface = text[start:end]
    left = len(surface) - len(surface.lstrip())
    size = len(surface.strip())
    if size:
        yield start + left, start + left + size
