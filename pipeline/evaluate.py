"""Scores of the machine, corrections left out, against the gold and the practice reports."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents import read_documents
from pipeline.errors import CorpusError, Problem
from pipeline.model import Annotation, Event, Report
from pipeline.score import TABLES, Data, Row, Score, only, pair_claims, read_rows, score_all
from pipeline.vocabulary import Registry
from pipeline.write import Analysis, records

Groups = Mapping[str, Mapping[str, Score]]
Annotate = Callable[[Report, Event, Registry], Annotation]


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of one set of reports: `by_lang[""]` is of all languages together."""

    name: str
    by_lang: Mapping[str, Groups]
    by_label: Mapping[str, Score]
    by_act: Mapping[str, Score]
    misses: tuple[str, ...]


def evaluate_corpus(analysis: Analysis, gold: Path) -> Scored:
    """Return the scores of an analysis against the gold of its corpus."""
    predicted = _rows(analysis.annotations)
    predicted["alignment"] = [
        _plain(records.proposition_record(p)) for group in analysis.propositions.values() for p in group
    ]
    predicted["comparison"] = [
        _plain(records.ledger_record(r)) for rows in analysis.ledgers.values() for r in rows
    ]
    langs = {a.report.sidecar.id: a.report.sidecar.lang for a in analysis.annotations}
    return score_set("gold", predicted, read_reference(gold), dict(langs))


def evaluate_documents(folder: Path, registry: Registry, annotate: Annotate, name: str) -> Scored:
    """Return the scores of annotated documents that are not part of a corpus."""
    documents = read_documents(folder)
    annotations = tuple(annotate(report, event, registry) for event, report in documents)
    langs = {report.sidecar.id: report.sidecar.lang for _, report in documents}
    predicted = _rows(annotations)
    predicted.pop("blocks")
    return score_set(name, predicted, read_reference(folder), dict(langs))


def read_reference(folder: Path) -> dict[str, list[Row]]:
    """Return the reference annotation in a folder.

    Raises:
        CorpusError: if there is none, or a line is no JSON.
    """
    reference = {name: read_rows(folder, name) for name in TABLES}
    if not any(reference.values()):
        fix = "put the reference annotation there"
        raise CorpusError([Problem(str(folder), 0, "no reference annotation", fix)])
    return reference


def score_set(name: str, predicted: Data, reference: Data, langs: Mapping[str, str]) -> Scored:
    """Return the scores of a set, over all and by the language of the report."""
    by_lang: dict[str, Groups] = {"": score_all(predicted, reference)}
    for lang in sorted(set(langs.values())):
        keep = _keeps(langs, lang)
        tables = ("blocks", "mentions", "claims")
        by_lang[lang] = score_all(only(predicted, keep, tables), only(reference, keep, tables))
    return Scored(
        name,
        by_lang,
        _by_label(predicted, reference),
        _by_act(predicted, reference),
        _misses(predicted, reference),
    )


def _keeps(langs: Mapping[str, str], lang: str) -> Callable[[Row], bool]:
    return lambda row: langs.get(str(row["report"])) == lang


def _rows(annotations: tuple[Annotation, ...]) -> dict[str, list[Row]]:
    return {
        "blocks": [_plain(records.block_record(b, str)) for a in annotations for b in a.blocks],
        "mentions": [_plain(records.mention_record(m)) for a in annotations for m in a.mentions],
        "claims": [_plain(records.claim_record(c)) for a in annotations for c in a.claims],
    }


def _plain(record: records.Record) -> Row:
    plain: Row = json.loads(records.as_line(record))
    return plain


def _by_label(predicted: Data, reference: Data) -> dict[str, Score]:
    """Return the scores of mentions with label and id, by label."""
    labels = sorted({str(r["label"]) for r in reference.get("mentions", ())})
    out = {}
    for label in labels:
        mine, theirs = (
            only(d, lambda r, wanted=label: r["label"] == wanted, ("mentions",))
            for d in (predicted, reference)
        )  # type: ignore[misc]
        out[label] = score_all(mine, theirs)["mentions"]["surface+label+id"]
    return out


def _by_act(predicted: Data, reference: Data) -> dict[str, Score]:
    """Return the scores of claims (span, speakers and act) by act."""
    mine, theirs = predicted.get("claims", ()), reference.get("claims", ())
    hits: dict[str, int] = defaultdict(int)
    for i, j in pair_claims(mine, theirs):
        if mine[i]["act"] == theirs[j]["act"] and set(_texts(mine[i])) == set(_texts(theirs[j])):
            hits[str(theirs[j]["act"])] += 1
    acts = sorted({str(r["act"]) for r in theirs})
    return {
        act: Score(hits[act], sum(r["act"] == act for r in mine), sum(r["act"] == act for r in theirs))
        for act in acts
    }


def _texts(row: Row) -> list[str]:
    speakers = row["speakers"]
    return [str(s) for s in speakers] if isinstance(speakers, list) else []


def _misses(predicted: Data, reference: Data) -> tuple[str, ...]:
    """Return a line for each claim missed, found in excess, or of another speaker or act."""
    mine, theirs = predicted.get("claims", ()), reference.get("claims", ())
    pairs = pair_claims(mine, theirs)
    found, hit = {i for i, _ in pairs}, {j for _, j in pairs}
    lines = [f"missed  {g['report']} {g['act']}: {g['text']}" for j, g in enumerate(theirs) if j not in hit]
    lines += [f"extra   {p['report']} {p['act']}: {p['text']}" for i, p in enumerate(mine) if i not in found]
    for i, j in pairs:
        got, wanted = (
            (mine[i]["act"], sorted(_texts(mine[i]))),
            (theirs[j]["act"], sorted(_texts(theirs[j]))),
        )
        if got != wanted:
            one, other = (f"{'+'.join(s)}/{a}" for a, s in (got, wanted))
            lines.append(f"differs {theirs[j]['report']} {one} for {other}: {theirs[j]['text']}")
    return tuple(lines)


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
