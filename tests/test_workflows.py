"""The workflows do what can be done here by hand, and give nothing away."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.corpora import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
Tree = Any  # a workflow as YAML gives it
BIN = ROOT / ".venv/bin"
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")


def parsed(path: Path) -> Tree:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- builds nothing but text


def steps(path: Path) -> list[Tree]:
    return [step for job in parsed(path)["jobs"].values() for step in job.get("steps", [])]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_each_run_step_is_a_make_target(path: Path) -> None:
    for step in steps(path):
        if "run" in step:
            words = step["run"].split()
            assert words[0] == "make"
            assert words[1] in targets()
            assert "${{" not in step["run"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_rights_are_none_on_top_and_named_in_each_job(path: Path) -> None:
    workflow = parsed(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"], name
        assert "uses" in job or job["timeout-minutes"], name


def test_what_runs_a_strangers_code_can_write_nothing_and_has_no_secret() -> None:
    for path in WORKFLOWS:
        workflow = parsed(path)
        if "pull_request" in workflow["on"]:
            for job in workflow["jobs"].values():
                assert job["permissions"] == {"contents": "read"}
            assert "secrets." not in path.read_text("utf-8")
            assert "github.token" not in path.read_text("utf-8")
        assert "pull_request_target" not in workflow["on"]


def test_what_may_comment_checks_out_main_and_takes_no_artifact_by_action() -> None:
    workflow = parsed(ROOT / ".github/workflows/comment.yml")
    [job] = workflow["jobs"].values()
    checkout, run = job["steps"]
    assert checkout["uses"].startswith("actions/checkout@")
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert run["run"] == "make comment"
    assert workflow["on"]["workflow_run"]["workflows"] == [
        parsed(ROOT / ".github/workflows/pull-request.yml")["name"]
    ]
    assert job["permissions"]["pull-requests"] == "write"
    assert "contents" not in {key for key, right in job["permissions"].items() if right == "write"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_actions_are_pinned_by_commit_with_the_version_beside_or_say_why_not(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        found = re.search(r"uses: (\S+)(.*)", line)
        if found and not found[1].startswith("./"):
            is_pinned = PINNED.fullmatch(found[1]) and re.search(r"# v\d+\.\d+\.\d+", found[2])
            assert is_pinned or "unpinned-uses" in found[2], line
        if "actions/checkout" in line:
            assert "persist-credentials: false" in path.read_text("utf-8")


def make(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run("make", *words, **environment)


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, words)),
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_checks_of_workflows_pass_and_see_a_seeded_fault(tmp_path: Path) -> None:
    done = make("workflows")
    assert done.returncode == 0, done.stdout + done.stderr
    bad = tmp_path / "bad.yml"
    text = (ROOT / ".github/workflows/test.yml").read_text("utf-8")
    bad.write_text(text.replace("run: make test", "run: echo ${{ github.event.issue.title }}"), "utf-8")
    seen = run(BIN / "zizmor", "--offline", "--quiet", bad)
    assert seen.returncode != 0
    assert "template-injection" in seen.stdout
    bad.write_text(text.replace("runs-on:", "run-on:"), "utf-8")
    assert run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", bad).returncode != 0


def test_meaning_and_summary_are_written(tmp_path: Path) -> None:
    where = tmp_path / "meaning"
    done = make("meaning", "BASE=HEAD", "HEAD=HEAD", f"MEANING={where}")
    assert done.returncode == 0, done.stderr
    assert json.loads(where.with_suffix(".json").read_text("utf-8"))["same"] is True
    summary = tmp_path / "summary.md"
    assert make("summary", f"MEANING={where}", GITHUB_STEP_SUMMARY=str(summary)).returncode == 0
    assert summary.read_text("utf-8") == where.with_suffix(".md").read_text("utf-8")
    failed = make("meaning", "BASE=no-such-commit", f"MEANING={where}")
    assert failed.returncode != 0
    assert "no-such-commit" in failed.stderr


def test_hooks_are_of_the_projects_own_environment() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    for repository in config["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            assert hook["language"] == "system"
            assert hook["entry"].split()[0] == "make"
            assert hook["entry"].split()[1] in targets()
    assert run(BIN / "pre-commit", "validate-config", ".pre-commit-config.yaml").returncode == 0
