"""How long `diendam` takes to its first word: `python benchmarks/start.py [RUNS]`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

DIENDAM = Path(sys.executable).with_name("diendam")
COMMANDS = (
    ["--version"],
    ["--help"],
    ["add", "--help"],
    ["__complete", "3", "diendam", "add", "--event", ""],
    ["build", "--quiet", "--help"],  # read by the parser of the command line
)


def first_word(words: list[str]) -> float:
    """Return the milliseconds from the start of a process until it says something."""
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:  # noqa: S603 -- words of our own
        assert process.stdout  # noqa: S101 -- asked for above
        process.stdout.read(1)
        took = time.perf_counter() - began
        process.stdout.read()
    return took * 1000


def main() -> None:
    """Print the median, and the slowest of ten, for each command."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    for name, words in (
        ("python -c pass", [sys.executable, "-c", "print(1)"]),
        *((f"diendam {' '.join(words)}", [str(DIENDAM), *words]) for words in COMMANDS),
    ):
        times = sorted(first_word(words) for _ in range(runs))
        slow = times[int(runs * 0.9)]
        print(f"{name:50} median {statistics.median(times):4.0f} ms, p90 {slow:4.0f} ms, n {runs}")  # noqa: T201 -- its result


if __name__ == "__main__":
    main()
