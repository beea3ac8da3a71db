"""The transcript in README.md: commands with what they say, replayed on a copy of the corpus.

`python -m tests.transcript` in the root of the repository writes it anew.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import tempfile
from pathlib import Path

from tests.command import DIENDAM
from tests.corpora import ROOT, copy_of_shipped

README = ROOT / "README.md"
EXAMPLE = ROOT / "tests" / "example"
BLOCK = re.compile(r"(?<=```console\n).*?(?=\n```)", re.DOTALL)


def shown() -> str:
    """Return the transcript as README.md has it."""
    found = BLOCK.search(README.read_text("utf-8"))
    return found[0] if found else ""


def replayed(transcript: str, folder: Path) -> str:
    """Return the transcript with what its commands say now, run in a folder with a copy of the corpus."""
    copy_of_shipped(folder / "corpus", "registry", "events", "reports")
    (folder / "tests").mkdir()
    (folder / "tests" / "example").symlink_to(EXAMPLE)
    told = []
    for line in transcript.splitlines():
        if line.startswith("$ diendam "):
            words = [str(DIENDAM), *shlex.split(line)[2:]]
            done = subprocess.run(
                words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, encoding="utf-8", check=False,
            )  # fmt: skip
            told += [line, *done.stdout.rstrip("\n").split("\n")]
    return "\n".join(told)


def main() -> None:
    """Write the transcript anew."""
    with tempfile.TemporaryDirectory() as name:
        now = replayed(shown(), Path(name))
    README.write_text(BLOCK.sub(lambda _: now, README.read_text("utf-8"), count=1), "utf-8")


if __name__ == "__main__":
    main()
