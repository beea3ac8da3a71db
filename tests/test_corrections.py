"""Corrections: what people decide holds on every build, and the scores do not see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.errors import CorpusError
from tests.command import Told, diendam_here
from tests.corpora import add_report, little_corpus

Run = Callable[..., Told]
Record = dict[str, object]
REPORT = "2025-05-01-daily-en"
STRESSED = "Chilean President Ana Lopez stressed that salmon farms needed clean water"
SIGNED = 'reason = "Read again."\nby = "A. Reviewer"\ndate = 2026-02-10\n'
FILE = f"corrections/{REPORT}.toml"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a way to run the command in this process."""
    return lambda *words: diendam_here(*words, capsys=capsys, monkeypatch=monkeypatch)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a little corpus without corrections."""
    return little_corpus(tmp_path / "corpus")


def put(corpus: Path, *entries: str, name: str = REPORT) -> None:
    """Write the corrections of a report, each entry signed."""
    (corpus / "corrections").mkdir(exist_ok=True)
    text = "\n".join(f"{entry.strip()}\n{SIGNED}" for entry in entries)
    (corpus / "corrections" / f"{name}.toml").write_text(text, "utf-8")


def claim(quote: str, action: str, more: str = "") -> str:
    return f'[[claim]]\nquote = "{quote}"\naction = "{action}"\n{more}\n'


def mention(quote: str, action: str, more: str = "") -> str:
    return f'[[mention]]\nquote = "{quote}"\naction = "{action}"\n{more}\n'


def rows(corpus: Path, table: str) -> list[Record]:
    """Return the records of a table of a corpus's content."""
    return [json.loads(line) for line in build(corpus)[f"data/{table}.jsonl"].splitlines()]


def problems(corpus: Path) -> list[str]:
    """Return the problems of a corpus, `file:line: what` each."""
    with pytest.raises(CorpusError) as caught:
        build(corpus)
    return [f"{p.where}:{p.line}: {p.what} | {p.fix}" for p in caught.value.problems]


def test_changed_claim_keeps_its_id_and_is_checked(corpus: Path) -> None:
    before = rows(corpus, "claims")
    put(corpus, claim(STRESSED, "change", 'act = "propose"\ntopics = ["disaster"]\nspeakers = ["jon-berg"]'))
    after = rows(corpus, "claims")
    assert [c["id"] for c in after] == [c["id"] for c in before]
    first = after[0]
    changed = {"act": "propose", "topics": ["disaster"], "speakers": ["jon-berg"], "checked": True}
    assert {key: first[key] for key in changed} == changed
    assert first["cameo"] != before[0]["cameo"], "the CAMEO code is the new act's"
    assert first["text"] == before[0]["text"] == STRESSED
    assert after[1:] == before[1:]


def test_quote_may_be_a_part_that_one_claim_holds(corpus: Path) -> None:
    put(corpus, claim("salmon  farms", "change", 'topics = ["investment"]'))
    assert rows(corpus, "claims")[0]["topics"] == ["investment"]


def test_changed_span_keeps_the_id(corpus: Path) -> None:
    before = rows(corpus, "claims")[0]
    put(corpus, claim(STRESSED, "change", 'span = "Ana Lopez stressed that salmon farms needed clean water"'))
    after = rows(corpus, "claims")[0]
    assert after["text"] == "Ana Lopez stressed that salmon farms needed clean water"
    assert (after["id"], after["end"]) == (before["id"], before["end"])
    assert "chile" not in str(after["entities"])


def test_added_claim_has_an_id_made_of_its_words(corpus: Path) -> None:
    before = rows(corpus, "claims")
    words = "Chile and Norway agree to talk more often"
    more = 'speakers = ["ana-lopez", "jon-berg"]\nact = "agree"\ntopics = ["political-trust"]'
    put(corpus, claim(words, "add", more))
    after = rows(corpus, "claims")
    added = [c for c in after if c["id"] not in {b["id"] for b in before}]
    assert [c["text"] for c in added] == [words]
    assert added[0]["checked"] is True
    assert added[0]["entities"] == ["chile", "norway"]
    assert str(added[0]["id"]).startswith("daily-en-")
    assert rows(corpus, "claims") == after, "the id does not depend on the run"


def test_deleted_claim_is_gone(corpus: Path) -> None:
    put(corpus, claim(STRESSED, "delete"))
    assert STRESSED not in [c["text"] for c in rows(corpus, "claims")]


def test_mention_is_changed_added_and_deleted(corpus: Path) -> None:
    put(
        corpus,
        mention("Chile", "change", 'label = "ORG"\nid = "norway"'),
        mention("salmon farms", "add", 'label = "FAC"\nid = "chile"'),
        mention("Norway", "delete"),
    )
    found = {(m["text"], m["label"], m["id"], m["rule"]) for m in rows(corpus, "mentions")}
    assert ("Chile", "ORG", "norway", "correction") in found
    assert ("salmon farms", "FAC", "chile", "correction") in found
    assert "Norway" not in {m[0] for m in found}
    assert "chile" in str(rows(corpus, "claims")[0]["entities"])


def test_near_chooses_among_several_places(corpus: Path) -> None:
    text = "Ana Lopez thanked Chile. Jon Berg praised fish. He flew to Chile in May.\n"
    add_report(corpus, REPORT, "call-one", "en", text)
    put(corpus, mention("Chile", "delete"))
    assert "stands at 2 places" in problems(corpus)[0]
    put(corpus, mention("Chile", "delete", 'near = "flew to"'))
    assert [m["start"] for m in rows(corpus, "mentions") if m["id"] == "chile"] == [18]


