"""Reports become annotations, each by itself: kept from before, or made here or in several processes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.clean import clean
from pipeline.extract import extract
from pipeline.ingest import Corpus
from pipeline.jobs import Watch, Work, spread, unwatched
from pipeline.model import Annotation, Block, Claim, Event, Mention, Report, ReportId, Sentence
from pipeline.parties import as_given, known_parties, with_parties
from pipeline.recall import NOTHING_KEPT, Recall
from pipeline.segment import segment
from pipeline.tag import tag
from pipeline.vocabulary import Registry

ANNOTATIONS = "annotations"


@dataclass(frozen=True, slots=True)
class Found:
    """All of an annotation but the report itself: what is kept of it."""

    clean: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]

    def of(self, report: Report) -> Annotation:
        """Return the annotation of a report."""
        return Annotation(report, self.clean, self.blocks, self.sentences, self.mentions, self.claims)


class Means(NamedTuple):
    """How the work is done: with which results from before, by how many processes, watched by whom."""

    recall: Recall = NOTHING_KEPT
    jobs: int = 1
    watch: Watch = unwatched


PLAIN = Means()


def annotate(report: Report, event: Event, registry: Registry) -> Annotation:
    """Return all that one report holds; it needs no other report."""
    text, blocks = clean(report, registry)
    sentences = segment(report, blocks, registry)
    renamed = known_parties(event, registry)
    talk = with_parties(event, renamed)
    mentions = tag(report, talk, sentences, registry)
    claims = extract(talk, sentences, mentions, registry)
    if renamed:
        mentions, claims = as_given(mentions, claims, renamed)
    return Annotation(report, text, blocks, sentences, mentions, claims)


def for_reading(registry: Registry) -> Registry:
    """Return a registry without the lists that no stage up to `extract` reads.

    With it, what changes in them cannot change an annotation.
    """
    return replace(
        registry,
        terms=(),
        words=(),
        quantities=(),
        intensities=(),
        namings={},
        phrases={},
        prose={},
        charsets={},
    )


def annotate_all(
    corpus: Corpus, registry: Registry, means: Means = PLAIN
) -> tuple[tuple[Annotation, ...], dict[ReportId, str]]:
    """Return the annotation of each report, and a hash of what each was made from.

    A report's text follows from its sidecar, which has the capture's hash.
    """
    pairs = [(report, corpus.events[report.sidecar.event]) for report in corpus.reports]
    recall, found, missing = means.recall, dict[int, Found](), list[int]()
    for number, (report, event) in enumerate(pairs):
        kept = recall.kept(ANNOTATIONS, [event, report.sidecar], Found)
        if kept is None:
            missing.append(number)
        else:
            found[number] = kept
        means.watch("looking up", number + 1, len(pairs))
    work = Work(_annotated, for_reading(registry))
    for done, (at, made) in enumerate(spread(work, [pairs[n] for n in missing], means.jobs), 1):
        report, event = pairs[missing[at]]
        found[missing[at]] = made
        recall.keep(ANNOTATIONS, [event, report.sidecar], made)
        means.watch("annotating", done, len(missing))
    names = {r.sidecar.id: recall.key(ANNOTATIONS, [event, r.sidecar]) for r, event in pairs}
    return tuple(found[n].of(pairs[n][0]) for n in range(len(pairs))), names


def _annotated(registry: Registry, pair: tuple[Report, Event]) -> Found:
    made = annotate(*pair, registry)
    return Found(made.clean, made.blocks, made.sentences, made.mentions, made.claims)
