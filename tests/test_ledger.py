"""What must be true of any ledger, whatever its rows."""

from __future__ import annotations

from dataclasses import replace

from pipeline.build import annotate
from pipeline.compare import column_of, compare
from pipeline.compare.readings import Reading, read_claims
from pipeline.ledger import Difference, LedgerRow
from pipeline.model import ClaimId, EntityId, Event, EventId, Report, Status
from pipeline.relate import FOLLOWING, by_event, comparable, relate
from pipeline.vocabulary import Registry
from pipeline.write import Analysis
from tests.corpora import report_of

MIRRORED = {Status.NEW: Status.DROPPED, Status.DROPPED: Status.NEW}
SIDES = {"left": "right", "right": "left"}


def both_ways(analysis: Analysis, registry: Registry) -> tuple[set[object], set[object]]:
    """Return the rows of 2025 | 2026 and those of 2026 | 2025, the latter turned round."""
    groups = by_event(analysis.events, analysis.annotations)
    older, newer = (
        column_of(analysis.events[e], analysis.propositions[e], groups[e], analysis.accounts, registry)
        for e in map(EventId, ("call-2025", "call-2026"))
    )
    forth, back = compare(older, newer, registry), compare(newer, older, registry)
    return {facts(r) for r in forth}, {facts(r, turned=True) for r in back}


def facts(row: LedgerRow, *, turned: bool = False) -> object:
    left, right = (row.right, row.left) if turned else (row.left, row.right)
    status = MIRRORED.get(row.status, row.status) if turned else row.status
    found = frozenset((SIDES[d.side] if turned else d.side, d.kind, d.id) for d in row.differences)
    return row.topic, row.speakers, frozenset(left), frozenset(right), status, found


def rows_of(analysis: Analysis) -> list[LedgerRow]:
    return [row for rows in analysis.ledgers.values() for row in rows]


def readings_of(analysis: Analysis, registry: Registry) -> dict[ClaimId, Reading]:
    return read_claims(analysis.annotations, analysis.events.values(), registry)


def test_the_ledger_reads_the_same_backwards(analysis: Analysis, registry: Registry) -> None:
    forth, back = both_ways(analysis, registry)
    assert forth == back


def test_what_stands_alone_has_one_side_and_what_pairs_has_two(analysis: Analysis) -> None:
    for row in rows_of(analysis):
        sides = (bool(row.left), bool(row.right))
        wanted = {Status.NEW: (False, True), Status.DROPPED: (True, False)}.get(row.status, (True, True))
        assert sides == wanted, row


def test_every_statement_of_either_call_is_in_the_ledger(analysis: Analysis) -> None:
    for (left, right), rows in analysis.ledgers.items():
        shown = {c for row in rows for c in (*row.left, *row.right)}
        held = {c for e in (left, right) for p in analysis.propositions[e] for c in p.claims}
        assert held == shown


def test_no_two_rows_share_an_id(analysis: Analysis) -> None:
    for rows in analysis.ledgers.values():
        assert len({row.id for row in rows}) == len(rows)


def test_a_difference_stands_in_the_words_of_its_side_and_in_none_of_the_other(
    analysis: Analysis, registry: Registry
) -> None:
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    readings = readings_of(analysis, registry)
    seen = 0
    for row in rows_of(analysis):
        for difference in row.differences:
            mine, other = (row.left, row.right) if difference.side == "left" else (row.right, row.left)
            assert set(difference.claims) <= set(mine)
            assert difference.text in claims[difference.claims[0]].text
            assert all(difference.id not in readings[c].present for c in other), difference
            seen += 1
    assert seen


def test_a_row_says_why_and_on_which_reports_it_rests(analysis: Analysis) -> None:
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    for row in rows_of(analysis):
        assert row.why
        for basis, side in ((row.left_basis, row.left), (row.right_basis, row.right)):
            assert set(basis.reports) == {claims[c].report for c in side}
            assert basis.own + basis.other + basis.third <= len(basis.reports)


# Two invented calls, a sentence or two a report: left and right, each text with its language.
PARTIES = (EntityId("narendra-modi"), EntityId("emmanuel-macron"))


def calls(
    left: list[tuple[str, str]], right: list[tuple[str, str]], registry: Registry
) -> tuple[LedgerRow, ...]:
    """Return the ledger of two invented calls, each given as texts with their languages."""
    events: dict[EventId, Event] = {}
    annotations = []
    for day, texts in (("2024-05-01", left), ("2025-05-01", right)):
        name = EventId(f"call-{day[:4]}")
        events[name] = Event(name, "call", day, {}, PARTIES)
        for number, (lang, text) in enumerate(texts):
            report = _of_event(report_of(text, lang, name=f"{day}-paper{number}-{lang}", day=day), name)
            annotations.append(annotate(report, events[name], registry))
    analysis = relate(events, tuple(annotations), registry)
    (rows,) = analysis.ledgers.values()
    return rows


