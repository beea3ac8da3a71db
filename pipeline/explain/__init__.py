"""Why the machine decided as it did: cue, rule, registry line, antecedent, and what it rejected."""

from __future__ import annotations

from pipeline.explain.claims import explain_claim
from pipeline.explain.lookup import UnknownNameError, claim_called, mentions_called, report_of, short_name
from pipeline.explain.mentions import explain_mention
from pipeline.explain.places import Places
from pipeline.explain.values import Explanation, as_json, as_text

__all__ = [
    "Explanation",
    "Places",
    "UnknownNameError",
    "as_json",
    "as_text",
    "claim_called",
    "explain_claim",
    "explain_mention",
    "mentions_called",
    "report_of",
    "short_name",
]
