"""The packages: are they those of the lock, is the model of pyvi the known one, does spaCy work."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.doctor.finding import ANEW, SYNC, Finding, bad, good, partly

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet

# What pyvi unpickles when it is imported, as pyvi 0.1.1 has it. The hash in the lock covers the package
# when it is installed; this shows whether a file was changed since.
MODELS = {
    "pyvi3.pkl": "6cdd73aee04b6a4ad7320ca85d27d931a7ef870cfdd41beb148e86bdb8aca134",
    "pyvipos3.pkl": "273e0b10a2c91cbdfffe62ffd699486bb6de74004f49b4d169a6975830395b7b",
}
_SHOWN = 5
# A text goes in and comes out of the pipeline of each language as it was.
_TRY = """\
import spacy
for lang in ("vi", "en", "fr"):
    doc = spacy.blank(lang)("One, two – three.")
    assert doc.text == "One, two – three.", lang
print(spacy.__version__)
"""


def lock(root: Path) -> Finding:
    """Return whether the packages that are installed are those of the lock."""
    name = "requirements-dev.lock" if importlib.util.find_spec("pytest") else "requirements.lock"
    path = root / name
    if not path.is_file():
        return partly("lock", f"no {name} in {root}", "run diendam in the folder of the project")
    try:
        wanted = pinned(path.read_text("utf-8"))
    except ImportError as error:
        return bad("lock", f"{name} cannot be read: {error}", SYNC)
    wrong = sorted(filter(None, starmap(_difference, wanted.items())))
    if not wrong:
        return good("lock", f"{len(wanted)} packages are those of {name}")
    more = f", and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
    return bad("lock", f"not as in {name}: {', '.join(wrong[:_SHOWN])}{more}", SYNC)


def pinned(text: str) -> dict[str, SpecifierSet]:
    """Return the version of each package that a lock asks for on this machine: `==1.2`.

    Raises:
        ImportError: if what reads the conditions of a lock is not installed.
    """
    from packaging.requirements import Requirement  # noqa: PLC0415 -- may itself be what is missing

    lines = re.findall(r"^([A-Za-z0-9][^\\\n]*?)\s*\\?$", text, re.MULTILINE)
    wanted = [r for r in map(Requirement, lines) if not r.marker or r.marker.evaluate()]
    return {r.name: r.specifier for r in wanted}


def _difference(name: str, wanted: SpecifierSet) -> str:
    """Return how an installed package differs from the lock, nothing where it does not."""
    try:
        there = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return f"{name}{wanted} is missing"
    return "" if wanted.contains(there, prereleases=True) else f"{name} is {there} and not {wanted}"


def model() -> Finding:
    """Return whether the files that pyvi unpickles are the known ones; they are read, not loaded."""
    spec = importlib.util.find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        return bad("pyvi", "not installed", SYNC)
    folder = Path(next(iter(spec.submodule_search_locations))) / "models"
    for name, digest in MODELS.items():
        path = folder / name
        if not path.is_file():
            return bad("pyvi", f"{name} is missing", ANEW)
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return bad("pyvi", f"{name} is not the known model; loading it can run code", ANEW)
    return good("pyvi", f"{len(MODELS)} models have the known sha256")


def spacy(*, may_load: bool) -> Finding:
    """Return whether spaCy makes its pipelines; tried in a process of its own, which a fault may end."""
    if not may_load:
        return partly("spacy", "not tried, because of pyvi", "mend pyvi first")
    try:
        done = subprocess.run(  # noqa: S603 -- this Python, with words of our own
            [sys.executable, "-c", _TRY], capture_output=True, encoding="utf-8", check=False, timeout=120
        )
    except subprocess.TimeoutExpired:
        return bad("spacy", "takes longer than 120 s to start", ANEW)
    if done.returncode:
        told = done.stderr.strip().splitlines()
        return bad("spacy", told[-1] if told else f"ends with code {done.returncode}", ANEW)
    return good("spacy", f"{done.stdout.strip()} makes pipelines for vi, en, fr")
