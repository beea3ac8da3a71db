"""What must be true of any ledger, whatever its rows."""

from __future__ import annotations

from pipeline.compare import compare
from pipeline.model import EventId, LedgerRow, Status
from pipeline.vocabulary import Registry
from pipeline.write import Analysis

MIRRORED = {Status.NEW: Status.DROPPED, Status.DROPPED: Status.NEW}


def both_ways(analysis: Analysis, registry: Registry) -> tuple[set[object], set[object]]:
    """Return the rows of 2025 | 2026 and those of 2026 | 2025, the latter turned round."""
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    older, newer = (analysis.events[EventId(e)] for e in ("call-2025", "call-2026"))
    forth = compare(older, newer, analysis.propositions, claims, registry)
    back = compare(newer, older, analysis.propositions, claims, registry)
    return {facts(r) for r in forth}, {facts(r, turned=True) for r in back}


def facts(row: LedgerRow, *, turned: bool = False) -> object:
    left, right = (row.right, row.left) if turned else (row.left, row.right)
    status = MIRRORED.get(row.status, row.status) if turned else row.status
    return row.topic, row.speakers, frozenset(left), frozenset(right), status


def test_the_ledger_reads_the_same_backwards(analysis: Analysis, registry: Registry) -> None:
    forth, back = both_ways(analysis, registry)
    assert forth == back


def test_what_stands_alone_has_one_side_and_what_pairs_has_two(analysis: Analysis) -> None:
    for rows in analysis.ledgers.values():
        for row in rows:
            sides = (bool(row.left), bool(row.right))
            wanted = {Status.NEW: (False, True), Status.DROPPED: (True, False)}.get(row.status, (True, True))
            assert sides == wanted, row


def test_every_statement_of_either_call_is_in_the_ledger(analysis: Analysis) -> None:
    for (left, right), rows in analysis.ledgers.items():
        shown = {c for row in rows for c in (*row.left, *row.right)}
        held = {c for e in (left, right) for p in analysis.propositions[e] for c in p.claims}
        assert held == shown


def test_a_difference_is_named_in_the_words_of_its_side(analysis: Analysis) -> None:
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    for rows in analysis.ledgers.values():
        for row in rows:
            for difference in row.differences:
                side = row.left if difference.side == "left" else row.right
                named = {e for c in side for e in claims[c].entities}
                assert difference.kind != "entity" or difference.text in named
