"""After a change of theme, settings or pages, the site is that of a clean run: nothing in it is stale."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpora import ROOT, tree
from tests.site import miniature


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with theme and settings of its own, rendered once."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "theme", folder / "theme", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pelicanconf.py", folder)
    if (ROOT / ".cache/fonts").is_dir():  # cutting faces takes seconds
        shutil.copytree(ROOT / ".cache/fonts", folder / ".cache/fonts")
    miniature.write(folder / "content")
    rendered(folder)
    return folder


def rendered(folder: Path) -> dict[str, bytes]:
    """Return the site that Pelican makes of a project."""
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "--output", "output", "--settings", "pelicanconf.py"],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return tree(folder / "output")


def test_theme_settings_and_pages_show_at_once(project: Path, tmp_path: Path) -> None:
    before = tree(project / "output")
    changes = {
        "pelicanconf.py": ('SITENAME = "Điện đàm"', 'SITENAME = "Another name"'),
        "theme/templates/404.html": ("{% block", "<!-- changed -->{% block"),
        "theme/styles/30-marks.css": ("{", "{ outline-color: #123456;"),
    }
    for name, (old, new) in changes.items():
        text = (project / name).read_text("utf-8")
        assert old in text
        (project / name).write_text(text.replace(old, new, 1), "utf-8")
    page = next((project / "content/pages").glob("*.md"))
    page.write_text(page.read_text("utf-8") + "\nAdded words.\n", "utf-8")
    found = rendered(project)
    clean = tmp_path / "clean"
    shutil.copytree(project, clean, ignore=shutil.ignore_patterns("output"))
    assert found == rendered(clean)
    assert b"Another name" in found["index.html"]
    assert found["404.html"] != before["404.html"]
    assert any(b"#123456" in raw for name, raw in found.items() if name.endswith(".css"))
    assert any(b"Added words." in raw for raw in found.values())
