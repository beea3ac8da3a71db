"""Who is speaking: what a report has told so far, and who a phrase stands for in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.entries import Script
from pipeline.extract.chunks import Chunk
from pipeline.extract.meeting import host_or_guest, place_of_meeting, visits
from pipeline.extract.naming import (
    GENITIVE,
    before_name,
    beside_pronoun,
    besides,
    bodies_named,
    by_style,
    called,
    countries_told,
    country_in,
    country_named_by,
    first_holder,
    first_of_office,
    gender_of,
    guest_told,
    learn_styles,
    may_be_called,
    monarch,
    noun_before,
    past_owner,
    people_named,
    title_and_person,
    titles_joined,
)
from pipeline.model import EntityId, Event, Lang
from pipeline.vocabulary import Cue, Registry

Speakers = tuple[EntityId, ...]
_ANY = Lang("")


@dataclass
class Discourse:
    """The state of one report while its claims are read."""

    registry: Registry
    event: Event
    countries: dict[EntityId, EntityId] = field(default_factory=dict)
    guests: dict[EntityId, None] = field(default_factory=dict)
    met: dict[EntityId, None] = field(default_factory=dict)
    styled: dict[str, EntityId] = field(default_factory=dict)
    nouns: dict[str, EntityId] = field(default_factory=dict)
    spoken: list[EntityId] = field(default_factory=list)
    last: Speakers = ()
    together: Speakers = ()
    named: Speakers = ()
    quotes: bool = False
    author: Speakers = ()
    lang: Lang = _ANY
    place: EntityId | None = None

    @property
    def ending_cues(self) -> tuple[Cue, ...]:
        """Return the cues of the sentence's language that are known by the ending of a verb."""
        return self.registry.ending_cues.get(self.lang, ())

    @property
    def inflects(self) -> bool:
        """Return whether verbs and nouns of the sentence's language have forms."""
        return self.script is None or self.script.inflects

    @property
    def script(self) -> Script | None:
        """Return how the sentence's language is written, where the registry tells."""
        return self.registry.scripts.get(self.lang)

    @property
    def has_reflexives(self) -> bool:
        """Return whether the sentence's language tells reflexive verbs from others."""
        return bool(self.registry.grammar[self.lang].get("reflexive"))

    def learn(self, row: list[Chunk]) -> None:
        """Note who is received and who is of what country, by the words around names."""
        self.learn_countries(row)
        if not self.place and (there := place_of_meeting(row)):
            self.place = self.country(there)
        learn_styles(row, self.styled)
        for at, chunk in enumerate(row):
            if chunk.mention is None or "PERSON" not in chunk.tags:
                continue
            if chunk.mention.id in self.event.parties:
                self.met.setdefault(chunk.mention.id)
                self.nouns.setdefault(noun_before(row, at), chunk.mention.id)
            if visits(row, at + 1):
                self.guests.setdefault(chunk.mention.id)
            whole = at + 1 == len(row) or row[at + 1].text not in GENITIVE
            back = before_name(row, at)
            if whole and any(c.has("receives") for c in row[max(back, 0) : at]):
                self.guests.setdefault(chunk.mention.id)
            if (guest := guest_told(row, at, self.event.parties)) is not None:
                self.guests.setdefault(guest)

    def learn_countries(self, row: list[Chunk]) -> None:
        """Note of what country people are whom no registry knows."""
        for person, country in countries_told(row, self.registry):
            self.countries.setdefault(person, country)

    def country(self, entity_id: EntityId) -> EntityId | None:
        """Return the country a person, body or place belongs to."""
        entity = self.registry.entities.get(entity_id)
        if entity is not None and entity.country:
            return entity.country
        return self.countries.get(entity_id)

    def heard(self, speakers: Speakers) -> None:
        """Note who spoke last."""
        self.last = speakers
        self.together = speakers if len(speakers) > 1 else self.together
        for speaker in speakers:
            if len(speakers) == 1 and speaker in self.spoken:
                self.spoken.remove(speaker)
            if speaker not in self.spoken:
                # Who spoke last alone is who `he` is, also behind what both said.
                self.spoken.insert(len(self.spoken) if len(speakers) == 1 else 0, speaker)

    def everyone(self, *, paired: bool = False) -> Speakers:
        """Return all sides of the talk; of two delegations, or as a pair, the last two who spoke for each."""
        parties = self.event.parties
        if len(parties) <= _PAIR or (paired and len(besides(self.author, parties)) == _PAIR):
            return besides(self.author, parties) or parties
        if not paired and len({self.country(p) or p for p in parties}) > _PAIR:
            return self.together or parties
        recent = [p for p in reversed(self.spoken) if p in parties] + [
            p for p in parties if p not in self.spoken
        ]
        first = recent[0]
        second = next((p for p in recent[1:] if self.country(p) != self.country(first)), recent[1])
        return tuple(p for p in parties if p in (first, second))

    def of_country(self, country: EntityId) -> EntityId | None:
        """Return who speaks for a country in the talk."""
        people = [*self.event.parties, *reversed(self.spoken)]
        recent = [p for p in reversed(self.spoken) if p in self.event.parties]
        known = next((p for p in [*recent, *people] if self.country(p) == country), None)
        if known is not None:
            return known
        strangers = [p for p in self.event.parties if self.country(p) is None]
        return strangers[0] if len(strangers) == 1 else None

    def other(self) -> Speakers:
        """Return the party that did not speak last."""
        last = set(self.last) or set(self.spoken[-1:])
        others = tuple(p for p in self.everyone(paired=True) if p not in last)
        return others[:1] if others and last else ()

    def resolve(self, chunks: list[Chunk]) -> tuple[Speakers, str]:
        """Return whom a phrase stands for and by which rule; nobody where it cannot be told."""
        rules = (
            (self._with_counterpart, "both-sides"),
            (lambda c: beside_pronoun(c, self.last, self.event.parties), "both-sides"),
            (title_and_person, "speakers-named"),
            (lambda c: titles_joined(c, self.event.parties), "speakers-named"),
            (people_named, "speaker-named"),
            (self._of_countries, "leaders-of-countries"),
            (self._by_title, "speaker-by-title"),
            (self._both, "both-sides"),
            (self._stranger, "party-without-known-office"),
            (lambda c: monarch(c, self.event.parties, self.registry, self.lang), "monarch-of-the-talk"),
            (lambda c: by_style(c, self.styled), "style"),
            (self._first_named, "first-named"),
            (self._leader_of_country, "leader-of-country"),
            (self._host_or_guest, "host-or-guest"),
            (self._counterpart, "the-other-party"),
            (lambda named: called(named, self.nouns), "noun-of-name"),
            (self._by_epithet, "epithet"),
            (self._country, "country"),
            (bodies_named, "body"),
            (self._by_pronoun, "pronoun"),
        )
        chunks = past_owner(chunks)
        for find, rule in rules:
            found = find(chunks)
            if found:
                return found, rule
        return (), "nobody"

    def _both(self, chunks: list[Chunk]) -> Speakers:
        several = any(c.has("both-number") for c in chunks) and any(c.has("TITLE", "role") for c in chunks)
        if not several and not any(c.has("both", "plural-pronoun") for c in chunks):
            return ()
        grammar = self.registry.grammar[self.lang]
        words = {word for c in chunks for word in c.text.lower().split()}
        if words & set(grammar.get("more-than-two", ())):
            return self.event.parties if len(self.event.parties) > _PAIR else ()
        return self.everyone(paired=bool(words & set(grammar.get("two", ()))))

    def _with_counterpart(self, chunks: list[Chunk]) -> Speakers:
        """Return both parties for `Macron and his counterpart`, where the other is not named."""
        joined = any(a.has("conjunction") and b.has("counterpart") for a, b in pairwise(chunks))
        return self.everyone() if joined and len(people_named(chunks)) <= 1 else ()

    def _leader_of_country(self, chunks: list[Chunk]) -> Speakers:
        country = country_in(chunks, self.country)
        if country is None or not any(c.has("role", "counterpart", "TITLE") for c in chunks):
            return ()
        person = self.of_country(country)
        other = not any(c.has("role", "counterpart") for c in chunks) and self._is_of_other(chunks, person)
        return (country if other or person is None else person,)

    def _is_of_other(self, chunks: list[Chunk], person: EntityId | None) -> bool:
        """Return whether a title nobody was found to hold is not that of a person whose office is known."""
        held = person is not None and self.registry.has_office(person)
        return held and any(c.mention and c.mention.id in self.registry.titles for c in chunks)

    def _host_or_guest(self, chunks: list[Chunk]) -> Speakers:
        """Return the party who was received, or the other, for `the guest` and `his host`."""
        home = [p for p in self.event.parties if self.place and self.country(p) == self.place]
        return host_or_guest(chunks, self.event.parties, home, self.guests)

    def _counterpart(self, chunks: list[Chunk]) -> Speakers:
        return self.other() if any(c.has("counterpart") for c in chunks) else ()

    def _country(self, chunks: list[Chunk]) -> Speakers:
        country = country_in(chunks, self.country)
        return (country,) if country else ()

    def _of_countries(self, chunks: list[Chunk]) -> Speakers:
        """Return the leaders of `the prime ministers of X and Y` or `X and Y`, where both are of the talk."""
        if not any(c.has("conjunction", ",", "-", "–") for c in chunks):
            return ()  # one country may stand in an aside: `le président vietnamien, en visite à Paris`
        named = filter(None, (country_named_by(c) for c in chunks))
        countries = dict.fromkeys(self.country(c) or c for c in named)
        whole = all(c.has("GPE", *_LINKS) and (chunks[0].start == 0 or not c.has(",")) for c in chunks)
        unnamed = not self.spoken and not set(self.event.parties) & set(self.named)
        if whole and unnamed and not self.inflects and len(countries) > 1:
            return tuple(countries)  # whose leaders nobody names: `Lào - Nga ký …`
        people = [p for p in self.event.parties if self.country(p) in countries]
        unknown = [p for p in self.event.parties if self.country(p) is None]
        if unknown and len(countries) == len(self.event.parties) == len(people) + len(unknown):
            return self.event.parties  # who is of the other country no registry has to know
        return tuple(people) if len(countries) > 1 and len(people) > 1 else ()

    def _by_title(self, chunks: list[Chunk]) -> Speakers:
        ids = [c.mention.id for c in chunks if c.mention and c.has("TITLE")]
        if not ids or ("+" in ids[0] and any(c.has("more-than-two") for c in chunks)):
            return ()
        if "+" in ids[0]:
            several = tuple(EntityId(part) for part in ids[0].split("+"))
            return tuple(sorted(several, key=self._rank))
        bare = len(chunks) == 1 and self.inflects  # `Prime Minister thanked …`, no article: the outlet's own
        own = first_of_office(ids[0], self.named, self.event.parties, self.registry) if bare else ()
        return own or ((ids[0],) if ids[0] not in self.registry.titles else ())

    def _first_named(self, chunks: list[Chunk]) -> Speakers:
        bare = not self.spoken
        return first_holder(chunks, self.named, self.event.parties, self.registry) if bare else ()

    def _stranger(self, chunks: list[Chunk]) -> Speakers:
        """Return the one party whose office no registry knows, for a title that nobody else holds."""
        if not any(c.has("TITLE") for c in chunks):
            return ()
        unknown = [p for p in self.event.parties if not self.registry.has_office(p)]
        return (unknown[0],) if len(unknown) == 1 and len(self.event.parties) > 1 else ()

    def _rank(self, person: EntityId) -> tuple[int, str]:
        return ([*self.event.parties, person].index(person), person)

    def _by_epithet(self, chunks: list[Chunk]) -> Speakers:
        """Return the leader of the country whose house or body an epithet names."""
        if not any(c.has("word", "role") for c in chunks) and not all(
            c.has("article", "adjective") for c in chunks
        ):
            return ()
        countries = (country_named_by(c) or self._home_of(c) for c in chunks if c.mention or c.countries)
        person = next((self.of_country(c) for c in countries), None)
        return (person,) if person else ()

    def _home_of(self, chunk: Chunk) -> EntityId:
        """Return the country of the body a chunk names, or the body itself."""
        named = chunk.mention.id if chunk.mention else EntityId("")
        return self.country(named) or named

    def _by_pronoun(self, chunks: list[Chunk]) -> Speakers:
        if any(c.has("office") for c in chunks):
            return ()
        gender = gender_of(chunks, self.registry.grammar[self.lang])
        pointing = any(c.has("pronoun") for c in chunks) or (chunks[0].has("article") and len(chunks) > 1)
        for person in [*reversed(self.spoken), *(self.met if pointing else ())]:
            entity = self.registry.entities.get(person)
            if not may_be_called(person, gender, self.event.parties, self.registry):
                continue
            if not gender or entity is None or (entity.gender or gender) == gender:
                return (person,)
        return ()


_PAIR = 2
_LINKS = ("conjunction", "-", "–", ",", "article")
