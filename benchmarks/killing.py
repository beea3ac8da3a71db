"""Kill -9 of real `diendam add` processes at random moments: is the corpus whole, old or new?

Run it as `python benchmarks/killing.py [TIMES]` in the root of the repository;
100 times take a quarter of an hour. The test suite does the same at every step
of a change (`tests/test_changes.py`); this one kills where time falls, imports
and reading included.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "tests" / "example" / "sixth-report.html"
DIENDAM = Path(sys.executable).parent / "diendam"


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of a corpus that the command shows, those of a dead process's staging left out."""
    paths = (p for p in folder.rglob("*") if p.is_file())
    named = {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}
    return {name: data for name, data in named.items() if not name.startswith(".staging-")}


def command(corpus: Path) -> list[str]:
    """Return the command that adds the example."""
    return [str(DIENDAM), "add", str(PAGE), "--corpus", str(corpus), "--yes", "--quiet"]


def main(times: int) -> int:
    """Kill, look, count; return 1 if a corpus was neither old nor new."""
    chance = random.Random(20260126)  # noqa: S311 -- moments, no secrets
    with tempfile.TemporaryDirectory() as name:
        model = Path(name) / "model" / "corpus"
        for part in ("registry", "events", "reports"):
            shutil.copytree(ROOT / "corpus" / part, model / part)
        before = tree(model)
        after = shutil.copytree(model, Path(name) / "after" / "corpus")
        began = time.monotonic()
        subprocess.run(command(after), check=True)  # noqa: S603
        whole, wanted = time.monotonic() - began, tree(after)
        found: Counter[str] = Counter()
        for turn in range(times):
            corpus = shutil.copytree(model, Path(name) / f"try-{turn}" / "corpus")
            process = subprocess.Popen(command(corpus))  # noqa: S603
            try:
                process.wait(chance.uniform(0, whole * 1.1))
            except subprocess.TimeoutExpired:
                process.kill()
            process.wait()
            review = [str(DIENDAM), "remove", "no-such-report", "--corpus", str(corpus)]
            subprocess.run(review, check=False, capture_output=True)  # noqa: S603 -- ends what was cut short
            now = tree(corpus)
            found["old" if now == before else "new" if now == wanted else "BROKEN"] += 1
            shutil.rmtree(corpus.parent)
    print(f"{times} kills within {whole:.1f} s: {dict(found)}")  # noqa: T201
    return int(found["BROKEN"] > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
