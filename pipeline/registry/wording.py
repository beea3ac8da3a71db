"""Graded wording, and the words of which the summary's sentences are made."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator

from pipeline.entries import Forms, Intensity, Kind, Naming, Phrase, Prose
from pipeline.errors import Problem
from pipeline.model import Lang
from pipeline.registry.schema import CONTRACTION, PHRASES
from pipeline.tables import Table
from pipeline.vocabulary import Registry

_HIGHEST = 3
_IN_TITLE = {"parties", "day"}


def intensity(t: Table, langs: Iterable[str]) -> Intensity:
    """Return a graded wording."""
    return Intensity(t.text("id"), t.text("scale"), t.number("grade"), _forms(t, langs))


def kind(t: Table, langs: Iterable[str]) -> Kind:
    """Return a kind of event with the words that tell it."""
    weak = {Lang(lang): forms for lang, forms in t.forms("weak").items()}
    titles = {Lang(lang): str(text) for lang, text in t.mapping("title").items()}
    return Kind(t.text("id"), _forms(t, langs), weak, titles)


def naming(t: Table, langs: Iterable[str]) -> Naming:
    """Return how a sentence names a thing."""
    return Naming(t.text("id"), {Lang(lang): t.text(lang) for lang in langs if t.text(lang)})


def phrase(t: Table) -> Phrase:
    """Return a template by plural category and language."""
    forms = {
        category: {Lang(lang): str(text) for lang, text in t.mapping(category).items()}
        for category in ("one", "other")
    }
    return Phrase(t.text("id"), forms)


def prose(t: Table) -> Prose:
    """Return how a language puts sentences together; a faulty regex is reported by `problems`."""
    first, last = (*t.texts("quotes"), "", "")[:2]
    listed = ((re.compile(c.text("regex")), c.text("gives")) for c in _contractions(t) if not _regex_fault(c))
    return Prose(Lang(t.text("id")), t.text("locale"), (first, last), tuple(listed))


def problems(tables: dict[str, list[Table]], registry: Registry) -> Iterator[Problem]:
    """Yield grades out of range, namings of nothing, and templates that lack or differ in a place."""
    for t in tables.get("intensities", []):
        if not 1 <= t.number("grade") <= _HIGHEST:
            yield t.problem(f"the grade is not 1 to {_HIGHEST}", "correct the grade", "grade")
    known = {*registry.topics, *registry.entities, *(term.id for term in registry.terms)}
    for t in tables.get("namings", []):
        if t.text("id") not in known:
            yield t.problem(f"no topic, term or entity has the id {t.text('id')!r}", "correct the id", "id")
    for t in tables.get("summary", []):
        yield from _template_problems(t, registry.phrases[t.text("id")])
    for t in tables.get("kinds", []):
        yield from _title_problems(t)
    yield from _missing_phrases(tables, registry)
    for t in tables.get("prose", []):
        for contraction in _contractions(t):
            yield from _contraction_problems(contraction)


def _title_problems(t: Table) -> Iterator[Problem]:
    """Yield titles of a kind of event that are not made of parties and day."""
    for text in t.mapping("title").values():
        if _places(str(text)) != _IN_TITLE:
            yield t.problem("a title is not made of {parties} and {day}", "use both, each once", "title")


def _places(template: str) -> set[str]:
    """Return the names of the places of a template, none where it is no template."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}
    except ValueError:
        return set()


def _missing_phrases(tables: dict[str, list[Table]], registry: Registry) -> Iterator[Problem]:
    """Yield templates that a summary needs and lacks, also in one language only."""
    if not tables.get("summary"):
        return
    where = tables["summary"][0].where
    for name in PHRASES:
        found = registry.phrases.get(name)
        lacking = [lang for lang in sorted(registry.prose) if not found or lang not in found.forms["other"]]
        if lacking:
            yield Problem(where, 0, f"the phrase {name!r} lacks {', '.join(lacking)}", "add it")


def _forms(t: Table, langs: Iterable[str]) -> Forms:
    return {Lang(lang): t.texts(lang) for lang in langs if t.texts(lang)}


def _template_problems(t: Table, found: Phrase) -> Iterator[Problem]:
    """Yield templates of one phrase that do not hold the same places in every language."""
    wanted: set[str] | None = None
    for category, names in found.forms.items():
        for lang, text in names.items():
            places = {name.split(":")[0] for _, name, _, _ in string.Formatter().parse(text) if name}
            wanted = places if wanted is None else wanted
            if places != wanted:
                what = f"{category}.{lang} has the places {sorted(places)}, another form {sorted(wanted)}"
                yield t.problem(what, "use the same places in every language", category)


def _contractions(t: Table) -> list[Table]:
    listed = t.values.get("contractions", [])
    if not isinstance(listed, list):
        return []
    return [Table(t.where, t.line_of("contractions"), values, t.lines) for values in listed]


def _regex_fault(t: Table) -> str:
    try:
        re.compile(t.text("regex"))
    except re.error as error:
        return str(error)
    return ""


def _contraction_problems(t: Table) -> Iterator[Problem]:
    yield from CONTRACTION.problems(t)
    if fault := _regex_fault(t):
        yield t.problem(f"no regular expression: {fault}", "correct the expression")
        return
    if not re.search(t.text("regex"), t.text("example")):
        yield t.problem("a contraction misses its example", "correct the expression or the example")
    if re.search(t.text("regex"), t.text("counterexample")):
        yield t.problem("a contraction finds its counterexample", "correct the expression")
