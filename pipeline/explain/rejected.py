"""What was considered for a claim and rejected: other readings of its verb, other verbs, other acts."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.explain.trace import Trace, is_claim
from pipeline.explain.values import Evidence
from pipeline.extract import subjects
from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import Clause, Head, Kind
from pipeline.extract.embedding import is_embedded
from pipeline.model import Claim
from pipeline.vocabulary import CueForm, Registry

_DECIDING = ("predicate", "complement")


def rejected_of(claim: Claim, trace: Trace, head: Head | None, registry: Registry) -> Iterator[Evidence]:
    """Yield other readings of the verb, other verbs of the sentence, and other cues in the content."""
    if head is not None:
        yield from _other_readings(trace, head, registry)
    yield from _other_verbs(trace, registry)
    yield from _other_cues(claim, trace, head)


def _place(trace: Trace, chunk: Chunk) -> str:
    return f"{trace.offset + chunk.start}-{trace.offset + chunk.end}"


def _other_readings(trace: Trace, head: Head, registry: Registry) -> Iterator[Evidence]:
    """Yield the cues that the verb's own words could be read as too, and shorter forms inside them."""
    verb = trace.passage.row[head.verb]
    chosen = {(head.cue.id, head.shape)}
    for form in verb.cues:
        if (form.cue.id, form.shape) not in chosen:
            chosen.add((form.cue.id, form.shape))
            yield Evidence(
                f"“{verb.text}” {_reading(form)}: its form or role agrees less here", form.cue.place
            )
    sentence = trace.passage.sentence
    for match in registry.cue_lexicons[sentence.lang].find_all(sentence.text):
        inside = verb.start <= match.start and match.end <= verb.end
        for form in match.entries if inside else ():
            if (form.cue.id, form.shape) not in chosen:
                chosen.add((form.cue.id, form.shape))
                words = sentence.text[match.start : match.end]
                yield Evidence(f"“{words}” {_reading(form)}: a longer form is there", form.cue.place)


def _reading(form: CueForm) -> str:
    return f"as {form.cue.id} ({form.cue.role}, {form.cue.act}, {form.shape})"


def _other_verbs(trace: Trace, registry: Registry) -> Iterator[Evidence]:
    """Yield the verbs of speech in the sentence that make no claim, each with the reason."""
    heads = {h.verb: h for h in trace.heads}
    for at, chunk in enumerate(trace.passage.row):
        forms = chunk.cues_of("speech")
        if at in heads and not is_claim(heads[at]):
            kind = "a verb of meeting" if heads[at].kind is Kind.NARRATION else "denied"
            yield Evidence(f"“{chunk.text}” makes no claim: {kind}", _place(trace, chunk))
        elif forms and at not in heads:
            why = _why_no_head(trace, at, registry)
            yield Evidence(f"“{chunk.text}” ({forms[0].cue.id}) makes no claim: {why}", _place(trace, chunk))


def _why_no_head(trace: Trace, at: int, registry: Registry) -> str:
    row = trace.passage.row
    if at < trace.begin:
        return "it belongs to the naming of the source"
    if at >= trace.passage.end:
        return "it belongs to the source behind the content"
    earlier = [h for h in trace.heads if h.verb < at]
    subject = subjects.before(row, at)
    if any(h.kind is Kind.AFTER and h.verb > at for h in trace.heads):
        return "it stands in what an attribution behind it reports"
    if subject.phrase is None:
        return (
            "it has no subject, and nothing joins it to a verb before it" if earlier else "it has no subject"
        )
    words = " ".join(c.text for c in subject.phrase.chunks(row))
    if is_embedded(Clause(row, trace.begin, registry, earlier), subject.phrase):
        governing = f" of “{row[earlier[-1].verb].text}”" if earlier else ""
        return f"its subject “{words}” stands inside the content{governing}"
    return f"its form does not agree with its subject “{words}”, or the subject cannot speak"


def _other_cues(claim: Claim, trace: Trace, head: Head | None) -> Iterator[Evidence]:
    """Yield cues inside the content that would give another act."""
    deciding = {part for rule in claim.rules for part in rule.split(">")}
    row = trace.passage.row
    verbs = {h.verb for h in trace.heads}
    for at, chunk in enumerate(row):
        inside = claim.start <= trace.offset + chunk.start < claim.end
        if (
            not inside
            or at in verbs
            or (head is not None and at <= head.verb and head.kind is not Kind.AFTER)
        ):
            continue
        for form in chunk.cues:
            cue = form.cue
            if cue.role in _DECIDING and cue.act != claim.act and cue.id not in deciding:
                why = "it is not the first in the content, or another is its subject"
                yield Evidence(f"“{chunk.text}” as {cue.id} ({cue.role}, {cue.act}): {why}", cue.place)
