"""How well the machine does against the reference, by section 6 of `GUIDELINES.md`.

The same figures as `corpus/gold/score.py`, and more: by language, label and act.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.errors import CorpusError, Problem

MIN_OVERLAP = 0.5
_WORD = re.compile(r"\w+")

Row = Mapping[str, object]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 (0..1) with the counts behind them."""

    hit: float
    predicted: int
    reference: int

    @property
    def precision(self) -> float:
        """Return hits by predicted, 0 where nothing was predicted."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Return hits by reference, 0 where there is none."""
        return self.hit / self.reference if self.reference else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_rows(folder: Path, name: str) -> list[Row]:
    """Return the records of a JSON Lines file, none where it is missing.

    Raises:
        CorpusError: naming the line that is no JSON object.
    """
    path = folder / f"{name}.jsonl"
    if not path.exists():
        return []
    rows: list[Row] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise CorpusError(
                [Problem(path.name, number, f"not JSON: {error.msg}", "correct the line")]
            ) from error
    return rows


def fold(text: str) -> str:
    """Return text as scores compare it."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def words(text: str) -> list[str]:
    """Return the folded words of a text."""
    return _WORD.findall(fold(text))


def overlap(a: Sequence[str], b: Sequence[str]) -> float:
    """Return the intersection over union of two bags of words, 0..1."""
    one, other = Counter(a), Counter(b)
    union = sum((one | other).values())
    return sum((one & other).values()) / union if union else 0.0


def score_blocks(predicted: Rows, reference: Rows) -> dict[str, Score]:
    """Return the scores of body words and of block kinds."""

    def kept(rows: Rows) -> Counter[tuple[object, str]]:
        return Counter((r["report"], w) for r in rows if r["kind"] == "body" for w in words(str(r["text"])))

    p, g = kept(predicted), kept(reference)
    kinds: dict[tuple[object, str], list[object]] = defaultdict(list)
    for r in predicted:
        kinds[r["report"], fold(str(r["text"]))].append(r["kind"])
    right = sum(1 for r in reference if r["kind"] in kinds.get((r["report"], fold(str(r["text"]))), []))
    return {
        "body words": Score(sum((p & g).values()), sum(p.values()), sum(g.values())),
        "block kind": Score(right, len(predicted), len(reference)),
    }


def score_mentions(predicted: Rows, reference: Rows) -> dict[str, Score]:
    """Return the scores of mentions by surface, with label, and with label and id."""

    def count(rows: Rows, keys: tuple[str, ...]) -> Counter[tuple[object, ...]]:
        return Counter((r["report"], fold(str(r["text"])), *(r.get(k) for k in keys)) for r in rows)

    out = {}
    for name, keys in (
        ("surface", ()),
        ("surface+label", ("label",)),
        ("surface+label+id", ("label", "id")),
    ):
        p, g = count(predicted, keys), count(reference, keys)
        out[name] = Score(sum((p & g).values()), sum(p.values()), sum(g.values()))
    return out


def pair_claims(predicted: Rows, reference: Rows) -> list[tuple[int, int]]:
    """Return indices (predicted, reference) of claims paired one to one, best overlap first."""
    by_report: dict[object, list[tuple[int, list[str]]]] = defaultdict(list)
    for j, g in enumerate(reference):
        by_report[g["report"]].append((j, words(str(g["text"]))))
    candidates = []
    for i, p in enumerate(predicted):
        mine = words(str(p["text"]))
        for j, theirs in by_report[p["report"]]:
            share = overlap(mine, theirs)
            if share >= MIN_OVERLAP:
                candidates.append((-share, abs(i - j), i, j))
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j in sorted(candidates):
        if i not in used[0] and j not in used[1]:
            pairs.append((i, j))
            used[0].add(i)
            used[1].add(j)
    return pairs


def names_in(row: Row, key: str) -> list[str]:
    """Return a list of ids of a row, none where it has no such list."""
    value = row.get(key, [])
    return [str(v) for v in value] if isinstance(value, list) else []


def score_claims(predicted: Rows, reference: Rows) -> tuple[dict[str, Score], list[tuple[int, int]]]:
    """Return the scores of claims and the pairs they rest on."""
    pairs = pair_claims(predicted, reference)
    n, m = len(predicted), len(reference)

    def same(key: Callable[[Row], object]) -> list[tuple[int, int]]:
        return [(i, j) for i, j in pairs if key(predicted[i]) == key(reference[j])]

    speaker = same(lambda c: sorted(names_in(c, "speakers")))
    act = same(lambda c: c["act"])
    via = same(lambda c: sorted(names_in(c, "via")))
    hit = sum(
        len(set(names_in(predicted[i], "topics")) & set(names_in(reference[j], "topics"))) for i, j in pairs
    )
    topics = (sum(len(set(names_in(c, "topics"))) for c in rows) for rows in (predicted, reference))
    return {
        "span": Score(len(pairs), n, m),
        "span+speakers": Score(len(speaker), n, m),
        "span+act": Score(len(act), n, m),
        "span+via": Score(len(via), n, m),
        "full (span+speakers+act)": Score(len(set(speaker) & set(act)), n, m),
        "topics": Score(hit, *topics),
    }, pairs


Node = tuple[str, object]


class _Names:
    """Claims of one side by the names that alignment and comparison use."""

    def __init__(self, rows: Rows, to_reference: Mapping[int, int] | None) -> None:
        self.rows = rows
        self._to_reference = to_reference
        self._index: dict[object, int] = {}
        for i, row in enumerate(rows):
            if "n" in row:
                self._index[row["report"], row["n"]] = i
            if "id" in row:
                self._index[row["id"]] = i

    def index(self, claim: object) -> int | None:
        return self._index.get(tuple(claim) if isinstance(claim, list) else claim)

    def node(self, claim: object) -> Node:
        """Return a claim in the reference's terms; one with no partner there keeps its own name."""
        i = self.index(claim)
        if self._to_reference is None:
            return ("g", i)
        if i is not None and i in self._to_reference:
            return ("g", self._to_reference[i])
        return ("x", tuple(claim) if isinstance(claim, list) else claim)


