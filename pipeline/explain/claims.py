"""Behind a claim: who speaks, in which words, by which act, about what, through whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.corrections import Correction
from pipeline.explain import rules
from pipeline.explain.mentions import held_offices
from pipeline.explain.places import Places
from pipeline.explain.rejected import rejected_of
from pipeline.explain.topics import topic_step
from pipeline.explain.trace import Trace, trace
from pipeline.explain.values import Evidence, Explanation, Step
from pipeline.extract.chunks import Chunk
from pipeline.extract.clause import Head
from pipeline.model import Annotation, Claim, Event, Label
from pipeline.vocabulary import Registry

CORRECTION = "correction"
_EVERYONE = frozenset({"both-sides", "passive", "impersonal", "both-sides-go-on", "leaders-of-countries"})
_FROM_BEFORE = frozenset(
    {
        "subject-goes-on",
        "pronoun",
        "account",
        "account-of-leader",
        "the-other-party",
        "subject-of-main-clause",
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with all that its explanation needs; the annotation is the machine's, without corrections."""

    claim: Claim
    annotation: Annotation
    event: Event
    registry: Registry
    places: Places
    trace: Trace
    head: Head | None

    @property
    def made(self) -> tuple[str, ...]:
        """Return the rules of the machine that made the claim."""
        return tuple(rule for rule in self.claim.rules if rule != CORRECTION)

    def at(self, chunk: Chunk) -> str:
        """Return where a chunk stands in the clean text."""
        return f"{self.trace.offset + chunk.start}-{self.trace.offset + chunk.end}"


def explain_claim(
    found: tuple[Annotation, Claim],
    event: Event,
    registry: Registry,
    places: Places,
    corrections: Iterable[Correction] = (),
) -> Explanation:
    """Return why a claim is what it is; `found` is the machine's annotation and the claim as published."""
    annotation, claim = found
    traced = trace(annotation, event, claim, registry)
    case = Case(claim, annotation, event, registry, places, traced, traced.head_of(claim))
    steps = [*_correction_steps(claim, corrections)]
    rejected: tuple[Evidence, ...] = ()
    if case.made:
        about, step = topic_step(traced.passage.sentence.text, claim, traced.matters, places)
        steps += [_speaker_step(case), _words_step(case), _act_step(case), step, _source_step(case)]
        rejected = (*rejected_of(claim, traced, case.head, registry), *about)
    name = str(claim.id)
    return Explanation(
        "claim", name, claim.report, claim.start, claim.end, claim.text, tuple(steps), rejected
    )


def _correction_steps(claim: Claim, corrections: Iterable[Correction]) -> Iterator[Step]:
    """Yield a person's decision about a claim; what follows is what the machine had found."""
    if CORRECTION not in claim.rules:
        return
    signed = tuple(Evidence(c.signed, c.place) for c in corrections)
    done = "added" if claim.rules == (CORRECTION,) else "changed or confirmed"
    yield Step("checked", done, CORRECTION, "A person decided it; the machine's own reasons follow.", signed)


def _speaker_step(case: Case) -> Step:
    claim, rule = case.claim, case.made[0]
    evidence = [*_phrase(case), *_antecedent(case, rule)]
    if rule in _EVERYONE:
        parties = ", ".join(case.event.parties)
        evidence.append(Evidence(f"parties of {case.event.id}: {parties}", f"events/{case.event.id}.toml"))
    for speaker in claim.speakers:
        place = case.places.of_entity(speaker)
        evidence.append(Evidence(f"{speaker}{'' if place else ', whom no registry lists'}", place))
    return Step("who", " + ".join(claim.speakers), rule, rules.speaker_rule(rule), tuple(evidence))


def _phrase(case: Case) -> Iterator[Evidence]:
    """Yield the phrase that names the speaker, and each title in it with its holder's term of office."""
    head = case.head
    if head is None or head.subject is None:
        return
    chunks = head.subject.chunks(case.trace.passage.row)
    start, end = chunks[0].start, chunks[-1].end
    words = case.trace.passage.sentence.text[start:end]
    place = f"{case.trace.offset + start}-{case.trace.offset + end}"
    yield Evidence(f"the phrase “{words}”", place)
    day = case.annotation.report.sidecar.published.value[:10] or case.event.date
    for mention in (c.mention for c in chunks if c.mention and c.mention.label is Label.TITLE):
        why = rules.mention_rule(mention.rule)
        yield Evidence(f"“{mention.text}” is {mention.id}: {why}", f"{mention.start}-{mention.end}")
        yield from held_offices(mention, day, case.registry, case.places)


