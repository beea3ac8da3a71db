"""Reference claims put in the place of the machine's: for scoring alignment and comparison alone.

A reference claim has words but no place. Its words are found in the report, and
what the machine tagged there (mentions, sentence) describes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.corrections.quotations import Span, closest, find
from pipeline.errors import CorpusError, Problem
from pipeline.extract.passage import claim_id
from pipeline.model import Act, Annotation, Claim, EntityId, Label, Lang, Sentence
from pipeline.score import Row, Rows, names_in
from pipeline.text import fold
from pipeline.vocabulary import Registry


def with_reference_claims(
    annotations: Iterable[Annotation], reference: Rows, registry: Registry
) -> tuple[Annotation, ...]:
    """Return annotations whose claims are the reference's, in the reference's order.

    Raises:
        CorpusError: for every reference claim that no words of its report are like.
    """
    by_report: dict[str, list[Row]] = {}
    for row in reference:
        by_report.setdefault(str(row["report"]), []).append(row)
    found, problems = [], []
    for annotation in annotations:
        claims, lost = _claims(annotation, by_report.get(annotation.report.sidecar.id, []), registry)
        found.append(replace(annotation, claims=tuple(claims)))
        problems += lost
    if problems:
        raise CorpusError(problems)
    return tuple(found)


def _claims(
    annotation: Annotation, rows: Sequence[Row], registry: Registry
) -> tuple[list[Claim], list[Problem]]:
    claims: list[Claim] = []
    problems: list[Problem] = []
    ids: set[str] = set()
    after = 0
    for row in rows:
        span = _place(annotation, str(row["text"]), after)
        sentence = span and _sentence(annotation, span)
        if span is None or sentence is None:
            what = f"claim {row.get('n', '')} is not in the report: {str(row['text'])[:60]!r}"
            problems.append(
                Problem(str(annotation.report.sidecar.id), 0, what, "quote the report's own words")
            )
            continue
        after = span[0]
        claims.append(_claim(annotation, row, span, sentence, registry, ids))
    return claims, problems


def _place(annotation: Annotation, quote: str, after: int) -> Span | None:
    """Return where a quote stands, not before the claim before it if it can be; else what is most like it."""
    clean = annotation.clean
    spans = find(clean, quote) or find(fold(clean), fold(quote))
    if spans:
        return next((s for s in spans if s[0] >= after), spans[-1])
    sentence, words = closest(quote, annotation.sentences)
    if sentence is None or not words:
        return None
    start = clean.index(words, sentence.start)
    return start, start + len(words)


def _sentence(annotation: Annotation, span: Span) -> Sentence | None:
    return next((s for s in annotation.sentences if s.start <= span[0] < s.end), None)


def _claim(
    annotation: Annotation, row: Row, span: Span, sentence: Sentence, registry: Registry, ids: set[str]
) -> Claim:
    text = annotation.clean[span[0] : span[1]]
    act = Act(str(row["act"]))
    unnamed = (Label.TITLE, Label.DATE)
    held = [m.id for m in annotation.mentions if span[0] <= m.start < span[1] and m.label not in unnamed]
    return Claim(
        report=annotation.report.sidecar.id,
        id=claim_id(annotation.report.sidecar.id, text, ids),
        text=text,
        lang=Lang(str(row.get("lang") or sentence.lang)),
        speakers=tuple(map(EntityId, names_in(row, "speakers"))),
        act=act,
        topics=tuple(names_in(row, "topics")),
        via=tuple(map(EntityId, names_in(row, "via"))),
        sentence=sentence.number,
        start=span[0],
        end=span[1],
        addressee=(),
        entities=tuple(dict.fromkeys(held)),
        cameo=registry.acts[act].cameo,
        rules=("reference",),
    )
