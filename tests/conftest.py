"""The shipped corpus, read and analysed once a test process, and the browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from pipeline.build import analyse, annotate
from pipeline.documents import read_documents
from pipeline.ingest import Corpus, read_corpus
from pipeline.model import Annotation
from pipeline.registry import load_registry
from pipeline.vocabulary import Registry
from pipeline.write import Analysis
from tests.corpora import CORPUS

# The same examples on each run: a red test is red for everybody.
settings.register_profile("diendam", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("diendam")


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Return the shipped registry."""
    return load_registry(CORPUS / "registry")


@pytest.fixture(scope="session")
def corpus(registry: Registry) -> Corpus:
    """Return the shipped corpus."""
    return read_corpus(CORPUS, registry)


@pytest.fixture(scope="session")
def analysis(corpus: Corpus, registry: Registry) -> Analysis:
    """Return the analysis of the shipped corpus."""
    return analyse(corpus, registry)


@pytest.fixture(scope="session")
def annotations(analysis: Analysis) -> dict[str, Annotation]:
    """Return the annotation of each shipped report by its id."""
    return {a.report.sidecar.id: a for a in analysis.annotations}


@pytest.fixture(scope="session")
def practice(registry: Registry) -> tuple[Annotation, ...]:
    """Return the annotation of each practice report."""
    documents = read_documents(CORPUS / "gold" / "practice")
    return tuple(annotate(report, event, registry) for event, report in documents)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the Chromium of this machine, else the one that Playwright brought."""
    own = shutil.which("chromium")
    # Chromium has no sandbox for root, which is who runs tests in a container.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=own, args=options)
        yield chromium
        chromium.close()
