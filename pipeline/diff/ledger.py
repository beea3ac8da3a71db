"""Rows of the ledger, and what is told from them: summary sentences, courses, references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pipeline.diff.changes import Change, Field, How, Section, fields_of, how_of, listed_field
from pipeline.diff.matching import pair_alike
from pipeline.diff.snapshot import Row, Snapshot, Value, text_of, words_of

_SIDES = ("left", "right")
_VALUES = ("status", "speakers", "topic")
_Pair = tuple[Row | None, Row | None]


def row_changes(base: Snapshot, head: Snapshot, lives: Mapping[str, str]) -> Iterator[Change]:
    """Yield rows of the ledger that came, went, changed their status or rest on other claims."""
    records = {str(r["id"]): r for r in (*base.rows("claims"), *head.rows("claims"))}
    for old, new in _paired(base.rows("comparison"), head.rows("comparison"), lives):
        fields = _fields(old, new, lives)
        if fields:
            yield _row(how_of(old, new), new or old or {}, fields, records)


def _paired(before: list[Row], after: list[Row], lives: Mapping[str, str]) -> list[_Pair]:
    """Pair rows by id, then by matter, leader and a claim they share; in the order of the ledger."""
    ids = {str(row["id"]): row for row in before}
    partners: dict[str, Row] = {str(r["id"]): ids.pop(str(r["id"])) for r in after if str(r["id"]) in ids}
    known: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in ids.values():
        for key in _keys(row, lives):
            known[key].append(row)
    for row in after:
        same = [old for key in _keys(row, {}) for old in known.get(key, ()) if str(old["id"]) in ids]
        if str(row["id"]) not in partners and same:
            partners[str(row["id"])] = ids.pop(str(same[0]["id"]))
    return [*((partners.get(str(row["id"])), row) for row in after), *((row, None) for row in ids.values())]


def _keys(row: Row, lives: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    matter = [text_of(row.get(name)) for name in ("topic", "left_event", "right_event")]
    for side in _SIDES:
        for claim in words_of(row, side):
            for speaker in words_of(row, "speakers"):
                yield (*matter, speaker, lives.get(claim, claim))


def _fields(old: Row | None, new: Row | None, lives: Mapping[str, str]) -> tuple[Field, ...]:
    before, after = ({name: text_of((row or {}).get(name)) for name in _VALUES} for row in (old, new))
    fields = fields_of(before, after, _VALUES)
    for side in _SIDES:
        were = [lives.get(claim, claim) for claim in words_of(old or {}, side)]
        fields += listed_field(side, were, words_of(new or {}, side))
    if old and new:
        fields += listed_field("differences", _differences(old), _differences(new))
        fields += _basis(old, new)
        if old["id"] != new["id"]:
            fields += (Field("id", str(old["id"]), str(new["id"])),)
    return fields


def _differences(row: Row) -> list[str]:
    found = row.get("differences")
    return [_difference(one) for one in (found if isinstance(found, list) else [])]


def _difference(found: Value) -> str:
    if not isinstance(found, dict):
        return text_of(found)
    return f"{found.get('side')} only: {found.get('kind')} {found.get('text')}"


def _basis(old: Row, new: Row) -> tuple[Field, ...]:
    """Return whose accounts a row rests on, where that changed though its claims did not."""
    if any(old.get(side) != new.get(side) for side in _SIDES):
        return ()
    before, after = text_of(old.get("basis")), text_of(new.get("basis"))
    return (Field("basis", before, after),) if before != after else ()


def _row(how: How, row: Row, fields: tuple[Field, ...], records: Mapping[str, Row]) -> Change:
    quoted = next((c for side in ("right", "left") for c in words_of(row, side) if c in records), "")
    claim = records.get(quoted, {})
    text, lang = text_of(claim.get("text")), text_of(claim.get("lang"))
    about = f"{text_of(row.get('speakers'))}: {text_of(row.get('topic'))}" if how is How.CHANGED else ""
    return Change(Section.LEDGER, how, str(row["id"]), words=text, lang=lang, about=about, fields=fields)


def summary_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield the generated sentences that changed, came or went, each in all its languages."""
    before, after = base.rows("summary"), head.rows("summary")
    alike = pair_alike([_sentence(row) for row in before], [_sentence(row) for row in after])
    partners = {j: before[i] for i, j in alike}
    kept = {i for i, _ in alike}
    pairs: list[_Pair] = [(partners.get(j), row) for j, row in enumerate(after)]
    pairs += [(row, None) for i, row in enumerate(before) if i not in kept]
    for old, new in pairs:
        row = new or old or {}
        one, other = _names(old), _names(new)
        fields = fields_of(one, other, dict.fromkeys((*other, *one)))
        if fields:
            subject = f"{row.get('left_event')} | {row.get('right_event')}"
            yield Change(Section.SUMMARY, how_of(old, new), subject, fields=fields)


