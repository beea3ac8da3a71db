"""What `add` and `review` tell, as text and as JSON."""

from __future__ import annotations

from pipeline.add.plan import Plan
from pipeline.model import BlockKind
from pipeline.review import Review

_KEPT = (BlockKind.TITLE, BlockKind.BODY)
_FEW = 5
_WIDE = 100


def proposal(plan: Plan) -> str:
    """Return what is proposed, a line each, with how sure and why; then what is in doubt."""
    reading = plan.reading
    kept = [b for b in reading.blocks if b.kind in _KEPT]
    size = sum(len(b.text.split()) for b in kept)
    aside = len(reading.blocks) - len(kept)
    lines = [
        f"read {reading.got.source}: {size} words in {len(kept)} paragraphs, {aside} lines put aside",
        f"  title      {_short(reading.title) or '(none)'}",
    ]
    for name in ("id", "event", "outlet", "published", "lang", "url"):
        fact = plan.proposal.values[name]
        why = f" ({fact.how.value}: {fact.note})" if fact.note else f" ({fact.how.value})"
        lines.append(f"  {name:<10} {fact.value or '-'}{why}")
    if reading.encoding:
        lines.append(f"  encoding   {reading.encoding}")
    if plan.replaced:
        lines.append(f"  in place of the capture {plan.replaced.capture}")
    lines += [f"note: {doubt}" for doubt in plan.doubts]
    if plan.outlet_entry:
        lines += ["to list the outlet, complete this and paste it into registry/outlets.toml:", ""]
        lines.append(plan.outlet_entry)
    return "\n".join(lines)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _WIDE else f"{plain[: _WIDE - 1]}…"


def as_json(plan: Plan) -> dict[str, object]:
    """Return a proposal as JSON has it."""
    values = {
        name: {"value": fact.value, "how": fact.how.value, "note": fact.note}
        for name, fact in plan.proposal.values.items()
    }
    like = [{"report": r.report, "how": r.how, "share": round(r.share, 3)} for r in plan.like]
    return {
        "source": plan.reading.got.source,
        "title": plan.reading.title,
        **values,
        "sha256": plan.sidecar.sha256,
        "encoding": plan.reading.encoding or "utf-8",
        "new_event": plan.proposal.new_event is not None,
        "resembles": like,
        "doubts": [*plan.doubts],
        "outlet_entry": plan.outlet_entry,
        "text": plan.reading.text,
    }


def review(found: Review, *, limit: int = _FEW, short: bool = False) -> str:
    """Return what to look at; at most `limit` claims, all where it is 0. `short` is for one new report."""
    lines: list[str] = []
    if found.names:
        lines.append(f"{_count(len(found.names), 'name')} in no registry:")
        for name in found.names:
            times = f", {name.count} times" if name.count > 1 else ""
            lines += [f"  {name.text} ({name.report}{times})", f"    in: {_short(name.sentence)}"]
            lines += [f"    if it is one, complete this in registry/{name.file}:"]
            lines += [f"      {line}" for line in name.entry.splitlines()]
    if found.claims:
        shown = found.claims[: limit or None]
        lines.append(f"{_count(len(found.claims), 'claim')} on weak evidence, the weakest first:")
        for weak in shown:
            claim = weak.claim
            lines.append(f"  {weak.weight}  {claim.id} {', '.join(claim.speakers)}: {claim.act.value}")
            lines.append(f"     {_short(claim.text)}")
            lines += [] if short else [f"     {why}" for why in weak.why]
        if len(shown) < len(found.claims):
            lines.append(f"  … {len(found.claims) - len(shown)} more: diendam review --limit 0")
    if found.corrections:
        lines.append(f"{_count(len(found.corrections), 'correction')} that cannot be applied:")
        lines += [f"  {line}" for problem in found.corrections for line in str(problem).splitlines()]
    return "\n".join(lines) or "nothing is left to review"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def review_json(found: Review) -> dict[str, object]:
    """Return what to look at as JSON has it."""
    return {
        "names": [
            {"report": n.report, "text": n.text, "label": n.label.value, "sentence": n.sentence,
             "count": n.count, "file": n.file, "entry": n.entry}
            for n in found.names
        ],
        "claims": [
            {"report": w.claim.report, "id": w.claim.id, "weight": w.weight, "text": w.claim.text,
             "speakers": [*w.claim.speakers], "act": w.claim.act.value, "why": [*w.why]}
            for w in found.claims
        ],
        "corrections": [
            {"where": p.where, "line": p.line, "what": p.what, "fix": p.fix} for p in found.corrections
        ],
    }  # fmt: skip
