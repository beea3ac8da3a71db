"""A talk may be described with other ids of people than the registry's; what is found bears those."""

from __future__ import annotations

import pytest

from pipeline.annotating import annotate
from pipeline.vocabulary import Registry
from tests.corpora import report_of, talk_of

TEXT = """\
French President Emmanuel Macron spoke by phone with Ukrainian President Volodymyr Zelensky on Friday.

Macron said France would send more aid. The Ukrainian leader thanked the French President.
"""


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("volodymyr-zelensky", "volodymyr-zelensky"),  # the registry's own
        ("volodymyr-zelenskyy", "volodymyr-zelenskyy"),  # another spelling that it lists
        ("volodymyr-oleksandrovych-zelenskyy", "volodymyr-oleksandrovych-zelenskyy"),  # a longer one
    ],
)
def test_what_is_found_bears_the_ids_that_were_given(party: str, expected: str, registry: Registry) -> None:
    found = annotate(report_of(TEXT, "en"), talk_of([party, "emmanuel-macron"]), registry)
    assert [claim.speakers for claim in found.claims] == [("emmanuel-macron",), (expected,)]
    named = {m.id for m in found.mentions if m.text in {"Volodymyr Zelensky", "Emmanuel Macron"}}
    assert named == {expected, "emmanuel-macron"}


def test_a_name_that_several_people_have_is_nobodys(registry: Registry) -> None:
    """An id that fits two people is left as it is, and so is one that fits none."""
    text = "President Kim Jong-un thanked President Ana Lopez."
    found = annotate(report_of(text, "en"), talk_of(["ana-lopez", "kim-jong-un-or-xi-jinping"]), registry)
    assert "kim-jong-un-or-xi-jinping" not in {m.id for m in found.mentions}
