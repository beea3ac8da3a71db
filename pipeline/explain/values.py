"""An explanation as values, and as text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a decision rests on, and where it stands: a registry line, an offset, a claim."""

    what: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: the question, the answer, the rule's id, the rule in plain words, the evidence."""

    question: str
    answer: str
    rule: str
    why: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All decisions behind a claim or mention, then what was considered and rejected."""

    kind: str
    name: str
    report: str
    start: int
    end: int
    text: str
    steps: tuple[Step, ...]
    rejected: tuple[Evidence, ...]


def as_json(explanation: Explanation) -> dict[str, object]:
    """Return an explanation as plain values."""
    return {
        "kind": explanation.kind,
        "id": explanation.name,
        "report": explanation.report,
        "start": explanation.start,
        "end": explanation.end,
        "text": explanation.text,
        "steps": [
            {
                "question": step.question,
                "answer": step.answer,
                "rule": step.rule,
                "why": step.why,
                "evidence": [_plain(e) for e in step.evidence],
            }
            for step in explanation.steps
        ],
        "rejected": [_plain(e) for e in explanation.rejected],
    }


def _plain(evidence: Evidence) -> dict[str, str]:
    return {"what": evidence.what, "place": evidence.place}


def as_text(explanation: Explanation) -> str:
    """Return an explanation as lines of text."""
    return "\n".join(_lines(explanation))


def _lines(e: Explanation) -> Iterator[str]:
    yield f"{e.kind} {e.name} · {e.report} {e.start}-{e.end}"
    yield f"  “{e.text}”"
    for step in e.steps:
        yield f"{step.question}: {step.answer}"
        yield f"  {step.why}" + (f" [{step.rule}]" if step.rule else "")
        for evidence in step.evidence:
            yield f"  - {_line(evidence)}"
    yield "rejected: " + ("" if e.rejected else "nothing else was found to choose from")
    for evidence in e.rejected:
        yield f"  - {_line(evidence)}"


def _line(evidence: Evidence) -> str:
    return f"{evidence.what} ({evidence.place})" if evidence.place else evidence.what
