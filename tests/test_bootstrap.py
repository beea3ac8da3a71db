"""Setting up: the locks, the Makefile and the files that a repository is expected to have."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

import pipeline

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements-uv.lock", "requirements.lock", "requirements-dev.lock")
NODE_FILES = ("package.json", "package-lock.json")
NODE_LOCKS = ("package-lock.json", "benchmarks/lighthouse/package-lock.json")
SET_UP = re.compile(r"uv pip|pip install|-m venv|apt-get|playwright install|npm ci")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def requirements(lock: str) -> list[str]:
    """Return the requirements of a lock, each with its hashes on one line, comments left out."""
    lines = [line for line in lock.splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip()]


def faults(lock: str) -> list[str]:
    """Return the lines of a lock that hold an address, a path or an option, or lack pin or hash."""
    hashed = re.compile(r"^[a-z0-9][a-z0-9.-]*==\S+( ;[^#]*?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*$")
    wrong = [line for line in lock.splitlines() if re.search(r"://|file:|(^|\s)/\w|\w+@", line)]
    return wrong + [line for line in requirements(lock) if not hashed.match(line)]


def versions(lock: str) -> dict[tuple[str, str], str]:
    """Return the version by package and marker."""
    found = {}
    for line in requirements(lock):
        name, _, rest = line.partition("==")
        version, _, marker = rest.partition("--hash")[0].partition(";")
        found[name, marker.strip()] = version.strip()
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_by_hash_and_names_no_address(name: str) -> None:
    lock = read(name)
    assert requirements(lock)
    assert faults(lock) == []


GOOD_LINE = f"pyvi==0.1.1 \\\n    --hash=sha256:{'0' * 64}\n    # via diendam (pyproject.toml)\n"


@pytest.mark.parametrize(
    "seeded",
    [
        "--index-url https://index.example/simple\n",
        "--find-links wheels\n",
        "# made from /home/someone/pyproject.toml\n",
        "pyvi==0.1.1\n",
        "pyvi>=0.1.1 \\\n    --hash=sha256:" + "0" * 64 + "\n",
        "pyvi @ file:///wheels/pyvi.whl\n",
    ],
)
def test_lock_check_sees_a_seeded_fault(seeded: str) -> None:
    assert faults(GOOD_LINE) == []
    assert faults(GOOD_LINE + seeded) != []


@pytest.mark.parametrize("name", NODE_LOCKS)
def test_npm_lock_pins_by_hash_and_names_no_address(name: str) -> None:
    packages = json.loads(read(name))["packages"]
    wanted = json.loads(read(name.replace("-lock", "")))["devDependencies"]
    assert {f"node_modules/{package}" for package in wanted} <= packages.keys()
    for package, entry in packages.items():
        if package:
            assert entry["integrity"].startswith("sha512-"), package
            assert "resolved" not in entry, package


def test_npm_runs_no_code_of_a_package(checkout: Path) -> None:
    installs = [step for step in set_up_steps(checkout, "test") if "npm" in step]
    assert installs
    assert all("--ignore-scripts" in step for step in installs)


def test_development_lock_holds_the_versions_of_the_site() -> None:
    site, development = versions(read("requirements.lock")), versions(read("requirements-dev.lock"))
    held = {(name, version) for (name, _), version in development.items()}  # there a marker may be wider
    assert {(name, version) for (name, _), version in site.items()} <= held


def test_every_dependency_is_in_its_lock() -> None:
    settings = tomllib.loads(read("pyproject.toml"))
    groups = settings["dependency-groups"]
    named = {
        "requirements-uv.lock": groups["bootstrap"],
        "requirements.lock": [*settings["project"]["dependencies"], *groups["build"]],
        "requirements-dev.lock": [line for line in groups["dev"] if isinstance(line, str)],
    }
    for lock, dependencies in named.items():
        locked = {name for name, _ in versions(read(lock))}
        assert {re.split(r"[\[=<>]", line)[0] for line in dependencies} <= locked, lock


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with the Makefile and all that setting up depends on, itself not set up."""
    folder = tmp_path / "a checkout"
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", *LOCKS, *NODE_FILES):
        (folder / name).write_text(read(name), encoding="utf-8")
        os.utime(folder / name, (0, 0))
    return folder


