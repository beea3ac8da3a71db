"""Propositions that joined or fell apart, and what a report is known to leave out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.diff.changes import Change, Field, How, Section
from pipeline.diff.snapshot import Row, Snapshot, text_of, words_of

# A report that newly carries a proposition, or no longer does, is told with the proposition.
_CARRIED = "carried"


@dataclass(frozen=True)
class _Groups:
    """Propositions by id with their claims."""

    claims: Mapping[str, set[str]]

    @cached_property
    def holders(self) -> Mapping[str, list[str]]:
        """Return the propositions of each claim."""
        holders: dict[str, list[str]] = defaultdict(list)
        for name, claims in self.claims.items():
            for claim in claims:
                holders[claim].append(name)
        return holders

    def apart(self, claims: set[str]) -> set[str]:
        """Return those of the claims that are not together here with all the others."""
        if len(claims) < 2:  # noqa: PLR2004 -- one claim alone is with nobody
            return set()
        if any(claims <= self.claims[name] for name in self.holders.get(min(claims), ())):
            return set()
        return {claim for claim in claims if not claims <= self._beside(claim)}

    def _beside(self, claim: str) -> set[str]:
        return {claim}.union(*(self.claims[name] for name in self.holders.get(claim, ())))


def proposition_changes(base: Snapshot, head: Snapshot, lives: Mapping[str, str]) -> Iterator[Change]:
    """Yield propositions in which claims of both states are newly joined, or no longer are.

    A claim that is new joins what is there: that is told as an addition to the
    proposition, and one that is gone as a removal. The claims that stand are
    not named, for nothing of theirs changed; `words` are those of one of them.
    """
    old, new = _claims_of(base), _claims_of(head)
    lived = set(lives.values())
    before = {name: {lives[c] for c in claims if c in lives} for name, claims in old.items()}
    after = {name: claims & lived for name, claims in new.items()}
    earlier, later = _Groups(before), _Groups(after)
    words = _records(head) | _records(base)
    now = words | _records(head)
    for name, claims in new.items():
        if joined := earlier.apart(after[name]):
            yield _about(How.JOINED, name, joined, now)
        fresh = claims - after[name]
        if fresh and after[name]:
            yield _about(How.ADDED, name, fresh, now, after[name])
    for name, claims in old.items():
        if parted := later.apart(before[name]):
            yield _about(How.SPLIT, name, parted, now)
        gone = {claim for claim in claims if claim not in lives}
        if gone and before[name]:
            yield _about(How.REMOVED, name, gone, words, before[name])


def _claims_of(snapshot: Snapshot) -> dict[str, set[str]]:
    return {str(r["proposition"]): set(words_of(r, "claims")) for r in snapshot.rows("alignment")}


def _records(snapshot: Snapshot) -> dict[str, Row]:
    return {str(row["id"]): row for row in snapshot.rows("claims")}


def _about(
    how: How, name: str, claims: Iterable[str], records: Mapping[str, Row], standing: Iterable[str] = ()
) -> Change:
    is_past = how in {How.SPLIT, How.REMOVED}
    told = ((claim, text_of(records.get(claim, {}).get("text"))) for claim in sorted(claims))
    fields = tuple(Field(claim, text, "") if is_past else Field(claim, "", text) for claim, text in told)
    stands = records.get(min(standing, default=""), {})
    words, lang = text_of(stands.get("text")), text_of(stands.get("lang"))
    return Change(Section.PROPOSITIONS, how, name, words=words, lang=lang, fields=fields)


def witness_changes(
    base: Snapshot, head: Snapshot, lives: Mapping[str, str], shared: set[str]
) -> Iterator[Change]:
    """Yield where a report of both states was said to leave a statement out, and now that is not known.

    Or the other way round. Propositions are known by a claim that lives on.
    """
    before = _states(base, shared, lives)
    after = _states(head, shared, {claim: claim for claim in lives.values()})
    records = _records(head)
    told: set[tuple[str, str]] = set()
    for place in sorted(before.keys() & after.keys()):
        old, new = before[place], after[place]
        is_news = old.state != new.state and _CARRIED not in {old.state, new.state}
        report, claim = place
        if is_news and (report, new.proposition) not in told:
            told.add((report, new.proposition))
            row = records.get(claim, {})
            fields = (Field("state", old.state, new.state), Field("why", old.why, new.why))
            yield Change(
                Section.WITNESSES, How.CHANGED, claim, report, text_of(row.get("text")),
                text_of(row.get("lang")), f"in {report}", fields,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Witness:
    state: str
    why: str
    proposition: str


def _states(
    snapshot: Snapshot, shared: set[str], lives: Mapping[str, str]
) -> dict[tuple[str, str], _Witness]:
    """Return what is known of a report by its id and each claim, as it is called now, of a proposition."""
    groups = _claims_of(snapshot)
    found = {}
    for row in snapshot.rows("witnesses"):
        report, proposition = str(row["report"]), str(row["proposition"])
        if report in shared:
            witness = _Witness(text_of(row.get("state")), text_of(row.get("why")), proposition)
            known = (lives[c] for c in groups.get(proposition, ()) if c in lives)
            found.update({(report, claim): witness for claim in known})
    return found
