"""Claims of the reports, and which of them a cause alters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.diff.changes import Change, Field, How, Section, fields_of
from pipeline.diff.matching import pair_alike
from pipeline.diff.snapshot import Row, Snapshot, number_of, text_of, words_of

_FIELDS = (
    "text", "speakers", "act", "topics", "via", "addressee", "lang", "account", "teller", "removes",
    "checked",
)  # fmt: skip
_TOLD = ("speakers", "act", "topics", "via")
_Pair = tuple[Row | None, Row | None]


@dataclass(frozen=True)
class Claims:
    """What became of the claims.

    `lives` gives the new id of each claim that lives on, by its old one. `pairs`
    has the changed claims, each before and after.
    """

    changes: tuple[Change, ...]
    lives: Mapping[str, str]
    pairs: tuple[_Pair, ...]


def compare_claims(base: Snapshot, head: Snapshot) -> Claims:
    """Return the changes of claims, in the order of the reports' texts."""
    before, after = by_report(base.rows("claims")), by_report(head.rows("claims"))
    changes: list[Change] = []
    changed: list[_Pair] = []
    lives: dict[str, str] = {}
    for report in sorted({*before, *after}):
        for old, new in _paired(before.get(report, []), after.get(report, [])):
            if old and new:
                lives[str(old["id"])] = str(new["id"])
            change = _change(old, new)
            if change:
                changes.append(change)
                changed.append((old, new))
    return Claims(tuple(changes), lives, tuple(changed))


def by_report(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return records by the report they belong to."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row.get("report", ""))].append(row)
    return found


def _paired(old: list[Row], new: list[Row]) -> list[_Pair]:
    """Pair claims of one report: by id, then by their words; in the order of the text."""
    ids = {str(row["id"]): row for row in old}
    pairs: list[_Pair] = [(ids.pop(str(row["id"])), row) for row in new if str(row["id"]) in ids]
    known = {str(row["id"]) for _, row in pairs if row}
    gone, come = list(ids.values()), [row for row in new if str(row["id"]) not in known]
    alike = pair_alike([str(r["text"]) for r in gone], [str(r["text"]) for r in come])
    pairs += [(gone[i], come[j]) for i, j in alike]
    left, right = {i for i, _ in alike}, {j for _, j in alike}
    pairs += [(row, None) for i, row in enumerate(gone) if i not in left]
    pairs += [(None, row) for j, row in enumerate(come) if j not in right]
    return sorted(pairs, key=_place)


def _place(pair: _Pair) -> tuple[int, str]:
    row = pair[1] or pair[0] or {}
    return number_of(row, "start"), str(row.get("id"))


def _change(old: Row | None, new: Row | None) -> Change | None:
    if old and new:
        fields = fields_of(_plain(old, _FIELDS), _plain(new, _FIELDS), _FIELDS)
        if old["id"] != new["id"]:
            fields = (*fields, Field("id", str(old["id"]), str(new["id"])))
        return _claim(How.CHANGED, new, fields) if fields else None
    told = fields_of(_plain(old or {}, _TOLD), _plain(new or {}, _TOLD), _TOLD)
    return _claim(How.ADDED if new else How.REMOVED, new or old or {}, told)


def _plain(row: Row, names: Iterable[str]) -> dict[str, str]:
    return {name: text_of(row.get(name)) for name in names}


def _claim(how: How, row: Row, fields: tuple[Field, ...]) -> Change:
    text, lang = str(row["text"]), str(row.get("lang", ""))
    return Change(Section.CLAIMS, how, str(row["id"]), str(row["report"]), text, lang, fields=fields)


def touched_by(
    claims: Claims, names: Iterable[Change], lines: Iterable[tuple[Row | None, Row | None]], base: Snapshot
) -> Mapping[str, set[str]]:
    """Return the claims that each name may have altered: of a rule, a cue, an entity, a topic.

    A changed claim rests on the names in its record, old and new; any claim on
    those of a mention in it that changed (`names`); a claim that came or went
    with a line (`lines`, before and after), on the rules that decided the line.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for pair in claims.pairs:
        for row in filter(None, pair):
            for name in _rests_on(row):
                found[name].add(_id_now(pair))
    _add_named(found, names)
    _add_with_lines(found, claims, lines, base)
    return found


def _id_now(pair: _Pair) -> str:
    row = pair[1] or pair[0] or {}
    return str(row.get("id"))


def _rests_on(row: Row) -> Iterator[str]:
    for key in ("rules", "speakers", "addressee", "entities", "topics", "via"):
        for name in words_of(row, key):
            yield from name.split(">")
    yield str(row["act"])


def _add_named(found: dict[str, set[str]], names: Iterable[Change]) -> None:
    for change in names:
        for field in change.fields:
            if field.name == "id":
                for name in filter(None, (field.before, field.after)):
                    for part in name.split("+"):
                        found[part].update(change.touches)


def _add_with_lines(
    found: dict[str, set[str]],
    claims: Claims,
    lines: Iterable[tuple[Row | None, Row | None]],
    base: Snapshot,
) -> None:
    rules: dict[tuple[str, int], set[str]] = defaultdict(set)
    for old, new in lines:
        if old:
            named = {str(row.get("rule", "")) for row in (old, new) if row}
            rules[str(old["report"]), number_of(old, "block")] |= named
    blocks = {(str(s["report"]), s.get("sentence")): number_of(s, "block") for s in base.rows("sentences")}
    for pair in claims.pairs:
        row = pair[0] if pair[1] is None else None
        if row:
            place = str(row["report"]), blocks.get((str(row["report"]), row.get("sentence")), -1)
            for rule in rules.get(place, ()):
                found[rule].add(str(row["id"]))


def containing(claims: Iterable[Row]) -> Mapping[tuple[str, object], list[Row]]:
    """Return claims by the report and sentence in which they begin."""
    found: dict[tuple[str, object], list[Row]] = defaultdict(list)
    for row in claims:
        found[str(row["report"]), row.get("sentence")].append(row)
    return found