def _names(row: Row | None) -> dict[str, str]:
    names = (row or {}).get("names")
    return {lang: text_of(told) for lang, told in names.items()} if isinstance(names, dict) else {}


def _sentence(row: Row) -> str:
    """Return a sentence by which it is known again: in its first language, with the talks compared."""
    return " ".join(
        [str(row.get("left_event")), str(row.get("right_event")), *list(_names(row).values())[:1]]
    )


def course_changes(base: Snapshot, head: Snapshot, lives: Mapping[str, str]) -> Iterator[Change]:
    """Yield the courses of a matter over all events that came, went or run otherwise.

    A course goes on where matter, leader and a claim are the same, whatever it is called.
    """
    before, after = _courses(base, lives), _courses(head, {})
    for old, new in _paired(before, after, lives):
        fields = fields_of({"course": _stations(old)}, {"course": _stations(new)}, ["course"])
        if fields:
            row = new or old or {}
            about = f"{text_of(row.get('speakers'))}: {text_of(row.get('topic'))}"
            yield Change(Section.COURSES, how_of(old, new), str(row["id"]), about=about, fields=fields)


def _courses(snapshot: Snapshot, lives: Mapping[str, str]) -> list[Row]:
    """Return the courses in the form of rows, so that they are paired as rows are."""
    claims = {str(r["proposition"]): words_of(r, "claims") for r in snapshot.rows("alignment")}
    found: list[Row] = []
    for row in snapshot.rows("courses"):
        named = [p for station in _told(row) for p in words_of(station, "propositions")]
        live: list[Value] = [lives.get(c, c) for p in named for c in claims.get(p, ())]
        found.append({**row, "id": text_of(row.get("course")), "left": live})
    return found


def _told(row: Row | None) -> list[Row]:
    stations = (row or {}).get("stations")
    return [s for s in (stations if isinstance(stations, list) else []) if isinstance(s, dict)]


def _stations(row: Row | None) -> str:
    return ", ".join(f"{s.get('event')} {s.get('status')}" for s in _told(row))


def reference_changes(base: Snapshot, head: Snapshot, lives: Mapping[str, str]) -> Iterator[Change]:
    """Yield the claims of a later event that refer to others of an earlier one, or no longer do."""
    before, after = _references(base, lives), _references(head, {})
    records = {str(r["id"]): r for r in (*base.rows("claims"), *head.rows("claims"))}
    for claim in dict.fromkeys((*after, *before)):
        fields = listed_field("refers to", before.get(claim, ()), after.get(claim, ()))
        if fields:
            how = how_of(before.get(claim), after.get(claim))
            row = records.get(claim, {})
            words, lang = text_of(row.get("text")), text_of(row.get("lang"))
            yield Change(
                Section.REFERENCES, how, claim, text_of(row.get("report")), words, lang, fields=fields
            )


def _references(snapshot: Snapshot, lives: Mapping[str, str]) -> dict[str, Iterable[str]]:
    found: dict[str, Iterable[str]] = {}
    for row in snapshot.rows("references"):
        claim = text_of(row.get("from"))
        found[lives.get(claim, claim)] = [lives.get(c, c) for c in words_of(row, "to")]
    return found
