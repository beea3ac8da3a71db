"""All that decides what `content/` is, by its hash: the corpus, the code, the installed packages.

Nothing here imports what analyses text: a build that has nothing to do ends here.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

CODE = Path(__file__).parent
# What of a registry only later stages read. `annotate` is given a registry without them, so that it cannot.
RELATING_ALONE = frozenset("terms words quantities intensities namings summary prose charsets".split())


def digest_of(files: Iterable[Path], below: Path) -> str:
    """Return a hash of the names, as they stand below a folder, and the bytes of some files."""
    found = hashlib.sha256()
    for path in files:
        name = path.relative_to(below).as_posix().encode("utf-8", "surrogateescape")
        raw = path.read_bytes()
        found.update(f"{len(name)}:{len(raw)}:".encode() + name + raw)
    return found.hexdigest()


def code_digest() -> str:
    """Return a hash of the code, of what runs it, and of the names and versions of all packages there.

    Any package counts, whether it bears on a result or not: that is for nobody to keep in mind.
    """
    packages = sorted(
        path.name for place in sys.path for path in Path(place or ".").glob("*.*-info") if path.is_dir()
    )
    machine = [sys.implementation.name, sys.version, unicodedata.unidata_version, *packages]
    code = digest_of(sorted(CODE.rglob("*.py")), CODE)
    return hashlib.sha256("\n".join([code, *machine]).encode()).hexdigest()


# The code that this process runs, as near to its start as can be: what is changed later is not it.
LOADED = code_digest()


def corpus_digest(corpus: Path) -> str:
    """Return a hash of a corpus folder: its name and every file below it but hidden ones at its top."""
    parts = [p for p in sorted(corpus.iterdir()) if not p.name.startswith(".")]
    files = (file for part in parts for file in ([part] if part.is_file() else _files_below(part)))
    return hashlib.sha256(f"{corpus.name}\n{digest_of(files, corpus)}".encode()).hexdigest()


def registry_digests(registry: Path) -> tuple[str, str]:
    """Return a hash of what `annotate` reads of a registry, and one of all of it."""
    files = sorted(registry.glob("*.toml"))
    reading = (f for f in files if f.stem not in RELATING_ALONE)
    return digest_of(reading, registry), digest_of(files, registry)


def content_digests(content: Path, owned: Iterable[str]) -> dict[str, str]:
    """Return a hash of each file below some folders of `content/`, by its path."""
    return {
        path.relative_to(content).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in owned
        for path in _files_below(content / name)
    }


def text_digest(text: str) -> str:
    """Return the hash that a file with this text has."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _files_below(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())
