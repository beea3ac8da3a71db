"""The comment is posted to the right pull request, once, from data alone; against a real server."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipeline.diff import FORMATS, Change, Meaning
from pipeline.diff.changes import How, Section
from tests.corpora import ROOT

TOKEN = "a-token"  # noqa: S105 -- of nobody
RUN: dict[str, Any] = {
    "id": 7,
    "head_sha": "a" * 40,
    "head_branch": "add-report",
    "head_repository": {"full_name": "fork/diendam", "owner": {"login": "fork"}},
}
CHANGED = Meaning("base", "head", (Change(Section.CLAIMS, How.ADDED, "id", words="@all <b>x</b>"),))
SAME = Meaning("base", "head", ())


def packed(told: str, name: str = "meaning.json", further: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, told)
        if further:
            archive.writestr(further, "x")
    return data.getvalue()


class Forge(ThreadingHTTPServer):
    """A forge with one pull request from a fork, the artifact of its run, and comments."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.artifact = packed(FORMATS["json"](CHANGED))
        self.head = RUN["head_sha"]
        self.comments: list[dict[str, Any]] = [
            {"id": n, "user": {"login": "somebody"}, "body": "<!-- what changes in meaning -->"}
            for n in range(3)
        ]
        self.tokens: list[tuple[str, str | None]] = []
        self.asked: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Forge

    def log_message(self, *_: object) -> None:
        """Keep still."""

    def do_GET(self) -> None:
        self.server.tokens.append((self.path, self.headers["Authorization"]))
        self.server.asked.append(self.path)
        if self.path.startswith("/store"):
            return self.answer(self.server.artifact)
        if self.path.endswith("/zip"):
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{self.server.server_port}/store")
            self.end_headers()
            return None
        return self.answer(json.dumps(self.told()).encode())

    def told(self) -> object:
        if "/pulls?" in self.path:
            number = 12 if "head=fork%3Aadd-report" in self.path else 99
            return [{"number": number, "head": {"sha": self.server.head}}]
        if "/artifacts?" in self.path:
            size = len(self.server.artifact)
            return {"artifacts": [{"id": 5, "name": "meaning", "size_in_bytes": size}]}
        return self.server.comments if self.path.endswith("page=1") else []

    def do_POST(self) -> None:
        self.keep(len(self.server.comments))

    def do_PATCH(self) -> None:
        self.keep(int(self.path.rsplit("/", 1)[1]))

    def keep(self, number: int) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        kept = {"id": number, "user": {"login": "github-actions[bot]"}, "body": body}
        self.server.comments[number : number + 1] = [kept]
        self.answer(b"{}")

    def answer(self, data: bytes) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def forge() -> Iterator[Forge]:
    with Forge() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def comment(forge: Forge, folder: Path) -> subprocess.CompletedProcess[str]:
    event = folder / "event.json"
    event.write_text(json.dumps({"workflow_run": RUN}), "utf-8")
    environment = {
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_API_URL": f"http://127.0.0.1:{forge.server_port}",
        "GITHUB_REPOSITORY": "owner/diendam",
        "GITHUB_TOKEN": TOKEN,
        "PATH": os.environ["PATH"],
    }
    # Without the packages of the environment, as in the workflow.
    return subprocess.run(
        [sys.executable, "-S", str(ROOT / ".github/comment.py")],
        env=environment,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_one_comment_is_posted_and_then_kept_up_to_date(forge: Forge, tmp_path: Path) -> None:
    done = comment(forge, tmp_path)
    assert done.returncode == 0, done.stderr
    assert [a for a in forge.asked if a.startswith("POST")] == [
        "POST /repos/owner/diendam/issues/12/comments"
    ]
    body = forge.comments[3]["body"]
    assert "## What changes in meaning" in body
    assert "@all" not in body
    assert "<b>" not in body
    forge.artifact = packed(FORMATS["json"](SAME))
    assert comment(forge, tmp_path).returncode == 0
    assert len(forge.comments) == 4
    assert "Nothing changed in meaning" in forge.comments[3]["body"]


def test_token_is_shown_to_the_forge_alone(forge: Forge, tmp_path: Path) -> None:
    comment(forge, tmp_path)
    shown = {path.startswith("/store"): token for path, token in forge.tokens}
    assert shown == {True: None, False: f"Bearer {TOKEN}"}


def test_nothing_is_posted_where_nothing_changed(forge: Forge, tmp_path: Path) -> None:
    forge.artifact = packed(FORMATS["json"](SAME))
    assert comment(forge, tmp_path).returncode == 0
    assert len(forge.comments) == 3


def test_run_of_an_older_commit_posts_nothing(forge: Forge, tmp_path: Path) -> None:
    forge.head = "b" * 40
    assert comment(forge, tmp_path).returncode == 0
    assert len(forge.comments) == 3


BOMB = json.dumps({"format": "diendam-diff", "version": 1, "base": "x" * 30_000_000})
DEEP = '{"format":' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.mark.parametrize(
    "artifact",
    [
        b"no archive",
        packed("{}"),
        packed("no json"),
        packed("[]"),
        packed(DEEP),
        packed(BOMB),
        packed(FORMATS["json"](CHANGED), "../meaning.json"),
        packed(FORMATS["json"](CHANGED), further="Makefile"),
        packed(FORMATS["json"](CHANGED).replace('"added"', '"hacked"')),
        packed(FORMATS["json"](CHANGED).replace('"claims"', "1")),
        packed(json.dumps({**json.loads(FORMATS["json"](CHANGED)), "changes": {"a": 1}})),
        packed(FORMATS["json"](CHANGED).replace('"words": "', '"words": 5, "x": "')),
        bytes(5_000_000),
    ],
    ids=range(13),
)
def test_what_a_stranger_may_leave_is_refused(artifact: bytes, forge: Forge, tmp_path: Path) -> None:
    forge.artifact = artifact
    done = comment(forge, tmp_path)
    assert done.returncode == 1
    assert "not posted" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(forge.comments) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["event.json"]
