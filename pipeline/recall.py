"""What was made before is not made again: the result of a pure function, kept by a hash of its arguments."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from pipeline.frozen import from_text, to_text
from pipeline.model import Annotation, ReportId

Made = TypeVar("Made")


class Results(Protocol):
    """Where texts are kept by name: in memory, on disk."""

    def get(self, kind: str, key: str) -> str | None:
        """Return the text that was kept, None where there is none or it is damaged."""

    def put(self, kind: str, key: str, text: str) -> None:
        """Keep a text."""


def digest(parts: Iterable[str]) -> str:
    """Return a hash (SHA-256, hexadecimal) of texts; where one ends and the next begins counts."""
    found = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        found.update(f"{len(raw)}:".encode())
        found.update(raw)
    return found.hexdigest()


def _tell_nobody() -> None:
    pass


@dataclass(frozen=True)
class Recall:
    """Results of functions of one code and one registry, whose hash is `base`.

    `names` has a hash for each report that stands for its whole annotation, so
    that an annotation need not be written out to be an argument. `told` is
    called whenever a result is there.
    """

    results: Results | None = None
    base: str = ""
    names: Mapping[ReportId, str] = field(default_factory=dict)
    told: Callable[[], None] = _tell_nobody

    def over(self, names: Mapping[ReportId, str]) -> Recall:
        """Return the same results for functions of other annotations."""
        return replace(self, names=names)

    def under(self, more: str) -> Recall:
        """Return the same results for functions that depend on something more, given by its hash."""
        return replace(self, base=digest([self.base, more]))

    def key(self, kind: str, arguments: Sequence[object]) -> str:
        """Return by what name a result is kept."""
        return digest([self.base, kind, *map(to_text, arguments)])

    def reports(self, annotations: Iterable[Annotation]) -> list[str] | None:
        """Return the hashes of annotations, None where one has none."""
        found = [self.names.get(a.report.sidecar.id) for a in annotations]
        return [name for name in found if name] if all(found) else None

    def of(
        self, kind: str, arguments: Sequence[object] | None, shape: type[Made], make: Callable[[], Made]
    ) -> Made:
        """Return the result of `make`, a pure function of `arguments`, made only if it is not kept.

        Without arguments, which says that they cannot be told, it is made.
        """
        made = None if arguments is None else self.kept(kind, arguments, shape)
        if made is None:
            made = make()
            if arguments is not None:
                self.keep(kind, arguments, made)
        self.told()
        return made

    def kept(self, kind: str, arguments: Sequence[object], shape: type[Made]) -> Made | None:
        """Return the result that is kept, None where there is none."""
        text = self.results.get(kind, self.key(kind, arguments)) if self.results else None
        return None if text is None else from_text(shape, text)

    def keep(self, kind: str, arguments: Sequence[object], made: object) -> None:
        """Keep a result."""
        if self.results:
            self.results.put(kind, self.key(kind, arguments), to_text(made))


NOTHING_KEPT = Recall()
