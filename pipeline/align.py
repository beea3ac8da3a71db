"""Claims of one event become propositions: what several reports render, each in its own words.

Each claim is described without regard to its language by speaker, act, topics,
entities, numbers and terms; claims in one language also by their words. What is
common in the event weighs little (inverse document frequency), so that a stock
phrase joins nothing. Between two reports the best set of pairs is found as an
assignment problem (Kuhn-Munkres, by SciPy), not greedily.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.model import Act, Annotation, Claim, ClaimId, Event, Proposition, PropositionId, ReportId
from pipeline.text import fold
from pipeline.vocabulary import Registry

JOIN = 0.45
JOIN_AGAIN = 0.55
JOIN_PART = 0.6
_PART_WEIGHT = 0.65
_ENUMERATION = 4
_TWO, _FEW_TERMS = 2, 4
_WORD_WEIGHT = 0.35
_STOCK_WEIGHT = 0.15
_ORDER_BONUS = 0.06
_KIND_WEIGHT = {"term": 1.0, "entity": 0.8, "number": 1.2, "topic": 0.8, "word": _WORD_WEIGHT}
_ORDER_OF_KINDS = ("number", "term", "entity", "topic", "word")
_NUMBER = re.compile(r"(?<![\w-])\d[\d.,/]*\d|(?<![\w-])\d")
_CLOSE_ACTS = (
    {Act.AFFIRM, Act.COMMIT, Act.INFORM, Act.SUPPORT, Act.BELIEVE},
    {Act.PROPOSE, Act.COMMIT, Act.AGREE, Act.WELCOME},
    {Act.APPRECIATE, Act.WELCOME, Act.CONGRATULATE, Act.THANK},
    {Act.ANNOUNCE, Act.AGREE, Act.COMMIT},
)
_SAME_ACT, _CLOSE_ACT, _OTHER_ACT = 1.0, 0.75, 0.45

Feature = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Description:
    """A claim without its language: its features, and its place in its report (0..1).

    `parts` describes the members of a long enumeration one by one: what one
    report says in a breath another may split.
    """

    claim: Claim
    features: frozenset[Feature]
    place: float
    parts: tuple[frozenset[Feature], ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """Two claims held to say the same, how surely (0..1) and by what they share."""

    left: Claim
    right: Claim
    score: float
    why: tuple[str, ...]


def align(event: Event, annotations: tuple[Annotation, ...], registry: Registry) -> tuple[Proposition, ...]:
    """Return the propositions of an event in a stable order; every claim is in one at least."""
    described = {a.report.sidecar.id: _describe_all(a, registry) for a in annotations}
    weights = _weights([d for group in described.values() for d in group], registry)
    joins = [
        join
        for left, right in combinations(sorted(described), 2)
        for join in _pairs(described[left], described[right], weights)
    ]
    claims = [d.claim for group in described.values() for d in group]
    return _propositions(event, claims, joins)


def _describe_all(annotation: Annotation, registry: Registry) -> list[Description]:
    last = max(len(annotation.clean), 1)
    words = {s.number: s for s in annotation.sentences}
    out = []
    for claim in annotation.claims:
        sentence = words[claim.sentence]
        inside = [annotation.clean[s:e] for s, e in sentence.words if claim.start <= s and e <= claim.end]
        features = frozenset(_features(claim, inside, registry))
        out.append(Description(claim, features, claim.start / last, _parts(claim, registry)))
    return out


def _parts(claim: Claim, registry: Registry) -> tuple[frozenset[Feature], ...]:
    """Return the terms of each member of an enumeration, where the claim is one."""
    members = claim.text.split(",")
    lexicon = registry.term_lexicons.get(claim.lang)
    if len(members) < _ENUMERATION or lexicon is None:
        return ()
    found = (frozenset(("term", t.id) for m in lexicon.find(text) for t in m.entries) for text in members)
    return tuple(part for part in found if part)


def _features(claim: Claim, words: Iterable[str], registry: Registry) -> Iterable[Feature]:
    yield from (("topic", topic) for topic in claim.topics)
    yield from (("entity", e) for e in claim.entities if e not in claim.speakers)
    lexicon = registry.term_lexicons.get(claim.lang)
    for match in lexicon.find(claim.text) if lexicon else ():
        yield from (("term", term.id) for term in match.entries)
    yield from (("number", _plain_number(n)) for n in _NUMBER.findall(claim.text))
    for word in words:
        folded = fold(word)
        if any(c.isalpha() for c in folded):
            yield ("word", f"{claim.lang}:{folded}")


def _plain_number(raw: str) -> str:
    return raw.replace(",", ".").rstrip(".")


def _weights(described: list[Description], registry: Registry) -> dict[Feature, float]:
    """Return the weight of each feature: its kind's, more the rarer it is among the event's claims."""
    count = len(described)
    seen = Counter(feature for d in described for feature in d.features)
    stock = {term.id for term in registry.terms if term.stock}
    weights = {}
    for feature, times in seen.items():
        kind, value = feature
        rarity = math.log(1 + count / times) / math.log(1 + max(count, 2))
        weights[feature] = (
            _KIND_WEIGHT[kind] * rarity * (_STOCK_WEIGHT if kind == "term" and value in stock else 1.0)
        )
    return weights


def _pairs(left: list[Description], right: list[Description], weights: dict[Feature, float]) -> list[Join]:
    """Return the joins of two reports: the best assignment, then claims that one report splits."""
    if not left or not right:
        return []
    scores = np.array([[likeness(a, b, weights) for b in right] for a in left])
    rows, columns = linear_sum_assignment(np.where(scores >= JOIN, scores, 0.0), maximize=True)
    chosen = {(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if scores[i, j] >= JOIN}
    taken_left, taken_right = {i for i, _ in chosen}, {j for _, j in chosen}
    for i, j in np.argwhere(scores > 0).tolist():
        again = scores[i, j] >= JOIN_AGAIN and (i in taken_left) != (j in taken_right)
        if again or _shares_part(left[i], right[j], weights):
            chosen.add((i, j))
    return [
        Join(
            left[i].claim,
            right[j].claim,
            float(scores[i, j]),
            _evidence(left[i], right[j]),
        )
        for i, j in sorted(chosen)
    ]


def _shares_part(a: Description, b: Description, weights: dict[Feature, float]) -> bool:
    """Return whether a member of one claim's enumeration says what is central to the other claim."""
    if set(a.claim.speakers) != set(b.claim.speakers):
        return False
    pairs = [(p, b) for p in a.parts] + [(p, a) for p in b.parts]
    for part, whole in pairs:
        shared = part & whole.features
        strength = sum(weights[f] for f in shared if f in weights)
        size = sum(weights.get(f, 0.0) for f in part)
        if size and strength / size >= JOIN_PART and strength >= _PART_WEIGHT and _is_central(shared, whole):
            return True
    return False


