"""Where set phrases stand, as the glossary shows them."""

from __future__ import annotations

import itertools

from pipeline.model import Annotation
from pipeline.vocabulary import Registry
from pipeline.write.phrases import phrase_records


def test_each_phrase_stands_at_its_place_in_its_language(
    annotations: dict[str, Annotation], registry: Registry
) -> None:
    terms = {term.id: term for term in registry.terms}
    records = list(phrase_records(annotations.values(), registry))
    assert {record["lang"] for record in records} == {"vi", "en", "fr"}
    for record in records:
        clean = annotations[str(record["report"])].clean
        start, end = record["start"], record["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert clean[start:end] == record["text"]
        assert record["stock"] == terms[str(record["term"])].stock


def test_a_longer_phrase_hides_the_shorter_one_inside_it(
    annotations: dict[str, Annotation], registry: Registry
) -> None:
    for report, annotation in annotations.items():
        found = [r for r in phrase_records([annotation], registry) if r["report"] == report]
        spans = sorted({(int(str(r["start"])), int(str(r["end"]))) for r in found})
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
