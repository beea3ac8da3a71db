"""Every entry of the shipped registry proves itself, and a seeded fault is told with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from pipeline.errors import CorpusError, Problem
from pipeline.lexicon import Lexicon
from pipeline.model import Act, Label, Lang
from pipeline.registry import load_registry
from pipeline.registry.alternatives import forms_of
from pipeline.registry.examples import example_problems
from pipeline.registry.schema import CUE_SHAPES, FILES, FILES_BY_LANGUAGE
from pipeline.tables import Table, entries, read_toml
from pipeline.text import fold
from pipeline.vocabulary import Registry
from tests.corpora import CORPUS, ROOT, little_corpus

REGISTRY = CORPUS / "registry"
FILES_OF_THE_REGISTRY = sorted(path.name for path in REGISTRY.glob("*.toml"))
NEEDS_NO_PROOF = {"acts.toml", "topics.toml", "namings.toml", "summary.toml", "prose.toml"}
SHORT_EXAMPLE = 25


@cache
def tables(name: str) -> tuple[Table, ...]:
    """Return the entries of a file of the shipped registry."""
    stem = name.removesuffix(".toml")
    kind = FILES.get(stem) or FILES_BY_LANGUAGE[stem.partition("-")[0]]
    root, problems = read_toml(REGISTRY / name, name)
    assert problems == []
    return tuple(entries(root, kind[0]))


@pytest.mark.parametrize("name", FILES_OF_THE_REGISTRY)
def test_every_entry_proves_its_example(name: str, registry: Registry) -> None:
    listed = list(tables(name))
    assert listed, f"{name} is empty"
    stem = name.removesuffix(".toml")
    assert [str(p) for p in example_problems({stem: listed}, registry)] == []
    for table in listed if name not in NEEDS_NO_PROOF else ():
        for key in ("example", "counterexample"):
            assert table.text(key).strip(), f"{name}:{table.line} {table.text('id')} lacks {key}"


@pytest.mark.parametrize("name", FILES_OF_THE_REGISTRY)
def test_every_entry_stands_where_its_line_says(name: str) -> None:
    lines = (REGISTRY / name).read_text("utf-8").splitlines()
    for table in tables(name):
        assert lines[table.line - 1].lstrip().startswith("[["), f"{name}:{table.line}"
        assert f'"{table.text("id")}"' in lines[table.line_of("id") - 1]


def ids_in(lexicon: Lexicon[object], text: str) -> set[str]:
    """Return the ids of all entries that the machine's own matcher finds."""
    found: set[str] = set()
    for match in lexicon.find_all(text):
        for entry in match.entries:
            found.add(str(getattr(entry, "id", getattr(getattr(entry, "cue", None), "id", entry))))
    return found


def unproved(name: str, lexicons: Iterable[Lexicon[object]]) -> list[str]:
    """Return the entries that none of the lexicons finds in their example."""
    lexicons = list(lexicons)
    return [
        f"{name}:{table.line} {table.text('id')}"
        for table in tables(name)
        if not any(table.text("id") in ids_in(lex, table.text("example")) for lex in lexicons)
    ]


@pytest.mark.parametrize("lang", ["vi", "en", "fr"])
def test_matcher_finds_every_cue_in_its_example(lang: Lang, registry: Registry) -> None:
    endings = {cue.id for cue in registry.ending_cues.get(lang, ()) if len(cue.forms) == 1}
    missed = unproved(f"cues-{lang}.toml", [registry.cue_lexicons[lang]])  # type: ignore[list-item]
    assert [m for m in missed if m.rpartition(" ")[2] not in endings] == []
    topics = [registry.topic_lexicons[lang]]
    assert unproved(f"topics-{lang}.toml", topics) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["people.toml", "places.toml", "entities.toml", "outlets.toml"])
def test_matcher_finds_every_named_thing_in_its_example(name: str, registry: Registry) -> None:
    lexicons = [
        *registry.name_lexicons.values(),
        *registry.bare_lexicons.values(),
        *registry.adjective_lexicons.values(),
    ]
    missed = unproved(name, lexicons)  # type: ignore[arg-type]
    halves = {str(e.id) for e in registry.entities.values() if e.halves or e.short}
    assert [m for m in missed if m.rpartition(" ")[2] not in halves] == []


