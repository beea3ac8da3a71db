"""Scores of the machine, corrections left out, against the gold and sets of annotated documents."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import CorpusError, Problem
from pipeline.given import with_reference_claims
from pipeline.model import Annotation, Event, EventId, Report
from pipeline.reference import HELD_OUT, PER_REPORT, DocumentSet, of_reports
from pipeline.score import TABLES, Data, Row, Rows, Score, fold, only, pair_claims, read_rows, score_all
from pipeline.tallies import (
    Counts,
    Sentences,
    is_full_hit,
    names_of,
    sum_up,
    tally_acts,
    tally_all,
    tally_mention_rows,
)
from pipeline.vocabulary import Registry
from pipeline.write import Analysis, records

Groups = Mapping[str, Mapping[str, Score]]
Annotate = Callable[[Report, Event, Registry], Annotation]
Relate = Callable[[Mapping[EventId, Event], tuple[Annotation, ...], Registry], Analysis]
RELATED = ("claims", "alignment", "comparison")
PER_RELATION = ("alignment", "comparison")
Cell = tuple[str, str, str, str]
MISSES = ("missed claim", "extra claim", "differing claim", "missing mention", "extra mention")


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of one set of reports: `by_lang[""]` is of all languages together.

    `counts` holds what is behind each score, by (kind of division, its name,
    group, measure): `("lang", "vi", "claims", "span")`. `misses` lists a line
    for each by its sort, and none of documents held out.
    """

    name: str
    by_lang: Mapping[str, Groups]
    by_report: Mapping[str, Groups]
    by_label: Mapping[str, Score]
    by_act: Mapping[str, Score]
    counts: Mapping[Cell, Counts]
    misses: Mapping[str, tuple[str, ...]]


def evaluate_content(annotations: Sequence[Annotation], reference: Data, content: Path) -> Scored:
    """Return the scores of the records as published in `content/data`, corrections included.

    Only what is of the annotated reports, and of their events, counts.
    """
    published = {name: read_rows(content / "data", name) for name in TABLES}
    return score_set("content", of_reports(published, annotations), reference, tuple(annotations))


def evaluate_corpus(analysis: Analysis, reference: Data) -> Scored:
    """Return the scores of an analysis against the gold of its corpus."""
    return score_set("gold", _all_rows(analysis), reference, analysis.annotations)


def evaluate_given(
    events: Mapping[EventId, Event],
    annotations: tuple[Annotation, ...],
    reference: Data,
    means: tuple[Relate, Registry],
    name: str,
) -> Scored:
    """Return the scores of alignment and comparison alone, the reference's claims being given.

    Raises:
        CorpusError: if a reference claim is not in its report.
    """
    relate, registry = means
    given = with_reference_claims(annotations, reference.get("claims", ()), registry)
    predicted = _all_rows(relate(events, given, registry))
    tables = {t: rows for t, rows in predicted.items() if t in RELATED}
    wanted = {t: rows for t, rows in reference.items() if t in RELATED}
    return score_set(f"{name} from claims", tables, wanted, given, PER_RELATION)


def _all_rows(analysis: Analysis) -> dict[str, list[Row]]:
    return {**_rows(analysis.annotations), **_relations(analysis)}


def _relations(analysis: Analysis) -> dict[str, list[Row]]:
    propositions = (p for group in analysis.propositions.values() for p in group)
    ledgers = (row for rows in analysis.ledgers.values() for row in rows)
    return {
        "alignment": [_plain(records.proposition_record(p)) for p in propositions],
        "comparison": [_plain(records.ledger_record(row)) for row in ledgers],
    }


def evaluate_documents(
    documents: DocumentSet, registry: Registry, annotate: Annotate, relate: Relate, *, given: bool = False
) -> Scored:
    """Return the scores of annotated documents that are not part of a corpus.

    Events that the reference does not relate are not related either; a report
    without any mention in the reference was not annotated for mentions, and those
    found in it are not counted. With `given`, the reference's claims take the place
    of the machine's, and alignment and comparison alone are scored.
    """
    annotations = tuple(annotate(report, event, registry) for event, report in documents.documents)
    reference = documents.reference
    named = _related_events(reference)
    related = tuple(a for a in annotations if a.report.sidecar.event in named)
    events = {event.id: event for event, _ in documents.documents if event.id in named}
    if given:
        return evaluate_given(events, related, reference, (relate, registry), documents.name)
    predicted = _rows(annotations)
    predicted.pop("blocks")
    if related:
        predicted |= _relations(relate(events, related, registry))
    marked = {row["report"] for row in reference.get("mentions", ())}
    predicted["mentions"] = [row for row in predicted["mentions"] if row["report"] in marked]
    return score_set(documents.name, predicted, reference, annotations)


def _related_events(reference: Data) -> set[object]:
    """Return the events whose reports, or which themselves, the reference relates."""
    aligned = {row["event"] for row in reference.get("alignment", ())}
    compared = (
        row[side] for row in reference.get("comparison", ()) for side in ("left_event", "right_event")
    )
    return aligned.union(compared)