def score_alignment(
    predicted: Rows,
    reference: Rows,
    predicted_claims: Rows,
    reference_claims: Rows,
    pairs: list[tuple[int, int]],
) -> dict[str, Score]:
    """Return the score of pairs of claims that stand in one proposition, and by the languages of both."""

    def edges(rows: Rows, names: _Names) -> set[frozenset[Node]]:
        out: set[frozenset[Node]] = set()
        for row in rows:
            listed = row["claims"]
            known = [c for c in listed if names.index(c) is not None] if isinstance(listed, list) else []
            nodes = [(names.node(c), names.rows[names.index(c) or 0]["report"]) for c in known]
            for k, (a, report_a) in enumerate(nodes):
                out |= {frozenset((a, b)) for b, report_b in nodes[k + 1 :] if report_a != report_b}
        return out

    p = edges(predicted, _Names(predicted_claims, dict(pairs)))
    g = edges(reference, _Names(reference_claims, None))
    found = {"pairs": Score(len(p & g), len(p), len(g))}
    langs = _langs(predicted_claims, reference_claims, pairs)
    kinds = {edge: "-".join(sorted(langs[node] for node in edge)) for edge in p | g}
    for kind in sorted(set(kinds.values())) if len(set(langs.values())) > 1 else ():
        mine, theirs = ({e for e in edges if kinds[e] == kind} for edges in (p, g))
        found[f"pairs {kind}"] = Score(len(mine & theirs), len(mine), len(theirs))
    return found


def _langs(predicted: Rows, reference: Rows, pairs: list[tuple[int, int]]) -> dict[Node, str]:
    """Return the language of each claim, by its node."""
    names = _Names(predicted, dict(pairs))
    langs: dict[Node, str] = {("g", j): str(row.get("lang", "")) for j, row in enumerate(reference)}
    for row in predicted:
        langs.setdefault(names.node(row.get("id") or [row["report"], row.get("n")]), str(row.get("lang", "")))
    return langs


def score_comparison(
    predicted: Rows,
    reference: Rows,
    predicted_claims: Rows,
    reference_claims: Rows,
    pairs: list[tuple[int, int]],
) -> dict[str, Score]:
    """Return the scores of the ledger, without and with the status of each pair."""

    def facts(rows: Rows, names: _Names, with_status: bool) -> set[tuple[object, ...]]:
        out: set[tuple[object, ...]] = set()
        for row in rows:
            left, right = (
                [names.node(c) for c in cast("list[object]", row.get(side, []))] for side in ("left", "right")
            )
            paired = row["status"] in ("continued", "changed")
            status = row["status"] if with_status else paired
            out |= (
                {(status, a, b) for a in left for b in right}
                if paired
                else {(status, c) for c in left + right}
            )
        return out

    out = {}
    for name, with_status in (("matched or single", False), ("with status", True)):
        p = facts(predicted, _Names(predicted_claims, dict(pairs)), with_status)
        g = facts(reference, _Names(reference_claims, None), with_status)
        out[name] = Score(len(p & g), len(p), len(g))
    return out


Data = Mapping[str, Rows]
TABLES = ("blocks", "mentions", "claims", "alignment", "comparison")


def score_all(predicted: Data, reference: Data) -> dict[str, dict[str, Score]]:
    """Return all scores by group and measure; a table that the reference lacks is left out."""
    result: dict[str, dict[str, Score]] = {}
    empty: Rows = ()
    if reference.get("blocks"):
        result["blocks"] = score_blocks(predicted.get("blocks", empty), reference["blocks"])
    if reference.get("mentions"):
        result["mentions"] = score_mentions(predicted.get("mentions", empty), reference["mentions"])
    if reference.get("claims"):
        mine, theirs = predicted.get("claims", empty), reference["claims"]
        result["claims"], pairs = score_claims(mine, theirs)
        for name, scorer in (("alignment", score_alignment), ("comparison", score_comparison)):
            if reference.get(name):
                result[name] = scorer(predicted.get(name, empty), reference[name], mine, theirs, pairs)
    return result


def only(data: Data, keep: Callable[[Row], bool], tables: Iterable[str] = TABLES) -> dict[str, Rows]:
    """Return the rows of some tables that `keep` admits."""
    return {name: [row for row in data.get(name, ()) if keep(row)] for name in tables}
