"""The pages of the manual, as the commands have them: `python -m tests.manual` writes them anew."""

from __future__ import annotations

import typer
from typer.core import TyperGroup

from pipeline.cli import app
from pipeline.manual import FOLDER, pages


def made() -> dict[str, str]:
    """Return each page by the name of its command, as the commands have it now."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return pages.pages(group)


def main() -> None:
    """Write the pages anew."""
    wanted = made()
    for path in FOLDER.glob("*.txt"):
        if path.stem not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / f"{name}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
