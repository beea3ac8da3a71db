"""What a corpus already holds, as far as adding to it needs that: read once, without any analysis."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.clean import clean
from pipeline.former import Former, read_former
from pipeline.ingest import Corpus, read_corpus
from pipeline.model import ReportId
from pipeline.registry import load_registry
from pipeline.vocabulary import Registry


@dataclass(frozen=True)
class Known:
    """A corpus with its registry, the clean text of each report, and the ids that reports once had."""

    folder: Path
    registry: Registry
    corpus: Corpus
    texts: dict[ReportId, str]
    former: tuple[Former, ...]


def read_known(folder: Path) -> Known:
    """Return what a corpus folder holds.

    Raises:
        CorpusError: with every problem of the corpus: nothing is added to a broken one.
    """
    registry = load_registry(folder / "registry", f"{folder.name}/registry")
    corpus = read_corpus(folder, registry, folder.name)
    texts = {r.sidecar.id: clean(r, registry)[0] for r in corpus.reports}
    former = read_former(folder, folder.name, texts)
    return Known(folder, registry, corpus, texts, former)
