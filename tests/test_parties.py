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


def test_leaders_whom_no_registry_knows_are_known_by_what_stands_before_their_names(
    registry: Registry,
) -> None:
    """A headline of two countries is told of both, though it comes before their names."""
    text = """\
Fiji, Palau agree on new port

Fiji's Prime Minister Rosa Tavita spoke with President Elias Moreau on Friday. Palau said it would pay.
"""
    found = annotate(report_of(text, "en"), talk_of(["rosa-tavita", "elias-moreau"]), registry)
    assert [claim.speakers for claim in found.claims] == [("rosa-tavita", "elias-moreau"), ("palau",)]


def test_who_is_no_party_of_the_talk_makes_no_claim(registry: Registry) -> None:
    """What others say of a talk is background, whoever they are."""
    text = """\
President Emmanuel Macron spoke by phone with Chancellor Merz on Friday.

Macron said France would send more aid. Japan's foreign ministry praised the call. Merz thanked Macron.

"That is good news," Canadian Foreign Minister Anita Anand told reporters.
"""
    found = annotate(report_of(text, "en"), talk_of(["emmanuel-macron", "friedrich-merz"]), registry)
    assert [claim.speakers for claim in found.claims] == [("emmanuel-macron",), ("friedrich-merz",)]
