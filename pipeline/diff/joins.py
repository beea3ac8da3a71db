"""Propositions that joined or fell apart, and rows of the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from pipeline.diff.changes import Change, Field, How, Section, fields_of
from pipeline.diff.snapshot import Row, Snapshot, Value, text_of, words_of

Pair = tuple[str, str]
ROW_FIELDS = ("status", "speakers", "topic", "left", "right", "differences")


def proposition_changes(base: Snapshot, head: Snapshot, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Yield propositions in which claims of both states are newly joined, or no longer are.

    A claim that is new joins what is there: that is told as an addition to the
    proposition, and one that is gone as a removal.
    """
    before = {_id(r): [renamed.get(c, "") for c in words_of(r, "claims")] for r in base.rows("alignment")}
    after = {_id(r): words_of(r, "claims") for r in head.rows("alignment")}
    words = {str(r["id"]): r for r in (*base.rows("claims"), *head.rows("claims"))}
    lived = set(renamed.values())
    old, new = _pairs(before.values()), _pairs([[c for c in cs if c in lived] for cs in after.values()])
    yield from _apart(How.JOINED, new - old, after, words)
    yield from _apart(How.SPLIT, old - new, before, words)
    yield from _newcomers(after, lived, words)
    gone = {_id(r): [c for c in words_of(r, "claims") if c not in renamed] for r in base.rows("alignment")}
    for proposition, claims in gone.items():
        if claims and any(before[proposition]):
            yield _about(How.REMOVED, proposition, claims, words, before=True)


def _newcomers(after: Mapping[str, list[str]], lived: set[str], words: Mapping[str, Row]) -> Iterator[Change]:
    for proposition, claims in after.items():
        fresh = [c for c in claims if c not in lived]
        if fresh and len(fresh) < len(claims):
            yield _about(How.ADDED, proposition, fresh, words)


def _id(row: Row) -> str:
    return str(row["proposition"])


def _pairs(groups: Iterable[list[str]]) -> set[Pair]:
    return {pair for group in groups for pair in combinations(sorted(filter(None, set(group))), 2)}


def _apart(
    how: How, pairs: set[Pair], groups: Mapping[str, list[str]], words: Mapping[str, Row]
) -> Iterator[Change]:
    """Yield a change for each proposition that holds some of these pairs of claims."""
    holders: dict[str, list[str]] = defaultdict(list)
    for proposition, claims in groups.items():
        for claim in claims:
            holders[claim].append(proposition)
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        for proposition in set(holders[one]) & set(holders[other]):
            found[proposition] |= {one, other}
    for proposition, members in sorted(found.items()):
        yield _about(how, proposition, sorted(members), words, before=how is How.SPLIT)


def _about(
    how: How, proposition: str, claims: list[str], words: Mapping[str, Row], *, before: bool = False
) -> Change:
    fields = tuple(
        Field(claim, text, "") if before else Field(claim, "", text)
        for claim, text in ((c, text_of(words.get(c, {}).get("text"))) for c in claims)
    )
    return Change(Section.PROPOSITIONS, how, proposition, fields=fields)


def row_changes(base: Snapshot, head: Snapshot, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Yield rows of the ledger that came, went, changed their status or rest on other claims."""
    before = {str(r["id"]): r for r in base.rows("comparison")}
    after = {str(r["id"]): r for r in head.rows("comparison")}
    words = {str(r["id"]): r for r in (*base.rows("claims"), *head.rows("claims"))}
    pairs = [(before[i], after[i]) for i in after if i in before]
    gone = [row for i, row in before.items() if i not in after]
    come = [row for i, row in after.items() if i not in before]
    for row in list(gone):
        partner = next((new for new in come if _is_same_matter(row, new, renamed)), None)
        if partner is not None:
            gone.remove(row)
            come.remove(partner)
            pairs.append((row, partner))
    for old, new in pairs:
        fields = fields_of(_told(old, renamed), _told(new, {}), ROW_FIELDS)
        if old["id"] != new["id"]:
            fields = (*fields, Field("id", str(old["id"]), str(new["id"])))
        if fields:
            yield _row(How.CHANGED, new, fields, words)
    for how, rows in ((How.REMOVED, gone), (How.ADDED, come)):
        for row in rows:
            told = _told(row, {})
            names = ("status", "speakers", "topic", "left", "right")
            blank = dict.fromkeys(names, "")
            pair = (blank, told) if how is How.ADDED else (told, blank)
            yield _row(how, row, fields_of(*pair, names), words)


def _is_same_matter(old: Row, new: Row, renamed: Mapping[str, str]) -> bool:
    if old["topic"] != new["topic"] or old.get("left_event") != new.get("left_event"):
        return False
    mine = {renamed.get(c, c) for side in ("left", "right") for c in words_of(old, side)}
    theirs = {c for side in ("left", "right") for c in words_of(new, side)}
    speakers = set(words_of(old, "speakers")) & set(words_of(new, "speakers"))
    return bool(mine & theirs) and bool(speakers)


def _told(row: Row, renamed: Mapping[str, str]) -> dict[str, str]:
    told = {name: text_of(row.get(name)) for name in ("status", "topic")}
    told["speakers"] = ", ".join(words_of(row, "speakers"))
    for side in ("left", "right"):
        told[side] = ", ".join(renamed.get(c, c) for c in words_of(row, side))
    found = row.get("differences")
    told["differences"] = "; ".join(map(_difference, found if isinstance(found, list) else []))
    return told


def _difference(found: Value) -> str:
    if not isinstance(found, dict):
        return text_of(found)
    return f"{found.get('side')} only: {found.get('kind')} {found.get('text')}"


def _row(how: How, row: Row, fields: tuple[Field, ...], words: Mapping[str, Row]) -> Change:
    quoted = next((c for side in ("right", "left") for c in words_of(row, side) if c in words), "")
    claim = words.get(quoted, {})
    text, lang = text_of(claim.get("text")), text_of(claim.get("lang"))
    return Change(Section.LEDGER, how, str(row["id"]), "", text, lang, fields)
