"""Claims, mentions and lines of the reports that both states have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from pipeline.diff.changes import Change, Field, How, Section, fields_of
from pipeline.diff.snapshot import Row, Snapshot, text_of
from pipeline.score import overlap, words

MIN_OVERLAP = 0.5
CLAIM_FIELDS = (
    "text", "speakers", "act", "topics", "via", "addressee", "lang", "account", "teller", "removes",
    "checked",
)  # fmt: skip
_IN_TEXT = frozenset({"title", "body"})


def by_report(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return records by the report they belong to."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row.get("report", ""))].append(row)
    return found


def claim_changes(base: Snapshot, head: Snapshot) -> tuple[list[Change], dict[str, str]]:
    """Return the changes of claims, and the new id of each claim that lives on, by its old one."""
    before, after = by_report(base.rows("claims")), by_report(head.rows("claims"))
    changes: list[Change] = []
    renamed: dict[str, str] = {}
    for report in sorted({*before, *after}):
        pairs, gone, new = _pairs(before.get(report, []), after.get(report, []))
        for old, row in pairs:
            renamed[str(old["id"])] = str(row["id"])
            fields = fields_of(_plain(old), _plain(row), CLAIM_FIELDS)
            if old["id"] != row["id"]:
                fields = (*fields, Field("id", str(old["id"]), str(row["id"])))
            if fields:
                changes.append(_claim(How.CHANGED, row, fields))
        changes += [_claim(How.REMOVED, row, _told(row, removed=True)) for row in gone]
        changes += [_claim(How.ADDED, row, _told(row)) for row in new]
    return changes, renamed


def _plain(row: Row) -> dict[str, str]:
    return {name: text_of(row.get(name)) for name in CLAIM_FIELDS}


def _told(row: Row, *, removed: bool = False) -> tuple[Field, ...]:
    """Return who says a claim, by which act, about what, as the fields of one that comes or goes."""
    told = ((name, text_of(row.get(name))) for name in ("speakers", "act", "topics", "via"))
    return tuple(
        Field(name, value, "") if removed else Field(name, "", value) for name, value in told if value
    )


def _claim(how: How, row: Row, fields: tuple[Field, ...]) -> Change:
    text, lang = str(row["text"]), str(row.get("lang", ""))
    return Change(Section.CLAIMS, how, str(row["id"]), str(row["report"]), text, lang, fields)


def _pairs(old: list[Row], new: list[Row]) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pair claims of one report: by id, then those that share half their words, the best first."""
    ours = {str(row["id"]): row for row in old}
    pairs = [(ours.pop(str(row["id"])), row) for row in new if str(row["id"]) in ours]
    known = {str(row["id"]) for _, row in pairs}
    gone, come = list(ours.values()), [row for row in new if str(row["id"]) not in known]
    one, other = [words(str(r["text"])) for r in gone], [words(str(r["text"])) for r in come]
    likely = sorted(
        ((-overlap(a, b), i, j) for i, a in enumerate(one) for j, b in enumerate(other)),
        key=lambda found: found,
    )
    taken: dict[int, int] = {}
    for score, i, j in likely:
        if -score >= MIN_OVERLAP and i not in taken and j not in taken.values():
            taken[i] = j
    pairs += [(gone[i], come[j]) for i, j in sorted(taken.items())]
    used = set(taken.values())
    return (
        pairs,
        [row for i, row in enumerate(gone) if i not in taken],
        [row for j, row in enumerate(come) if j not in used],
    )


def mention_changes(base: Snapshot, head: Snapshot, shared: set[str]) -> Iterator[Change]:
    """Yield mentions of the shared reports that came, went or now name something else."""
    before, after = _placed(base, shared), _placed(head, shared)
    gone = {place: row for place, row in before.items() if place not in after}
    come = {place: row for place, row in after.items() if place not in before}
    _drop_moved(gone, come)
    for place in sorted({*before.keys() & after.keys(), *gone, *come}, key=str):
        old, new = before.get(place), after.get(place)
        if old is not None and new is not None:
            fields = fields_of(_named(old), _named(new), ("label", "id"))
            if fields:
                yield _mention(How.CHANGED, new, fields)
        elif place in gone:
            row = gone[place]
            fields = tuple(Field(n, v, "") for n, v in _named(row).items())
            yield _mention(How.REMOVED, row, fields)
        elif place in come:
            row = come[place]
            yield _mention(How.ADDED, row, tuple(Field(n, "", v) for n, v in _named(row).items()))