def _of_event(report: Report, event: EventId) -> Report:
    return replace(report, sidecar=replace(report.sidecar, event=event))


def pair(rows: tuple[LedgerRow, ...], topic: str) -> LedgerRow:
    (found,) = [row for row in rows if row.left and row.right and row.topic == topic]
    return found


def named(row: LedgerRow, kind: str) -> set[tuple[str, str, str]]:
    return {(d.side, d.id, d.text) for d in row.differences if d.kind == kind}


RAIL_EN = "French President Emmanuel Macron proposed that the two sides cooperate on railways"


def test_what_one_side_adds_is_named_in_its_words(registry: Registry) -> None:
    rows = calls([("en", RAIL_EN + ".")], [("en", RAIL_EN + " with technology transfer.")], registry)
    row = pair(rows, "railways")
    assert ("right", "technology-transfer", "technology transfer") in named(row, "term")
    assert {d.side for d in row.differences} == {"right"}


def test_another_translation_is_no_difference(registry: Registry) -> None:
    fr = (
        "Le président français Emmanuel Macron a proposé que les deux parties coopèrent dans les chemins de"
        " fer et le transfert de technologie."
    )
    rows = calls([("en", RAIL_EN + " and technology transfer.")], [("fr", fr)], registry)
    row = pair(rows, "railways")
    assert (row.status, row.differences) == (Status.CONTINUED, ())


def test_two_wordings_of_one_strength_differ_in_one_language_only(registry: Registry) -> None:
    vi = "Tổng thống Pháp Emmanuel Macron khẳng định hợp tác đường sắt là ưu tiên {}."
    one, other = vi.format("hàng đầu"), vi.format("cao nhất")
    row = pair(calls([("vi", one)], [("vi", other)], registry), "railways")
    assert named(row, "intensity") == {
        ("left", "top-priority", "ưu tiên hàng đầu"),
        ("right", "highest-priority", "ưu tiên cao nhất"),
    }
    en = "French President Emmanuel Macron affirmed that railway cooperation is the highest priority."
    assert named(pair(calls([("vi", one)], [("en", en)], registry), "railways"), "intensity") == set()


def test_another_strength_is_a_change(registry: Registry) -> None:
    en = "French President Emmanuel Macron affirmed that railway cooperation with India is {}."
    weak, strong = en.format("a priority"), en.format("a top priority")
    row = pair(calls([("en", weak)], [("en", strong)], registry), "railways")
    assert row.status is Status.CHANGED
    assert "another strength: priority 1 | 3" in row.why
    assert pair(calls([("en", weak)], [("en", weak)], registry), "railways").status is Status.CONTINUED


def test_another_figure_is_a_change_and_another_spelling_of_it_is_none(registry: Registry) -> None:
    en = "French President Emmanuel Macron proposed that the two sides build {} railway lines."
    fr = "Le président français Emmanuel Macron a proposé de construire {} lignes de chemin de fer."
    row = pair(calls([("en", en.format(4))], [("en", en.format(9))], registry), "railways")
    assert (row.status, named(row, "number")) == (
        Status.CHANGED,
        {("left", "number:4", "4"), ("right", "number:9", "9")},
    )
    same = pair(calls([("en", en.format(4))], [("fr", fr.format("quatre"))], registry), "railways")
    assert named(same, "number") == set()


def test_nothing_is_said_where_the_other_text_could_not_tell(registry: Registry) -> None:
    """A person whom no registry lists is written otherwise in another language, or not."""
    vi = (
        "Tổng thống Pháp Emmanuel Macron đề nghị hai bên hợp tác đường sắt theo"
        " Tuyên bố Xanh Đỏ của ông Nguyễn Văn Thử Nghiệm."
    )
    row = pair(calls([("vi", vi)], [("en", RAIL_EN + ".")], registry), "railways")
    unlisted = {d.id for d in row.differences if d.kind in ("entity", "document", "place")}
    assert {e for e in unlisted if e not in registry.entities} == set()


def test_the_calls_differences_that_readers_ask_for(analysis: Analysis) -> None:
    rows = analysis.ledgers[EventId("call-2025"), EventId("call-2026")]
    found: dict[tuple[str, str], list[Difference]] = {}
    for row in rows:
        for difference in row.differences:
            found.setdefault((difference.side, difference.id), []).append(difference)
    assert not any(d.elsewhere for d in found["left", "unclos"])
    assert not any(d.elsewhere for d in found["right", "technology-transfer"])
    assert "ưu tiên cao nhất" in {d.text for d in found["right", "highest-priority"]}


def test_any_two_of_a_dozen_events_have_a_ledger_and_many_do_not_have_their_square() -> None:
    def count(events: int) -> int:
        names = [EventId(f"e{n:03d}") for n in range(events)]
        return len(comparable(Event(name, "call", "2025-01-01", {}, PARTIES) for name in names))

    assert count(FOLLOWING + 1) == (FOLLOWING + 1) * FOLLOWING // 2
    assert count(400) - count(300) == 100 * FOLLOWING
