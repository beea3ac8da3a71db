"""What a person should look at next: unknown names, weak claims, corrections that no longer stand.

How weak a claim's evidence is, is the sum of the weights of the rules that
decided it (`WEIGHTS`): 0 is a speaker named beside a verb of speech of the
registry; a speaker or act that only goes on from the words before weighs more,
and most does what stands for nobody known. A checked claim weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.build import annotate
from pipeline.corrections import Corrections, correct
from pipeline.errors import CorpusError, Problem
from pipeline.explain.rules import act_rule, speaker_rule, words_rule
from pipeline.ingest import Corpus
from pipeline.jobs import Watch, unwatched
from pipeline.model import Annotation, Claim, Label, Mention, ReportId, Sentence
from pipeline.text import slug
from pipeline.toml import quoted
from pipeline.vocabulary import Registry

# Nobody known speaks · read off no cue · the speaker or act goes on from before · a reference was resolved.
WEIGHTS: Mapping[str, int] = {
    **dict.fromkeys(("nobody", "party-without-known-office"), 5),
    **dict.fromkeys(("said", "account", "account-goes-on", "source-goes-on", "the-other-party"), 3),
    **dict.fromkeys(("list-goes-on", "both-sides-go-on", "quotation-goes-on", "country", "body"), 3),
    **dict.fromkeys(("subject-goes-on", "act-goes-on", "pronoun", "epithet", "according-to"), 2),
    **dict.fromkeys(("passive", "impersonal", "account-of-leader", "leader-of-country"), 2),
    **dict.fromkeys(("speaker-by-title", "leaders-of-countries", "subject-of-main-clause"), 1),
}
_ENDING, _UNLISTED = 3, 2
_BY_NAME = {"name-after-title", "name-before-title"}
_CAPITALS = re.compile(r"(?<!\w)(?:[^\W\d_]\w*[ -])*[^\W\d_]\w*")


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that no registry has: where it stands, and an entry to paste into `file`."""

    report: ReportId
    text: str
    label: Label
    sentence: str
    count: int
    file: str
    entry: str


@dataclass(frozen=True, slots=True)
class WeakClaim:
    """A claim with the weight of what is weak about it, and each reason as a sentence."""

    claim: Claim
    weight: int
    why: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """All that a corpus, or some of its reports, leave to a person; the claims are the weakest first."""

    names: tuple[UnknownName, ...]
    claims: tuple[WeakClaim, ...]
    corrections: tuple[Problem, ...]


def review(
    corpus: Corpus,
    corrections: Corrections,
    registry: Registry,
    wanted: Iterable[str],
    watch: Watch = unwatched,
) -> Review:
    """Return what to look at in the reports `wanted`, in all where none is named."""
    chosen = {*wanted}
    reports = [r for r in corpus.reports if not chosen or r.sidecar.id in chosen]
    annotations = []
    problems: list[Problem] = []
    for number, report in enumerate(reports):
        own = report.sidecar
        watch("annotating", number, len(reports))
        annotation = annotate(report, corpus.events[own.event], registry)
        try:
            annotation = correct(annotation, corrections.get(own.id, ()), registry)
        except CorpusError as error:
            problems += error.problems
        annotations.append(annotation)
    weak = [w for a in annotations for c in a.claims if (w := weigh(c, registry)).weight]
    weak.sort(key=lambda w: (-w.weight, w.claim.report, w.claim.start))
    names = tuple(name for a in annotations for name in unknown_names(a, registry))
    return Review(names, tuple(weak), tuple(problems))


