"""`diendam explain`: every decision is told with its rule in words and its line in the registry."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.explain import rules
from pipeline.explain.claims import explain_claim
from pipeline.explain.joins import explain_propositions, explain_row
from pipeline.explain.places import Places
from pipeline.explain.trace import trace
from pipeline.explain.values import as_text
from pipeline.model import Annotation, EventId
from pipeline.vocabulary import Registry
from pipeline.write import Analysis
from tests.command import Told, diendam_here
from tests.corpora import CORPUS, add_report, little_corpus

Run = Callable[..., Told]
REPORT = "2025-05-01-daily-en"
TEXT = """\
Chile and Norway agree to talk more often

Chilean President Ana Lopez stressed that salmon farms needed clean water; that boats were old. She \
thanked Norway for its salmon. The Prime Minister stressed that whoever thanked the sea was wise.
"""
FRAMED = """\
Chile and Norway agree to talk more often

Chilean President Ana Lopez met Jon Berg. Lopez harrumphed that salmon was cheap. "Salmon is for all. Boats \
are old," Berg stressed.
"""
DISCUSSED = """\
Chile and Norway talk

Chilean President Ana Lopez met Jon Berg. They discussed salmon. Lopez said she was grateful.
"""
LINE = re.compile(r"corpus/registry/[a-z-]+\.toml:\d+")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to run the command in this process."""
    return lambda *words: diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """Return a little corpus with one report of four claims."""
    folder = little_corpus(tmp_path / "corpus")
    add_report(folder, REPORT, "call-one", "en", TEXT)
    return folder


def ids(little: Path) -> dict[str, str]:
    """Return the ids of the claims by the beginning of their words."""
    rows = [json.loads(line) for line in build(little)["data/claims.jsonl"].splitlines()]
    return {" ".join(str(row["text"]).split()[:2]): str(row["id"]) for row in rows}


def asked(run: Run, little: Path, name: str) -> str:
    """Return what the command says about a claim or mention."""
    done = run("explain", name, "--corpus", little)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_claim_tells_phrase_cue_line_and_topic(little: Path, run: Run) -> None:
    told = asked(run, little, ids(little)["Chilean President"])
    cues = (little / "registry/cues-en.toml").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(cues, 1) if '"en-stress"' in text) - 1
    assert "who: ana-lopez" in told
    assert "the phrase “Chilean President Ana Lopez”" in told
    assert "president from 2024-01-01 until an open end" in told
    assert (
        f"“stressed” at 71-79 is the cue en-stress: speech, affirm (corpus/registry/cues-en.toml:{line})"
        in told
    )
    assert "trade, 2 points: “salmon” 2 (corpus/registry/topics-en.toml:1)" in told
    assert "through whom: the report itself" in told


def test_part_behind_a_semicolon_tells_whose_act_goes_on(little: Path, run: Run) -> None:
    known = ids(little)
    told = asked(run, little, known["that boats"])
    assert "[act-goes-on]" in told
    assert f"affirm, as the claim {known['Chilean President']}" in told
    assert "a further part of that clause, behind a semicolon" in told


@pytest.fixture
def framed(little: Path) -> Path:
    """Return the little corpus with a second report: a new verb, a quotation of two sentences."""
    add_report(little, "2025-05-02-daily-en", "call-one", "en", FRAMED)
    return little


def test_verb_that_no_list_has_is_told_as_such(framed: Path, run: Run) -> None:
    told = asked(run, framed, ids(framed)["Lopez harrumphed"])
    assert "the verb “harrumphed”" in told
    assert "[verb-by-frame]" in told


def test_claim_that_names_nothing_tells_from_where_its_topics_are(framed: Path, run: Run) -> None:
    known = ids(framed)
    told = asked(run, framed, known["Boats are"])
    assert f"as the claim {known['Lopez harrumphed']}: trade" in told
    assert "[topics-go-on]" in told


def test_claim_that_names_nothing_goes_on_with_what_a_sentence_without_claims_named(
    little: Path, run: Run
) -> None:
    add_report(little, "2025-05-02-daily-en", "call-one", "en", DISCUSSED)
    told = asked(run, little, ids(little)["Lopez said"])
    assert "as sentence 2, which makes no claim: trade" in told
    assert "[topics-go-on]" in told


def test_quotation_of_several_sentences_is_read_from_its_attribution(framed: Path, run: Run) -> None:
    told = asked(run, framed, ids(framed)['"Salmon is'])
    assert "who: jon-berg" in told
    assert "[quotation-goes-on]" in told


def test_pronoun_tells_its_antecedent(little: Path, run: Run) -> None:
    known = ids(little)
    told = asked(run, little, known["She thanked"])
    assert "the phrase “She”" in told
    assert "[pronoun]" in told
    assert f"after the claim {known['that boats']} of ana-lopez" in told


def test_verb_inside_the_content_is_told_as_rejected(little: Path, run: Run) -> None:
    told = asked(run, little, ids(little)["The Prime"])
    rejected = told.partition("rejected:")[2]
    assert "“thanked” (en-thank) makes no claim:" in rejected
    assert "jon-berg, on 2025-05-01: prime-minister from 2024-01-01" in told


@pytest.mark.parametrize("name", [f"{REPORT}:15", f'{REPORT}:"Norway"', f"{REPORT}:norway", f"{REPORT}:10"])
def test_mention_by_offset_and_by_words(name: str, little: Path, run: Run) -> None:
    told = asked(run, little, name)
    assert "GPE norway" in told
    assert "The registry lists these words as a name. [listed-name]" in told
    assert re.search(r"norway \(corpus/registry/places\.toml:\d+\)", told)


