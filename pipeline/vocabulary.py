"""The controlled lists as frozen values, and the lexicons built from them.

`registry` reads them from `corpus/registry/`; the stages receive them as arguments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from pipeline.entries import (
    ActEntry,
    BlockRule,
    Charset,
    Cue,
    CueForm,
    Entity,
    Forms,
    Intensity,
    Kind,
    KindForm,
    Naming,
    Office,
    Pattern,
    Phrase,
    Prose,
    Quantity,
    Script,
    Term,
    Title,
    TopicCue,
    TopicEntry,
)
from pipeline.lexicon import Lexicon
from pipeline.model import Act, EntityId, Label, Lang

__all__ = ["Cue", "CueForm", "Entity", "Office", "Registry", "Title", "TopicCue"]

_Formed = TypeVar("_Formed", Term, Intensity, Quantity)


Made = TypeVar("Made")


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
    portfolios: tuple[Term, ...] = ()
    intensities: tuple[Intensity, ...] = ()
    namings: dict[str, Naming] = field(default_factory=dict)
    phrases: dict[str, Phrase] = field(default_factory=dict)
    prose: dict[Lang, Prose] = field(default_factory=dict)
    words: tuple[Term, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    charsets: dict[str, Charset] = field(default_factory=dict)
    kinds: tuple[Kind, ...] = ()

    @cached_property
    def langs(self) -> tuple[Lang, ...]:
        """Return the languages the registry covers, in a stable order."""
        return tuple(sorted(self.grammar))

    @cached_property
    def _made(self) -> dict[tuple[Callable[[Registry, Lang], object], Lang], object]:
        return {}

    def once(self, make: Callable[[Registry, Lang], Made], lang: Lang) -> Made:
        """Return what a stage makes of the lists for a language, made when first asked for."""
        if (make, lang) not in self._made:
            self._made[make, lang] = make(self, lang)
        return cast("Made", self._made[make, lang])

    @cached_property
    def officials(self) -> dict[EntityId | None, list[Entity]]:
        """Return those who hold or held an office, by country, in the registry's order."""
        found: dict[EntityId | None, list[Entity]] = defaultdict(list)
        for entity in self.entities.values():
            if entity.offices:
                found[entity.country].append(entity)
        return found

    def has_office(self, person: EntityId) -> bool:
        """Return whether an office of a person is listed."""
        entity = self.entities.get(person)
        return entity is not None and bool(entity.offices)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Return the abbreviations of all languages: a report may mix them."""
        return frozenset(a for script in self.scripts.values() for a in script.abbreviations)

    @cached_property
    def one_letter_words(self) -> frozenset[str]:
        """Return the words of one letter that are no initials: `Á` and `Ý` end the names of places."""
        return frozenset(word for script in self.scripts.values() for word in script.one_letter_words)

    @cached_property
    def telling_words(self) -> dict[Lang, frozenset[str]]:
        """Return the closed-class words of each language that no other has."""
        words = {
            lang: frozenset(form.lower() for forms in classes.values() for form in forms if " " not in form)
            for lang, classes in self.grammar.items()
        }
        return {
            lang: own.difference(*(known for other, known in words.items() if other != lang))
            for lang, own in words.items()
        }

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
            lang: Lexicon((f, name) for name, fs in classes.items() if name not in _NO_WORDS for f in fs)
            for lang, classes in self.grammar.items()
        }

    @cached_property
    def term_lexicons(self) -> dict[Lang, Lexicon[Term]]:
        """Return the termbase of each language."""
        return _lexicons(self.terms, self.langs)

    @cached_property
    def term_of(self) -> dict[str, Term]:
        """Return the terms by id."""
        return {term.id: term for term in self.terms}

    @cached_property
    def intensity_of(self) -> dict[str, Intensity]:
        """Return the graded wordings by id."""
        return {intensity.id: intensity for intensity in self.intensities}

    @cached_property
    def intensity_lexicons(self) -> dict[Lang, Lexicon[Intensity]]:
        """Return the graded wordings of each language."""
        return _lexicons(self.intensities, self.langs)

    @cached_property
    def stock(self) -> frozenset[str]:
        """Return the terms and words that come back in statements of any matter: they join nothing alone."""
        return frozenset(term.id for term in (*self.terms, *self.words) if term.stock)

    @cached_property
    def plain(self) -> frozenset[str]:
        """Return the terms that are no stock phrases and name no matter by themselves: to expand, a goal."""
        listed = [t.id for t in self.terms if not t.stock] + [i.id for i in self.intensities]
        return frozenset(listed) - self.namings.keys()

    @cached_property
    def wide_lexicons(self) -> dict[Lang, Lexicon[Term]]:
        """Return the termbase and the general words of each language, by which claims are joined."""
        return _lexicons((*self.terms, *self.words), self.langs)

    @cached_property
    def quantity_lexicons(self) -> dict[Lang, Lexicon[Quantity]]:
        """Return the number words of each language."""
        return _lexicons(self.quantities, self.langs)

    @cached_property
    def kind_lexicons(self) -> dict[Lang, Lexicon[KindForm]]:
        """Return the words of each language by which a report says what kind of event it is about."""
        return {
            lang: Lexicon(
                (form, KindForm(kind, telling))
                for kind in self.kinds
                for telling, forms in ((True, kind.forms), (False, kind.weak))
                for form in forms.get(lang, ())
            )
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


def _lexicons(entries: tuple[_Formed, ...], langs: tuple[Lang, ...]) -> dict[Lang, Lexicon[_Formed]]:
    return {lang: Lexicon((f, e) for e in entries for f in e.forms.get(lang, ())) for lang in langs}


# Looked for in the text of a headline or at the end of a verb, and no words of a sentence by themselves.
_NO_WORDS = frozenset({"joint-text", "text-of", "first-plural", "author", "participle-endings"})
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
