"""A content folder in small whose every text tries to break out of the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

Record = dict[str, object]
Tables = dict[str, list[Record]]

SCRIPT = "<script>window.broken=1</script>"
QUOTES = '"|\' onmouseover=window.broken=1 x="'
ENTITY = "&lt;b&gt; & <b>"
TEXTS = (SCRIPT, QUOTES, ENTITY)
LONG = "Thànhphố" * 30
UNQUOTED = "Mots hors citation"  # in a report that is shown in excerpts only
HASH = "ab" * 32


def _names(text: str) -> Record:
    return {"en": text, "vi": text}


def _event(name: str, year: int, reports: list[str]) -> Record:
    return {
        "id": name,
        "kind": "call",
        "date": f"{year}-01-15",
        "title": _names(f"Call {year} {SCRIPT}"),
        "parties": ["to-lam", "xi-jinping"],
        "occasion": _names(QUOTES),
        "follows": None,
        "reports": reports,
    }


def _report(name: str, event: str, lang: str, **other: object) -> Record:
    return {
        "id": name,
        "event": event,
        "title": f"{SCRIPT} {QUOTES}",
        "lang": lang,
        "langs": [lang],
        "outlet": "vna",
        "outlet_name": _names(ENTITY),
        "outlet_how": "inferred",
        "outlet_note": QUOTES,
        "url": "javascript:window.broken=1",
        "url_how": "stated",
        "url_note": SCRIPT,
        "published": "2025-01-15T19:16+07:00",
        "published_how": "inferred",
        "published_note": QUOTES,
        "rights": SCRIPT,
        "display": "full",
        "completeness": "full",
        "translation": "original",
        "capture": "capture.txt",
        "sha256": HASH,
        "bytes": 1,
        "note": ENTITY,
        **other,
    }


def _claim(report: str, name: str, text: str, lang: str, start: int) -> Record:
    return {
        "report": report,
        "id": name,
        "text": text,
        "lang": lang,
        "speakers": ["to-lam"],
        "act": "propose",
        "topics": ["railways"],
        "via": ["xinhua"],
        "sentence": 1,
        "start": start,
        "end": start + len(text),
        "addressee": [],
        "entities": ["unclos"] if report == "old-vi" else [],
        "cameo": "02",
        "rules": [],
        "checked": False,
        "account": "other",
        "teller": "china",
        "removes": 1,
    }


def _entity(name: str, label: str, text: str, country: str = "") -> Record:
    return {
        "id": name,
        "label": label,
        "names": _names(text),
        "country": country,
        "listed": label != "LAW",
        "wikidata": "",
    }


def _word(kind: str, name: str) -> Record:
    text = f"{name} {ENTITY}"
    word = {"kind": kind, "id": name, "names": _names(text), "definition": _names(SCRIPT)}
    return {**word, "cameo": "020" if kind == "act" else ""}


# The clean text of each report: one sentence, all of it a claim but for its first word.
SENTENCES: Mapping[str, tuple[str, str]] = {
    "old-vi": ("vi", f"Tô Lâm đề nghị đường sắt {SCRIPT} UNCLOS {LONG}"),
    "new-vi": ("vi", f"Tô Lâm đề nghị {ENTITY} chuyển giao công nghệ"),
    "new-fr": ("en", "Su Lin proposed <i>technology</i> transfer"),
}


def tables() -> Tables:
    """Return the records of each file of `data/`."""
    return {
        "events": [
            _event("call-old", 2025, ["old-vi"]),
            _event("call-new", 2026, ["new-vi", "new-fr"]),
        ],
        "reports": [
            _report("old-vi", "call-old", "vi"),
            _report("new-vi", "call-new", "vi", title="", published="", completeness="partial"),
            _report("new-fr", "call-new", "fr", translation="machine", display="excerpt"),
        ],
        **_texts(),
        "alignment": [
            {"event": "call-old", "proposition": "p-old", "claims": ["old-vi-1"]},
            {"event": "call-new", "proposition": "p-new", "claims": ["new-vi-1", "new-fr-1"]},
        ],
        **_ledger_tables(),
        "entities": _entities(),
        "vocabulary": [
            _word("act", "propose"),
            _word("topic", "railways"),
            _word("topic", "trade"),
        ],
        "scores": [_score("vi", 0.333), _score("", 0.5)],
        **_later(),
    }


def _ledger_tables() -> Tables:
    diff = {"row": "r-changed", "left": "old-vi-1", "right": "new-vi-1", "lang": "vi"}
    sides = [("same", "Tô Lâm đề nghị "), ("left", _after("old-vi")), ("right", _after("new-vi"))]
    said = {"left_event": "call-old", "right_event": "call-new", "order": 1, "kind": "changed"}
    return {
        "witnesses": [
            _witness("call-new", "p-new", "new-fr", "carried", ["new-fr-1"]),
            _witness("call-new", "p-new", "new-vi", "carried", ["new-vi-1"]),
            _witness("call-old", "p-old", "old-vi", "carried", ["old-vi-1"]),
        ],
        "comparison": [
            _ledger("r-changed", "changed", ["old-vi-1"], ["new-vi-1", "new-fr-1"]),
            _ledger("r-new", "new", [], ["new-fr-1"]),
            _ledger("r-dropped", "dropped", ["old-vi-1"], []),
        ],
        "worddiffs": [{**diff, "parts": [{"op": op, "text": text} for op, text in sides]}],
        "summary": [
            {**said, "names": _names(f"{SCRIPT} {ENTITY}"), "rows": ["r-changed", "r-new"], "lead": True}
        ],
    }


def _after(report: str) -> str:
    """Return what a report's sentence has after the words that both Vietnamese ones begin with."""
    return SENTENCES[report][1].removeprefix("Tô Lâm đề nghị ")


