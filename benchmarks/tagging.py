"""How fast reports are tagged, against spaCy's bare tokenizer with 2,000 phrase patterns.

Run, from the root of the repository, on a machine with nothing else to do:

    OMP_NUM_THREADS=1 python benchmarks/tagging.py
    OMP_NUM_THREADS=1 python benchmarks/tagging.py --rounds 15 --json

What is timed is `segment`, `tag` and `extract` of the corpus's reports and the
practice reports, language by language, in one process on one core; registries
and models are loaded before. The measure to beat is a blank pipeline of the
language whose only work is its tokenizer and a `PhraseMatcher` with 2,000
patterns taken from the registry's names. Both run over the same texts in turn,
so that a busy machine slows both, and only the time on the processor counts; the
table gives the medians of the rounds. What is kept of a text while it is read is
forgotten before each round: no round may profit from the one before.
Reports differ in length: characters a second tell more than reports a second.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher

from pipeline.clean import clean
from pipeline.documents import read_documents
from pipeline.extract import extract
from pipeline.ingest import read_corpus
from pipeline.lexicon import words_of
from pipeline.model import Block, Event, Lang, Report
from pipeline.registry import load_registry
from pipeline.segment import segment
from pipeline.tag import tag
from pipeline.text import fold
from pipeline.vocabulary import Registry

PATTERNS = 2000
CORPUS = Path("corpus")
LEAST = {"vi": 1 / 2, "en": 1 / 4, "fr": 1 / 4}


@dataclass(frozen=True)
class Text:
    """A report ready to be tagged."""

    event: Event
    report: Report
    clean: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Speed:
    """Medians of one language; `stages` are seconds for all its reports."""

    lang: str
    reports: int
    characters: int
    tagging: float
    bare: float
    stages: dict[str, float]

    @property
    def share(self) -> float:
        """Return the speed of tagging as a share of the bare tokenizer's."""
        return self.tagging / self.bare


def texts_of(registry: Registry) -> dict[Lang, list[Text]]:
    """Return the reports of the corpus and of practice by language."""
    corpus = read_corpus(CORPUS, registry)
    pairs = [(corpus.events[r.sidecar.event], r) for r in corpus.reports]
    found: dict[Lang, list[Text]] = {}
    for event, report in [*pairs, *read_documents(CORPUS / "gold" / "practice")]:
        found.setdefault(report.sidecar.lang, []).append(Text(event, report, *clean(report, registry)))
    return found


def phrases(registry: Registry, lang: Lang) -> list[str]:
    """Return 2,000 names of the registry in a language, then in others."""
    langs = (lang, *(other for other in registry.langs if other != lang))
    names = (n for own in langs for e in registry.entities.values() for n in e.names.get(own, ()))
    return list(islice(dict.fromkeys(names), PATTERNS))


def bare_pipeline(registry: Registry, lang: Lang) -> tuple[Language, PhraseMatcher]:
    """Return the blank pipeline of a language and its matcher."""
    pipeline = spacy.blank(lang)
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("name", [pipeline.make_doc(phrase) for phrase in phrases(registry, lang)])
    return pipeline, matcher


def tag_all(texts: Sequence[Text], registry: Registry) -> dict[str, float]:
    """Tag texts as if none had been seen; return the seconds that each stage took."""
    for kept in (fold, words_of):
        kept.cache_clear()
    spent = {"segment": 0.0, "tag": 0.0, "extract": 0.0}
    for text in texts:
        begin = time.process_time()
        sentences = segment(text.report, text.blocks, registry)
        segmented = time.process_time()
        mentions = tag(text.report, text.event, sentences, registry)
        tagged = time.process_time()
        extract(text.event, sentences, mentions, registry)
        spent["segment"] += segmented - begin
        spent["tag"] += tagged - segmented
        spent["extract"] += time.process_time() - tagged
    return spent


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes on the processor."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def measure(lang: Lang, texts: Sequence[Text], registry: Registry, rounds: int) -> Speed:
    """Return the medians of rounds in which both ways take turns, the first not counted."""
    pipeline, matcher = bare_pipeline(registry, lang)

    def bare() -> None:
        for text in texts:
            matcher(pipeline.make_doc(text.clean))

    spent: list[dict[str, float]] = []
    plain: list[float] = []
    for _ in range(rounds + 1):
        spent.append(tag_all(texts, registry))
        plain.append(seconds(bare))
    stages = {name: statistics.median(s[name] for s in spent[1:]) for name in spent[0]}
    whole = statistics.median(sum(s.values()) for s in spent[1:])
    characters = sum(len(text.clean) for text in texts)
    return Speed(
        lang, len(texts), characters, len(texts) / whole, len(texts) / statistics.median(plain[1:]), stages
    )


def table(speeds: Sequence[Speed]) -> str:
    """Return the speeds as a table."""
    head = f"{'':4}{'reports':>8}{'chars':>8}{'tagged/s':>10}{'bare/s':>10}{'share':>8}{'asked':>7}"
    lines = [head + "".join(f"{name + ' ms':>12}" for name in speeds[0].stages)]
    for s in speeds:
        stages = "".join(f"{1000 * spent / s.reports:>12.2f}" for spent in s.stages.values())
        lines.append(
            f"{s.lang:4}{s.reports:>8}{s.characters:>8}{s.tagging:>10.1f}{s.bare:>10.1f}"
            f"{s.share:>8.1%}{LEAST.get(s.lang, 0):>7.0%}{stages}"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description="Speed of tagging against the bare tokenizer.")
    parser.add_argument("--rounds", type=int, default=7, help="rounds that count (default 7)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    registry = load_registry(CORPUS / "registry")
    speeds = [measure(lang, t, registry, options.rounds) for lang, t in sorted(texts_of(registry).items())]
    if options.json:
        sys.stdout.write(json.dumps([{**asdict(s), "share": s.share} for s in speeds], indent=1) + "\n")
    else:
        sys.stdout.write(table(speeds) + "\n")


if __name__ == "__main__":
    main()
