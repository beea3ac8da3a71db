"""How long a build takes after one report more, and when there is nothing to do, beside Pelican's own time.

Run, from the root of the repository, on a machine with nothing else to do:

    python benchmarks/rebuild.py                  # the shipped corpus of five
    python benchmarks/rebuild.py --reports 1000   # a corpus made of it, an hour or so
    python benchmarks/rebuild.py --keep DIR       # look at it afterwards

The larger corpus varies the five: each copy is of talks with another leader of
the registry, whose name and country stand in the texts in place of the first
one's. Every time is that of a real process, imports included. Pelican's start
is `pelican --version`; commands that are compared take turns, and medians count.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import EntityId, Lang
from pipeline.registry import load_registry
from pipeline.vocabulary import Entity, Registry

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
LANGS = (Lang("vi"), Lang("en"), Lang("fr"))
FIRST_LEADER, FIRST_COUNTRY = EntityId("xi-jinping"), EntityId("china")
SIXTH = "2026-01-27-sixth-en"
# A report or event of a copy, not one of the five.
OF_A_COPY = re.compile(r'-20\d\d-\d{3}"|[a-z]\d{3}-(?:vi|fr)')
TEXT = """\
Leaders speak by phone

General Secretary To Lam stressed that railway cooperation had the highest priority.

President Xi Jinping said that China was ready to import more farm produce from Vietnam.
"""
# What tags one report and nothing else, in a process of its own.
TAGGING = """\
from pathlib import Path
from pipeline.annotating import annotate, for_reading
from pipeline.ingest import read_corpus
from pipeline.registry import load_registry
registry = load_registry(Path("one/registry"))
corpus = read_corpus(Path("one"), registry)
for report in corpus.reports:
    annotate(report, corpus.events[report.sidecar.event], for_reading(registry))
"""


def seconds(command: list[str], folder: Path) -> float:
    """Return how long a command takes."""
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return time.perf_counter() - begin


def leaders(registry: Registry) -> Iterator[Entity]:
    """Yield those who hold an office now and whose name and country are known in each language."""
    for entity in registry.entities.values():
        country = registry.entities.get(entity.country or EntityId(""))
        named = country and all(lang in entity.names and lang in country.names for lang in LANGS)
        first = entity.country in {FIRST_COUNTRY, EntityId("vietnam")}
        if named and not first and any(not office.until for office in entity.offices):
            yield entity


def varied(text: str, registry: Registry, leader: Entity) -> str:
    """Return a text about talks with another leader."""
    old, new = registry.entities[FIRST_LEADER], leader
    lands = registry.entities[FIRST_COUNTRY], registry.entities[leader.country or FIRST_COUNTRY]
    for one, other in ((old, new), lands):
        pairs = [(one.names[lang], other.names[lang][0]) for lang in LANGS if lang in one.names]
        for forms, name in pairs:
            for form in forms:
                text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", name, text)
    return text


def put_report(corpus: Path, name: str, event: str, sidecar: str, raw: bytes) -> None:
    """Put a report into a corpus."""
    (corpus / "reports" / f"{name}.txt").write_bytes(raw)
    sidecar = re.sub(r"(?m)^capture = .*\n", "", sidecar)
    sidecar = re.sub(r'(?m)^sha256 = ".*"', f'sha256 = "{hashlib.sha256(raw).hexdigest()}"', sidecar)
    sidecar = re.sub(r'(?m)^event = ".*"', f'event = "{event}"', sidecar)
    (corpus / "reports" / f"{name}.toml").write_text(sidecar, "utf-8")


def multiply(corpus: Path, reports: int) -> None:
    """Let a corpus of five have as many reports as asked for."""
    registry = load_registry(corpus / "registry")
    events = sorted((corpus / "events").glob("*.toml"))
    sidecars = sorted((corpus / "reports").glob("*.toml"))
    known = list(leaders(registry))
    for copy in range(1, reports // len(sidecars)):
        leader = known[copy % len(known)]
        suffix = f"-{copy:03}"
        for path in events:
            text = re.sub(r'(follows = ".*)"', rf'\1{suffix}"', path.read_text("utf-8"))
            text = text.replace(FIRST_LEADER, leader.id).replace('"liu-haixing", "wang-yi"', f'"{leader.id}"')
            (corpus / "events" / f"{path.stem}{suffix}.toml").write_text(text, "utf-8")
        for path in sidecars:
            sidecar = path.read_text("utf-8")
            event = re.search(r'(?m)^event = "(.*)"', sidecar)
            day, rest = path.stem[:10], path.stem[11:]
            raw = varied(path.with_suffix(".txt").read_text("utf-8"), registry, leader).encode()
            name = f"{day}-{rest.rpartition('-')[0]}{copy:03}-{rest.rpartition('-')[2]}"
            put_report(corpus, name, f"{event[1] if event else ''}{suffix}", sidecar, raw)


def project(folder: Path, reports: int) -> Path:
    """Make a project with a corpus and people's pages; return its folder."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    shutil.copytree(ROOT / "content/pages", folder / "content/pages")
    if reports > 5:  # noqa: PLR2004 -- what ships
        multiply(folder / "corpus", reports)
    one = folder / "one"
    for part in ("registry", "events"):
        shutil.copytree(ROOT / "corpus" / part, one / part)
    (one / "reports").mkdir()
    put_sixth(one)
    return folder


