"""Large states: the work grows with the claims, and a comment stays under its limit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product

import pytest
from bs4 import BeautifulSoup

from pipeline.diff import FORMATS, Change, Meaning, compare_snapshots, matching
from pipeline.diff.changes import How, Section
from pipeline.diff.markdown import LIMIT, as_markdown
from pipeline.diff.matching import bag_of, pair_alike, share_of
from pipeline.score import overlap, words
from tests.diff import many
from tests.diff.forge import page_of


def comparisons(monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> int:
    """Return how often two texts are compared while this is done."""
    made: list[float] = []
    real = matching.share_of

    def counted(one: matching.Bag, other: matching.Bag) -> float:
        made.append(real(one, other))
        return made[-1]

    with monkeypatch.context() as patch:
        patch.setattr(matching, "share_of", counted)
        work()
    return len(made)


def compare_all_changed(count: int, per_report: int) -> None:
    found = compare_snapshots(many.corpus("old", count, per_report), many.corpus("new", count, per_report))
    assert len([c for c in found.changes if c.section is Section.CLAIMS]) == count
    assert {c.how for c in found.changes} == {How.CHANGED}


@pytest.mark.parametrize("per_report", [40, 100_000])
def test_work_grows_with_the_claims(per_report: int, monkeypatch: pytest.MonkeyPatch) -> None:
    few, twice = (
        comparisons(monkeypatch, partial(compare_all_changed, count, per_report)) for count in (400, 800)
    )
    assert few >= 400
    assert twice < 2.5 * few


@pytest.mark.parametrize("word", ["same", "w{n}"])
def test_texts_that_are_all_alike_are_not_compared_with_all(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [f"a b c d e {word.format(n=n)} old{n}" for n in range(600)]
    after = [f"a b c d e {word.format(n=n)} new{n}" for n in range(600)]
    pairs: list[tuple[int, int]] = []
    made = comparisons(monkeypatch, lambda: pairs.extend(pair_alike(before, after)))
    assert len(pairs) == 600
    assert made < 600 * 30


def test_share_is_that_of_the_scores() -> None:
    texts = ["the sea the sea", "The sea, the ship", "ship", "", "sea the"]
    for one, other in product(texts, texts):
        assert share_of(bag_of(one), bag_of(other)) == overlap(words(one), words(other))


def test_claims_pair_with_the_likest_wherever_they_moved() -> None:
    before = [f"the minister of river{n} and bridge{n} said harbour{n} was closed" for n in range(200)]
    after = [text.replace("closed", "shut") for text in reversed(before)]
    assert pair_alike(before, after) == [(n, 199 - n) for n in range(200)]


def test_same_texts_pair_in_order() -> None:
    assert pair_alike(["x", "x", "y"], ["y", "x", "x", "x"]) == [(0, 1), (1, 2), (2, 0)]


def big(counts: dict[Section, int], words: str) -> Meaning:
    changes = [
        Change(section, How.ADDED, f"{section}-{n}", words=words)
        for section in Section
        for n in range(counts.get(section, 0))
    ]
    return Meaning("base", "head", tuple(changes))


@pytest.mark.parametrize("words", ["short", "điện đàm " * 40, "x" * 100_000, "@|`" * 30_000])
def test_comment_stays_under_its_limit_and_counts_what_is_left_out(words: str) -> None:
    counts = {Section.CLAIMS: 3000, Section.LEDGER: 700, Section.REGISTRY: 3}
    told = as_markdown(big(counts, words))
    assert len(told.encode()) <= LIMIT
    page = page_of(told)
    shown = dict.fromkeys(counts, 0)
    for code in page.select("li > code"):
        shown[Section(code.get_text().split("-")[0])] += 1
    left = [int(li.get_text().split()[2]) for li in page.select("li") if li.get_text().startswith("… and ")]
    assert sum(shown.values()) + sum(left) == sum(counts.values())
    assert all(shown.values())
    assert shown[Section.REGISTRY] == 3
    assert "diendam diff base head" in page.get_text()


def test_what_fits_is_whole() -> None:
    told = as_markdown(big({Section.CLAIMS: 20}, "short"))
    assert "more" not in page_of(told).get_text()
    assert (
        len(BeautifulSoup(FORMATS["html"](big({Section.CLAIMS: 3000}, "x")), "lxml").select(".how")) == 3000
    )
