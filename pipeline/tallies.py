"""Scores taken apart by sentence: what each one adds to hits, predicted and reference.

The sums are those of `score`, so that `intervals` can draw sentences anew. A
row of the reference has no place; it gets the sentence of its partner, else
the one that holds its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import zip_longest

from pipeline.errors import ConsistencyError
from pipeline.score import Data, Row, Rows, Score, fold, pair_claims, words

Unit = tuple[str, int]
Counts = dict[Hashable, tuple[int, int, int]]
Sentences = Mapping[str, tuple[str, ...]]
NOWHERE = -1


class Tally:
    """Hits, predicted and reference of one measure, by unit."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counts: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, unit: Hashable, hit: int = 0, predicted: int = 0, reference: int = 0) -> None:
        """Count something for a unit."""
        counts = self._counts[unit]
        counts[0] += hit
        counts[1] += predicted
        counts[2] += reference

    def counts(self) -> Counts:
        """Return the counts of each unit."""
        return {
            unit: (hit, predicted, reference) for unit, (hit, predicted, reference) in self._counts.items()
        }


def tally_all(
    predicted: Data, reference: Data, sentences: Sentences, scores: Mapping[str, Mapping[str, Score]]
) -> dict[str, dict[str, Counts]]:
    """Return the counts behind scores by group and measure.

    The unit is the sentence for mentions and claims, the line for blocks, the
    pair or row itself for alignment and comparison.

    Raises:
        ConsistencyError: if the counts of a measure do not add up to its score.
    """
    found: dict[str, dict[str, Counts]] = {}
    for group, measures in scores.items():
        p, g = predicted.get(group, ()), reference.get(group, ())
        if group == "mentions":
            found[group] = tally_mentions(p, g, sentences)
        elif group == "claims":
            found[group] = tally_claims(p, g, sentences)
        elif group == "blocks":
            found[group] = tally_blocks(p, g)
        else:
            found[group] = {name: tally_items(score) for name, score in measures.items()}
        for name, score in measures.items():
            check_sums(f"{group} {name}", found[group][name], score)
    return found


def sum_up(counts: Counts) -> Score:
    """Return the score of all units together."""
    hit, predicted, reference = (sum(c[at] for c in counts.values()) for at in range(3))
    return Score(hit, predicted, reference)


def check_sums(name: str, counts: Counts, score: Score) -> None:
    """Raise a ConsistencyError unless counts add up to a score."""
    if (found := sum_up(counts)) != score:
        raise ConsistencyError(f"{name}: {found} by sentence is not {score}")


def tally_mentions(predicted: Rows, reference: Rows, sentences: Sentences) -> dict[str, Counts]:
    """Return the counts of mentions by surface, with label, and with label and id."""
    keys = {"surface": (), "surface+label": ("label",), "surface+label+id": ("label", "id")}
    return {name: tally_mention_rows(predicted, reference, sentences, more) for name, more in keys.items()}


def tally_mention_rows(
    predicted: Rows, reference: Rows, sentences: Sentences, keys: tuple[str, ...]
) -> Counts:
    """Return the counts of mentions that are equal in report, surface and `keys`."""
    tally = Tally()
    mine, theirs = (_grouped(rows, keys) for rows in (predicted, reference))
    for key in dict.fromkeys([*mine, *theirs]):
        for p, g in zip_longest(mine.get(key, ()), theirs.get(key, ())):
            row = p or g
            if row is not None:
                unit = unit_of(row, sentences)
                tally.add(unit, int(bool(p and g)), int(bool(p)), int(bool(g)))
    return tally.counts()


def _grouped(rows: Rows, keys: tuple[str, ...]) -> dict[tuple[object, ...], list[Row]]:
    grouped: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[(row["report"], fold(str(row["text"])), *(row.get(k) for k in keys))].append(row)
    return grouped


def unit_of(row: Row, sentences: Sentences) -> Unit:
    """Return the report and sentence of a row: its own, else the first that holds its words, else none."""
    report, number = str(row["report"]), row.get("sentence")
    if isinstance(number, int):
        return report, number
    text = fold(str(row["text"]))
    held = (n for n, sentence in enumerate(sentences.get(report, ())) if text in fold(sentence))
    return report, next(held, NOWHERE)