def test_matcher_finds_every_title_in_its_example(registry: Registry) -> None:
    lexicons = [*registry.title_lexicons.values()]
    assert unproved("titles.toml", lexicons) == []  # type: ignore[arg-type]


def test_closed_lists_are_whole(registry: Registry) -> None:
    assert set(registry.acts) == set(Act)
    assert len(registry.topics) == 22
    told = [entry.names for entry in registry.acts.values()]
    told += [entry.definition for entry in registry.acts.values()]
    told += [entry.names for entry in registry.topics.values()]
    told += [entry.definition for entry in registry.topics.values()]
    for by_language in told:
        assert set(by_language) >= {"en", "vi", "fr"}, by_language
    for act in registry.acts.values():
        assert act.cameo.isdigit(), act.id


def test_every_listed_entity_of_the_gold_is_in_the_registry(registry: Registry) -> None:
    rows = (CORPUS / "gold" / "entities.tsv").read_text("utf-8").splitlines()[1:]
    listed = {row.split("\t")[0] for row in rows if row.strip()}
    assert len(listed) > 20
    numbered = {name for name in listed if name not in registry.entities}
    templates = " ".join(pattern.template for pattern in registry.patterns)
    for name in numbered:  # the 14th congress and its kind come from patterns
        assert any(part in templates for part in name.split("-")), name


def test_wikidata_ids_are_only_those_that_were_verified(registry: Registry) -> None:
    verified = {"xi-jinping": "Q15031", "cpc": "Q17427", "china": "Q148", "vietnam": "Q881"}
    given = {str(e.id): e.wikidata for e in registry.entities.values() if e.wikidata}
    assert {name: number for name, number in given.items() if verified.get(name) != number} == {}


def test_leaders_hold_their_offices_on_the_day_of_the_call(registry: Registry) -> None:
    for person, title, day in (
        ("to-lam", "general-secretary", "2025-01-15"),
        ("to-lam", "general-secretary", "2026-01-26"),
        ("xi-jinping", "general-secretary", "2025-01-15"),
    ):
        offices = next(e.offices for e in registry.entities.values() if e.id == person)
        assert any(o.title == title and o.held_on(day) for o in offices), (person, title)


def test_no_example_of_a_cue_is_taken_from_the_corpus() -> None:
    """A cue that occurs in the corpus must be proved by words from outside it."""
    captures = [path.read_text("utf-8") for path in (CORPUS / "reports").glob("*.txt")]
    captures += [path.read_text("utf-8") for path in (CORPUS / "gold/practice").glob("*.txt")]
    taken = [
        f"{name}:{table.line} {table.text('example')}"
        for name in FILES_OF_THE_REGISTRY
        if name.startswith(("cues-", "topics-"))
        for table in tables(name)
        for example in (table.text("example"), *table.texts("further"))
        if len(example) > SHORT_EXAMPLE and any(example.rstrip(".") in capture for capture in captures)
    ]
    assert taken == []


@pytest.mark.parametrize("name", [n for n in FILES_OF_THE_REGISTRY if n.startswith(("cues-", "topics-"))])
def test_a_form_that_the_corpus_has_once_has_an_example_of_its_own(name: str) -> None:
    """Of the words that tell acts and topics none is there for a single sentence of the corpus."""
    lang = name.removesuffix(".toml").partition("-")[2]
    lines = (ROOT / "content" / "data" / "sentences.jsonl").read_text("utf-8").splitlines()
    corpus = " \n ".join(fold(row["text"]) for row in map(json.loads, lines) if row["lang"] == lang)
    lonely = [
        f"{table.where}:{table.line} {form!r}"
        for table in tables(name)
        for shape in CUE_SHAPES
        if shape != "endings"
        for form in forms_of(table, shape)
        if occurrences(form, corpus) == 1
        and not any(occurrences(form, fold(e)) for e in (table.text("example"), *table.texts("further")))
    ]
    assert lonely == [], "give each an example from outside the corpus"


def occurrences(form: str, folded: str) -> int:
    """Return how often a form stands in a folded text as whole words."""
    wanted = fold(form)
    return len(re.findall(rf"(?<!\w){re.escape(wanted)}(?!\w)", folded)) if wanted in folded else 0


