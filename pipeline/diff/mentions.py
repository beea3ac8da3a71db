"""Mentions and lines of the reports that both states have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pipeline.diff.changes import Change, Field, How, Section, fields_of, how_of
from pipeline.diff.claims import containing
from pipeline.diff.snapshot import Row, Snapshot, number_of

_IN_TEXT = frozenset({"title", "body"})
_SHOWN = ("label", "id")
_Place = tuple[str, str, int, int, str]


def mention_changes(base: Snapshot, head: Snapshot, shared: set[str]) -> Iterator[Change]:
    """Yield mentions of the shared reports that came, went or now name something else.

    Each touches the claims that it stands in.
    """
    before, after = _placed(base, shared), _placed(head, shared)
    gone = {place: row for place, row in before.items() if place not in after}
    come = {place: row for place, row in after.items() if place not in before}
    _drop_moved(gone, come)
    both = [place for place in after if place in before]
    found = [(before.get(place), after.get(place)) for place in (*both, *gone, *come)]
    differing = [pair for pair in found if _named(pair[0]) != _named(pair[1])]
    claims = [containing(snapshot.rows("claims")) for snapshot in (base, head)] if differing else [{}, {}]
    for old, new in sorted(differing, key=_order):
        row = new or old or {}
        held = _holding(old, claims[0]) | _holding(new, claims[1])
        fields = fields_of(_named(old), _named(new), _SHOWN)
        subject = f"{row['report']}:{row['start']}"
        yield Change(
            Section.MENTIONS, how_of(old, new), subject, str(row["report"]), str(row["text"]),
            fields=fields, touches=tuple(sorted(held)),
        )  # fmt: skip


def _named(row: Row | None) -> dict[str, str]:
    return {name: str(row[name]) for name in _SHOWN} if row else {}


def _order(pair: tuple[Row | None, Row | None]) -> tuple[str, int, bool]:
    row = pair[1] or pair[0] or {}
    return str(row.get("report")), number_of(row, "start"), pair[1] is None


def _holding(row: Row | None, claims: Mapping[tuple[str, object], list[Row]]) -> set[str]:
    if row is None:
        return set()
    start, end = number_of(row, "start"), number_of(row, "end")
    return {
        str(claim["id"])
        for claim in claims.get((str(row["report"]), row.get("sentence")), [])
        if number_of(claim, "start") <= start and end <= number_of(claim, "end")
    }


def _placed(snapshot: Snapshot, reports: set[str]) -> dict[_Place, Row]:
    """Return mentions by their sentence's words and their place in it, which outlive a moved paragraph."""
    sentences: dict[tuple[str, object], tuple[str, int, int]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for row in snapshot.rows("sentences"):
        report, text = str(row["report"]), str(row["text"])
        if report in reports:
            sentences[report, row["sentence"]] = (text, seen[report, text], number_of(row, "start"))
            seen[report, text] += 1
    placed: dict[_Place, Row] = {}
    for row in snapshot.rows("mentions"):
        report = str(row["report"])
        if report in reports:
            text, nth, start = sentences.get((report, row["sentence"]), ("", 0, 0))
            placed[report, text, nth, number_of(row, "start") - start, str(row["text"])] = row
    return placed


def _drop_moved(gone: dict[_Place, Row], come: dict[_Place, Row]) -> None:
    """Leave out mentions whose sentence only changed around them."""
    waiting: dict[tuple[object, ...], list[_Place]] = defaultdict(list)
    for place, row in reversed(come.items()):
        waiting[row["report"], row["text"], row["label"], row["id"]].append(place)
    for place, row in list(gone.items()):
        same = waiting[row["report"], row["text"], row["label"], row["id"]]
        if same:
            del gone[place], come[same.pop()]


def lines_that_differ(
    base: Snapshot, head: Snapshot, shared: set[str]
) -> list[tuple[Row | None, Row | None]]:
    """Return the lines of shared reports that have another kind, or came or went, before and after."""
    before, after = _lines(base, shared), _lines(head, shared)
    found = [(before.get(place), after.get(place)) for place in dict.fromkeys((*after, *before))]
    differing = [pair for pair in found if _kind(pair[0]) != _kind(pair[1])]
    return sorted(differing, key=_line_order)


def line_changes(pairs: list[tuple[Row | None, Row | None]]) -> Iterator[Change]:
    """Yield lines as cleaned away or restored, of another kind, new in a capture or gone from it."""
    for old, new in pairs:
        row = new or old or {}
        fields = (Field("kind", _kind(old), _kind(new)), *_reason(old, new))
        report = str(row["report"])
        subject = f"{report} line {number_of(row, 'block') + 1}"
        yield Change(Section.LINES, _line_how(old, new), subject, report, str(row["text"]), fields=fields)


def _line_order(pair: tuple[Row | None, Row | None]) -> tuple[str, int, bool]:
    row = pair[1] or pair[0] or {}
    return str(row.get("report")), number_of(row, "block"), pair[1] is None


def _lines(snapshot: Snapshot, reports: set[str]) -> dict[tuple[str, str, int], Row]:
    seen: Counter[tuple[str, str]] = Counter()
    lines = {}
    for row in snapshot.rows("blocks"):
        report, text = str(row["report"]), str(row["text"])
        if report in reports:
            lines[report, text, seen[report, text]] = row
            seen[report, text] += 1
    return lines


def _kind(row: Row | None) -> str:
    return str(row["kind"]) if row else ""


def _reason(old: Row | None, new: Row | None) -> tuple[Field, ...]:
    before, after = (str(row.get("reason", "")) if row else "" for row in (old, new))
    return (Field("reason", before, after),) if before != after else ()


def _line_how(old: Row | None, new: Row | None) -> How:
    if old is None or new is None:
        return how_of(old, new)
    was, is_now = old["kind"] in _IN_TEXT, new["kind"] in _IN_TEXT
    if was == is_now:
        return How.CHANGED
    return How.RESTORED if is_now else How.CLEANED
