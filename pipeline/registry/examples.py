"""Every entry proves itself: a form of it is in its example and in its counterexample none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.errors import Problem
from pipeline.registry.alternatives import forms_of
from pipeline.registry.schema import CUE_SHAPES
from pipeline.tables import Table
from pipeline.text import fold
from pipeline.vocabulary import Registry

_LANGS_IN_KEYS = ("vi", "en", "fr")
_NESTED = ("names", "bare", "adjective", "halves", "weak")


def example_problems(tables: dict[str, list[Table]], registry: Registry) -> Iterator[Problem]:
    """Yield entries whose forms miss their example or stand in their counterexample."""
    for stem, listed in tables.items():
        for table in listed:
            if "example" not in table.values:
                continue
            if stem == "charsets":
                yield from _charset_problems(table, registry)
            elif "regex" in table.values:
                yield from _regex_problems(table)
            else:
                yield from _form_problems(table, _forms(table, stem, registry))


def _forms(table: Table, stem: str, registry: Registry) -> list[str]:
    if stem.startswith(("cues-", "topics-")):
        return [form for shape in CUE_SHAPES for form in forms_of(table, shape)]
    forms = [
        form for key in ("forms", *_LANGS_IN_KEYS, "abbreviations", "short") for form in table.texts(key)
    ]
    for key in _NESTED:
        forms += [form for group in table.forms(key).values() for form in group]
    if stem in {"places", "people"}:
        entity = next((e for e in registry.entities.values() if e.id == table.text("id")), None)
        if entity:
            forms += entity.all_names()
    return forms


def _form_problems(table: Table, forms: Iterable[str]) -> Iterator[Problem]:
    name = table.text("id")
    folded = [fold(form) for form in forms]
    if not _any_word(folded, fold(table.text("example"))):
        yield table.problem(
            f"no form of {name!r} matches its example", "correct the form or the example", "example"
        )
    for sentence in table.texts("further"):
        if not _any_word(folded, fold(sentence)):
            what = f"no form of {name!r} matches its further example {sentence!r}"
            yield table.problem(what, "correct the form or the example", "further")
    if _any_word(folded, fold(table.text("counterexample"))):
        what = f"a form of {name!r} matches its counterexample"
        yield table.problem(what, "correct the form or the counterexample", "counterexample")


def _any_word(forms: list[str], text: str) -> bool:
    """Return whether one of the folded forms stands in a folded text as whole words."""
    return any(
        form in text and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None for form in forms
    )


def _regex_problems(table: Table) -> Iterator[Problem]:
    name = table.text("id")
    try:
        pattern = re.compile(table.text("regex"), re.IGNORECASE)
    except re.error as error:
        yield table.problem(f"{name!r} is no regular expression: {error}", "correct the expression", "regex")
        return
    if not pattern.search(table.text("example")):
        yield table.problem(
            f"{name!r} misses its example", "correct the expression or the example", "example"
        )
    if pattern.search(table.text("counterexample")):
        what = f"{name!r} matches its counterexample"
        yield table.problem(what, "correct the expression or the counterexample", "counterexample")


def _charset_problems(table: Table, registry: Registry) -> Iterator[Problem]:
    charset = registry.charsets[table.text("id")]
    try:
        read = charset.decode(bytes.fromhex(table.text("bytes")))
    except ValueError:
        yield table.problem("'bytes' is not hexadecimal", "write two digits for each byte", "bytes")
        return
    if read != table.text("example"):
        yield table.problem(f"the bytes read as {read!r}, not as the example", "correct the table", "bytes")
    if read == table.text("counterexample"):
        yield table.problem("the bytes read as the counterexample", "correct the table", "counterexample")
