"""How long `diendam diff` takes for 10,000 claims on each side: benchmarks/diff.py [CLAIMS].

Seconds are those of the processor, so that other work on the machine does not count.

Each claim has another id and other words on the other side, once in reports of 40 claims and once
all in one report; and once the two sides are the same.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pipeline.diff import FORMATS, compare_snapshots
from tests.diff import many


def main(count: int) -> None:
    """Print the seconds for comparing and for each format."""
    for name, head, per_report in (
        ("reports of 40", "new", 40),
        ("one report", "new", count),
        ("same", "old", 40),
    ):
        base, other = many.corpus("old", count, per_report), many.corpus(head, count, per_report)
        start = time.process_time()
        meaning = compare_snapshots(base, other)
        told = [f"compared in {time.process_time() - start:.2f} s, {len(meaning.changes)} changes"]
        for form, write in FORMATS.items():
            start = time.process_time()
            size = len(write(meaning).encode())
            told.append(f"{form} {time.process_time() - start:.2f} s, {size:,} bytes")
        sys.stdout.write(f"{count} claims, {name}: {'; '.join(told)}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
