"""From a corpus and a name to explanations: the reports that may hold it are read once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from pipeline.build import (
    analyse,
    annotate,
    correct_all,
    corrections_of,
    decisions_of,
    registry_files,
)
from pipeline.corrections import Correction, correct
from pipeline.corrections.quotations import find
from pipeline.explain.claims import explain_claim
from pipeline.explain.joins import explain_propositions, explain_row
from pipeline.explain.lookup import (
    UnknownNameError,
    claim_called,
    mentions_called,
    reports_of,
    short_name,
)
from pipeline.explain.mentions import explain_mention
from pipeline.explain.places import Places
from pipeline.explain.values import Evidence, Explanation
from pipeline.ingest import read_corpus
from pipeline.model import Annotation, Claim, Event, EventId, Mention
from pipeline.registry import load_registry
from pipeline.vocabulary import Registry
from pipeline.write import Analysis

_NEAR = 5


@dataclass(frozen=True)
class Reading:
    """One report as the machine reads it and as people corrected it."""

    event: Event
    machine: Annotation
    published: Annotation
    corrections: Sequence[Correction]

    def decided(self, span: Claim | Mention) -> list[Correction]:
        """Return the corrections whose quoted passage touches a claim or mention."""
        kind = "claim" if isinstance(span, Claim) else "mention"
        return [
            c
            for c in self.corrections
            if c.kind == kind
            and any(s < span.end and span.start < e for s, e in find(self.machine.clean, c.quote))
        ]


def explain_in(corpus_folder: Path, name: str) -> list[Explanation]:
    """Return why the claim, or each mention, that `name` calls in a corpus is what it is.

    Raises:
        UnknownNameError: if nothing has that name, with what comes near.
        CorpusError: with what is wrong in the corpus.
    """
    shown = f"{corpus_folder.name}/registry"
    registry = load_registry(corpus_folder / "registry", shown)
    places = Places(registry_files(corpus_folder), shown)
    if ":" not in name and not _is_claims(name, corpus_folder, registry):
        return _related(corpus_folder, name, registry, places)
    readings = _read(corpus_folder, name, registry)
    if ":" in name:
        reading = readings[0]
        groups: dict[tuple[str, str, str], list[Mention]] = {}
        for mention in mentions_called(name, reading.published):
            groups.setdefault((mention.label, mention.id, mention.rule), []).append(mention)
        return [_of_group(reading, group, registry, places) for group in groups.values()]
    annotation, claim = claim_called(name, [r.published for r in readings])
    reading = next(r for r in readings if r.published is annotation)
    found = (reading.machine, claim)
    about = [explain_claim(found, reading.event, registry, places, reading.decided(claim))]
    analysis = _analysis(corpus_folder, registry, reading.event.id)
    wanted = [p for p in analysis.propositions[reading.event.id] if claim.id in p.claims]
    return about + explain_propositions(analysis, reading.event, wanted, registry, places)


def _is_claims(name: str, corpus_folder: Path, registry: Registry) -> bool:
    """Return whether a name has the form of a claim's id: what a report's claims begin with, and letters."""
    corpus = read_corpus(corpus_folder, registry, corpus_folder.name)
    short = name.rpartition("-")[0]
    known = {short_name(r.sidecar.id) for r in corpus.reports}
    return short in known or not (name.startswith("p-") or short in registry.topics)


def _related(corpus_folder: Path, name: str, registry: Registry, places: Places) -> list[Explanation]:
    """Return why a proposition or a row of a ledger is what it is."""
    analysis = _analysis(corpus_folder, registry)
    rows = {row.id: row for group in analysis.ledgers.values() for row in group}
    if name in rows:
        return [explain_row(rows[name], analysis)]
    for event, group in analysis.propositions.items():
        wanted = [p for p in group if p.id == name]
        if wanted:
            return explain_propositions(analysis, analysis.events[event], wanted, registry, places)
    every = [*rows, *(p.id for group in analysis.propositions.values() for p in group)]
    near = get_close_matches(name, every, _NEAR, 0)
    what = f"no proposition or row of a ledger has the id {name!r}"
    raise UnknownNameError(what, near, "ids stand in content/data/alignment.jsonl and comparison.jsonl")


def _analysis(corpus_folder: Path, registry: Registry, event: EventId | None = None) -> Analysis:
    """Return the analysis with corrections: of a whole corpus, or of the reports of one event."""
    corpus = read_corpus(corpus_folder, registry, corpus_folder.name)
    corrections, decisions = corrections_of(corpus_folder, corpus), decisions_of(corpus_folder, corpus)
    if event is not None:
        own = tuple(r for r in corpus.reports if r.sidecar.event == event)
        corpus = replace(corpus, events={event: replace(corpus.events[event], follows=None)}, reports=own)
        kept = {r.sidecar.id for r in own}
        corrections = {name: listed for name, listed in corrections.items() if name in kept}
        mine = (d for d in decisions.get(event, ()) if d.kind != "row")
        decisions = {event: tuple(mine)}
    return correct_all(analyse(corpus, registry), corrections, registry, decisions)


def _of_group(reading: Reading, group: list[Mention], registry: Registry, places: Places) -> Explanation:
    """Return why the first of mentions alike is what it is, and where the others stand."""
    first, *others = group
    decided = reading.decided(first)
    found = explain_mention(reading.published, reading.event, first, registry, places, decided)
    if not others:
        return found
    likewise = Evidence(f"likewise {len(others)} more", ", ".join(str(m.start) for m in others))
    step = replace(found.steps[0], evidence=(*found.steps[0].evidence, likewise))
    return replace(found, steps=(step, *found.steps[1:]))


def _read(corpus_folder: Path, name: str, registry: Registry) -> list[Reading]:
    corpus = read_corpus(corpus_folder, registry, corpus_folder.name)
    corrections = corrections_of(corpus_folder, corpus)
    wanted = reports_of(name, [r.sidecar.id for r in corpus.reports])
    readings = []
    for report in corpus.reports:
        if report.sidecar.id in wanted:
            event = corpus.events[report.sidecar.event]
            machine = annotate(report, event, registry)
            mine = corrections.get(report.sidecar.id, ())
            readings.append(
                Reading(event, machine, correct(machine, mine, registry) if mine else machine, mine)
            )
    return readings