ADD = 'speakers = ["ana-lopez"]\nact = "affirm"\ntopics = ["trade"]'
FAULTS = {
    "unknown key": (claim(STRESSED, "change", 'act = "affirm"\ncolour = "red"'), ":5: unknown key 'colour'"),
    "unknown action": (claim(STRESSED, "forget"), ":3: 'action' must be one of change, add, delete"),
    "unknown act": (claim(STRESSED, "change", 'act = "shout"'), ":4: 'act' must be one of"),
    "unknown topic": (claim(STRESSED, "change", 'topics = ["trad"]'), ":4: no topic has the id 'trad'"),
    "unknown speaker": (claim(STRESSED, "change", 'speakers = ["ana-lopes"]'), "did you mean 'ana-lopez'?"),
    "unknown id": (mention("Chile", "change", 'id = "chili"'), ":4: no entity has the id 'chili'"),
    "unknown label": (mention("Chile", "change", 'label = "CITY"'), ":4: 'label' must be one of"),
    "too many topics": (
        claim(STRESSED, "change", 'topics = ["trade", "railways", "tourism", "disaster"]'),
        ":4: 'topics' must be one to three",
    ),
    "nothing to change": (claim(STRESSED, "change"), ":1: 'change' says nothing to change"),
    "change of what is deleted": (
        claim(STRESSED, "delete", 'act = "thank"'),
        ":4: 'delete' changes no 'act'",
    ),
    "added without act": (claim("to talk", "add", 'speakers = ["ana-lopez"]'), ":1: 'add' lacks 'act'"),
    "added what is there": (claim(STRESSED, "add", ADD), ":3: that claim is there already"),
    "no such passage": (claim("Ana Lopez stressed that salmon farms need water", "delete"), ":2: the quote"),
    "no such context": (claim(STRESSED, "delete", 'near = "in Paris"'), ":4: the near is not in"),
    "no claim there": (claim("Chile and Norway agree", "delete"), ":2: no claim of"),
    "no mention there": (mention("salmon", "delete"), ":2: no mention of"),
    "mention over another": (
        mention("Ana Lopez stressed", "add", 'label = "PERSON"\nid = "ana-lopez"'),
        ":2: the mention 'Ana Lopez' stands there already",
    ),
    "unsigned": (f'[[claim]]\nquote = "{STRESSED}"\naction = "delete"\nby = ""', "'by' is empty"),
    "other table": ('[[claims]]\nquote = "x"', ":1: unknown table 'claims'"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_named_with_its_line(fault: str, corpus: Path) -> None:
    entry, told = FAULTS[fault]
    signed = SIGNED.replace('by = "A. Reviewer"\n', "") if fault == "unsigned" else SIGNED
    (corpus / "corrections").mkdir()
    (corpus / FILE).write_text(f"{entry.strip()}\n{signed}", "utf-8")
    found = problems(corpus)
    assert any(told in problem and problem.startswith(f"corpus/{FILE}:") for problem in found), found


def test_lost_quotation_names_the_closest_passage(corpus: Path) -> None:
    put(corpus, claim("Ana Lopez stressed that all salmon farms need clean water", "delete"))
    [problem] = problems(corpus)
    assert f"is not in {REPORT}: 'Ana Lopez stressed that all salmon" in problem
    assert "'Ana Lopez stressed that salmon farms needed clean water'" in problem


def test_two_corrections_of_one_claim_are_refused(corpus: Path) -> None:
    put(corpus, claim(STRESSED, "change", 'act = "thank"'), claim("salmon farms", "delete"))
    [problem] = problems(corpus)
    assert f"corpus/{FILE}:1 already corrects this claim" in problem


def test_file_of_no_report_is_refused(corpus: Path) -> None:
    put(corpus, claim(STRESSED, "delete"), name="2025-05-01-dayly-en")
    [problem] = problems(corpus)
    assert problem.startswith("corpus/corrections/2025-05-01-dayly-en.toml:0: no report or event has the id")
    assert REPORT in problem


def test_all_problems_are_told_at_once(corpus: Path) -> None:
    put(corpus, claim("nowhere at all", "delete"), claim("nor here", "delete"), mention("salmon", "delete"))
    assert len(problems(corpus)) == 3


def test_check_sees_corrections_and_problems_write_nothing(corpus: Path, run: Run, tmp_path: Path) -> None:
    content = tmp_path / "content"
    words = ("--corpus", corpus, "--content", content)
    assert run("build", *words).returncode == 0
    put(corpus, claim(STRESSED, "change", 'act = "propose"'))
    stale = run("check", *words)
    assert stale.returncode == 1
    assert "data/claims.jsonl" in stale.stdout
    before = (content / "data/claims.jsonl").read_bytes()
    put(corpus, claim("nowhere", "delete"))
    done = run("build", *words)
    assert done.returncode == 3
    assert f"corpus/{FILE}:2: the quote is not in" in done.stderr
    assert "  fix: " in done.stderr
    assert run("check", *words).returncode == 3
    assert (content / "data/claims.jsonl").read_bytes() == before


def test_scores_do_not_see_corrections(corpus: Path) -> None:
    (corpus / "gold").mkdir()
    gold = {"report": REPORT, "text": STRESSED, "speakers": ["jon-berg"], "act": "propose"}
    row = {**gold, "n": 1, "lang": "en", "topics": ["trade"], "via": []}
    (corpus / "gold/claims.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    before = rows(corpus, "scores")
    put(corpus, claim(STRESSED, "change", 'act = "propose"\nspeakers = ["jon-berg"]'))
    assert rows(corpus, "claims")[0]["act"] == "propose"
    assert rows(corpus, "scores") == before
    full = [r for r in before if r["measure"] == "full (span+speakers+act)" and not r["lang"]]
    assert [r["hit"] for r in full] == [0]
