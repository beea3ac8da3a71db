"""Why the machine decided as it did: cue, rule, registry line, antecedent, and what it rejected."""

from __future__ import annotations

from pipeline.explain.asked import explain_in
from pipeline.explain.lookup import UnknownNameError
from pipeline.explain.values import Evidence, Explanation, Step, as_json, as_text

__all__ = ["Evidence", "Explanation", "Step", "UnknownNameError", "as_json", "as_text", "explain_in"]
