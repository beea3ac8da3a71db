"""Shows what a reviewer sees when a report is added: writes comment.md and comment.png beside itself.

Run by `make review`. The report is an example written for this purpose; it is added to a copy of the
corpus, and the comment is what the pull request would get. The picture is GitHub's own Markdown
renderer's HTML with plain styles, in Chromium.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.build import build  # noqa: E402 -- found by the line above
from pipeline.diff import FORMATS, compare_snapshots, read_commit, read_work_tree  # noqa: E402 -- found by the line above
from pipeline.placing import write_content  # noqa: E402 -- found by the line above
from tests.diff.forge import html_of  # noqa: E402 -- found by the line above

REPORT = "2026-01-27-example-en"
SIDECAR = """\
event = "call-2026"
lang = "en"
sha256 = "{digest}"
rights = "An example, written for this purpose and published nowhere."

[published]
value = "2026-01-27"
how = "stated"
"""
STYLE = """\
body { font: 15px/1.5 system-ui, sans-serif; max-width: 860px; margin: 24px auto; padding: 0 24px;
  color: #1f2328; overflow-wrap: anywhere; }
h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: .3em; } h3 { margin-top: 1.6em; }
code { font-size: 85%; background: #eff1f3; padding: .15em .35em; border-radius: 5px; }
table { border-collapse: collapse; margin: .6em 0; } th, td { border: 1px solid #d1d9e0; padding: .3em .8em; }
li { margin: .25em 0; } summary { font-weight: 600; font-size: 1.17em; cursor: pointer; margin: 1em 0; }
"""


def main() -> None:
    """Write the comment and its picture."""
    with tempfile.TemporaryDirectory() as folder:
        comment = comment_in(Path(folder))
    (HERE / "comment.md").write_text(comment, "utf-8")
    draw(f"<!doctype html><html lang='en'><style>{STYLE}</style>{html_of(comment)}</html>")


def comment_in(folder: Path) -> str:
    """Return the comment on adding the report to a copy of the corpus in a folder."""
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    write_content(build(folder / "corpus"), folder / "content")
    for words in (
        ("init", "--quiet"),
        ("add", "--all"),
        ("commit", "--quiet", "--message=base"),
        ("tag", "main"),
    ):
        identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(folder), *identity, *words], check=True)
    capture = (HERE / f"{REPORT}.txt").read_bytes()
    reports = folder / "corpus/reports"
    (reports / f"{REPORT}.txt").write_bytes(capture)
    sidecar = SIDECAR.format(digest=hashlib.sha256(capture).hexdigest())
    (reports / f"{REPORT}.toml").write_text(sidecar, "utf-8")
    write_content(build(folder / "corpus"), folder / "content")
    return FORMATS["markdown"](compare_snapshots(read_commit("main", folder), read_work_tree(folder)))


def draw(page: str) -> None:
    """Write the picture of a page."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        tab = chromium.new_page(viewport={"width": 960, "height": 1400})
        tab.set_content(page)
        tab.screenshot(path=HERE / "comment.png")
        chromium.close()


if __name__ == "__main__":
    main()