def _is_central(shared: frozenset[Feature], whole: Description) -> bool:
    """Return whether shared terms are not a side remark of a claim: two of them, or a claim of few terms."""
    terms = sum(kind == "term" for kind, _ in whole.features)
    return len(shared) >= _TWO or terms <= _FEW_TERMS


def likeness(a: Description, b: Description, weights: dict[Feature, float]) -> float:
    """Return how likely two claims say the same, 0..1; claims of other speakers never do."""
    if set(a.claim.speakers) != set(b.claim.speakers):
        return 0.0
    same_language = a.claim.lang == b.claim.lang
    one = {f for f in a.features if same_language or f[0] != "word"}
    other = {f for f in b.features if same_language or f[0] != "word"}
    shared = sum(weights[f] for f in one & other)
    if not shared:
        return 0.0
    size_a, size_b = sum(weights[f] for f in one), sum(weights[f] for f in other)
    contained = shared / min(size_a, size_b)
    common = shared / (size_a + size_b - shared)
    acts = _act_likeness(a.claim.act, b.claim.act)
    order = _ORDER_BONUS * (1 - abs(a.place - b.place))
    return min(1.0, (0.4 * contained + 0.6 * common) * acts + order)


def _act_likeness(a: Act, b: Act) -> float:
    if a == b:
        return _SAME_ACT
    return _CLOSE_ACT if any({a, b} <= group for group in _CLOSE_ACTS) else _OTHER_ACT


def _evidence(a: Description, b: Description) -> tuple[str, ...]:
    # Weights move when a report is added; the order of the evidence must not.
    shared = sorted(a.features & b.features, key=lambda f: (_ORDER_OF_KINDS.index(f[0]), f))
    named = [f"{kind} {value.partition(':')[2] if kind == 'word' else value}" for kind, value in shared[:6]]
    act = f"act {a.claim.act}" if a.claim.act == b.claim.act else f"acts {a.claim.act}, {b.claim.act}"
    return (f"speaker {'+'.join(sorted(a.claim.speakers))}", act, *named)


def _propositions(event: Event, claims: list[Claim], joins: list[Join]) -> tuple[Proposition, ...]:
    groups: dict[ClaimId, set[ClaimId]] = {c.id: {c.id} for c in claims}
    report = {c.id: c.report for c in claims}
    why: dict[frozenset[ClaimId], tuple[str, ...]] = {}
    extra: list[Join] = []
    for join in sorted(joins, key=lambda j: (-j.score, j.left.id, j.right.id)):
        one, other = groups[join.left.id], groups[join.right.id]
        why[frozenset((join.left.id, join.right.id))] = join.why
        if one is other:
            continue
        if {report[c] for c in one} & {report[c] for c in other}:
            extra.append(join)
            continue
        one |= other
        for member in other:
            groups[member] = one
    found = {frozenset(group) for group in groups.values()}
    for join in extra:
        found = _split(found, join, report)
    order = {c.id: n for n, c in enumerate(claims)}
    texts = {c.id: c for c in claims}
    ranked = sorted(found, key=lambda g: min(order[c] for c in g))
    return tuple(_proposition(event, group, order, texts, why) for group in ranked)


def _split(
    found: set[frozenset[ClaimId]], join: Join, report: Mapping[ClaimId, ReportId]
) -> set[frozenset[ClaimId]]:
    """Let a claim that one report splits stand in a second proposition."""
    for mine, theirs in ((join.left.id, join.right.id), (join.right.id, join.left.id)):
        for group in found:
            if theirs in group and mine not in group and report[mine] not in {report[c] for c in group}:
                return (found - {group}) | {group | {mine}}
    return found


def _proposition(
    event: Event,
    group: frozenset[ClaimId],
    order: dict[ClaimId, int],
    claims: dict[ClaimId, Claim],
    why: dict[frozenset[ClaimId], tuple[str, ...]],
) -> Proposition:
    members = tuple(sorted(group, key=lambda c: order[c]))
    reasons: dict[str, None] = defaultdict(None)
    for a, b in combinations(members, 2):
        for reason in why.get(frozenset((a, b)), ()):
            reasons.setdefault(reason)
    # A claim of a later report never renames a proposition: its name is that of its smallest claim id.
    anchor = min(members, key=lambda c: (claims[c].report, c))
    return Proposition(event.id, PropositionId(f"p-{anchor}"), members, tuple(reasons))