def _named(row: Row) -> dict[str, str]:
    return {"label": str(row["label"]), "id": str(row["id"])}


def _mention(how: How, row: Row, fields: tuple[Field, ...]) -> Change:
    subject = f"{row['report']}:{row['start']}"
    return Change(Section.MENTIONS, how, subject, str(row["report"]), str(row["text"]), "", fields)


def _placed(snapshot: Snapshot, reports: set[str]) -> dict[Hashable, Row]:
    """Return mentions by their sentence's words and their place in it, which outlive a moved paragraph."""
    sentences: dict[tuple[str, object], tuple[str, int, int]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for row in snapshot.rows("sentences"):
        report, text = str(row["report"]), str(row["text"])
        if report in reports:
            sentences[report, row["sentence"]] = (text, seen[report, text], _int(row, "start"))
            seen[report, text] += 1
    placed: dict[Hashable, Row] = {}
    for row in snapshot.rows("mentions"):
        report = str(row["report"])
        if report in reports:
            text, nth, start = sentences.get((report, row["sentence"]), ("", 0, 0))
            placed[report, text, nth, _int(row, "start") - start, row["text"]] = row
    return placed


def _int(row: Row, key: str) -> int:
    value = row.get(key)
    return value if isinstance(value, int) else 0


def _drop_moved(gone: dict[Hashable, Row], come: dict[Hashable, Row]) -> None:
    """Leave out mentions whose sentence only changed around them."""
    waiting: dict[Hashable, list[Hashable]] = defaultdict(list)
    for place, row in come.items():
        waiting[row["report"], row["text"], row["label"], row["id"]].append(place)
    for place, row in list(gone.items()):
        same = waiting[row["report"], row["text"], row["label"], row["id"]]
        if same:
            del gone[place], come[same.pop(0)]


def line_changes(base: Snapshot, head: Snapshot, shared: set[str]) -> Iterator[Change]:
    """Yield the lines of shared reports that are cleaned away or restored, that came or went."""
    before, after = _lines(base, shared), _lines(head, shared)
    for place in sorted({*before, *after}, key=str):
        old, new = before.get(place), after.get(place)
        row = new or old
        if row is None:
            continue
        told = (_kind(old), _kind(new))
        if told[0] != told[1]:
            fields = (Field("kind", *told), *_reason(old, new))
            report = str(row["report"])
            yield Change(Section.LINES, _line_how(old, new), report, report, str(row["text"]), "", fields)


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
    return (Field("reason", *(str(row.get("reason", "")) if row else "" for row in (old, new))),)


def _line_how(old: Row | None, new: Row | None) -> How:
    if old is None or new is None:
        return How.ADDED if old is None else How.REMOVED
    was, is_now = old["kind"] in _IN_TEXT, new["kind"] in _IN_TEXT
    if was == is_now:
        return How.CHANGED
    return How.RESTORED if is_now else How.CLEANED


def touched_by(changes: Iterable[Change], snapshots: Iterable[Snapshot]) -> Mapping[str, set[str]]:
    """Return, for each name that a changed claim rests on, the claims: names of rules, cues and entities."""
    changed = {c.subject for c in changes if c.section is Section.CLAIMS}
    changed |= {f.before for c in changes for f in c.fields if f.name == "id"}
    found: dict[str, set[str]] = defaultdict(set)
    for snapshot in snapshots:
        for row in snapshot.rows("claims"):
            if row["id"] in changed:
                for name in _rests_on(row):
                    found[name].add(str(row["id"]))
    return found


def _rests_on(row: Row) -> Iterator[str]:
    for key in ("rules", "speakers", "addressee", "entities", "topics", "via"):
        value = row.get(key)
        for name in value if isinstance(value, list) else []:
            yield from str(name).split(">")
    yield str(row["act"])
