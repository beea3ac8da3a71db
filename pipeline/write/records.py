"""The records of `content/data/*.jsonl`: keys in a fixed order, one record a line.

The first keys of blocks, mentions, claims, alignment and comparison are those
that `corpus/gold/score.py` reads, so the folder can be scored as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.ledger import Basis, Difference, LedgerRow, SummarySentence, WordDiff
from pipeline.model import Annotation, Block, Claim, Event, Fact, Mention, Names, Proposition, Sentence
from pipeline.relations import Account
from pipeline.vocabulary import Entity, Registry

Scalar = str | int | float | bool | None
Value = Scalar | Sequence["Value"] | Mapping[str, "Value"]
Record = dict[str, Value]


def as_line(record: Record) -> str:
    """Return a record as one line of JSON with its final newline."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def _names(names: Names) -> Record:
    return {str(lang): names[lang] for lang in sorted(names)}


def event_record(event: Event, annotations: Iterable[Annotation]) -> Record:
    """Return the record of an event; the annotations are of its reports."""
    reports = [str(a.report.sidecar.id) for a in annotations]
    return {
        "id": event.id,
        "kind": event.kind,
        "date": event.date,
        "title": _names(event.title),
        "parties": list(event.parties),
        "occasion": _names(event.occasion) if event.occasion else None,
        "follows": event.follows,
        "reports": sorted(reports),
    }


def _fact(name: str, fact: Fact) -> Record:
    return {name: fact.value, f"{name}_how": fact.how.value, f"{name}_note": fact.note}


def report_record(annotation: Annotation, title: str, outlet: Entity | None) -> Record:
    """Return the record of a report: provenance with how sure each fact is, never its text."""
    sidecar = annotation.report.sidecar
    names: Record = (
        {str(lang): forms[0] for lang, forms in sorted(outlet.names.items()) if forms} if outlet else {}
    )
    return {
        "id": sidecar.id,
        "event": sidecar.event,
        "title": title,
        "lang": sidecar.lang,
        "langs": sorted({str(s.lang) for s in annotation.sentences}),
        "outlet": sidecar.outlet.value,
        "outlet_name": names,
        "outlet_how": sidecar.outlet.how.value,
        "outlet_note": sidecar.outlet.note,
        **_fact("url", sidecar.url),
        **_fact("published", sidecar.published),
        "rights": sidecar.rights,
        "display": sidecar.display,
        "completeness": sidecar.completeness,
        "translation": sidecar.translation,
        "capture": sidecar.capture,
        "sha256": sidecar.sha256,
        "bytes": annotation.report.bytes,
        "note": sidecar.note,
    }


def block_record(block: Block, explain: Callable[[str], str]) -> Record:
    """Return the record of a block; `explain` gives the sentence behind a rule."""
    return {
        "report": block.report,
        "kind": block.kind.value,
        "text": block.text,
        "block": block.number,
        "rule": block.rule,
        "reason": explain(block.rule),
        "start": block.start,
        "end": block.end,
        "place": block.origin[0],
    }


def sentence_record(sentence: Sentence) -> Record:
    """Return the record of a sentence."""
    return {
        "report": sentence.report,
        "sentence": sentence.number,
        "block": sentence.block,
        "start": sentence.start,
        "end": sentence.end,
        "lang": sentence.lang,
        "text": sentence.text,
    }


def mention_record(mention: Mention) -> Record:
    """Return the record of a mention."""
    return {
        "report": mention.report,
        "text": mention.text,
        "label": mention.label.value,
        "id": mention.id,
        "sentence": mention.sentence,
        "start": mention.start,
        "end": mention.end,
        "rule": mention.rule,
    }


def claim_record(claim: Claim, account: Account | None = None) -> Record:
    """Return the record of a claim, with whose account it is where that is given."""
    told: Record = (
        {"account": account.kind, "teller": account.teller, "removes": account.removes} if account else {}
    )
    return {
        "report": claim.report,
        "id": claim.id,
        "text": claim.text,
        "lang": claim.lang,
        "speakers": list(claim.speakers),
        "act": claim.act.value,
        "topics": list(claim.topics),
        "via": list(claim.via),
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "addressee": list(claim.addressee),
        "entities": list(claim.entities),
        "cameo": claim.cameo,
        "rules": [str(rule) for rule in claim.rules],
        "checked": claim.checked,
        **told,
    }


def proposition_record(proposition: Proposition) -> Record:
    """Return the record of a proposition."""
    return {
        "event": proposition.event,
        "proposition": proposition.id,
        "claims": list(proposition.claims),
        "why": list(proposition.why),
    }


def ledger_record(row: LedgerRow) -> Record:
    """Return the record of a ledger row."""
    return {
        "status": row.status.value,
        "speakers": list(row.speakers),
        "topic": row.topic,
        "left": list(row.left),
        "right": list(row.right),
        "left_event": row.left_event,
        "right_event": row.right_event,
        "id": row.id,
        "differences": [_difference(d) for d in row.differences],
        "why": list(row.why),
        "basis": {"left": _basis(row.left_basis), "right": _basis(row.right_basis)},
        "propositions": {"left": list(row.left_propositions), "right": list(row.right_propositions)},
    }


def _difference(difference: Difference) -> Record:
    # Where else the other event has the thing is left out: any further report could change it.
    return {
        "side": difference.side,
        "kind": difference.kind,
        "id": difference.id,
        "text": difference.text,
        "claims": list(difference.claims),
    }


def _basis(basis: Basis) -> Record:
    return {"reports": list(basis.reports), "own": basis.own, "other": basis.other, "third": basis.third}


def word_diff_record(diff: WordDiff) -> Record:
    """Return the record of two claims set beside each other word by word."""
    return {
        "row": diff.row,
        "left": diff.left,
        "right": diff.right,
        "lang": diff.lang,
        "parts": [{"op": part.op, "text": part.text} for part in diff.parts],
    }


def summary_record(sentence: SummarySentence) -> Record:
    """Return the record of a sentence of a ledger's summary with the rows it rests on."""
    return {
        "left_event": sentence.left_event,
        "right_event": sentence.right_event,
        "order": sentence.order,
        "kind": sentence.kind,
        "lead": sentence.lead,
        "names": _names(sentence.names),
        "rows": list(sentence.rows),
        "basis": {"left": list(sentence.left_reports), "right": list(sentence.right_reports)},
        "things": list(sentence.things),
    }


def entity_record(entity: Entity) -> Record:
    """Return the record of an entity, its first name in each language, and all its spellings."""
    spellings = (form for _, forms in sorted(entity.names.items()) for form in forms)
    return {
        "id": entity.id,
        "label": entity.label.value,
        "names": {str(lang): forms[0] for lang, forms in sorted(entity.names.items()) if forms},
        "country": entity.country,
        "listed": entity.listed,
        "wikidata": entity.wikidata,
        "forms": list(dict.fromkeys([*spellings, *entity.short])),
    }


def vocabulary_records(registry: Registry) -> Iterable[Record]:
    """Yield the records of the closed lists, in the order in which the site shows them."""
    for act in registry.acts.values():
        yield _term("act", act.id.value, act.names, act.definition, act.cameo)
    for topic in registry.topics.values():
        yield _term("topic", topic.id, topic.names, topic.definition, "")
    for term in registry.terms:
        yield _term("term", term.id, {lang: forms[0] for lang, forms in term.forms.items()}, {}, "")


def _term(kind: str, term_id: str, names: Names, definition: Names, cameo: str) -> Record:
    return {
        "kind": kind,
        "id": term_id,
        "names": _names(names),
        "definition": _names(definition),
        "cameo": cameo,
    }