def test_title_tells_its_holder_and_who_else_held_it(little: Path, run: Run) -> None:
    people = little / "registry/people.toml"
    entry = people.read_text("utf-8").partition("\n\n")[0]
    earlier = entry.replace("ana-lopez", "old-lopez").replace("Ana Lopez", "Eva Lopez")
    earlier = earlier.replace('from = "2024-01-01"', 'from = "2020-01-01", until = "2023-12-31"')
    people.write_text(f"{people.read_text('utf-8')}\n{earlier}\n", "utf-8")
    told = asked(run, little, f"{REPORT}:President")
    assert "who holds it: ana-lopez" in told
    assert "[title-before-name]" in told
    assert "old-lopez as president from 2020-01-01 until 2023-12-31: not on 2025-05-01" in told


def test_json_holds_the_same(little: Path, run: Run) -> None:
    name = ids(little)["She thanked"]
    told, *about_joins = json.loads(run("explain", name, "--json", "--corpus", little).stdout)
    assert [one["kind"] for one in about_joins] == ["proposition"]
    assert (told["kind"], told["id"], told["report"]) == ("claim", name, REPORT)
    assert TEXT[told["start"] : told["end"]].startswith("She thanked")
    questions = {step["question"]: step["answer"] for step in told["steps"]}
    assert questions["who"] == "ana-lopez"
    assert questions["which act"].startswith("thank")
    assert all(step["why"] for step in told["steps"])


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("daily-en-zzzzzzzz", "daily-en-"),
        ("dayly-en-zzzzzzzz", "daily-en-…"),
        ("2025-05-01-dayly-en:Norway", REPORT),
        (f"{REPORT}:Norwai", "“Norway”"),
        (f"{REPORT}:9000", f"{REPORT}:"),
        ("", "daily-en-…"),
    ],
)
def test_unknown_name_exits_3_with_what_is_near(name: str, near: str, little: Path, run: Run) -> None:
    done = run("explain", name, "--corpus", little)
    assert (done.returncode, done.stdout) == (3, "")
    assert near in done.stderr.partition("did you mean: ")[2]


def test_correction_is_told_with_its_line(little: Path, run: Run) -> None:
    name = ids(little)["She thanked"]
    (little / "corrections").mkdir()
    entry = '[[claim]]\nquote = "She thanked Norway"\naction = "change"\nact = "welcome"\n'
    signed = 'reason = "So it reads."\nby = "A. Reviewer"\ndate = 2026-02-10\n'
    (little / f"corrections/{REPORT}.toml").write_text(entry + signed, "utf-8")
    told = asked(run, little, name)
    assert "checked: changed or confirmed" in told
    assert f"So it reads. (A. Reviewer, 2026-02-10) (corpus/corrections/{REPORT}.toml:1)" in told


def test_claims_of_the_corpus_are_explained_by_registry_lines(analysis: Analysis, registry: Registry) -> None:
    places = Places(sorted((CORPUS / "registry").glob("*.toml")), "corpus/registry")
    for annotation in analysis.annotations:
        event = analysis.events[annotation.report.sidecar.event]
        for claim in annotation.claims[::9]:
            explanation = explain_claim((annotation, claim), event, registry, places)
            text = as_text(explanation)
            assert all(step.why for step in explanation.steps), text
            assert LINE.search(text), text
            assert trace(annotation, event, claim, registry).matters[claim.id].topics == claim.topics, text


def test_every_rule_is_told_in_words(
    annotations: dict[str, Annotation], practice: tuple[Annotation, ...], registry: Registry
) -> None:
    """A rule that fires and is not in `explain/rules.py` would be shown as a bare name."""
    of_registry = {cue.id for cue in registry.cues} | {pattern.id for pattern in registry.patterns}
    silent = set()
    for annotation in (*annotations.values(), *practice):
        for claim in annotation.claims:
            told = (rules.speaker_rule, rules.words_rule, rules.act_rule)
            parts = [part for rule in claim.rules for part in rule.split(">")]
            silent |= {p for p in parts if p not in of_registry and not any(tell(p) for tell in told)}
        fired = {m.rule for m in annotation.mentions} - of_registry
        silent |= {rule for rule in fired if not rules.mention_rule(rule)}
    assert silent == set()


def test_a_row_tells_its_reasons_its_basis_and_what_differs(analysis: Analysis) -> None:
    rows = [row for group in analysis.ledgers.values() for row in group]
    paired = next(r for r in rows if r.differences and r.left_basis.own)
    text = as_text(explain_row(paired, analysis))
    for reason in paired.why:
        assert reason in text
    assert f"in {len(paired.left_basis.reports)} of 2 reports" in text
    assert f"{paired.left_basis.own} of the speaker's own side" in text
    for difference in paired.differences:
        assert f"{difference.kind} “{difference.text}”" in text
    alone = next(r for r in rows if not r.right)
    assert "call-2026: in no report" in as_text(explain_row(alone, analysis))


def test_a_proposition_tells_its_joins_and_near_misses(analysis: Analysis, registry: Registry) -> None:
    places = Places(sorted((CORPUS / "registry").glob("*.toml")), "corpus/registry")
    event = analysis.events[EventId("call-2026")]
    joined = [p for p in analysis.propositions[event.id] if len(p.claims) > 1]
    told = explain_propositions(analysis, event, joined, registry, places)
    for proposition, explanation in zip(joined, told, strict=True):
        text = as_text(explanation)
        assert all(claim in text for claim in proposition.claims)
        assert "both have" in text
    assert any("too little is shared" in r.what for e in told for r in e.rejected)
    assert all(r.what.partition("likeness ")[2] for e in told for r in e.rejected)
