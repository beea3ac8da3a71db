"""Which statements of two reports join: invented pairs, most of them across languages."""

from __future__ import annotations

import tomllib
from typing import cast

import pytest

from pipeline.align import Description, describe_all, join_reports
from pipeline.align.likeness import likeness_of
from pipeline.build import annotate
from pipeline.extract.acts import Decision
from pipeline.extract.passage import Passage, Saying, Stretch
from pipeline.extract.topics import Matter
from pipeline.model import Act, Annotation, EntityId, Event, EventId
from pipeline.vocabulary import Registry
from tests.corpora import CASES, report_of

# The share of pairs that come out right; it may rise and not fall.
JOINS_AT_LEAST = 0.95
STAYS_APART_AT_LEAST = 0.9

Pair = dict[str, object]
PAIRS = cast("list[Pair]", tomllib.loads((CASES / "alignment-pairs.toml").read_text("utf-8"))["pair"])


def described(side: dict[str, object], number: int, registry: Registry) -> Description:
    """Return the description of one side of a pair, its text taken as one claim."""
    speakers = tuple(EntityId(s) for s in cast("list[str]", side["speakers"]))
    parties = speakers if len(speakers) > 1 else (*speakers, EntityId("antonio-guterres"))
    event = Event(EventId("pair"), "call", "2026-03-12", {}, parties)
    report = report_of(f"{side['text']}.", str(side["lang"]), name=f"2026-03-12-pair-{number}")
    found = annotate(report, event, registry)
    sentence = found.sentences[0]
    mentions = [m for m in found.mentions if m.sentence == sentence.number]
    passage = Passage(sentence, mentions, registry)
    saying = Saying(speakers, Decision(Act(str(side["act"])), "given"), (), ())
    matter = Matter.unnamed(registry.topics)
    made = passage.claim(Stretch(0, len(passage.row), 0), saying, set(), matter)
    assert made is not None
    claim, _ = made
    whole = Annotation(report, found.clean, found.blocks, found.sentences, found.mentions, (claim,))
    return describe_all(whole, event, registry)[0]


@pytest.fixture(scope="module")
def judged(registry: Registry) -> list[tuple[Pair, float]]:
    """Return each pair with its likeness, below 0 where two reports of these claims alone are not joined."""
    out = []
    for number, pair in enumerate(PAIRS):
        left, right = (
            [described(cast("dict[str, object]", pair[side]), number, registry)] for side in ("left", "right")
        )
        likeness = float(likeness_of(left, right).content[0, 0])
        out.append((pair, likeness if join_reports(left, right).joins else -likeness))
    return out


def share(judged: list[tuple[Pair, float]], joins: bool) -> tuple[float, str]:
    """Return how many of the pairs of one sort come out right, and a line for each that does not."""
    sort = [(pair, score) for pair, score in judged if pair["joins"] is joins]
    wrong = [(pair, score) for pair, score in sort if (score > 0) is not joins]
    lines = "\n".join(f"{pair['id']} {score:.2f}: {pair['why']}" for pair, score in wrong)
    return 1 - len(wrong) / len(sort), lines


def test_the_table_is_wide_enough() -> None:
    joins = [pair["joins"] for pair in PAIRS]
    assert joins.count(True) >= 55
    assert joins.count(False) >= 55


def test_renderings_of_one_statement_join(judged: list[tuple[Pair, float]]) -> None:
    right, wrong = share(judged, joins=True)
    assert right >= JOINS_AT_LEAST, wrong


def test_stock_phrases_alone_join_nothing(judged: list[tuple[Pair, float]]) -> None:
    right, wrong = share(judged, joins=False)
    assert right >= STAYS_APART_AT_LEAST, wrong


def told(lang: str, text: str, act: str, number: int, registry: Registry) -> Description:
    """Return the description of a claim of Narendra Modi's."""
    side: dict[str, object] = {"lang": lang, "text": text, "speakers": ["narendra-modi"], "act": act}
    return described(side, number, registry)


def test_only_claims_of_their_kind_in_two_reports_are_joined(registry: Registry) -> None:
    crude = "Modi spoke up for refiners who take cheap barrels", "Modi a défendu le choix de ses raffineurs"
    others = ("Modi thanked his host for the invitation", "thank"), ("Modi proposed more flights", "propose")
    left = [told("en", crude[0], "affirm", 1, registry)]
    right = [told("fr", crude[1], "affirm", 2, registry)]
    assert join_reports(left, right).joins == ()
    left += [told("en", text, act, n, registry) for n, (text, act) in enumerate(others, 3)]
    right += [told("en", text, act, n, registry) for n, (text, act) in enumerate(others, 5)]
    rules = {join.rule for join in join_reports(left, right).joins if join.left is left[0].claim}
    assert rules == {"only-of-its-kind"}


def test_faint_pair_joins_where_each_is_the_likest_of_the_other(registry: Registry) -> None:
    left = [
        told("en", "Modi stressed the importance of defending multilateralism", "affirm", 1, registry),
        told("en", "Modi thanked his host for the invitation", "thank", 2, registry),
        told("en", "Modi proposed more flights", "propose", 3, registry),
    ]
    right = [
        told("fr", "Modi a rappelé la nécessité de protéger le multilatéralisme", "propose", 4, registry),
        told("fr", "Modi a remercié son hôte de son accueil", "thank", 5, registry),
        told("fr", "Modi a proposé davantage de vols", "propose", 6, registry),
    ]
    joined = {(join.left, join.right): join.rule for join in join_reports(left, right).joins}
    assert joined[left[0].claim, right[0].claim] == "nearest-of-both"
    alone = join_reports(left[:1], right[:1]).joins  # in reports of one claim that proves nothing
    assert alone == ()


def test_capital_stands_for_its_country(registry: Registry) -> None:
    known = told("en", "Modi urged Moscow to stop the shelling", "propose", 1, registry)
    assert ("entity", "russia") in known.features
    city = told("en", "Modi urged Mumbai to build another port", "propose", 2, registry)
    assert ("entity", "india") not in city.features