def stamp(checkout: Path, *stamps: str) -> None:
    """Leave what setting up leaves."""
    for age, name in enumerate(("bin/python", "uv.stamp", *stamps), start=1):
        (checkout / ".venv" / name).touch()
        os.utime(checkout / ".venv" / name, (age, age))


def set_up_steps(checkout: Path, goal: str) -> list[str]:
    """Return those commands which make would run for a goal that set something up."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MA")}
    plan = subprocess.run(
        ["make", "--dry-run", goal],
        cwd=checkout,
        env=own,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.replace("\\\n", " ")
    return [line for line in plan.splitlines() if SET_UP.search(line)]


def locks_installed(checkout: Path, goal: str) -> list[str]:
    steps = set_up_steps(checkout, goal)
    return [line.split()[-1] for line in steps if "pip sync" in line]


def test_first_run_sets_up_what_its_goal_needs(checkout: Path) -> None:
    assert locks_installed(checkout, "site") == ["requirements.lock"]
    assert locks_installed(checkout, "test") == ["requirements-dev.lock"]
    assert any("chromium" in step for step in set_up_steps(checkout, "test"))
    assert any("npm ci" in step for step in set_up_steps(checkout, "test"))
    assert not any("chromium" in step or "npm" in step for step in set_up_steps(checkout, "site"))


def test_second_site_sets_up_nothing(checkout: Path) -> None:
    stamp(checkout, "site.stamp")
    assert set_up_steps(checkout, "site") == []


@pytest.mark.parametrize("goal", ["test", "site", "html", "check", "floors"])
def test_second_test_sets_up_nothing_for_any_goal(checkout: Path, goal: str) -> None:
    stamp(checkout, "dev.stamp", "browser.stamp", "node.stamp")
    assert set_up_steps(checkout, goal) == []


@pytest.mark.parametrize("changed", ["requirements-dev.lock", "pyproject.toml"])
def test_a_change_of_what_is_needed_sets_up_again(checkout: Path, changed: str) -> None:
    stamp(checkout, "dev.stamp", "browser.stamp")
    (checkout / changed).touch()
    assert locks_installed(checkout, "site") == ["requirements-dev.lock"]
    assert not any("chromium" in step for step in set_up_steps(checkout, "test"))


def test_packages_are_installed_by_hash_and_never_built(checkout: Path) -> None:
    steps = set_up_steps(checkout, "test")
    installs = [step for step in steps if ("pip install" in step or "pip sync" in step)]
    fetching = [step for step in installs if "--editable" not in step]
    assert len(fetching) == len(installs) - 1
    assert all("--require-hashes" in step for step in fetching)
    assert all("--no-build" in step or "--only-binary :all:" in step for step in fetching)


def test_licence_is_the_one_that_the_project_names() -> None:
    licence = read("LICENSE")
    named = tomllib.loads(read("pyproject.toml"))["project"]["license"]
    assert named == "AGPL-3.0-or-later"
    assert re.match(r"\s+GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3, 19 November 2007", licence)
    assert "END OF TERMS AND CONDITIONS" in licence


def test_citation_agrees_with_the_project() -> None:
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == pipeline.__version__
    assert citation["license"] == "AGPL-3.0-or-later"
    assert {"message", "title", "authors"} <= citation.keys()


def test_changes_name_this_version() -> None:
    headings = re.findall(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)
    assert any(pipeline.__version__ in heading for heading in headings)


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!\w+:|#)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_make_targets_named_in_documents_exist() -> None:
    targets = set(re.findall(r"^\.PHONY: (\w+)$", read("Makefile"), re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"^make (\w+)|`make (\w+)", read(page), re.MULTILINE))
        assert {first or second for first, second in named} <= targets, page
