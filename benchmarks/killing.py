"""Kill -9 of real `diendam add` and `diendam build` processes at random moments: is all whole, old or new?

Run it in the root of the repository:

    python benchmarks/killing.py              # 100 times each; an hour
    python benchmarks/killing.py --little     # on the tests' little corpus; a quarter of an hour

The test suite does the same at every step
of a change (`tests/test_changes.py`, `tests/test_placing.py`); this one kills
where time falls, imports and reading included. `build` runs with two processes,
on a corpus that a report was added to, and is looked at as the kill left it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.edits import article, full_corpus  # noqa: E402 -- found by the line above

PAGE = ROOT / "tests" / "example" / "sixth-report.html"
DIENDAM = Path(sys.executable).parent / "diendam"

Tree = dict[str, bytes]


@dataclass(frozen=True)
class Trial:
    """What is killed, in a copy of which folder, what ends a cut-off change, and what must be whole."""

    name: str
    words: list[str]
    model: Path
    finish: Callable[[Path], None]
    whole: str

    def command(self) -> list[str]:
        """Return the command, to be run in the copy."""
        return [str(DIENDAM), *self.words]


def tree(folder: Path) -> Tree:
    """Return the files of a folder that the command shows, those of a dead process's staging left out."""
    paths = (p for p in folder.rglob("*") if p.is_file())
    named = {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}
    return {name: data for name, data in named.items() if not name.startswith(".staging-")}


def finish_adding(project: Path) -> None:
    """Run a command that ends a change of the corpus that was cut short, and does nothing else."""
    subprocess.run([str(DIENDAM), "remove", "no-such-report"], cwd=project, check=False, capture_output=True)  # noqa: S603


def trials(folder: Path, little: bool) -> list[Trial]:
    """Return what is killed: `add` in a project, and `build` in it once a report was added."""
    model = folder / "model"
    if little:
        full_corpus(model / "corpus")
    else:
        for part in ("registry", "events", "reports"):
            shutil.copytree(ROOT / "corpus" / part, model / "corpus" / part)
    shutil.copytree(ROOT / "content/pages", model / "content/pages")
    subprocess.run([str(DIENDAM), "build", "--quiet"], cwd=model, check=True)  # noqa: S603
    page = folder / "page.txt"
    page.write_text(article(random.Random(9)), "utf-8")  # noqa: S311 -- no secrets
    source = [str(page), "--event", "call-one", "--lang", "en"] if little else [str(PAGE)]
    words = ["add", *source, "--yes", "--quiet", "--date", "2026-01-27", "--id", "2026-01-27-courier-en"]
    adding = Trial("add", words, model, finish_adding, "corpus")
    added = shutil.copytree(model, folder / "added")
    subprocess.run(adding.command(), cwd=added, check=True)  # noqa: S603
    words = ["build", "--quiet", "--jobs", "2"]
    return [
        adding,
        Trial("build", words, added, lambda _project: None, "content"),
        Trial("build --anew", [*words, "--anew"], added, lambda _project: None, "content"),
    ]


def kill(trial: Trial, times: int, folder: Path) -> Counter[str]:
    """Run a command many times, each killed at a random moment; return how often which tree was found."""
    chance = random.Random(20260126)  # noqa: S311 -- moments, no secrets
    after = shutil.copytree(trial.model, folder / "after")
    began = time.monotonic()
    subprocess.run(trial.command(), cwd=after, check=True)  # noqa: S603
    whole = time.monotonic() - began
    before, wanted = tree(trial.model / trial.whole), tree(after / trial.whole)
    found: Counter[str] = Counter()
    for turn in range(times):
        project = shutil.copytree(trial.model, folder / f"try-{turn}")
        process = subprocess.Popen(trial.command(), cwd=project, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            # Half of the moments are near the end, where things are written.
            early = chance.random() < 1 / 2
            process.wait(
                chance.uniform(0, whole * 1.1) if early else chance.uniform(whole * 0.8, whole * 1.6)
            )
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        trial.finish(project)
        now = tree(project / trial.whole)
        found["old" if now == before else "new" if now == wanted else "BROKEN"] += 1
        if turn % 10 == 0:  # what the dead process left is in nobody's way
            subprocess.run([str(DIENDAM), "build", "--quiet"], cwd=project, check=True)  # noqa: S603
            found["next build failed"] += trial.whole == "content" and tree(project / trial.whole) != wanted
        shutil.rmtree(project)
    sys.stdout.write(f"{trial.name}: {times} kills within {whole:.1f} s: {dict(found)}\n")
    sys.stdout.flush()
    shutil.rmtree(after)
    return found


def main() -> int:
    """Kill, look, count; return 1 if anything was neither old nor new."""
    parser = argparse.ArgumentParser(description="Kills of real processes at random moments.")
    parser.add_argument("times", nargs="?", type=int, default=100, help="how often (default 100)")
    parser.add_argument("--little", action="store_true", help="take the tests' little corpus")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = [kill(trial, options.times, Path(name)) for trial in trials(Path(name), options.little)]
    return int(any(f["BROKEN"] or f["next build failed"] for f in found))


if __name__ == "__main__":
    sys.exit(main())