def score_set(
    name: str,
    predicted: Data,
    reference: Data,
    annotations: tuple[Annotation, ...],
    shown: tuple[str, ...] = TABLES,
) -> Scored:
    """Return the scores of a set, over all and by language, report, label and act, of the tables `shown`."""
    langs = {str(a.report.sidecar.id): str(a.report.sidecar.lang) for a in annotations}
    sentences = {str(a.report.sidecar.id): tuple(s.text for s in a.sentences) for a in annotations}
    counts: dict[Cell, Counts] = {}

    def score(kind: str, part: str, reports: Set[str]) -> Groups:
        mine, theirs = (
            only(d, lambda row: str(row["report"]) in reports, PER_REPORT) if part else d
            for d in (predicted, reference)
        )
        groups = {g: measures for g, measures in score_all(mine, theirs).items() if g in shown}
        for group, measures in tally_all(mine, theirs, sentences, groups).items():
            counts.update({(kind, part, group, measure): c for measure, c in measures.items()})
        return groups

    by_lang = {"": score("lang", "", langs.keys())}
    for lang in sorted(set(langs.values())):
        by_lang[lang] = score("lang", lang, {report for report, own in langs.items() if own == lang})
    by_report = {report: score("report", report, {report}) for report in sorted(langs)}
    for label, found in _by_label(predicted, reference, sentences).items():
        counts["label", label, "mentions", "surface+label+id"] = found
    claims = (predicted.get("claims", ()), reference.get("claims", ())) if "claims" in shown else ((), ())
    for act, found in tally_acts(*claims, sentences).items():
        counts["act", act, "claims", "full (span+speakers+act)"] = found
    return Scored(
        name,
        by_lang,
        by_report,
        {cell[1]: sum_up(c) for cell, c in counts.items() if cell[0] == "label"},
        {cell[1]: sum_up(c) for cell, c in counts.items() if cell[0] == "act"},
        counts,
        {**_claim_misses(*claims), **_mention_misses(predicted, reference)} if name != HELD_OUT else {},
    )


def _rows(annotations: tuple[Annotation, ...]) -> dict[str, list[Row]]:
    return {
        "blocks": [_plain(records.block_record(b, str)) for a in annotations for b in a.blocks],
        "mentions": [_plain(records.mention_record(m)) for a in annotations for m in a.mentions],
        "claims": [_plain(records.claim_record(c)) for a in annotations for c in a.claims],
    }


def _plain(record: records.Record) -> Row:
    plain: Row = json.loads(records.as_line(record))
    return plain


def _by_label(predicted: Data, reference: Data, sentences: Sentences) -> dict[str, Counts]:
    """Return the counts of mentions with label and id, by label."""
    mine, theirs = predicted.get("mentions", ()), reference.get("mentions", ())
    return {
        label: tally_mention_rows(
            [r for r in mine if r["label"] == label],
            [r for r in theirs if r["label"] == label],
            sentences,
            ("label", "id"),
        )
        for label in sorted({str(r["label"]) for r in theirs})
    }


def _claim_misses(mine: Rows, theirs: Rows) -> dict[str, tuple[str, ...]]:
    """Return a line for each claim missed, found in excess, or of another speaker or act."""
    pairs = pair_claims(mine, theirs)
    found, hit = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = [f"{g['report']} {_says(g)}: {g['text']}" for j, g in enumerate(theirs) if j not in hit]
    extra = [f"{p['report']} {_says(p)}: {p['text']}" for i, p in enumerate(mine) if i not in found]
    differing = [
        f"{theirs[j]['report']} {_says(mine[i])} for {_says(theirs[j])}: {theirs[j]['text']}"
        for i, j in pairs
        if not is_full_hit(mine[i], theirs[j])
    ]
    return dict(zip(MISSES[:3], map(tuple, (missed, extra, differing)), strict=True))


def _says(row: Row) -> str:
    return f"{'+'.join(names_of(row, 'speakers'))}/{row['act']}"


def _mention_misses(predicted: Data, reference: Data) -> dict[str, tuple[str, ...]]:
    """Return a line for each mention that only one side has, with label and id."""
    mine, theirs = (
        Counter(
            f"{r['report']} {r['label']} {r.get('id', '')}: {fold(str(r['text']))}"
            for r in d.get("mentions", ())
        )
        for d in (predicted, reference)
    )
    return dict(
        zip(MISSES[3:], (tuple((theirs - mine).elements()), tuple((mine - theirs).elements())), strict=True)
    )


def under_floors(scored: list[Scored], floors_file: Path) -> list[str]:
    """Return what is under its floor. Floors may rise and not fall.

    Raises:
        CorpusError: if there is no file of floors, or a floor names no score.
    """
    if not floors_file.is_file():
        raise CorpusError([Problem(str(floors_file), 0, "missing", "write the floors there")])
    floors = tomllib.loads(floors_file.read_text("utf-8"))
    by_name = {s.name: s for s in scored}
    out = []
    for set_name, groups in floors.items():
        for group, measures in groups.items():
            for measure, floor in measures.items():
                lang, _, plain = measure.rpartition(":")
                try:
                    f1 = by_name[set_name].by_lang[lang][group][plain].f1
                except KeyError:
                    what = f"no score {set_name} {group} {measure!r}"
                    raise CorpusError(
                        [Problem(str(floors_file), 0, what, "correct the floor's name")]
                    ) from None
                if f1 < floor:
                    out.append(f"{set_name} {group} {measure}: {f1:.4f} is under {floor}")
    return out
