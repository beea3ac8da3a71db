"""The controlled lists as frozen values, and the lexicons built from them.

`registry` reads them from `corpus/registry/`; the stages receive them as arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.entries import ActEntry, BlockRule, Charset, Forms, Pattern, Script, Term, TopicEntry
from pipeline.lexicon import Lexicon
from pipeline.model import Act, EntityId, Label, Lang
from pipeline.text import unmark


@dataclass(frozen=True, slots=True, eq=False)
class Office:
    """A title held from one day to another; dates are ISO as far as known, empty when open."""

    title: str
    since: str
    until: str

    def held_on(self, day: str) -> bool:
        """Return whether `day` (ISO) falls into the term; an unknown end is open."""
        return self.since <= day[: len(self.since)] and (
            not self.until or day[: len(self.until)] <= self.until
        )


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """A thing that mentions name.

    `bare` forms name it only in its own country's context; a `yearly` one takes
    the year of the report into its id.
    """

    id: EntityId
    label: Label
    names: Forms
    country: EntityId | None = None
    bare: Forms = field(default_factory=dict)
    short: tuple[str, ...] = ()
    gender: str = ""
    offices: tuple[Office, ...] = ()
    adjective: Forms = field(default_factory=dict)
    halves: Forms = field(default_factory=dict)
    capital: bool = False
    outlet: bool = False
    yearly: bool = False
    listed: bool = True
    wikidata: str = ""
    hosts: tuple[str, ...] = ()

    def name(self, lang: Lang) -> str:
        """Return the name to show in `lang`, else in English, else any."""
        for forms in (self.names.get(lang), self.names.get(Lang("en")), *self.names.values()):
            if forms:
                return forms[0]
        return self.id

    def all_names(self) -> tuple[str, ...]:
        """Return the names of all languages and their spellings without marks."""
        forms = [form for group in self.names.values() for form in group]
        return tuple(dict.fromkeys([*forms, *(unmark(f) for f in forms)]))


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """An office or rank; a lower `rank` is a higher office."""

    id: str
    rank: int
    scope: str
    forms: Forms


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A form that marks an act; see `corpus/registry/README.md` for roles and forms."""

    id: str
    lang: Lang
    act: Act
    role: str
    yields: bool
    subject: str
    head: bool
    reflexive: bool
    forms: dict[str, tuple[str, ...]]
    place: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CueForm:
    """One form of a cue with its class: neutral, past, present, gerund, base or participle."""

    cue: Cue
    shape: str