def _witness(event: str, proposition: str, report: str, state: str, claims: list[str]) -> Record:
    place = {"event": event, "report": report, "proposition": proposition}
    return {**place, "state": state, "claims": claims, "why": state}


def _texts() -> Tables:
    sentences, mentions, claims = [_second_sentence()], [], []
    for report, (lang, text) in SENTENCES.items():
        place = {"report": report, "sentence": 1, "start": 0}
        sentences.append({**place, "block": 2, "end": len(text), "lang": lang, "text": text})
        mentions.append({**place, "text": text[:6], "label": "PERSON", "id": "to-lam", "end": 6})
        claims.append(_claim(report, f"{report}-1", text, lang, 0))
    sentences.sort(key=lambda record: (str(record["report"]), record["start"] != 0))
    removed = {"report": "old-vi", "kind": "boilerplate", "text": SCRIPT, "block": 1}
    return {
        "blocks": [{**removed, "rule": QUOTES, "reason": ENTITY, "start": None, "end": None}],
        "sentences": sentences,
        "mentions": mentions,
        "claims": claims,
    }


def _entities() -> list[Record]:
    return [
        _entity("to-lam", "PERSON", f"Tô Lâm {SCRIPT}", "vietnam"),
        _entity("xi-jinping", "PERSON", "Xi Jinping", "china"),
        _entity("vietnam", "GPE", "Vietnam", "vietnam"),
        _entity("china", "GPE", "China", "china"),
        _entity("vna", "ORG", ENTITY),
        _entity("xinhua", "ORG", QUOTES),
        _entity("unclos", "LAW", LONG),
    ]


