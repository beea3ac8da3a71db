"""Posts the difference in meaning as one comment on its pull request, or brings that up to date.

Run by comment.yml with the right to comment, from the main branch. The run of the pull request is
anybody's: of it only the artifact's one JSON file is taken, as data, within limits of size, and the
Markdown is written here. The pull request is the one that the event's commit belongs to. Needs
nothing but Python itself.
"""

from __future__ import annotations

import io
import json
import os
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from pipeline.diff import FORMATS, read_json
from pipeline.errors import DiendamError

ARTIFACT, MEMBER = "meaning", "meaning.json"
MOST_PACKED, MOST_UNPACKED = 4_000_000, 20_000_000
MARK = "<!-- what changes in meaning -->\n"
AUTHOR = "github-actions[bot]"
SECONDS = 30

Answer = Any  # what the forge's interface returns is JSON of many forms


class Forge:
    """The forge's interface for one repository."""

    def __init__(self, base: str, repository: str, token: str) -> None:
        self.root = f"{base}/repos/{repository}"
        self.token = token

    def ask(self, path: str, body: dict[str, str] | None = None, method: str = "GET") -> Answer:
        """Return the parsed answer."""
        return json.loads(self.read(f"{self.root}{path}", MOST_UNPACKED, body, method))

    def read(self, url: str, most: int, body: dict[str, str] | None = None, method: str = "GET") -> bytes:
        """Return at most so many bytes of an answer; more is an error.

        The token goes to the forge alone: where it sends elsewhere, it is left behind.
        """
        data = json.dumps(body).encode() if body else None
        # Always the forge's own address, which the runner gives.
        request = urllib.request.Request(url, data=data, method=method)  # noqa: S310
        request.add_header("Accept", "application/vnd.github+json")
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            found: bytes = answer.read(most + 1)
        if len(found) > most:
            raise DiendamError(f"an answer has over {most} bytes")
        return found


def pull_request(forge: Forge, run: Answer) -> int | None:
    """Return the number of the open pull request whose newest commit was run, if there is one still."""
    owner, branch = run["head_repository"]["owner"]["login"], run["head_branch"]
    wanted = urllib.parse.urlencode({"state": "open", "head": f"{owner}:{branch}", "per_page": 100})
    found = [p["number"] for p in forge.ask(f"/pulls?{wanted}") if p["head"]["sha"] == run["head_sha"]]
    return int(found[0]) if len(found) == 1 else None


def markdown_of(forge: Forge, run: int) -> tuple[str, bool]:
    """Return the comment of a run, and whether anything changed."""
    listed = forge.ask(f"/actions/runs/{run}/artifacts?name={ARTIFACT}")["artifacts"]
    [artifact] = [a for a in listed if a["name"] == ARTIFACT] or [None]
    if artifact is None or artifact["size_in_bytes"] > MOST_PACKED:
        raise DiendamError("the run left no artifact, or one that is too large")
    packed = forge.read(f"{forge.root}/actions/artifacts/{int(artifact['id'])}/zip", MOST_PACKED)
    meaning = read_json(unpacked(packed).decode("utf-8"))
    return MARK + FORMATS["markdown"](meaning), bool(meaning.changes)


def unpacked(packed: bytes) -> bytes:
    """Return the one file that the artifact may hold; nothing is written to disk."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        if archive.namelist() != [MEMBER]:
            raise DiendamError(f"the artifact must hold {MEMBER} alone")
        with archive.open(MEMBER) as member:
            told = member.read(MOST_UNPACKED + 1)
    if len(told) > MOST_UNPACKED:
        raise DiendamError(f"{MEMBER} is over {MOST_UNPACKED} bytes")
    return told


def earlier_comment(forge: Forge, number: int) -> int | None:
    """Return the comment that stands there already."""
    page = 1
    while comments := forge.ask(f"/issues/{number}/comments?per_page=100&page={page}"):
        for comment in comments:
            if comment["user"]["login"] == AUTHOR and comment["body"].startswith(MARK.strip()):
                return int(comment["id"])
        page += 1
    return None


def post(forge: Forge, event: Answer) -> str:
    """Post the comment of a finished run; return what was done."""
    run = event["workflow_run"]
    number = pull_request(forge, run)
    if number is None:
        return "no open pull request has this commit as its newest"
    body, has_changes = markdown_of(forge, int(run["id"]))
    standing = earlier_comment(forge, number)
    if standing is not None:
        forge.ask(f"/issues/comments/{standing}", {"body": body}, "PATCH")
        return f"brought the comment on #{number} up to date"
    if not has_changes:
        return "nothing changed in meaning, and no comment stands"
    forge.ask(f"/issues/{number}/comments", {"body": body}, "POST")
    return f"commented on #{number}"


def main() -> int:
    """Post for the event that the runner describes; return the exit code."""
    environment = os.environ
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    forge = Forge(
        environment["GITHUB_API_URL"], environment["GITHUB_REPOSITORY"], environment["GITHUB_TOKEN"]
    )
    try:
        print(post(forge, event))
    except (DiendamError, zipfile.BadZipFile, ValueError, KeyError, RuntimeError, OSError) as error:
        # Only the kind of what went wrong: its words may be a stranger's.
        print(f"not posted: {type(error).__name__}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