@dataclass(frozen=True, slots=True, eq=False)
class TopicCue:
    """A form that hints at a topic with a weight of 1..3."""

    id: str
    topic: str
    weight: int
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Registry:
    """All controlled lists of a corpus. Lexicons are built when first asked for."""

    entities: dict[EntityId, Entity]
    titles: dict[str, Title]
    cues: tuple[Cue, ...]
    topic_cues: dict[Lang, tuple[TopicCue, ...]]
    grammar: dict[Lang, dict[str, tuple[str, ...]]]
    patterns: tuple[Pattern, ...]
    terms: tuple[Term, ...]
    block_rules: tuple[BlockRule, ...]
    acts: dict[Act, ActEntry]
    topics: dict[str, TopicEntry]
    scripts: dict[Lang, Script]
    charsets: dict[str, Charset] = field(default_factory=dict)

    @cached_property
    def langs(self) -> tuple[Lang, ...]:
        """Return the languages the registry covers, in a stable order."""
        return tuple(sorted(self.grammar))

    @cached_property
    def name_lexicons(self) -> dict[Lang, Lexicon[Entity]]:
        """Return the names to look for in a text of each language."""
        return {lang: Lexicon(self._names(lang), proper=_needs_capital) for lang in self.langs}

    @cached_property
    def bare_lexicons(self) -> dict[Lang, Lexicon[Entity]]:
        """Return the names that need their country's context."""
        return {
            lang: Lexicon(_entity_forms(self.entities, lambda e: e.bare, lang), proper=_needs_capital)
            for lang in self.langs
        }

    @cached_property
    def title_lexicons(self) -> dict[Lang, Lexicon[Title]]:
        """Return the titles of each language."""
        return {
            lang: Lexicon(
                ((form, t) for t in self.titles.values() for form in t.forms.get(lang, ())),
                proper=lambda form, _title: " " not in form,
            )
            for lang in self.langs
        }

    @cached_property
    def adjective_lexicons(self) -> dict[Lang, Lexicon[Entity]]:
        """Return the adjectives of countries: 'Vietnamese', 'chinois'."""
        return {
            lang: Lexicon((form, e) for e in self.entities.values() for form in e.adjective.get(lang, ()))
            for lang in self.langs
        }

    @cached_property
    def half_names(self) -> dict[Lang, dict[str, Entity]]:
        """Return what may stand in a pair of countries: short forms, and names of countries that have one."""
        return {
            lang: {
                **{name: e for e in self.entities.values() if e.halves for name in e.names.get(lang, ())},
                **{half: e for e in self.entities.values() for half in e.halves.get(lang, ())},
            }
            for lang in self.langs
        }

    @cached_property
    def cue_lexicons(self) -> dict[Lang, Lexicon[CueForm]]:
        """Return the act cues of each language."""
        return {
            lang: Lexicon(
                (form, CueForm(cue, shape))
                for cue in self.cues
                if cue.lang == lang
                for shape, forms in cue.forms.items()
                if shape != "endings"
                for form in forms
            )
            for lang in self.langs
        }

    @cached_property
    def ending_cues(self) -> dict[Lang, tuple[Cue, ...]]:
        """Return the cues known by the ending of a verb, by language."""
        return {
            lang: tuple(c for c in self.cues if c.lang == lang and "endings" in c.forms)
            for lang in self.langs
        }

    @cached_property
    def topic_lexicons(self) -> dict[Lang, Lexicon[TopicCue]]:
        """Return the topic cues of each language."""
        return {
            lang: Lexicon((form, cue) for cue in self.topic_cues.get(lang, ()) for form in cue.forms)
            for lang in self.langs
        }

    @cached_property
    def grammar_lexicons(self) -> dict[Lang, Lexicon[str]]:
        """Return the closed-class words of each language, each with its class."""
        return {
            lang: Lexicon((form, name) for name, forms in classes.items() for form in forms)
            for lang, classes in self.grammar.items()
        }

    @cached_property
    def term_lexicons(self) -> dict[Lang, Lexicon[Term]]:
        """Return the termbase of each language."""
        return {
            lang: Lexicon((form, term) for term in self.terms for form in term.forms.get(lang, ()))
            for lang in self.langs
        }

    def _names(self, lang: Lang) -> list[tuple[str, Entity]]:
        pairs = []
        for entity in self.entities.values():
            if entity.label is Label.PERSON:
                forms: tuple[str, ...] = entity.all_names()
            else:
                own = entity.names.get(lang, ())
                acronyms = (
                    f
                    for group in entity.names.values()
                    for f in group
                    if f.isupper() and len(f) > _SHORT_ACRONYM
                )
                forms = tuple(dict.fromkeys([*own, *acronyms]))
            pairs += [(form, entity) for form in forms]
        return pairs


_LONG_NAME = 3
_SHORT_ACRONYM = 2
_ALWAYS_CAPITAL = {Label.PERSON, Label.GPE, Label.LOC, Label.ORG}


def _needs_capital(form: str, entity: Entity) -> bool:
    """Return whether a name must be capitalised: all but long names of things other than bodies."""
    return entity.label in _ALWAYS_CAPITAL or len(form.split()) < _LONG_NAME or form.isupper()


def _entity_forms(
    entities: dict[EntityId, Entity], forms: Callable[[Entity], Forms], lang: Lang
) -> list[tuple[str, Entity]]:
    """Return one kind of forms of all entities in a language."""
    return [(form, entity) for entity in entities.values() for form in forms(entity).get(lang, ())]
