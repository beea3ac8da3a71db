"""Human decisions that override the machine: `corpus/corrections/<report>.toml`.

They are applied to a report's annotation after `extract` and before `align`,
and the scores never see them. `corpus/corrections/README.md` gives the format.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.corrections.editor import Editor
from pipeline.corrections.entries import Correction, Corrections, read_corrections
from pipeline.errors import CorpusError
from pipeline.model import Annotation
from pipeline.vocabulary import Registry

__all__ = ["Correction", "Corrections", "correct", "read_corrections"]


def correct(annotation: Annotation, corrections: Sequence[Correction], registry: Registry) -> Annotation:
    """Return an annotation with the corrections of its report; a corrected claim is checked and keeps its id.

    Raises:
        CorpusError: with every correction that hits nothing, or several places,
            or names what no registry has.
    """
    editor = Editor(annotation, registry)
    for correction in sorted(corrections, key=lambda c: c.kind == "claim"):
        editor.apply(correction)
    if editor.problems:
        raise CorpusError(editor.problems)
    return editor.result()