def weigh(claim: Claim, registry: Registry) -> WeakClaim:
    """Return a claim with what is weak about it."""
    if claim.checked:
        return WeakClaim(claim, 0, ())
    endings = {cue.id for cues in registry.ending_cues.values() for cue in cues}
    why: list[tuple[int, str]] = []
    for rule in (part for whole in claim.rules for part in whole.split(">")):
        if rule in WEIGHTS:
            told = speaker_rule(rule) or act_rule(rule) or words_rule(rule)
            why.append((WEIGHTS[rule], f"{rule}: {told}"))
        if rule in endings:
            why.append((_ENDING, f"{rule}: the act rests on the ending of a verb that no list has"))
    unlisted = [speaker for speaker in claim.speakers if speaker not in registry.entities]
    why += [(_UNLISTED, f"the speaker {speaker} is in no registry") for speaker in unlisted]
    why = list(dict.fromkeys(why))
    return WeakClaim(claim, sum(w for w, _ in why), tuple(text for _, text in sorted(why, reverse=True)))


def unknown_names(annotation: Annotation, registry: Registry) -> Iterator[UnknownName]:
    """Yield each name that no registry has, once a report: unlisted people, then other capitalised names."""
    sentences = {s.number: s for s in annotation.sentences}
    seen: dict[str, tuple[Label, Sentence, int]] = {}
    people = [m for m in annotation.mentions if m.rule in _BY_NAME and m.id not in registry.entities]
    found = [(m.text, Label.PERSON, sentences[m.sentence]) for m in people]
    found += [
        (name, Label.ORG, sentence)
        for sentence in annotation.sentences
        for name in _capitalised(sentence, annotation.mentions, registry)
    ]
    for text, label, sentence in found:
        first, where, count = seen.get(text, (label, sentence, 0))
        seen[text] = (first, where, count + 1)
    for text, (label, sentence, count) in seen.items():
        file = "people.toml" if label is Label.PERSON else "entities.toml"
        entry = _entry(text, label, sentence)
        yield UnknownName(sentence.report, text, label, sentence.text, count, file, entry)


def _capitalised(sentence: Sentence, mentions: Iterable[Mention], registry: Registry) -> Iterator[str]:
    """Yield runs of two or more capitalised words, and acronyms, that no mention touches.

    The first word of a sentence says nothing by its capital, nor does a headline all in capitals; one
    word of several syllables, as Vietnamese has, is no run.
    """
    taken = [(m.start, m.end) for m in mentions if m.sentence == sentence.number]
    terms = {(t.start, t.end) for t in registry.term_lexicons[sentence.lang].find(sentence.text)}
    if sentence.text.isupper():
        return
    run: list[tuple[int, int]] = []
    for start, end in [*sentence.words, (sentence.end, sentence.end)]:
        word = sentence.text[start - sentence.start : end - sentence.start]
        at = (start, end)
        free = all(end <= s or e <= start for s, e in taken)
        if free and word[:1].isupper() and start > sentence.start:
            run.append(at)
            continue
        whole = (run[0][0] - sentence.start, run[-1][1] - sentence.start) if run else (0, 0)
        yield from _name_of(sentence, run if whole not in terms else [])
        run = []


def _name_of(sentence: Sentence, run: list[tuple[int, int]]) -> Iterator[str]:
    if not run:
        return
    text = sentence.text[run[0][0] - sentence.start : run[-1][1] - sentence.start]
    words = text.split()
    is_acronym = len(words) == 1 and text.isupper() and text.isalpha() and len(text) > 1
    if is_acronym or (len(run) > 1 and _CAPITALS.fullmatch(text)):
        yield text


def _entry(text: str, label: Label, sentence: Sentence) -> str:
    """Return an entry that proves itself: by its sentence, and by that sentence without the name."""
    without = " ".join(re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", "…", sentence.text).split())
    kind = "person" if label is Label.PERSON else "entity"
    lines = [f"[[{kind}]]", f"id = {quoted(slug(text))}"]
    lines += [] if label is Label.PERSON else [f"label = {quoted(label.value)}"]
    lines += ['country = ""', f"names.{sentence.lang} = [{quoted(text)}]"]
    lines += [f"example = {quoted(sentence.text)}", f"counterexample = {quoted(without)}"]
    return "\n".join(lines) + "\n"
