"""All that decides what `content/` is, by its hash: the corpus, the code, the installed packages.

Nothing here imports what analyses text: a build that has nothing to do ends here.
"""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CODE = Path(__file__).parent
# What of a registry only later stages read. `annotate` is given a registry without them, so that it cannot.
RELATING_ALONE = frozenset("terms words quantities intensities namings summary prose charsets".split())


def digest_of(names: Iterable[str], below: Path) -> str:
    """Return a hash of the names, as they stand below a folder, and the bytes of some files."""
    found, start = hashlib.sha256(), f"{below}/"
    for name in names:
        raw, label = _bytes(start + name), os.fsencode(name)
        found.update(f"{len(label)}:{len(raw)}:".encode() + label)
        found.update(raw)
    return found.hexdigest()


def code_digest() -> str:
    """Return a hash of the code, of what runs it, and of the names and versions of all packages there.

    Any package counts, whether it bears on a result or not: that is for nobody to keep in mind.
    """
    packages = sorted(
        path.name for place in sys.path for path in Path(place or ".").glob("*.*-info") if path.is_dir()
    )
    machine = [sys.implementation.name, sys.version, unicodedata.unidata_version, *packages]
    code = digest_of((name for name in _files_below(CODE) if name.endswith(".py")), CODE)
    return hashlib.sha256("\n".join([code, *machine]).encode()).hexdigest()


def corpus_digest(corpus: Path) -> str:
    """Return a hash of a corpus folder: its name and every file below it but hidden ones at its top."""
    names = (name for name in _files_below(corpus) if not name.startswith("."))
    return hashlib.sha256(f"{corpus.name}\n{digest_of(names, corpus)}".encode()).hexdigest()


def registry_digests(registry: Path) -> tuple[str, str]:
    """Return a hash of what `annotate` reads of a registry, and one of all of it."""
    files = sorted(registry.glob("*.toml"))
    reading = (f.name for f in files if f.stem not in RELATING_ALONE)
    return digest_of(reading, registry), digest_of((f.name for f in files), registry)


def content_digests(content: Path, owned: Iterable[str]) -> dict[str, str]:
    """Return a hash of each file below some folders of `content/`, by its path."""
    names = [f"{folder}/{name}" for folder in owned for name in _files_below(content / folder)]
    # Reading and hashing leave the interpreter free: the files of a large corpus take all cores.
    with ThreadPoolExecutor() as pool:
        hashes = pool.map(lambda name: hashlib.sha256(_bytes(f"{content}/{name}")).hexdigest(), names)
        return dict(zip(names, hashes, strict=True))


def text_digest(text: str) -> str:
    """Return the hash that a file with this text has."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _bytes(path: str) -> bytes:
    # Thousands of files are read when there is nothing to do: pathlib would take as long as the hashing.
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def _files_below(folder: Path) -> list[str]:
    """Return the paths of the files below a folder, relative to it, sorted; an editor's lock is none."""
    start = len(str(folder)) + 1
    found = (f"{place}/{name}" for place, _, names in os.walk(folder) for name in names)
    return sorted(path[start:] for path in found if os.path.isfile(path))  # noqa: PTH113 -- as above


# The code that this process runs, as near to its start as can be: what is changed later is not it.
LOADED = code_digest()
