"""Two states become one list of changes, each told once and in the part where a reviewer looks for it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diff.changes import Change, How, Meaning, Section, fields_of, how_of
from pipeline.diff.claims import compare_claims, touched_by
from pipeline.diff.joins import proposition_changes, witness_changes
from pipeline.diff.ledger import course_changes, reference_changes, row_changes, summary_changes
from pipeline.diff.mentions import line_changes, lines_that_differ, mention_changes
from pipeline.diff.people import (
    correction_changes,
    gold_changes,
    look_changes,
    page_changes,
    registry_changes,
    score_changes,
)
from pipeline.diff.snapshot import Row, Snapshot, text_of

_REPORT_FIELDS = (
    "event", "title", "lang", "outlet", "outlet_how", "url", "url_how", "published", "published_how",
    "rights", "display", "completeness", "translation", "capture", "sha256", "note",
)  # fmt: skip
# Of a report that comes or goes, what a reviewer checks first; the rest stands in its sidecar.
_REPORT_TOLD = ("event", "lang", "outlet", "url", "published", "rights", "display", "translation")
_EVENT_FIELDS = ("kind", "date", "title", "parties", "occasion", "follows")
_NAMED_FIELDS = ("label", "names", "country", "wikidata", "definition", "cameo")


def compare_snapshots(base: Snapshot, head: Snapshot) -> Meaning:
    """Return what differs in meaning between two states.

    Raises:
        CorpusError: if a record or a registry of either cannot be read.
    """
    reports, shared = _report_changes(base, head)
    claims = compare_claims(base, head)
    mentions = list(mention_changes(base, head, shared))
    lines = lines_that_differ(base, head, shared)
    changes = [
        *reports,
        *_named_changes(base, head),
        *claims.changes,
        *mentions,
        *proposition_changes(base, head, claims.lives),
        *witness_changes(base, head, claims.lives, shared),
        *row_changes(base, head, claims.lives),
        *summary_changes(base, head),
        *course_changes(base, head, claims.lives),
        *reference_changes(base, head, claims.lives),
        *line_changes(lines),
        *registry_changes(base, head, touched_by(claims, mentions, lines, base)),
        *correction_changes(base, head, claims),
        *gold_changes(base, head),
        *score_changes(base, head),
        *page_changes(base, head),
        *look_changes(base, head),
    ]
    return Meaning(base.name, head.name, tuple(changes))


def _report_changes(base: Snapshot, head: Snapshot) -> tuple[list[Change], set[str]]:
    """Return the changes of reports, and the reports that both states have."""
    before, after = _by_id(base.rows("reports")), _by_id(head.rows("reports"))
    changes = list(_rows(Section.REPORTS, before, after, _REPORT_FIELDS))
    return changes, set(before) & set(after)


def _named_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield events, and entities, acts and topics that stay but are named or dated otherwise."""
    yield from _rows(Section.EVENTS, _by_id(base.rows("events")), _by_id(head.rows("events")), _EVENT_FIELDS)
    before, after = (_by_id(s.rows("entities")) | _vocabulary(s) for s in (base, head))
    lasting = before.keys() & after.keys()
    yield from _rows(
        Section.EVENTS,
        {key: before[key] for key in before if key in lasting},
        {key: after[key] for key in after if key in lasting},
        _NAMED_FIELDS,
    )


def _vocabulary(snapshot: Snapshot) -> dict[str, Row]:
    return {f"{row['kind']} {row['id']}": row for row in snapshot.rows("vocabulary")}


def _by_id(rows: list[Row]) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows}


def _rows(
    section: Section, before: dict[str, Row], after: dict[str, Row], names: tuple[str, ...]
) -> Iterator[Change]:
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        row = new or old or {}
        fields = fields_of(_texts(old, names), _texts(new, names), names)
        if fields or old is None or new is None:
            how = how_of(old, new)
            title = row.get("title")
            words = title if isinstance(title, str) else ""
            report = key if section is Section.REPORTS else ""
            is_whole = how is How.CHANGED or section is not Section.REPORTS
            kept = tuple(f for f in fields if is_whole or f.name in _REPORT_TOLD)
            yield Change(section, how, key, report, words, text_of(row.get("lang")), fields=kept)


def _texts(row: Row | None, names: tuple[str, ...]) -> dict[str, str]:
    return {name: text_of((row or {}).get(name)) for name in names}
