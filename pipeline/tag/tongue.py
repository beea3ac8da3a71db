"""What the tagger needs of one language, made of the registry once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.lexicon import Index, Match
from pipeline.model import Act, EntityId, Label, Lang
from pipeline.tag.dates import Dates
from pipeline.tag.names import Names
from pipeline.tag.spans import Span
from pipeline.text import fold
from pipeline.vocabulary import Entity, Registry, Title

_LINK_CLASSES = ("article", "preposition-of", "title-link", "honorific")
_TOKEN = re.compile(r"[^\W_]+['’]?|[^\w\s]")
_NO_NAMES = (
    "adverbial-opener",
    "conjunction",
    "auxiliary",
    "narration",
    "receives",
    "account-noun",
    "headline-link",
)
_TO_OTHERS = frozenset({Act.THANK, Act.PROPOSE, Act.CONGRATULATE, Act.CONDOLE})
_FEW = 2
_GENITIVE = re.compile(r"['’]s?$")
_LINK_MARKS = frozenset(",()-'’")
# Small and capital letters take turns in Unicode's Latin blocks, so no range has the small ones alone.
_SMALL = "".join(letter for letter in map(chr, range(0xDF, 0x1F00)) if letter.islower())
_CAPITAL = rf"[^\W\d_a-z{_SMALL}]"
_CAPITAL_WORD = rf"{_CAPITAL}[\w’'-]*"


class Tongue:
    """A language's names, dates and closed classes, ready to be asked about."""

    def __init__(self, registry: Registry, lang: Lang) -> None:
        """Take what the lists say of a language."""
        grammar, script = registry.grammar[lang], registry.scripts.get(lang)
        self.lang = lang
        self.names = registry.once(Names, lang)
        self.dates = Dates(script) if script else None
        self.inflects = script is None or script.inflects
        self.renders_names = script is not None and script.renders_names
        self.home = script.home if script is not None else None
        self.name_sequence = _capitalised(script.particles if script else ())
        self._both = _folded(grammar["both"])
        self._longest_both = max(map(len, self._both), default=0)
        self._both_numbers = _folded(grammar["both-number"])
        self._folded_honorifics = _folded(grammar["honorific"])
        self.closed = _closed(grammar.values())
        self._feminine = _folded(grammar.get("feminine", ()))
        self._honorifics = tuple(form.lower() for form in grammar["honorific"])
        self._honorific_words = frozenset(self._honorifics)
        self._spaced_honorifics = tuple(f"{form} " for form in self._honorifics)
        self._no_names = _headline_words(registry, lang) if "headline-link" in grammar else frozenset()
        self._adjectives = registry.adjective_lexicons[lang]
        self._long_adjectives = Index({form: form for form in self._adjectives.named if " " in form})
        self._cues = registry.cue_lexicons[lang]
        self._countries = registry.name_lexicons[lang]
        self._appointments = _any_of(grammar.get("appointment", ()))
        forms = (form for name in _LINK_CLASSES for form in grammar.get(name, ()))
        self._links = _LINK_MARKS.union(*(_TOKEN.findall(fold(form)) for form in forms))
        self._of = _any_of(grammar.get("preposition-of", ()))
        self._behalf = _any_of(grammar.get("behalf", ()))
        self.languages = _at_end(grammar.get("language-noun", ()))
        self._plurals: dict[tuple[str, tuple[Title, ...]], bool] = {}

    def leads(self, name: str, *, opens: bool) -> bool:
        """Return whether a sequence begins with a word that is no name: an honorific, or any at the start."""
        word = name.split(maxsplit=1)[0].lower()
        honorifics = self._honorific_words
        return word in honorifics or f"{word}." in honorifics or (opens and word in self.closed)

    def is_honorific(self, name: str) -> bool:
        """Return whether a capitalised sequence is only an honorific: `Sa Majesté`."""
        lowered = name.lower()
        while lowered not in self._honorific_words:
            if not lowered.startswith(self._spaced_honorifics):
                return False
            longer = next(h for h in self._honorifics if lowered.startswith(f"{h} "))
            lowered = lowered[len(longer) + 1 :]
        return True

    def names_in(self, words: str) -> list[tuple[int, int]]:
        """Return where names stand in capitalised words of a headline: both in `Xi Tells Putin's Envoy`."""
        if not self._no_names:
            return [(0, len(words))]
        found: list[tuple[int, int]] = []
        start = at = 0
        for word in [*words.split(" "), ""]:
            owner = _GENITIVE.search(word)
            if owner or not word or word.lower() in self._no_names:
                last = at + owner.start() if owner else at - 1
                if last > start:
                    found.append((start, last))
                start = at + len(word) + 1
            at += len(word) + 1
        return found

    def follows_honorific(self, text: str, start: int) -> bool:
        """Return whether an honorific stands right before `start`."""
        before = text[max(0, start - 24) : start].rstrip().lower()
        return _ends_with_word(before, self._honorifics)

    def follows_feminine(self, text: str, start: int) -> bool:
        """Return whether a word for a woman stands right before `start`: `Nữ Thủ tướng`."""
        return _ends_with_word(text[max(0, start - 24) : start].rstrip().lower(), self._feminine)

    def without_honorifics(self, folded: str) -> str:
        """Return what stands before the honorifics that end a folded text."""
        if folded.endswith(self._folded_honorifics):
            for honorific in self._folded_honorifics:
                folded = folded.removesuffix(honorific).rstrip()
        return folded

    def starts_with_both(self, text: str) -> bool:
        """Return whether a text begins with words such as `of both`."""
        return fold(text[: self._longest_both]).startswith(self._both)

    def ends_with_number(self, folded: str) -> bool:
        """Return whether a folded text ends with a word such as `two`."""
        return _ends_with_word(folded, self._both_numbers)

    def is_link(self, gap: str) -> bool:
        """Return whether only articles, commas and adjectives of countries stand between two names."""
        if not gap or gap == " ":
            return True
        for match in self._adjectives.find(gap):
            gap = gap[: match.start] + " " * match.length + gap[match.end :]
        return self._links.issuperset(_TOKEN.findall(fold(gap)))

    def has_of(self, gap: str) -> bool:
        """Return whether a word such as `of` stands between two names."""
        return self._of.search(fold(gap)) is not None

    def party_at_end(self, span: Span, text: str, acronym: str) -> Span:
        """Return the body that ends a name and that an acronym names or spells, else the whole name."""
        surface = text[span.start : span.end]
        named = {entity.id for match in self._countries.find_all(acronym) for entity in match.entries}
        for match in self._countries.find_all(surface):
            entity = match.entries[0]
            ends = match.start > 0 and match.end == len(surface) and entity.label is Label.ORG
            letters = re.findall(r"[A-Z]", surface[match.start :])
            if ends and (entity.id in named or sorted(letters) == sorted(acronym)):
                return Span(span.start + match.start, span.end, entity.label, entity.id, span.rule)
        return span

    def is_for_another(self, head: str) -> bool:
        """Return whether the clause before a name opens with words such as `on behalf of`."""
        opened = self._behalf.search(fold(head))
        return opened is not None and "," not in head[opened.end() :]

    def appoints(self, gap: str) -> bool:
        """Return whether words between a name and a title say that the one was made the other."""
        return self._appointments.search(fold(gap)) is not None

    def adjectives(self, text: str) -> list[Match[Entity]]:
        """Return the adjectives of countries in a text."""
        return self._adjectives.find(text)

    def long_adjectives(self, text: str) -> list[tuple[int, int]]:
        """Return where adjectives of countries stand that are two words or more: `Sri Lankan`."""
        return [(start, end) for start, end, _ in self._long_adjectives.find(fold(text))]

    def speaks(self, tail: str, adverbs: int) -> bool:
        """Return whether a verb of speech follows, with no comma and no more than some words before it."""
        return any(
            form.cue.role == "speech"
            and len(tail[: match.start].split()) <= adverbs
            and "," not in tail[: match.start]
            for match in self._cues.find_all(tail)
            for form in match.entries
        )

    def addressed(self, tail: str) -> EntityId | None:
        """Return the country that a verb at the head of some words turns to: `đề nghị phía Lào`."""
        cue = next((m for m in self._cues.find(tail) if not tail[: m.start].strip()), None)
        if cue is None or not any(form.cue.act in _TO_OTHERS for form in cue.entries):
            return None
        behind = tail[cue.end :]
        named = (m for m in self._countries.find(behind) if len(behind[: m.start].split()) <= _FEW)
        return next((m.entries[0].country or m.entries[0].id for m in named), None)

    def is_plural(self, surface: str, titles: tuple[Title, ...]) -> bool:
        """Return whether a folded surface is the plural of another form of its title."""
        key = (surface, titles)
        if key not in self._plurals:
            forms = {fold(form) for title in titles for form in title.forms.get(self.lang, ())}
            self._plurals[key] = _is_plural_of(surface, forms)
        return self._plurals[key]