def _later() -> Tables:
    """Return the files that a folder may lack."""
    stations = [
        {"event": "call-old", "propositions": ["p-old"], "status": ""},
        {"event": "call-new", "propositions": [], "status": "dropped"},
    ]
    course = {"course": "c-1", "parties": ["to-lam", "xi-jinping"], "speakers": ["to-lam"]}
    changed = [{"field": "act", "machine": SCRIPT, "human": "propose"}]
    decision = {"changed": changed, "reason": SCRIPT, "by": QUOTES, "date": "2026-02-10"}
    term = {"term": "railway", "sentence": 1, "start": 7, "end": 14, "text": "đề nghị", "lang": "vi"}
    return {
        "terms": [{"report": name, **term, "stock": True} for name in ("old-vi", "new-vi")],
        "courses": [{**course, "topic": "railways", "stations": stations}],
        "references": [
            {"from_event": "call-new", "from": "new-vi-1", "to_event": "call-old", "to": ["old-vi-1"]}
        ],
        "corrections": [
            {"subject": "claim", "report": "old-vi", "id": "old-vi-1", **decision},
            {"subject": "mention", "report": "old-vi", "id": QUOTES, **decision, "date": "2026-03-01"},
            {"subject": "join", "event": "call-new", "id": "p-new", **decision, "changed": []},
            {"subject": "row", "id": "r-new", **decision},
        ],
    }


def _score(lang: str, f1: float) -> Record:
    counts = {"hit": 1, "predicted": 2, "reference": 4}
    figures = {"precision": 0.5, "recall": 0.25, "f1": f1}
    return {"set": "gold", "group": "claims", "measure": SCRIPT, "lang": lang, **figures, **counts}


def _second_sentence() -> Record:
    start = len(SENTENCES["new-fr"][1]) + 1
    end = start + len(UNQUOTED)
    place = {"report": "new-fr", "sentence": 2, "block": 2, "start": start, "end": end}
    return {**place, "lang": "fr", "text": UNQUOTED}


def _ledger(name: str, status: str, left: list[str], right: list[str]) -> Record:
    both = [
        {"side": "left", "kind": "term", "id": "", "text": SCRIPT},
        {"side": "left", "kind": "document", "id": "unclos", "text": "UNCLOS"},
        {"side": "right", "kind": "entity", "id": "", "text": "<i>technology</i>"},
    ]
    told = {"own": 0, "other": 1, "third": 0}
    return {
        "status": status,
        "speakers": ["to-lam"],
        "topic": "railways",
        "left": left,
        "right": right,
        "left_event": "call-old",
        "right_event": "call-new",
        "id": name,
        "differences": both if left and right else [],
        "why": [QUOTES],
        "basis": {
            "left": {"reports": ["old-vi"] if left else [], **told},
            "right": {"reports": ["new-vi", "new-fr"] if right else [], **told},
        },
    }


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("_", r"\_")


def pages() -> dict[str, str]:
    """Return the Markdown of each page by its path."""
    hostile = f"Title: {SCRIPT} {QUOTES}\n"
    found = {
        "compare/call-old--call-new.md": f"{hostile}Template: compare\nLeft: call-old\nRight: call-new\n",
        "pages/about.md": f"{hostile}Template: page\n\n{SCRIPT}\n\n"
        "<b onclick='window.broken=1'>b</b> [method](method.md) ![x](http://example.org/x.png)\n",
        "pages/method.md": f"{hostile}Template: method\n\n[about](about.md#main)\n",
    }
    for event in ("call-old", "call-new"):
        found[f"events/{event}.md"] = f"{hostile}Template: event\nEvent: {event}\n"
    for entity in tables()["entities"]:
        found[f"entities/{entity['id']}.md"] = f"{hostile}Template: entity\nEntity: {entity['id']}\n"
    for report, (_, text) in SENTENCES.items():
        found[f"reports/{report}.md"] = (
            f"{hostile}Template: report\nReport: {report}\nLang: {report[-2:]}\n\n"
            f'<span class="claim" id="{report}-1">[{text[:6]}](../entities/to-lam.md)'
            f"{_escape(text[6:])}</span>\n" + (f"{UNQUOTED}\n" if report == "new-fr" else "")
        )
    return found


def write(folder: Path, data: Tables | None = None, texts: Mapping[str, str] | None = None) -> None:
    """Write the folder, with other records or pages where given."""
    for name, records in (data or tables()).items():
        path = folder / "data" / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        path.write_text("".join(lines), encoding="utf-8")
    for name, text in (texts or pages()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
