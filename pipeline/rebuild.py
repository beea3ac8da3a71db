"""`content/` brought up to date: what was made before is looked up, and nothing to do is seen at once.

Nothing that analyses text is imported unless something has to be made.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.changes import finish_change
from pipeline.errors import DiendamError
from pipeline.frozen import from_text, to_text
from pipeline.inputs import LOADED, code_digest, content_digests, corpus_digest, text_digest
from pipeline.placing import OWNED, finish_content, stale_files, write_content
from pipeline.recall import Recall, digest
from pipeline.store import Store

if TYPE_CHECKING:
    from pipeline.jobs import Watch

# Beside the corpus, and in no repository: it may be deleted at any time.
RESULTS = Path(".cache") / "results"
_TRIES = 3  # to read a corpus that somebody is changing


@dataclass(frozen=True)
class Rebuilt:
    """What a build did: how many files there are, the names of those it changed, what it could not keep."""

    files: int
    changed: tuple[str, ...]
    trouble: str = ""


@dataclass(frozen=True)
class How:
    """How to build: by how many processes, watched by whom, and whether anew, without results from before."""

    jobs: int = 1
    watch: Watch | None = None
    anew: bool = False


def results_of(corpus: Path) -> Path:
    """Return the folder in which results of a corpus are kept."""
    return corpus.resolve().parent / RESULTS


def rebuild(corpus: Path, content: Path, how: How | None = None) -> Rebuilt:
    """Bring `content/` up to date with a corpus, all or nothing; return what that took.

    Raises:
        CorpusError: with every problem of the corpus.
        DiendamError: if the corpus or the code does not stop changing.
    """
    how = how or How()
    finish_change(corpus)
    finish_content(content)
    store = Store(results_of(corpus), anew=how.anew)
    for _ in range(_TRIES):
        state = digest([LOADED, corpus_digest(corpus)])
        listed = store.get("contents", state)
        if listed and content_digests(content, OWNED) == from_text(dict[str, str], listed):
            return Rebuilt(listed.count(":"), ())
        files = made(corpus, store, how)
        if digest([LOADED, corpus_digest(corpus)]) == state:
            break
    else:
        raise DiendamError(f"{corpus}: changes while it is read\n  fix: run it again")
    changed = stale_files(files, content)
    if changed:
        write_content(files, content)
    store.put("contents", state, to_text({name: text_digest(text) for name, text in files.items()}))
    store.settle(state)
    return Rebuilt(len(files), tuple(changed), store.trouble)


def made(corpus: Path, store: Store | None, how: How) -> dict[str, str]:
    """Return the files of `content/`, as far as possible from results that are kept.

    Raises:
        CorpusError: with every problem of the corpus.
        DiendamError: if the code has changed since the process began: its results would be misnamed.
    """
    from pipeline.annotating import Means  # noqa: PLC0415 -- imports what analyses text, which is slow
    from pipeline.build import build  # noqa: PLC0415
    from pipeline.jobs import unwatched  # noqa: PLC0415

    if code_digest() != LOADED:
        raise DiendamError("the code was changed while it ran\n  fix: run it again")
    recall = Recall(store, digest([LOADED, corpus.name]))
    return build(corpus, Means(recall, how.jobs, how.watch or unwatched))


def stale(corpus: Path, content: Path, how: How) -> list[str]:
    """Return the files of `content/` that are not what the corpus gives; nothing of it is written.

    Raises:
        CorpusError: with every problem of the corpus.
    """
    finish_change(corpus)
    finish_content(content)
    return stale_files(made(corpus, None if how.anew else Store(results_of(corpus)), how), content)
