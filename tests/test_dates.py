"""Dates of every form, resolved against the day of the report."""

from __future__ import annotations

import pytest

from pipeline.build import annotate
from pipeline.model import Label
from pipeline.vocabulary import Registry
from tests.corpora import Case, cases, report_of, talk_of


@pytest.mark.parametrize("case", cases("dates"), ids=lambda c: c.id)
def test_dates_are_found_and_resolved(case: Case, registry: Registry) -> None:
    report = report_of(case.text("text"), case.text("lang"), day=case.text("day"))
    found = annotate(report, talk_of(["to-lam", "xi-jinping"], case.text("day")), registry)
    dates = [f"{m.text} = {m.id}" for m in found.mentions if m.label is Label.DATE]
    assert dates == case.texts("expected"), case.why
