"""Propositions and rows of the ledger under correction: a decision finds its claims, then joins or parts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from pipeline.corrections.changes import Change
from pipeline.corrections.decisions import Decision
from pipeline.corrections.quotations import closest, find, short
from pipeline.errors import Problem
from pipeline.ledger import LedgerRow
from pipeline.model import (
    Annotation,
    Claim,
    ClaimId,
    Proposition,
    PropositionId,
    ReportId,
    Status,
)
from pipeline.tables import Value

MARK = "a person decided it: "


class Lookup:
    """The claims that decisions may name, and the problems met while they are looked for."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        """Take the reports with their claims as corrected."""
        self.problems: list[Problem] = []
        self._reports = {a.report.sidecar.id: a for a in annotations}
        self.claims: dict[ClaimId, Claim] = {c.id: c for a in self._reports.values() for c in a.claims}

    def claims_of(self, decision: Decision, key: str) -> list[ClaimId]:
        """Return the claims named under a key, or note what cannot be found."""
        found = [self._claim(decision, key, value) for value in decision.claims(key)]
        return [c for c in found if c is not None]

    def _claim(self, decision: Decision, key: str, value: Value) -> ClaimId | None:
        if isinstance(value, dict):
            return self._quoted(decision, key, str(value["report"]), str(value["quote"]))
        name = ClaimId(str(value))
        if name in self.claims:
            return name
        near = get_close_matches(name, self.claims, 1, 0)
        fix = f"did you mean {near[0]!r}? else remove the correction" if near else "remove the correction"
        self.problems.append(decision.table.problem(f"no claim has the id {name!r}", fix, key))
        return None

    def _quoted(self, decision: Decision, key: str, report: str, quote: str) -> ClaimId | None:
        annotation = self._reports.get(ReportId(report))
        if annotation is None:
            near = get_close_matches(report, self._reports, 1, 0)
            fix = f"did you mean {near[0]!r}?" if near else "name a report of the event"
            self.problems.append(decision.table.problem(f"no report has the id {report!r}", fix, key))
            return None
        places = find(annotation.clean, quote)
        held = {
            c.id
            for s, e in places
            for c in annotation.claims
            if (c.start <= s and e <= c.end) or (s <= c.start and c.end <= e)
        }
        if len(held) == 1:
            return held.pop()
        if held:
            what = f"the quote is of {len(held)} claims of {report}: {short(quote)}"
            fix = f"quote words of one alone, or name its id: {', '.join(sorted(held))}"
        else:
            _, words = closest(quote, annotation.sentences)
            what = f"no claim of {report} is {short(quote)}"
            fix = f"the closest passage is {short(words)}: quote a claim there, or remove the correction"
        self.problems.append(decision.table.problem(what, fix, key))
        return None


def correct_propositions(
    propositions: Sequence[Proposition], decisions: Iterable[Decision], lookup: Lookup
) -> tuple[tuple[Proposition, ...], list[Change]]:
    """Return the propositions of an event as people joined and split them, in order, and what changed."""
    found = list(propositions)
    changes: list[Change] = []
    for decision in decisions:
        if decision.kind == "row":
            continue
        one, other = (lookup.claims_of(decision, key) for key in ("one", "other"))
        if one and other:
            before = _standing(found, one[0])
            step = _join if decision.kind == "join" else _split
            found = step(found, decision, one[0], other[0], lookup)
            changes.append(_change(decision, one[0], "propositions", before, _standing(found, one[0])))
    return tuple(found), changes


def _standing(propositions: Iterable[Proposition], claim: ClaimId) -> str:
    return ", ".join(p.id for p in propositions if claim in p.claims)


def _change(decision: Decision, name: str, field: str, machine: str, human: str) -> Change:
    table = decision.table
    signed = (table.text("reason"), table.text("by"), str(table.values.get("date")))
    changed = ((field, machine, human),) if machine != human else ()
    return Change(decision.kind, str(decision.event), name, changed, *signed)


def _join(
    found: list[Proposition], decision: Decision, one: ClaimId, other: ClaimId, lookup: Lookup
) -> list[Proposition]:
    """Make the two claims' propositions one; where both hold one report, the claim stands in both."""
    home = next((p for p in found if other in p.claims), None)
    mine = next((p for p in found if one in p.claims), None)
    same_report = lookup.claims[one].report == lookup.claims[other].report
    if home is None or mine is None or same_report or any({one, other} <= {*p.claims} for p in found):
        what = "the two claims are of one report" if same_report else "the two claims are joined already"
        if home is None or mine is None:
            what = f"the claims are not of the event {decision.event}"
        lookup.problems.append(decision.table.problem(what, "remove the correction", "one"))
        return found
    reports = {lookup.claims[c].report for c in home.claims}
    whole = not reports & {lookup.claims[c].report for c in mine.claims}
    if not whole and lookup.claims[one].report in reports:
        what = f"{home.id} has a claim of {lookup.claims[one].report} already: {', '.join(home.claims)}"
        lookup.problems.append(decision.table.problem(what, "split that one from it first", "other"))
        return found
    moved = mine.claims if whole else (one,)
    why = (*home.why, MARK + decision.signed)
    grown = replace(home, claims=(*home.claims, *moved), why=why)
    return [grown if p is home else p for p in found if not (whole and p is mine)]


