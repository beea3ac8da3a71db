"""The same words in another spelling, encoding or setting give the same claims."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

import pytest

from pipeline.build import annotate
from pipeline.documents import read_documents
from pipeline.ingest import Corpus, normalise
from pipeline.model import Annotation, Event, Report
from pipeline.text import fold
from pipeline.vocabulary import Registry
from tests.corpora import CORPUS

Variant = Callable[[str], str]
PRACTICE = CORPUS / "gold" / "practice"
NAMES = [path.stem for path in sorted((CORPUS / "reports").glob("*.txt"))]
NAMES += [path.stem for path in sorted(PRACTICE.glob("*.txt"))]
TONES = "\u0300\u0301\u0303\u0309\u0323"


def tone_on_the_second_vowel(text: str) -> str:
    """Return text with `hoà` for `hòa`, `thuỷ` for `thủy`."""

    def swap(match: re.Match[str]) -> str:
        spread = unicodedata.normalize("NFD", match[1])
        letter, tone = spread[0], spread[1]
        return letter + unicodedata.normalize("NFC", match[2] + tone)

    pairs = ("oa", "oe", "uy")
    for first, second in (*pairs, *(pair.upper() for pair in pairs), ("O", "a"), ("U", "y")):
        marked = "".join(unicodedata.normalize("NFC", first + tone) for tone in TONES)
        text = re.sub(rf"([{marked}])({second})(?!\w)", swap, text)
    return text


def curly_quotes(text: str) -> str:
    return re.sub(r'"([^"\n]*)"', r"“\1”", text)


def straight_quotes(text: str) -> str:
    return re.sub("[“”]", '"', text).replace("’", "'").replace("‘", "'")


def angle_quotes(text: str) -> str:
    return re.sub(r'[“"]([^“”"\n]*)[”"]', r"«\1»", text)


def double_spaces(text: str) -> str:
    return text.replace(" ", "  ")


def no_break_spaces(text: str) -> str:
    return re.sub(r"(?<=[^\W\d]) (?=[^\W\d])", "\u00a0", text)


def windows_lines(text: str) -> str:
    return "\ufeff" + text.replace("\n", "\r\n")


def more_blank_lines(text: str) -> str:
    return "\n\n\n" + text.replace("\n", "\n\n \n")


VARIANTS: dict[str, Variant] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "hoà for hòa": tone_on_the_second_vowel,
    "curly quotation marks": curly_quotes,
    "straight quotation marks": straight_quotes,
    "angle quotation marks": angle_quotes,
    "double spaces": double_spaces,
    "no-break spaces": no_break_spaces,
    "byte order mark and CRLF": windows_lines,
    "more blank lines": more_blank_lines,
}


@cache
def capture(name: str) -> str:
    folder = PRACTICE if name.startswith("practice-") else CORPUS / "reports"
    return (folder / f"{name}.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def talks(corpus: Corpus) -> dict[str, tuple[Event, Report]]:
    """Return each report with its talk, shipped and practice."""
    shipped = [(corpus.events[report.sidecar.event], report) for report in corpus.reports]
    listed = [*shipped, *read_documents(PRACTICE)]
    return {str(report.sidecar.id): (event, report) for event, report in listed}


@pytest.fixture(scope="module")
def original(annotations: dict[str, Annotation], practice: tuple[Annotation, ...]) -> dict[str, Annotation]:
    """Return the annotation of each report as it is."""
    return {**annotations, **{a.report.sidecar.id: a for a in practice}}


def told(annotation: Annotation) -> list[tuple[str, ...]]:
    """Return what the claims say, free of spelling."""
    return [
        (
            re.sub('[«»]|"', '"', fold(" ".join(c.text.split()))),
            "+".join(sorted(c.speakers)),
            c.act,
            "+".join(c.topics),
            "+".join(c.via),
        )
        for c in annotation.claims
    ]


def differences(one: Iterable[tuple[str, ...]], other: Iterable[tuple[str, ...]]) -> str:
    one, other = list(one), list(other)
    missed = [f"- {row}" for row in one if row not in other]
    return "\n".join([*missed, *(f"+ {row}" for row in other if row not in one)])


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_differ_from_the_original_somewhere(variant: str) -> None:
    assert any(VARIANTS[variant](capture(name)) != capture(name) for name in NAMES)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", NAMES)
def test_variant_gives_the_same_claims(
    name: str,
    variant: str,
    talks: dict[str, tuple[Event, Report]],
    original: dict[str, Annotation],
    registry: Registry,
) -> None:
    changed = VARIANTS[variant](capture(name))
    if changed == capture(name):
        return
    event, report = talks[name]
    text, origin = normalise(changed, tuple(range(len(changed))))
    again = annotate(Report(report.sidecar, text, origin, report.bytes), event, registry)
    expected, found = told(original[name]), told(again)
    assert found == expected, f"{variant}\n{differences(expected, found)}"
    assert original[name].claims, "a report without claims proves nothing"


@pytest.mark.parametrize("name", NAMES)
def test_ids_of_claims_do_not_depend_on_spelling(
    name: str, talks: dict[str, tuple[Event, Report]], original: dict[str, Annotation], registry: Registry
) -> None:
    changed = unicodedata.normalize("NFD", capture(name)).replace("\n", "\r\n")
    event, report = talks[name]
    text, origin = normalise(changed, tuple(range(len(changed))))
    again = annotate(Report(report.sidecar, text, origin, report.bytes), event, registry)
    assert [c.id for c in again.claims] == [c.id for c in original[name].claims]
