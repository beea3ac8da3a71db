"""Where the set phrases and technical terms of the termbase stand in the reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from pipeline.model import Annotation
from pipeline.recall import NOTHING_KEPT, Recall
from pipeline.vocabulary import Registry
from pipeline.write.records import Record


def phrase_records(
    annotations: Iterable[Annotation], registry: Registry, recall: Recall = NOTHING_KEPT
) -> Iterator[Record]:
    """Yield a record for each place where a term stands, in the order of the texts.

    Spans are half-open, in code points of the clean text; of overlapping terms the longest counts.
    `stock` says that the phrase is a formula, which joins no statements by itself.
    """
    for annotation in annotations:
        find = partial(_of_report, annotation, registry)
        yield from recall.of("terms", recall.reports([annotation]), tuple[Record, ...], find)


def _of_report(annotation: Annotation, registry: Registry) -> tuple[Record, ...]:
    return tuple(
        {
            "report": sentence.report,
            "term": term.id,
            "text": sentence.text[match.start : match.end],
            "lang": sentence.lang,
            "sentence": sentence.number,
            "start": sentence.start + match.start,
            "end": sentence.start + match.end,
            "stock": term.stock,
        }
        for sentence in annotation.sentences
        if (lexicon := registry.term_lexicons.get(sentence.lang))
        for match in lexicon.find(sentence.text)
        for term in match.entries
    )
