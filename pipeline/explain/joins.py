"""Behind a proposition and a row of the ledger: what joins, what came near, which report lacks it and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from pipeline.align import JOIN, Join, Pairing, join_event
from pipeline.align.likeness import FAINT, NEAREST
from pipeline.align.misses import Miss, misses_of
from pipeline.explain import rules
from pipeline.explain.places import Places
from pipeline.explain.values import Evidence, Explanation, Step
from pipeline.ledger import Basis, Difference, LedgerRow
from pipeline.model import Annotation, Claim, ClaimId, Event, Proposition
from pipeline.relations import Witness
from pipeline.vocabulary import Registry
from pipeline.witnesses import CARRIED, witness
from pipeline.write import Analysis

_SHOWN = 12
_SHORT = 90

Pairings = Mapping[tuple[str, str], Pairing]


def explain_propositions(
    analysis: Analysis, event: Event, wanted: Iterable[Proposition], registry: Registry, places: Places
) -> list[Explanation]:
    """Return why the claims of some propositions of an event stand together, and others do not."""
    annotations = tuple(a for a in analysis.annotations if a.report.sidecar.event == event.id)
    pairings = join_event(event, annotations, registry)
    states = witness(event, annotations, analysis.propositions[event.id])
    claims = {c.id: c for a in annotations for c in a.claims}
    return [_explain(p, claims, annotations, pairings, states, places) for p in wanted]


def _explain(
    proposition: Proposition,
    claims: Mapping[ClaimId, Claim],
    annotations: Iterable[Annotation],
    pairings: Pairings,
    states: Iterable[Witness],
    places: Places,
) -> Explanation:
    members = [claims[c] for c in proposition.claims]
    first = members[0]
    told = tuple(Evidence(f"{c.id}: “{_short(c.text)}”", str(c.report)) for c in members)
    steps = [Step("which claims", str(len(members)), "", "One claim of each report at most.", told)]
    steps += [_pair_step(a, b, pairings, places) for a, b in combinations(members, 2)]
    steps += [_lack_step(s) for s in states if s.proposition == proposition.id and s.state != CARRIED]
    carried = {c.report for c in members}
    others = [a.report.sidecar.id for a in annotations if a.report.sidecar.id not in carried]
    rejected = tuple(
        _rejected(member, miss)
        for member in members
        for report in [*others, *(r for r in sorted(carried) if r != member.report)]
        for miss in _misses(member, report, pairings)
        if miss.claim.id not in proposition.claims
    )
    return Explanation(
        "proposition",
        str(proposition.id),
        first.report,
        first.start,
        first.end,
        first.text,
        tuple(steps),
        rejected,
    )


def _misses(member: Claim, report: str, pairings: Pairings) -> Iterator[Miss]:
    for names in ((member.report, report), (report, member.report)):
        if pairing := pairings.get((str(names[0]), str(names[1]))):
            yield from misses_of(member.id, pairing)


def _rejected(member: Claim, miss: Miss) -> Evidence:
    instead = f": {miss.instead}" if miss.instead else ""
    figure = f"likeness {miss.score:.2f}"
    what = f"{member.id} and {miss.claim.id} “{_short(miss.claim.text)}”: {figure}, {miss.reason}{instead}"
    return Evidence(what, str(miss.claim.report))


def _pair_step(a: Claim, b: Claim, pairings: Pairings, places: Places) -> Step:
    """Return what joins two members: a join with all that they share, or a third claim between them."""
    for one, other in ((a, b), (b, a)):
        pairing = pairings.get((str(one.report), str(other.report)))
        for join in pairing.joins if pairing else ():
            if (join.left.id, join.right.id) == (one.id, other.id) and pairing:
                return _join_step(join, pairing, places)
    return Step("joined", f"{a.id} + {b.id}", "through-a-third", rules.join_rule("through-a-third"))


def _least(join: Join) -> float:
    """Return the likeness that a join needed by its rule."""
    if join.rule == "nearest-of-both":
        return NEAREST
    return JOIN if join.score >= JOIN else FAINT


def _join_step(join: Join, pairing: Pairing, places: Places) -> Step:
    left = next(d for d in pairing.left if d.claim.id == join.left.id)
    right = next(d for d in pairing.right if d.claim.id == join.right.id)
    weights = pairing.likeness.weights
    shared = sorted(left.features & right.features, key=lambda f: (-weights[f], f))
    same_lang = join.left.lang == join.right.lang
    counted = [f for f in shared if f[0] != "stem" or same_lang or (left.inflects and right.inflects)]
    needed = f", at least {_least(join)} is needed" if join.rule in ("best-pair", "nearest-of-both") else ""
    evidence = [Evidence(f"likeness {join.score:.2f}{needed}"), Evidence(join.why[1])]
    for kind, value in counted[:_SHOWN]:
        stock = ", a stock phrase" if (kind, value) in left.stock else ""
        place = (places.of("terms", value) or places.of("words", value)) if kind == "term" else ""
        name = value.partition(":")[2] if kind == "word" else value
        evidence.append(Evidence(f"both have {kind} {name}, weight {weights[kind, value]:.2f}{stock}", place))
    names = f"{join.left.id} + {join.right.id}"
    return Step("joined", names, join.rule, rules.join_rule(join.rule), tuple(evidence))


def _lack_step(state: Witness) -> Step:
    return Step("who lacks it", f"{state.report}: {state.state}", state.why, rules.witness_rule(state.why))


def explain_row(row: LedgerRow, analysis: Analysis) -> Explanation:
    """Return why a row of the ledger stands as it does: its sides, its reasons and what differs."""
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    reasons = tuple(Evidence(reason) for reason in row.why)
    steps = [Step("which status", row.status.value, "", rules.status_rule(row.status), reasons)]
    for side, event, ids, rests in (
        ("left", row.left_event, row.left, row.left_basis),
        ("right", row.right_event, row.right, row.right_basis),
    ):
        told = [Evidence(f"{c}: “{_short(claims[c].text)}”", str(claims[c].report)) for c in ids]
        told += [Evidence(_rests_on(rests))] if ids else []
        every = sum(a.report.sidecar.event == event for a in analysis.annotations)
        what = f"{event}, in {len(rests.reports)} of {every} reports" if ids else f"{event}: in no report"
        steps.append(Step(side, what, "", "The claims on this side.", tuple(told)))
    if row.left and row.right:
        names = f"{len(row.differences)} found"
        differences = tuple(map(_difference, row.differences))
        steps.append(Step("what differs", names, "", "What one side names alone.", differences))
    first = claims[(*row.left, *row.right)[0]]
    name = f"{'+'.join(row.speakers)}, {row.topic}"
    return Explanation("row", row.id, first.report, first.start, first.end, name, tuple(steps), ())


def _rests_on(rests: Basis) -> str:
    """Return on how many reports a side rests, by whose account they give."""
    whose = {"the speaker's own side": rests.own, "the other side": rests.other, "a third": rests.third}
    counted = [f"{number} of {who}" for who, number in whose.items() if number]
    rest = len(rests.reports) - sum(whose.values())
    counted += [f"{rest} joint or unknown"] if rest else []
    return f"accounts: {', '.join(counted)}"


def _difference(found: Difference) -> Evidence:
    """Return a difference with the reason for which it is one."""
    where = f"in {', '.join(found.claims)}; the other side could name it and does not"
    elsewhere = f"; elsewhere in {', '.join(found.elsewhere)}" if found.elsewhere else ""
    name = "" if found.id.startswith("number:") or found.id == found.text else f" ({found.id})"
    return Evidence(f"only on the {found.side}: {found.kind} “{found.text}”{name}, {where}{elsewhere}")


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
