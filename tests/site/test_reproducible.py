"""Same content in, same site out."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.site import miniature
from tests.site.building import ROOT, render

PLACES = (
    {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "LANG": "vi_VN.UTF-8", "PYTHONHASHSEED": "4711"},
)


def sums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("settings", ["pelicanconf.py", "publishconf.py"])
def test_zone_locale_hash_seed_and_path_leave_no_trace(tmp_path: Path, settings: str) -> None:
    written = ROOT / "content"
    results = []
    for name, environment in zip(("one", "another/deeper place"), PLACES, strict=True):
        content = tmp_path / name / "content"
        miniature.write(content)
        if (written / "data").is_dir():
            content = written
        output = tmp_path / name / "output"
        run = render(content, output, settings, **environment)
        assert run.returncode == 0, run.stdout + run.stderr
        results.append(sums(output))
    assert results[0] == results[1]
    assert len(results[0]) > 10


def test_no_page_names_its_machine(site_output: Path) -> None:
    for path in site_output.rglob("*.html"):
        text = path.read_text("utf-8")
        assert str(ROOT) not in text, path
        assert str(site_output) not in text, path


@pytest.fixture
def site_output(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    miniature.write(content)
    output = tmp_path / "output"
    assert render(content, output).returncode == 0
    return output