def _antecedent(case: Case, rule: str) -> Iterator[Evidence]:
    """Yield the earlier claim or phrase that a pronoun or a missing subject points to."""
    if rule not in _FROM_BEFORE:
        return
    claim = case.claim
    if rule == "subject-of-main-clause":
        later = (h for h in case.trace.heads if h.subject and case.head and h.verb > case.head.verb)
        for head in later:
            phrase = head.subject.chunks(case.trace.passage.row) if head.subject else []
            yield Evidence(
                f"the main clause's subject “{' '.join(c.text for c in phrase)}”", case.at(phrase[0])
            )
            return
    before = [c for c in case.annotation.claims if c.start < claim.start]
    if rule != "the-other-party":
        before = [c for c in before if set(c.speakers) & set(claim.speakers)]
    if before:
        last = before[-1]
        yield Evidence(
            f"after the claim {last.id} of {' + '.join(last.speakers)}: “{last.text}”", str(last.start)
        )
        return
    named = [m for m in case.annotation.mentions if m.start < claim.start and m.id in claim.speakers]
    if named:
        yield Evidence(f"“{named[-1].text}” was named before", f"{named[-1].start}-{named[-1].end}")


def _words_step(case: Case) -> Step:
    rule = next((r for r in case.made if rules.words_rule(r)), "")
    evidence = []
    if case.head is not None:
        verb = case.trace.passage.row[case.head.verb]
        evidence.append(Evidence(f"the verb “{verb.text}”, form {case.head.shape}", case.at(verb)))
        begins = case.trace.offset + case.trace.passage.row[case.head.start].start
        if case.claim.start != begins:
            moved = CORRECTION in case.claim.rules
            how = "moved by a person" if moved else "a further part of that clause, behind a semicolon"
            evidence.append(Evidence(how))
    return Step(
        "which words", f"{case.claim.start}-{case.claim.end}", rule, rules.words_rule(rule), tuple(evidence)
    )


def _act_step(case: Case) -> Step:
    decision = case.made[-1]
    parts = decision.split(">")
    evidence = [e for part in parts for e in _cue_evidence(case, part)]
    if "act-goes-on" in parts:
        evidence += [*_before(case)][-1:]
    code = next((rules.act_rule(part) for part in parts if rules.act_rule(part)), "")
    if len(parts) > 1 and rules.act_rule(parts[-1]):
        why = rules.act_rule(parts[-1])
    elif len(parts) > 1:
        why = (
            f"{code} The cue in the content decides."
            if code
            else ("The verb leaves the act to what its content says is done: the inner cue decides.")
        )
    else:
        why = code or "The verb decides."
    answer = f"{case.claim.act} (CAMEO {case.claim.cameo})"
    return Step("which act", answer, decision, why, tuple(evidence))


def _before(case: Case) -> Iterator[Evidence]:
    """Yield the claims of the same sentence that stand before a claim."""
    for claim in case.annotation.claims:
        if claim.sentence == case.claim.sentence and claim.start < case.claim.start:
            yield Evidence(f"{claim.act}, as the claim {claim.id}: “{claim.text}”", str(claim.start))


def _cue_evidence(case: Case, cue_id: str) -> Iterator[Evidence]:
    """Yield a cue with its words in the sentence and its registry line."""
    cue = next((c for c in case.registry.cues if c.id == cue_id), None)
    if cue is None:
        return
    row = case.trace.passage.row
    first = case.head.verb if case.head else 0
    ordered = [*row[first:], *row[:first]]
    chunk = next((c for c in ordered if any(f.cue is cue for f in c.cues)), None)
    words = f"“{chunk.text}” at {case.at(chunk)}" if chunk else "by the ending of a verb"
    yields = ", yields to its content" if cue.yields else ""
    yield Evidence(f"{words} is the cue {cue.id}: {cue.role}, {cue.act}{yields}", cue.place)


def _source_step(case: Case) -> Step:
    via = case.claim.via
    if not via:
        return Step("through whom", "the report itself", "", "No source is named for it here.")
    block = case.trace.passage.sentence.block
    blocks = {s.number: s.block for s in case.annotation.sentences}
    evidence = []
    for source in via:
        named = [
            m
            for m in case.annotation.mentions
            if m.id == source and blocks[m.sentence] == block and m.sentence <= case.claim.sentence
        ]
        place = case.places.of_entity(source)
        words = f", named as “{named[-1].text}” at {named[-1].start}-{named[-1].end}" if named else ""
        evidence.append(Evidence(f"{source}{words}", place))
    why = "A source holds to the end of its paragraph, outermost first."
    return Step("through whom", " > ".join(via), "source", why, tuple(evidence))