def tally_claims(predicted: Rows, reference: Rows, sentences: Sentences) -> dict[str, Counts]:
    """Return the counts of the measures of claims."""
    pairs = pair_claims(predicted, reference)
    mine, theirs = _claim_units(predicted, reference, sentences, pairs)
    same: dict[str, Callable[[Row, Row], bool]] = {
        "span": lambda _p, _g: True,
        "span+speakers": lambda p, g: names_of(p, "speakers") == names_of(g, "speakers"),
        "span+act": lambda p, g: p["act"] == g["act"],
        "span+via": lambda p, g: names_of(p, "via") == names_of(g, "via"),
        "full (span+speakers+act)": is_full_hit,
    }
    found = {}
    for name, is_hit in same.items():
        hits = [theirs[j] for i, j in pairs if is_hit(predicted[i], reference[j])]
        found[name] = _of_units(hits, mine, theirs)
    found["topics"] = _of_units(
        [u for i, j in pairs for u in [theirs[j]] * len(_topics(predicted[i]) & _topics(reference[j]))],
        [u for u, row in zip(mine, predicted, strict=True) for _ in _topics(row)],
        [u for u, row in zip(theirs, reference, strict=True) for _ in _topics(row)],
    )
    return found


def _of_units(hits: Iterable[Unit], predicted: Iterable[Unit], reference: Iterable[Unit]) -> Counts:
    tally = Tally()
    for unit in hits:
        tally.add(unit, hit=1)
    for unit in predicted:
        tally.add(unit, predicted=1)
    for unit in reference:
        tally.add(unit, reference=1)
    return tally.counts()


def names_of(row: Row, key: str) -> list[str]:
    """Return a list of ids of a row, sorted; none where it has no such list."""
    listed = row.get(key)
    return sorted(map(str, listed)) if isinstance(listed, list) else []


def is_full_hit(predicted: Row, reference: Row) -> bool:
    """Return whether a pair has the same speakers and act."""
    return (names_of(predicted, "speakers"), predicted["act"]) == (
        names_of(reference, "speakers"),
        reference["act"],
    )


def _topics(row: Row) -> set[str]:
    return set(names_of(row, "topics"))


def _claim_units(
    predicted: Rows, reference: Rows, sentences: Sentences, pairs: Iterable[tuple[int, int]]
) -> tuple[list[Unit], list[Unit]]:
    """Return the unit of each claim on both sides; a reference's is its partner's where it has one."""
    mine = [unit_of(row, sentences) for row in predicted]
    partner = {j: mine[i] for i, j in pairs}
    return mine, [partner.get(j) or unit_of(row, sentences) for j, row in enumerate(reference)]


def tally_acts(predicted: Rows, reference: Rows, sentences: Sentences) -> dict[str, Counts]:
    """Return the counts of claims with speakers and act, by act."""
    pairs = pair_claims(predicted, reference)
    mine, theirs = _claim_units(predicted, reference, sentences, pairs)
    full = {j for i, j in pairs if is_full_hit(predicted[i], reference[j])}
    return {
        act: _of_units(
            [theirs[j] for j in sorted(full) if reference[j]["act"] == act],
            [u for u, row in zip(mine, predicted, strict=True) if row["act"] == act],
            [u for u, row in zip(theirs, reference, strict=True) if row["act"] == act],
        )
        for act in sorted({str(row["act"]) for row in reference})
    }


def tally_blocks(predicted: Rows, reference: Rows) -> dict[str, Counts]:
    """Return the counts of body words and of block kinds, by line."""
    body, kinds = Tally(), Tally()
    left: dict[object, int] = defaultdict(int)
    of_line: dict[Unit | tuple[str, str], set[object]] = defaultdict(set)
    for row in predicted:
        line = (str(row["report"]), fold(str(row["text"])))
        of_line[line].add(row["kind"])
        kinds.add(line, predicted=1)
        for word in words(str(row["text"])) if row["kind"] == "body" else ():
            left[row["report"], word] += 1
            body.add(line, predicted=1)
    for row in reference:
        line = (str(row["report"]), fold(str(row["text"])))
        kinds.add(line, hit=int(row["kind"] in of_line[line]), reference=1)
        for word in words(str(row["text"])) if row["kind"] == "body" else ():
            hit = left[row["report"], word] > 0
            left[row["report"], word] -= hit
            body.add(line, hit=int(hit), reference=1)
    return {"body words": body.counts(), "block kind": kinds.counts()}


def tally_items(score: Score) -> Counts:
    """Return the counts of a score whose items are units of their own."""
    hit = int(score.hit)
    listed = [(1, 1, 1)] * hit + [(0, 1, 0)] * (score.predicted - hit) + [(0, 0, 1)] * (score.reference - hit)
    return dict(enumerate(listed))