def _folded(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(fold, forms))


def _closed(classes: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Return the single words of a language that are no names: honorifics and function words."""
    words = (form for forms in classes for form in forms if " " not in form)
    return frozenset(w.lower() for w in words if w.islower() or "." in w or len(w) > 1)


def _headline_words(registry: Registry, lang: Lang) -> frozenset[str]:
    """Return the small words and verbs that stand in no name, though a headline's have capitals."""
    grammar = registry.grammar[lang]
    small = {form.lower() for name in _NO_NAMES for form in grammar.get(name, ()) if " " not in form}
    verbs = {
        form.lower()
        for cue in registry.cues
        if cue.lang == lang and cue.role == "speech"
        for form in cue.forms.get("present", ())
        if " " not in form
    }
    return frozenset(small | verbs)


def _ends_with_word(text: str, words: tuple[str, ...]) -> bool:
    return text.endswith(words) and any(
        text.endswith(word) and not text[: -len(word)][-1:].isalnum() for word in words
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return an expression that finds one of some words in a folded text."""
    choice = "|".join(re.escape(fold(word)) for word in words) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)")


def _at_end(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return an expression that finds one of some words and a space at the end of a text, or None."""
    choice = "|".join(map(re.escape, words))
    return re.compile(rf"(?<!\w)(?:{choice}) $", re.IGNORECASE) if choice else None


def _capitalised(particles: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a capitalised word and more of them, particles of names between."""
    between = "|".join(map(re.escape, particles)) or r"(?!)"
    more = rf" (?:{between})(?= {_CAPITAL})| {_CAPITAL_WORD}"
    return re.compile(rf"(?<![\w’']){_CAPITAL_WORD}(?:{more})*")


def _is_plural_of(surface: str, forms: set[str]) -> bool:
    single = _singular(surface)
    return any(form != surface and len(form) < len(surface) and _singular(form) == single for form in forms)


def _singular(form: str) -> tuple[str, ...]:
    """Return the words of a form without the endings of the plural, rough but the same for both numbers."""
    words = (re.sub(r"(?:aux|al)$", "a", word) for word in re.split(r"[\s-]", form))
    return tuple(re.sub(r"(?:men|man)$", "m", re.sub(r"(?:ies|y)$", "i", word.rstrip("s"))) for word in words)
