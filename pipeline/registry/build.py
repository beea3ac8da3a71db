"""From checked tables to the frozen registry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from pipeline.entries import ActEntry, BlockRule, Charset, Forms, Pattern, Quantity, Script, Term, TopicEntry
from pipeline.errors import Problem
from pipeline.model import Act, EntityId, Label, Lang, Names
from pipeline.registry import wording
from pipeline.registry.alternatives import forms_of
from pipeline.registry.places import country_names
from pipeline.registry.schema import CUE_SHAPES, GRAMMAR_CLASSES, OFFICE
from pipeline.tables import Table
from pipeline.text import fold
from pipeline.vocabulary import Cue, Entity, Office, Registry, Title, TopicCue

Tables = dict[str, list[Table]]

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
# Offices that several people of one country hold at once; the others have one holder a day.
_SEVERAL_HOLDERS = frozenset({"body", "envoy", "diplomat", "military"})


def build_registry(tables: Tables) -> tuple[Registry, list[Problem]]:
    """Return the registry and what in it points nowhere or contradicts itself."""
    langs = sorted(stem.partition("-")[2] for stem in tables if stem.startswith("grammar-"))
    topics = {t.text("id"): _topic(t) for t in tables.get("topics", [])}
    titles = {t.text("id"): _title(t, langs) for t in tables.get("titles", [])}
    entities = {e.id: e for e in _entities(tables, langs)}
    registry = Registry(
        entities=entities,
        titles=titles,
        cues=tuple(_cue(t, lang) for lang in langs for t in tables.get(f"cues-{lang}", [])),
        topic_cues={Lang(lang): tuple(map(_topic_cue, tables.get(f"topics-{lang}", []))) for lang in langs},
        grammar={
            Lang(lang): _grammar([*tables[f"grammar-{lang}"], *tables.get(f"syntax-{lang}", [])])
            for lang in langs
        },
        patterns=tuple(map(_pattern, tables.get("patterns", []))),
        terms=tuple(_term(t, langs) for t in tables.get("terms", [])),
        portfolios=tuple(_term(t, langs) for t in tables.get("portfolios", [])),
        block_rules=tuple(map(_block_rule, tables.get("boilerplate", []))),
        acts={Act(t.text("id")): _act(t) for t in tables["acts"]},
        topics=topics,
        scripts={Lang(t.text("id")): _script(t) for t in tables.get("scripts", [])},
        intensities=tuple(wording.intensity(t, langs) for t in tables.get("intensities", [])),
        namings={t.text("id"): wording.naming(t, langs) for t in tables.get("namings", [])},
        phrases={t.text("id"): wording.phrase(t) for t in tables.get("summary", [])},
        prose={Lang(t.text("id")): wording.prose(t) for t in tables.get("prose", [])},
        words=tuple(_term(t, langs) for t in tables.get("words", [])),
        quantities=tuple(q for t in tables.get("quantities", []) for q in _quantities(t, langs)),
        kinds=tuple(wording.kind(t, langs) for t in tables.get("kinds", [])),
        charsets={t.text("id"): read_charset(t) for t in tables.get("charsets", [])},
    )
    return registry, [
        *_dangling(tables, registry),
        *_missing(tables, registry),
        *_overlapping(tables),
        *_claimed_twice(tables),
        *wording.problems(tables, registry),
    ]


def read_charset(t: Table) -> Charset:
    """Return an encoding; a pair that is not `letter=HEX` is left out, and its example then fails."""
    pairs = [pair.partition("=") for pair in t.text("letters").split()]
    good = [(letter, code) for letter, _, code in pairs if _HEX.fullmatch(code)]
    return Charset(t.text("id"), {bytes.fromhex(code): letter for letter, code in good})


def _names(table: Table, key: str) -> Names:
    return {Lang(lang): str(name) for lang, name in table.mapping(key).items()}


def _forms(table: Table, key: str) -> Forms:
    return {Lang(lang): forms for lang, forms in table.forms(key).items()}


def _act(t: Table) -> ActEntry:
    return ActEntry(
        Act(t.text("id")),
        _names(t, "names"),
        _names(t, "definition"),
        t.text("cameo"),
        t.text("plover"),
        t.text("topic"),
        t.text("family"),
        t.flag("listed"),
    )


def _topic(t: Table) -> TopicEntry:
    return TopicEntry(t.text("id"), _names(t, "names"), _names(t, "definition"), t.flag("broad"))


def _title(t: Table, langs: Iterable[str]) -> Title:
    forms = {Lang(lang): t.texts(lang) for lang in langs if t.texts(lang)}
    return Title(t.text("id"), t.number("rank"), t.text("scope"), forms)


def _cue(t: Table, lang: str) -> Cue:
    return Cue(
        id=t.text("id"),
        lang=Lang(lang),
        act=Act(t.text("act")),
        role=t.text("role"),
        yields=t.flag("yields"),
        subject=t.text("subject", "own"),
        head=t.flag("head"),
        reflexive=t.flag("reflexive"),
        forms={shape: forms_of(t, shape) for shape in CUE_SHAPES if t.texts(shape)},
        place=f"{t.where}:{t.line}",
    )


def _topic_cue(t: Table) -> TopicCue:
    return TopicCue(t.text("id"), t.text("topic"), t.number("weight"), forms_of(t, "forms"))


def _grammar(listed: list[Table]) -> dict[str, tuple[str, ...]]:
    return {t.text("id"): t.texts("forms") for t in listed}


def _pattern(t: Table) -> Pattern:
    regex = re.compile(t.text("regex"), re.IGNORECASE if not t.text("regex").startswith("(?-i:") else 0)
    values = {fold(word): str(value) for word, value in t.mapping("values").items()}
    label, lang = Label(t.text("label")), Lang(t.text("lang"))
    return Pattern(t.text("id"), label, lang, regex, t.text("gives"), values)


def _term(t: Table, langs: Iterable[str]) -> Term:
    return Term(
        t.text("id"),
        {Lang(lang): t.texts(lang) for lang in langs if t.texts(lang)},
        t.flag("stock"),
    )


def _quantities(t: Table, langs: Iterable[str]) -> Iterable[Quantity]:
    """Yield a number word, and once more its forms that are something else too."""
    forms = {Lang(lang): t.texts(lang) for lang in langs if t.texts(lang)}
    value = Decimal(t.number("value"))
    yield Quantity(t.text("id"), value, forms)
    yield Quantity(t.text("id"), value, _forms(t, "weak"), weak=True)


def _block_rule(t: Table) -> BlockRule:
    regex = re.compile(t.text("regex"), re.IGNORECASE)
    return BlockRule(t.text("id"), t.text("kind"), t.text("scope"), regex, t.text("reason"))


def _script(t: Table) -> Script:
    dates = tuple((f"date-{n}", re.compile(r, re.IGNORECASE)) for n, r in enumerate(t.texts("dates"), 1))
    months = {name: n % 12 for n, name in enumerate(t.texts("months"))}
    return Script(
        Lang(t.text("id")),
        t.texts("abbreviations"),
        dates,
        months,
        t.texts("particles"),
        t.flag("inflects", default=True),
        t.flag("renders_names"),
        t.texts("one_letter_words"),
        t.texts("portfolio_links"),
        t.texts("portfolio_joints"),
        t.texts("portfolio_heads"),
        t.texts("ministries"),
        t.texts("verb_endings"),
        t.texts("adverb_endings"),
        EntityId(t.text("home")) or None,
    )


def _entities(tables: Tables, langs: list[str]) -> Iterable[Entity]:
    for t in tables.get("people", []):
        yield Entity(
            EntityId(t.text("id")),
            Label.PERSON,
            _forms(t, "names"),
            country=EntityId(t.text("country")) or None,
            short=t.texts("short"),
            gender=t.text("gender"),
            offices=tuple(_office(o) for o in _offices(t)),
            wikidata=t.text("wikidata"),
        )
    for t in tables.get("places", []):
        names = _forms(t, "names")
        if iso := t.text("iso"):
            names = country_names(iso, names, langs)
        yield Entity(
            EntityId(t.text("id")),
            Label(t.text("label", Label.GPE)),
            names,
            country=EntityId(t.text("country", t.text("id") if iso else "")) or None,
            adjective=_forms(t, "adjective"),
            halves=_forms(t, "halves"),
            capital=t.flag("capital"),
            wikidata=t.text("wikidata"),
        )
    for stem in ("outlets", "entities"):
        for t in tables.get(stem, []):
            yield Entity(
                EntityId(t.text("id")),
                Label(t.text("label", Label.ORG)),
                _forms(t, "names"),
                country=EntityId(t.text("country")) or None,
                bare=_forms(t, "bare"),
                kind=t.text("kind"),
                hosts=t.texts("hosts"),
                yearly=t.flag("yearly"),
                wikidata=t.text("wikidata"),
            )


def _offices(t: Table) -> list[Table]:
    listed = t.values.get("offices", [])
    return (
        [Table(t.where, t.line_of("offices"), o, t.lines) for o in listed] if isinstance(listed, list) else []
    )


def _office(o: Table) -> Office:
    return Office(o.text("title"), o.text("from"), o.text("until"))


def _dangling(tables: Tables, registry: Registry) -> Iterable[Problem]:
    """Yield links to ids that no entry has."""
    for t in tables.get("people", []):
        for office in _offices(t):
            yield from OFFICE.problems(office)
            if office.text("title") not in registry.titles:
                yield office.problem(f"no title has the id {office.text('title')!r}", "add it to titles.toml")
    yield from _without_country(tables, registry)
    for stem, listed in tables.items():
        if stem.startswith("topics-"):
            for t in listed:
                if t.text("topic") not in registry.topics:
                    yield t.problem(
                        f"no topic has the id {t.text('topic')!r}",
                        "use an id of topics.toml",
                        "topic",
                    )


def _without_country(tables: Tables, registry: Registry) -> Iterable[Problem]:
    for stem in ("people", "places", "entities", "outlets"):
        for t in tables.get(stem, []):
            country = t.text("country")
            if country and EntityId(country) not in registry.entities:
                yield t.problem(f"no place has the id {country!r}", "add it to places.toml", "country")


def _missing(tables: Tables, registry: Registry) -> Iterable[Problem]:
    """Yield closed lists and grammar classes that are incomplete."""
    for act in Act:
        if act not in registry.acts:
            yield Problem(tables["acts"][0].where, 0, f"the act {act.value!r} is missing", "add it")
    for lang, classes in registry.grammar.items():
        for name in GRAMMAR_CLASSES:
            if not classes.get(name):
                where = tables[f"grammar-{lang}"][0].where
                yield Problem(where, 0, f"the class {name!r} is missing", "add it with its forms")


def _claimed_twice(tables: Tables) -> Iterable[Problem]:
    """Yield names that two entries of one kind and language claim."""
    claimed: dict[tuple[str, str, str], Table] = {}
    for stem in ("people", "places", "entities", "outlets"):
        for t in tables.get(stem, []):
            kind = t.text("label", stem)
            for lang, forms in t.forms("names").items():
                for form in forms:
                    first = claimed.setdefault((kind, lang, fold(form)), t)
                    if first is not t:
                        what = f"the name {form!r} stands also in {first.where}:{first.line}"
                        yield t.problem(what, "leave it to one of the two, or put it under 'bare'", "names")


def _overlapping(tables: Tables) -> Iterable[Problem]:
    """Yield people who hold one country's one office at the same time."""
    terms: dict[tuple[str, str], list[tuple[Office, Table]]] = {}
    several = {t.text("id") for t in tables.get("titles", []) if t.text("scope") in _SEVERAL_HOLDERS}
    for t in tables.get("people", []):
        for office in map(_office, _offices(t)):
            if not t.text("country") or office.title in several:
                continue
            terms.setdefault((t.text("country"), office.title), []).append((office, t))
    for (_, title), held in terms.items():
        held.sort(key=lambda pair: pair[0].since)
        for (first, one), (second, other) in pairwise(held):
            shared = min(len(first.until), len(second.since))
            if one is not other and (not first.until or second.since[:shared] < first.until[:shared]):
                what = (
                    f"{other.text('id')!r} and {one.text('id')!r} hold the office {title!r} at the same time"
                )
                yield other.problem(what, "correct the terms of office", "offices")