def put_sixth(corpus: Path) -> None:
    """Add the report that nobody annotated."""
    put_report(corpus, SIXTH, "call-2026", 'event = ""\nlang = "en"\nsha256 = ""\n', TEXT.encode())


def tree(folder: Path) -> dict[str, str]:
    """Return the files below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


def strangers(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return what changed without citing the new report: pages, scores, and records of a copy's talks."""
    wrong = [n for n, text in before.items() if n.endswith(".md") and after.get(n) != text]
    for name in sorted(n for n in before if n.endswith(".jsonl")):
        changed = set(before[name].splitlines()) ^ set(after[name].splitlines())
        wrong += [f"{name}: {row[:90]}" for row in changed if OF_A_COPY.search(row) or "scores" in name]
    return wrong


def in_turns(commands: dict[str, list[str]], folder: Path, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of commands that take turns."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(seconds(command, folder))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Builds beside Pelican's own time.")
    parser.add_argument("--reports", type=int, default=5, help="how many reports (default 5)")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of the short commands (default 15)")
    parser.add_argument(
        "--jobs", type=int, default=0, help="processes of the first build (default: all cores)"
    )
    parser.add_argument("--keep", type=Path, help="a folder that is to be made, and stays")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure(project(options.keep or Path(name) / "project", options.reports), options)


def measure(folder: Path, options: argparse.Namespace) -> None:
    """Measure a project and print each figure as it is known."""

    def say(text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    diendam = str(BIN / "diendam")
    build = [diendam, "build", "--quiet"]
    settings = ["--settings", str(ROOT / "pelicanconf.py")]
    pelican = [sys.executable, "-m", "pelican", str(folder / "content"), "--output", "output", *settings]
    start = [sys.executable, "-m", "pelican", "--version"]
    say(f"reports: {len([*(folder / 'corpus/reports').glob('*.toml')])}")
    say(f"first build: {seconds([*build, '--jobs', str(options.jobs)], folder):.1f} s")
    before = tree(folder / "content")
    say(f"content: {len(before)} files, {sum(map(len, before.values())) / 1e6:.1f} million characters")
    idle = {name: statistics.median(t) for name, t in in_turns(
        {"build": build, "pelican": start}, folder, options.rounds).items()}  # fmt: skip
    say(
        f"nothing to do: {idle['build']:.3f} s, Pelican's start {idle['pelican']:.3f} s, "
        f"ratio {idle['build'] / idle['pelican']:.2f} (asked: 1.1; medians of {options.rounds})"
    )
    put_sixth(folder / "corpus")
    second = seconds(build, folder)
    after = tree(folder / "content")
    wrong = strangers(before, after)
    changed = sum(before.get(name) != text for name, text in after.items())
    say(f"one report more: {second:.1f} s, {changed} files changed")
    say(f"changed without citing it: {len(wrong)}" + "".join(f"\n  {line}" for line in wrong[:20]))
    tagging = statistics.median(seconds([sys.executable, "-c", TAGGING], folder) for _ in range(3))
    say(f"tagging one report, in a process of its own: {tagging:.1f} s (median of 3)")
    rendering = seconds(pelican, folder)
    allowed = 1.5 * rendering + tagging
    say(
        f"Pelican on the same content: {rendering:.1f} s; allowed 1.5 times that and tagging: {allowed:.1f} s"
    )
    say(f"build alone: {second / allowed:.2f} of it; build and Pelican: {(second + rendering) / allowed:.2f}")


if __name__ == "__main__":
    main()