def test_a_further_example_without_a_form_is_an_error(tmp_path: Path) -> None:
    corpus = little_corpus(tmp_path)
    path = corpus / "registry" / "cues-en.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("counterexample", 'further = ["A gull cried."]\ncounterexample', 1), "utf-8")
    with pytest.raises(CorpusError, match=r"cues-en\.toml:\d+: no form of .* matches its further example"):
        load_registry(corpus / "registry", "corpus/registry")


@pytest.mark.parametrize("label", [Label.GPE, Label.LOC])
def test_places_have_names_in_three_languages(label: Label, registry: Registry) -> None:
    places = [e for e in registry.entities.values() if e.label is label and e.names]
    assert places
    for place in places if label is Label.GPE else ():
        assert any(place.names.get(Lang(lang)) for lang in ("vi", "en", "fr")), place.id


# --- seeded faults ---


def seed(folder: Path) -> None:
    """Break five files of a little registry."""
    changes = {
        "cues-en": ("She thanked the", "She saw the"),
        "cues-fr": ('role = "speech"', 'role = "song"'),
        "people": ('"prime-minister"', '"first-clown"'),
        "topics-vi": ('"trade"', '"weather"'),
        "outlets": ('id = "daily-test"', 'id = "chile"'),
    }
    for stem, (old, new) in changes.items():
        path = folder / f"{stem}.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(CorpusError) as caught:
        load_registry(folder, "corpus/registry")
    return caught.value.problems


def test_seeded_faults_are_told_together(tmp_path: Path) -> None:
    registry = little_corpus(tmp_path / "corpus") / "registry"
    seed(registry)
    broken = (registry / "cues-fr.toml").read_text("utf-8")
    assert [(p.where, p.line) for p in problems_of(registry)] == [("corpus/registry/cues-fr.toml", 4)]
    (registry / "cues-fr.toml").write_text(broken.replace('"song"', '"speech"'), "utf-8")
    places = {(p.where.rpartition("/")[2], p.line): p.what for p in problems_of(registry)}
    assert places.keys() >= {
        ("cues-en.toml", 16),
        ("people.toml", 17),
        ("topics-vi.toml", 3),
        ("places.toml", 2),
    }
    for problem in problems_of(registry):
        assert problem.fix
        assert problem.what


def test_good_little_registry_is_read(tmp_path: Path) -> None:
    registry = load_registry(little_corpus(tmp_path / "corpus") / "registry")
    assert set(registry.langs) == {"en", "fr", "vi"}
    assert {"ana-lopez", "norway", "daily-test"} <= set(registry.entities)


def test_two_entries_of_one_name_are_refused(tmp_path: Path) -> None:
    """`issues show 3`: two entries claiming one name are an error with file and line."""
    folder = little_corpus(tmp_path / "corpus") / "registry"
    path = folder / "people.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('en = ["Jon Berg"]', 'en = ["Jon Berg", "Ana Lopez"]'), "utf-8")
    assert any("Ana Lopez" in p.what and p.line for p in problems_of(folder))


def with_thanks(folder: Path, forms: str) -> Path:
    """Write the past forms of a little registry's verb of thanking anew."""
    path = folder / "cues-en.toml"
    text = path.read_text("utf-8")
    assert 'past = ["thanked"]' in text
    path.write_text(text.replace('past = ["thanked"]', f"past = [{forms}]"), "utf-8")
    return folder


def test_alternatives_stand_for_every_form_they_can_make(tmp_path: Path) -> None:
    folder = little_corpus(tmp_path / "corpus") / "registry"
    read = load_registry(with_thanks(folder, '"thanked", "(gave|offered) (|warm) thanks"'))
    (thanks,) = [cue for cue in read.cues if "thanked" in cue.forms.get("past", ())]
    assert set(thanks.forms["past"]) == {
        "thanked",
        "gave thanks",
        "gave warm thanks",
        "offered thanks",
        "offered warm thanks",
    }


@pytest.mark.parametrize(
    "form", ["(gave|offered thanks", "re(gave|paid) thanks", "(gave) thanks", "(gave|gave) thanks", "(|gave)"]
)
def test_alternatives_written_wrongly_are_told_with_their_line(tmp_path: Path, form: str) -> None:
    folder = little_corpus(tmp_path / "corpus") / "registry"
    (problem,) = problems_of(with_thanks(folder, f'"thanked", "{form}"'))
    assert (problem.where, problem.line) == ("corpus/registry/cues-en.toml", 15)
    assert form in problem.what
