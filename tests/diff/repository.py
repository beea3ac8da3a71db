"""A little project in a git repository of its own, whose states a test makes and compares."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.build import build
from pipeline.placing import write_content
from tests.corpora import add_event, add_report, little_corpus

OLD, NEW = "2025-05-01-daily-en", "2026-05-01-daily-en"
OLD_TEXT = """\
Chile and Norway agree to talk more often

Chilean President Ana Lopez stressed that salmon farms needed clean water.

Norwegian Prime Minister Jon Berg thanked the sailors of both fleets.
"""
NEW_TEXT = """\
Chile and Norway speak again

Chilean President Ana Lopez stressed that salmon farms needed clean water and cold rivers.

Norwegian Prime Minister Jon Berg stressed that salmon nets were too costly.

The Fjord Post wrote about the call.
"""
FURTHER = "2025-05-02-evening-en"
FURTHER_TEXT = """\
Lopez and Berg on the telephone

Chilean President Ana Lopez stressed that salmon farms needed clean water.

Norwegian Prime Minister Jon Berg stressed that whales were not for sale.
"""
POST = """
[[outlet]]
id = "fjord-post"
kind = "newspaper"
names.en = ["Fjord Gazette"]
example = "The Fjord Gazette wrote it."
counterexample = "A paper wrote it."
"""
GOLD = {
    "report": OLD,
    "n": 1,
    "text": "Chilean President Ana Lopez stressed that salmon farms needed clean water",
    "lang": "en",
    "speakers": ["ana-lopez"],
    "act": "affirm",
    "topics": ["trade"],
    "via": [],
}
IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True)
class Repository:
    """A project in small: corpus, what was written from it, a theme, some code."""

    folder: Path

    def git(self, *words: str) -> str:
        """Run git here; return what it printed."""
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", "-C", str(self.folder), *IDENTITY, *words],
            env={**os.environ, **alone},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    def commit(self, name: str) -> None:
        """Keep the state of all files under a name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", name)
        self.git("tag", "--force", name)

    def write(self) -> None:
        """Write content/ from corpus/."""
        write_content(build(self.folder / "corpus"), self.folder / "content")

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace words in a file, which must be there."""
        text = (self.folder / path).read_text("utf-8")
        assert old in text, f"{path} lacks {old!r}"
        (self.folder / path).write_text(text.replace(old, new), "utf-8")

    def put(self, path: str, text: str) -> None:
        """Write a file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def repository(folder: Path) -> Repository:
    """Make the repository with its first state, `base`."""
    made = Repository(folder)
    corpus = little_corpus(folder / "corpus")
    add_event(corpus, "call-two", "2026-05-01", ["ana-lopez", "jon-berg"])
    add_report(corpus, OLD, "call-one", "en", OLD_TEXT)
    add_report(corpus, NEW, "call-two", "en", NEW_TEXT)
    with (corpus / "registry/outlets.toml").open("a", encoding="utf-8") as outlets:
        outlets.write(POST)
    made.put("theme/templates/report.html", "<p>{{ words }}</p>\n")
    made.put("pipeline/stage.py", "def stage():\n    return 1\n")
    made.put("content/pages/about.md", "Title: About\n\nWhat this is.\n")
    made.git("init", "--quiet", "--initial-branch=main")
    made.write()
    made.commit("base")
    return made


def _new_report(made: Repository) -> None:
    add_report(made.folder / "corpus", FURTHER, "call-one", "en", FURTHER_TEXT)


def _removed_report(made: Repository) -> None:
    for ending in ("txt", "toml"):
        (made.folder / f"corpus/reports/{NEW}.{ending}").unlink()


def _alias_added(made: Repository) -> None:
    made.replace("corpus/registry/outlets.toml", '["Fjord Gazette"]', '["Fjord Gazette", "Fjord Post"]')


def _cue_removed(made: Repository) -> None:
    path = made.folder / "corpus/registry/cues-en.toml"
    path.write_text(path.read_text("utf-8").partition('[[cue]]\nid = "en-thank"')[0], "utf-8")


def _correction_added(made: Repository) -> None:
    made.put(
        f"corpus/corrections/{OLD}.toml",
        '[[claim]]\nquote = "thanked the sailors of both fleets"\naction = "change"\nact = "appreciate"\n'
        'reason = "No thanks were given."\nby = "A. Reviewer"\ndate = 2026-06-01\n',
    )


def _capture_replaced(made: Repository) -> None:
    add_report(made.folder / "corpus", OLD, "call-one", "en", OLD_TEXT.replace("clean water", "clear water"))


def _template_touched(made: Repository) -> None:
    made.put("theme/templates/report.html", "<p class='words'>{{ words }}</p>\n")


def _entity_renamed(made: Repository) -> None:
    path = "corpus/registry/people.toml"
    made.replace(path, 'names = {en = ["Jon Berg"]', 'names = {en = ["Jon A. Berg", "Jon Berg"]')


def _date_changed(made: Repository) -> None:
    made.replace("corpus/events/call-two.toml", "2026-05-01", "2026-05-02")


def _boilerplate_added(made: Repository) -> None:
    with (made.folder / "corpus/registry/boilerplate.toml").open("a", encoding="utf-8") as rules:
        rules.write(
            '\n[[rule]]\nid = "thanks-line"\nkind = "boilerplate"\nscope = "line"\n'
            "regex = '^Norwegian Prime Minister Jon Berg thanked'\n"
            'reason = "a line of thanks"\nexample = "Norwegian Prime Minister Jon Berg thanked all."\n'
            'counterexample = "Jon Berg spoke."\n'
        )


def _code_refactored(made: Repository) -> None:
    made.put("pipeline/stage.py", "def stage() -> int:\n    one = 1\n    return one\n")


def _gold_changed(made: Repository) -> None:
    made.put("corpus/gold/claims.jsonl", json.dumps({**GOLD, "act": "propose"}) + "\n")


def _paragraph_moved(made: Repository) -> None:
    head, first, second, last = NEW_TEXT.rstrip("\n").split("\n\n")
    text = f"{head}\n\n{second}\n\n{first}\n\n{last}\n"
    add_report(made.folder / "corpus", NEW, "call-two", "en", text)


KINDS: Mapping[str, Callable[[Repository], None]] = {
    "new report": _new_report,
    "removed report": _removed_report,
    "registry alias added": _alias_added,
    "act cue removed": _cue_removed,
    "correction added": _correction_added,
    "capture replaced": _capture_replaced,
    "template touched": _template_touched,
    "entity renamed": _entity_renamed,
    "event date changed": _date_changed,
    "boilerplate cue added": _boilerplate_added,
    "code refactored without effect": _code_refactored,
    "gold changed": _gold_changed,
    "paragraph moved": _paragraph_moved,
}


def changed(made: Repository, kind: str) -> None:
    """Make a change of this kind: its two states are kept as `before` and `after`."""
    made.git("checkout", "--quiet", "--force", "base")
    if kind == "gold changed":
        made.put("corpus/gold/claims.jsonl", json.dumps(GOLD) + "\n")
        made.write()
    made.commit("before")
    KINDS[kind](made)
    made.write()
    made.commit("after")
