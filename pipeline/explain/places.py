"""Where in the registry an entry stands: `corpus/registry/people.toml:7`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.tables import entries, read_toml

_THINGS = ("people", "places", "entities", "outlets")


class Places:
    """The lines of the registry's entries; a file is read when it is first asked about."""

    def __init__(self, paths: Iterable[Path], shown: str) -> None:
        """Take the registry's files, their folder named `shown`."""
        self._paths = {path.stem: path for path in paths}
        self._shown = shown
        self._lines: dict[str, dict[str, int]] = {}

    def of(self, stem: str, entry: str) -> str:
        """Return the file and line of an entry of a registry, nothing where it has none."""
        path = self._paths.get(stem)
        if path is None:
            return ""
        if stem not in self._lines:
            root, _ = read_toml(path, "")
            listed = (table for name in root.values for table in entries(root, name))
            self._lines[stem] = {table.text("id"): table.line for table in listed}
        line = self._lines[stem].get(entry)
        return f"{self._shown}/{path.name}:{line}" if line else ""

    def of_entity(self, entity: str) -> str:
        """Return the file and line of a person, place, thing or outlet."""
        return next((place for stem in _THINGS if (place := self.of(stem, entity))), "")

    def of_cue(self, lang: str, cue: str) -> str:
        """Return the file and line of a cue of an act."""
        return self.of(f"cues-{lang}", cue)

    def of_topic_cue(self, lang: str, cue: str) -> str:
        """Return the file and line of a cue of a topic."""
        return self.of(f"topics-{lang}", cue)
