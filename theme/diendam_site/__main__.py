"""Brings the catalogues of the interface up to date: `make translations`."""

from pathlib import Path

from .catalogues import update

update(Path("content"))
