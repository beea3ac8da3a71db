"""Human decisions that override the machine: `corpus/corrections/<report>.toml` and `<event>.toml`.

Those of a report are applied to its annotation after `extract` and before
`align`, those of an event to its propositions and to the ledger's rows; the
scores never see them. `corpus/corrections/README.md` gives the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.corrections.changes import Change
from pipeline.corrections.decisions import Decision, Decisions, read_decisions
from pipeline.corrections.editor import Editor
from pipeline.corrections.entries import Correction, Corrections, read_corrections
from pipeline.corrections.related import Lookup, correct_propositions, correct_rows
from pipeline.errors import CorpusError
from pipeline.ledger import LedgerRow
from pipeline.model import Annotation, EventId, Proposition
from pipeline.vocabulary import Registry

__all__ = [
    "Change",
    "Correction",
    "Corrections",
    "Decision",
    "Decisions",
    "correct",
    "correct_with_changes",
    "decide_joins",
    "decide_rows",
    "read_corrections",
    "read_decisions",
]

Ledgers = Mapping[tuple[EventId, EventId], tuple[LedgerRow, ...]]


def correct(annotation: Annotation, corrections: Sequence[Correction], registry: Registry) -> Annotation:
    """Return an annotation with the corrections of its report; a corrected claim is checked and keeps its id.

    Raises:
        CorpusError: with every correction that hits nothing, or several places,
            or names what no registry has.
    """
    return correct_with_changes(annotation, corrections, registry)[0]


def correct_with_changes(
    annotation: Annotation, corrections: Sequence[Correction], registry: Registry
) -> tuple[Annotation, tuple[Change, ...]]:
    """Return an annotation with the corrections of its report, and what they changed.

    Raises:
        CorpusError: with every correction that hits nothing, or several places,
            or names what no registry has.
    """
    editor = Editor(annotation, registry)
    for correction in sorted(corrections, key=lambda c: c.kind == "claim"):
        editor.apply(correction)
    if editor.problems:
        raise CorpusError(editor.problems)
    return editor.result(), tuple(editor.changes())


def decide_joins(
    propositions: Mapping[EventId, tuple[Proposition, ...]],
    annotations: Iterable[Annotation],
    decisions: Decisions,
) -> tuple[dict[EventId, tuple[Proposition, ...]], tuple[Change, ...]]:
    """Return the propositions of all events as people joined and split them, and what that changed.

    Raises:
        CorpusError: with every decision that fits nothing.
    """
    lookup = Lookup(annotations)
    out: dict[EventId, tuple[Proposition, ...]] = {}
    changes: list[Change] = []
    for event, found in propositions.items():
        out[event], changed = correct_propositions(found, decisions.get(event, ()), lookup)
        changes += changed
    if lookup.problems:
        raise CorpusError(lookup.problems)
    return out, tuple(changes)


def decide_rows(
    ledgers: Ledgers, annotations: Iterable[Annotation], decisions: Decisions
) -> tuple[Ledgers, tuple[Change, ...]]:
    """Return the ledgers of all pairs of events as people marked, paired and parted their rows.

    Raises:
        CorpusError: with every decision that fits nothing.
    """
    lookup = Lookup(annotations)
    wanted = [d for listed in decisions.values() for d in listed if d.kind == "row"]
    if not wanted:
        return ledgers, ()
    rows, changes = correct_rows([row for group in ledgers.values() for row in group], wanted, lookup)
    if lookup.problems:
        raise CorpusError(lookup.problems)
    decided: dict[tuple[EventId, EventId], list[LedgerRow]] = {pair: [] for pair in ledgers}
    for row in rows:
        decided[row.left_event, row.right_event].append(row)
    return {pair: tuple(group) for pair, group in decided.items()}, tuple(changes)
