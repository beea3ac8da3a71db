"""Constructed sentences: names, titles and dates are marked, and stand for whom a reader takes them for."""

from __future__ import annotations

import re

import pytest

from pipeline.build import annotate
from pipeline.vocabulary import Registry
from tests.corpora import Case, cases, report_of, talk_of

_MARKED = re.compile(r"\[([^|\]]+)\|(?:([A-Z]+)\|([a-z0-9+-]+))?\]")


@pytest.mark.parametrize("case", cases("mentions"), ids=lambda case: case.id)
def test_mentions_are_those_a_reader_finds(case: Case, registry: Registry) -> None:
    marked = case.text("text")
    text = _MARKED.sub(r"\1", marked)
    report = report_of(text, case.text("lang"), day=case.text("date"))
    found = annotate(report, talk_of(case.texts("parties"), case.text("date")), registry).mentions
    expected = [match.groups() for match in _MARKED.finditer(marked) if match[2]]
    assert [(m.text, m.label.value, m.id) for m in found] == expected, case.why
