"""From a corpus and a name to explanations: the reports that may hold it are read once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.build import annotate, corrections_of, registry_files
from pipeline.corrections import Correction, correct
from pipeline.corrections.quotations import find
from pipeline.explain.claims import explain_claim
from pipeline.explain.lookup import claim_called, mentions_called, reports_of
from pipeline.explain.mentions import explain_mention
from pipeline.explain.places import Places
from pipeline.explain.values import Evidence, Explanation
from pipeline.ingest import read_corpus
from pipeline.model import Annotation, Claim, Event, Mention
from pipeline.registry import load_registry
from pipeline.vocabulary import Registry


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
    return [explain_claim(found, reading.event, registry, places, reading.decided(claim))]


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
