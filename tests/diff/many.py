"""Two states with many claims, made up from numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from pipeline.diff import Snapshot

Record = dict[str, object]
PER_REPORT, PER_PROPOSITION = 40, 4


def state(name: str, tables: Mapping[str, list[Record]]) -> Snapshot:
    """Return a state that has these tables."""
    files = {
        f"content/data/{table}.jsonl": "".join(json.dumps(row) + "\n" for row in rows)
        for table, rows in tables.items()
    }

    def read(paths: Iterable[str]) -> dict[str, str]:
        return {path: files[path] for path in paths}

    return Snapshot(
        name, {path: hashlib.sha256(text.encode()).hexdigest() for path, text in files.items()}, read
    )


def claim(number: int, edition: str) -> Record:
    """Return a claim whose id, and one word in ten, depend on the edition."""
    words = " ".join(f"word{(number * 7 + at * 131) % 5003}" for at in range(9))
    return {
        "report": f"report-{number // PER_REPORT}",
        "id": f"c-{edition}-{number}",
        "text": f"The leader said {words} {edition}",
        "lang": "en",
        "speakers": ["ana-lopez"],
        "act": "affirm",
        "topics": ["trade"],
        "via": [],
        "sentence": number % PER_REPORT,
        "start": 100 * (number % PER_REPORT),
        "end": 100 * (number % PER_REPORT) + 90,
        "rules": [],
    }


def corpus(edition: str, count: int, per_report: int = PER_REPORT) -> Snapshot:
    """Return a state of `count` claims with sentences, mentions, propositions and a ledger."""
    claims = [{**claim(n, edition), "report": f"report-{n // per_report}"} for n in range(count)]
    places = [{key: c[key] for key in ("report", "sentence", "start", "end")} for c in claims]
    groups = [claims[n : n + PER_PROPOSITION] for n in range(0, count, PER_PROPOSITION)]
    return state(
        edition,
        {
            "reports": [{"id": r} for r in dict.fromkeys(str(c["report"]) for c in claims)],
            "claims": claims,
            "sentences": [
                {**place, "text": c["text"], "block": place["sentence"]}
                for place, c in zip(places, claims, strict=True)
            ],
            "mentions": [
                {**place, "text": "leader", "label": "PERSON", "id": "ana-lopez"} for place in places
            ],
            "alignment": [
                {"proposition": f"p-{group[0]['id']}", "claims": [c["id"] for c in group]} for group in groups
            ],
            "comparison": [
                {
                    "id": f"row-{group[0]['id']}",
                    "status": "continued",
                    "speakers": ["ana-lopez"],
                    "topic": "trade",
                    "left": [group[0]["id"]],
                    "right": [c["id"] for c in group[1:]],
                    "differences": [],
                }
                for group in groups
            ],
        },
    )
