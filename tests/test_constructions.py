"""Constructed sentences, one construction each: the machine finds the claims that a reader finds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.build import annotate
from pipeline.vocabulary import Registry
from tests.corpora import CASES, Case, cases, report_of, talk_of

# The share of constructions that come out right, by language. It may rise and not fall.
PASSING = {"vi": 0.97, "en": 0.98, "fr": 0.96}
FEWEST = 60

Found = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True)
class Outcome:
    """What a case expects, and what was found."""

    case: Case
    expected: list[Found]
    found: list[Found]

    @property
    def is_right(self) -> bool:
        return self.expected == self.found

    def __str__(self) -> str:
        missed = [f"  - {row}" for row in self.expected if row not in self.found]
        extra = [f"  + {row}" for row in self.found if row not in self.expected]
        return "\n".join([f"{self.case.id}: {self.case.why}", *missed, *extra])


def folded(text: str) -> str:
    return " ".join(text.split())


def outcome(case: Case, registry: Registry) -> Outcome:
    event = talk_of(case.texts("parties"), case.text("date"))
    report = report_of(case.text("text"), case.text("lang"), day=case.text("date"))
    claims = annotate(report, event, registry).claims
    found = [(folded(c.text), tuple(sorted(c.speakers)), c.act.value) for c in claims]
    expected = [
        (folded(str(row["text"])), tuple(sorted(map(str, speakers))), str(row["act"]))
        for row in case.tables("claims")
        if isinstance(speakers := row["speakers"], list)
    ]
    return Outcome(case, sorted(expected), sorted(found))


def table(lang: str) -> list[Case]:
    return cases(f"constructions-{lang}")


@pytest.mark.parametrize("lang", PASSING)
def test_share_of_constructions_that_come_out_right(lang: str, registry: Registry) -> None:
    outcomes = [outcome(case, registry) for case in table(lang)]
    wrong = [o for o in outcomes if not o.is_right]
    share = 1 - len(wrong) / len(outcomes)
    listed = "\n".join(map(str, wrong))
    assert share >= PASSING[lang], f"{share:.3f} of {len(outcomes)} are right; wrong:\n{listed}"


@pytest.mark.parametrize("lang", PASSING)
def test_floor_is_not_far_under_what_is_reached(lang: str, registry: Registry) -> None:
    """Who makes more constructions come out right raises the floor in the same change."""
    outcomes = [outcome(case, registry) for case in table(lang)]
    share = sum(o.is_right for o in outcomes) / len(outcomes)
    assert share - PASSING[lang] < 0.05, f"raise PASSING[{lang!r}] to {int(share * 100) / 100}"


@pytest.mark.parametrize("lang", PASSING)
def test_table_is_wide_and_well_formed(lang: str, registry: Registry) -> None:
    listed = table(lang)
    assert len(listed) >= FEWEST
    assert len({case.why for case in listed}) >= FEWEST, "a construction a case"
    for case in listed:
        assert case.why, case.id
        assert case.text("lang") == lang, case.id
        assert set(case.texts("parties")) <= set(registry.entities), case.id
        for row in case.tables("claims"):
            assert str(row["text"]) in case.text("text"), case.id
            assert row["act"] in set(registry.acts), case.id
            topics = row.get("topics")
            assert isinstance(topics, list), case.id
            assert set(topics) <= set(registry.topics), case.id


def test_every_table_is_read() -> None:
    found = {path.stem.removeprefix("constructions-") for path in CASES.glob("constructions-*.toml")}
    assert found == set(PASSING)