def _split(
    found: list[Proposition], decision: Decision, one: ClaimId, other: ClaimId, lookup: Lookup
) -> list[Proposition]:
    """Take a claim out of the propositions it shares with another; in no other, it stands alone."""
    shared = [p for p in found if {one, other} <= {*p.claims}]
    if not shared:
        what = f"the two claims are not joined: they stand in {_standing(found, one) or 'no proposition'}"
        there = _standing(found, other)
        fix = f"remove the correction, or name a claim that stands there; the other is in {there}"
        lookup.problems.append(decision.table.problem(what, fix, "one"))
        return found
    out: list[Proposition] = []
    for proposition in found:
        if proposition not in shared:
            out.append(proposition)
            continue
        rest = tuple(c for c in proposition.claims if c != one)
        named_after_it = proposition.id == f"p-{one}"
        name = PropositionId(f"p-{rest[0]}") if named_after_it else proposition.id
        out.append(replace(proposition, id=name, claims=rest, why=(*proposition.why, MARK + decision.signed)))
    if not any(one in p.claims for p in out):
        alone = Proposition(decision.event, PropositionId(f"p-{one}"), (one,), (MARK + decision.signed,))
        out.insert(out.index(next(p for p in out if other in p.claims)) + 1, alone)
    return out


def correct_rows(
    rows: Sequence[LedgerRow], decisions: Iterable[Decision], lookup: Lookup
) -> tuple[tuple[LedgerRow, ...], list[Change]]:
    """Return the rows of a ledger as people marked, paired or parted them, in order, and what changed.

    A changed row has a person's reasons alone; what is drawn from its sides is to be drawn anew.
    """
    found = list(rows)
    changes: list[Change] = []
    for decision in decisions:
        left, right = (set(lookup.claims_of(decision, key)) for key in ("left", "right"))
        if lookup.problems:
            continue
        action = decision.table.text("action")
        step = {"mark": _mark, "pair": _pair, "unpair": _unpair}[action]
        found, changed = step(found, decision, left, right, lookup)
        changes += changed
    return tuple(found), changes


Sides = set[ClaimId]
Rows = list[LedgerRow]


def _meant(found: Rows, decision: Decision, left: Sides, right: Sides) -> Rows:
    topic = decision.table.text("topic")
    return [r for r in found if left <= {*r.left} and right <= {*r.right} and (not topic or r.topic == topic)]


def _none(found: Rows, decision: Decision, named: Sides, lookup: Lookup) -> Rows:
    """Note that no row is meant, and in which rows the named claims stand."""
    there = [f"{r.id} ({r.status})" for r in found if named & {*r.left, *r.right}]
    fix = f"they stand in {', '.join(there)}" if there else "no row has them: remove the correction"
    lookup.problems.append(decision.table.problem("no row of the ledger has these claims so", fix))
    return found


def _mark(
    found: Rows, decision: Decision, left: Sides, right: Sides, lookup: Lookup
) -> tuple[Rows, list[Change]]:
    meant = _meant(found, decision, left, right)
    status = Status(decision.table.text("status"))
    sided = {Status.NEW: (False, True), Status.DROPPED: (True, False)}.get(status, (True, True))
    meant = [r for r in meant if (bool(r.left), bool(r.right)) == sided]
    if not meant:
        return _none(found, decision, left | right, lookup), []
    marked = {r.id: _signed(replace(r, status=status), decision) for r in meant}
    changes = [_change(decision, r.id, "status", r.status.value, status.value) for r in meant]
    return [marked.get(r.id, r) for r in found], changes


def _unpair(
    found: Rows, decision: Decision, left: Sides, right: Sides, lookup: Lookup
) -> tuple[Rows, list[Change]]:
    meant = [r for r in _meant(found, decision, left, right) if r.left and r.right]
    if not meant:
        return _none(found, decision, left | right, lookup), []
    out: Rows = []
    for row in found:
        if row not in meant:
            out.append(row)
            continue
        for status, side in ((Status.DROPPED, "left"), (Status.NEW, "right")):
            name = f"{row.topic}-{hashlib.sha256(f'{row.id} {side}'.encode()).hexdigest()[:10]}"
            kept = (
                replace(row, right=(), right_propositions=())
                if side == "left"
                else replace(row, left=(), left_propositions=())
            )
            out.append(_signed(replace(kept, id=name, status=status), decision))
    return out, [_change(decision, r.id, "status", r.status.value, "dropped, new") for r in meant]


def _pair(
    found: Rows, decision: Decision, left: Sides, right: Sides, lookup: Lookup
) -> tuple[Rows, list[Change]]:
    one = [r for r in _meant(found, decision, left, set()) if not r.right]
    other = [r for r in _meant(found, decision, set(), right) if not r.left]
    pair = next(((a, b) for a in one for b in other if _of_one_ledger(a, b)), None)
    if pair is None:
        return _none(found, decision, left | right, lookup), []
    a, b = pair
    status = Status(decision.table.text("status"))
    topic = decision.table.text("topic") or a.topic
    both = replace(a, right=b.right, right_propositions=b.right_propositions)
    speakers = tuple(s for s in a.speakers if s in b.speakers)
    row = _signed(replace(both, status=status, topic=topic, speakers=speakers), decision)
    changes = [_change(decision, row.id, "status", f"{a.status.value}, {b.status.value}", status.value)]
    return [row if r is a else r for r in found if r is not b], changes


def _of_one_ledger(a: LedgerRow, b: LedgerRow) -> bool:
    """Return whether two rows compare the same events and have a speaker in common."""
    same = (a.left_event, a.right_event) == (b.left_event, b.right_event)
    return same and bool({*a.speakers} & {*b.speakers})


def _signed(row: LedgerRow, decision: Decision) -> LedgerRow:
    """Return a row whose reasons are people's decisions alone: the machine's are drawn anew later."""
    decided = (reason for reason in row.why if reason.startswith(MARK))
    return replace(row, why=(*decided, MARK + decision.signed))
