"""Who a phrase names outright: people, a title with a person, a body."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from pipeline.extract.chunks import Chunk
from pipeline.model import Act, EntityId, Label, Lang
from pipeline.vocabulary import Registry

_BEFORE_NAME = ("TITLE", "honorific", "article", "adjective", "GPE", "role", "counterpart")
GENITIVE = ("'s", "’s")
_PAIR = 2
_GENDERS = (("f", "feminine"), ("m", "masculine"))


def bodies_named(chunks: list[Chunk]) -> tuple[EntityId, ...]:
    """Return the body that a phrase names first, if it names one."""
    return tuple(c.mention.id for c in chunks if c.mention and c.has("ORG"))[:1]


def title_and_person(chunks: list[Chunk]) -> tuple[EntityId, ...]:
    """Return the holder of a bare title and who is joined to it: `the Prime Minister and President Xi`."""
    if not any(c.has("conjunction") for c in chunks):
        return ()
    named = [
        c.mention.id for c in chunks if c.mention and c.has("PERSON", "TITLE") and "+" not in c.mention.id
    ]
    met = people_named(chunks)
    return tuple(dict.fromkeys(named)) if len(met) == 1 and len(set(named)) == _PAIR else ()


def titles_joined(chunks: list[Chunk], parties: tuple[EntityId, ...]) -> tuple[EntityId, ...]:
    """Return two parties told by offices: `The Secretary and the Foreign Minister`, `Modi, Fijian PM`."""
    if not any(c.has("conjunction", ",") for c in chunks):
        return ()
    named = [c.mention.id for c in chunks if c.mention and c.has("PERSON", "TITLE")]
    met = tuple(dict.fromkeys(named))
    return met if len(met) == _PAIR and set(met) <= set(parties) else ()


def beside_pronoun(
    chunks: list[Chunk], last: tuple[EntityId, ...], parties: tuple[EntityId, ...]
) -> tuple[EntityId, ...]:
    """Return who spoke last and the party joined to the pronoun: `he and Putin`."""
    if len(last) != 1 or not chunks[0].has("subject-pronoun"):
        return ()
    joined = {c.mention.id for c in chunks[1:] if c.mention and c.has("PERSON", "TITLE")}
    both = tuple(p for p in parties if p in {*last, *joined})
    return both if len(both) == _PAIR else ()


def past_owner(chunks: list[Chunk]) -> list[Chunk]:
    """Return a phrase without whose somebody is: of `Trump's envoy`, `envoy`."""
    for at in range(len(chunks) - 2, 0, -1):
        if chunks[at].text in GENITIVE and chunks[at - 1].has("PERSON"):
            rest = chunks[at + 1 :]
            return rest if any(c.has("TITLE", "role", "counterpart") for c in rest) else chunks
    return chunks


def people_named(chunks: list[Chunk]) -> tuple[EntityId, ...]:
    """Return the people a phrase names, in its order."""
    named = [c.mention.id for c in chunks if c.mention and c.has("PERSON")]
    return tuple(dict.fromkeys(named))


def guest_told(row: list[Chunk], at: int, parties: tuple[EntityId, ...]) -> EntityId | None:
    """Return the guest told by the person at `at`: `Biya a accordé une audience à Déby`, `reçu par Biya`."""
    person = row[at].mention.id  # type: ignore[union-attr]
    if person not in parties:
        return None
    before = next((i for i in range(at - 1, -1, -1) if "PERSON" in row[i].tags), -1) + 1
    received = next((i for i in range(before, at) if "gives-audience" in row[i].tags), None)
    if received is not None and any(c.has("agent") for c in row[received:at]):
        return next((p for p in parties if p != person), None)
    return person if received is not None or _came(row, at) or _is_greeted(row, at) else None


def _came(row: list[Chunk], at: int) -> bool:
    """Return whether the person at `at` is on a visit: `X, who arrived here on a state visit, …`."""
    told = at + 2 < len(row) and row[at + 1].has(",") and row[at + 2].has("relative")
    closing = next((i for i in range(at + 3, len(row)) if row[i].has(",")), len(row)) if told else at + 3
    return any(c.has("visits") for c in row[at + 1 : closing])


def _is_greeted(row: list[Chunk], at: int) -> bool:
    """Return whether somebody welcomes the person at `at`: `Welcoming Mr X to Oslo, …`."""
    back = before_name(row, at)
    whole = at + 1 == len(row) or row[at + 1].text not in GENITIVE
    return whole and back >= 0 and any(f.cue.act is Act.WELCOME for f in row[back].cues_of("speech"))


def before_name(row: list[Chunk], at: int) -> int:
    """Return the chunk before the titles, countries and the like that lead a name: `Fiji's new premier X`."""
    back = at - 1
    while back >= 0 and (row[back].has(*_BEFORE_NAME) or row[back].text in GENITIVE):
        back -= 1
    return back


def countries_told(row: list[Chunk], registry: Registry) -> Iterator[tuple[EntityId, EntityId]]:
    """Yield people whom no registry knows, each with the country that the words before the name tell."""
    for at, chunk in enumerate(row):
        named = chunk.mention.id if chunk.mention is not None and "PERSON" in chunk.tags else None
        if named is None or named in registry.entities:
            continue
        led = filter(None, map(country_named_by, reversed(row[before_name(row, at) + 1 : at])))
        if country := next(led, None):
            yield named, country


def country_named_by(chunk: Chunk) -> EntityId | None:
    """Return the country a chunk names as a name or an adjective."""
    if chunk.countries:
        return chunk.countries[0].country or chunk.countries[0].id
    return chunk.mention.id if chunk.mention and chunk.has("GPE") else None


def country_in(chunks: list[Chunk], country: Callable[[EntityId], EntityId | None]) -> EntityId | None:
    """Return the first country that a phrase names, as a name or an adjective."""
    for c in chunks:
        if c.mention and c.has("GPE") and (found := country(c.mention.id) or c.mention.id):
            return found
        if c.countries:
            return country_named_by(c)
    return None


def monarch(
    chunks: list[Chunk], parties: tuple[EntityId, ...], registry: Registry, lang: Lang
) -> tuple[EntityId, ...]:
    """Return the one party who is a monarch, for `le souverain` or `Sa Majesté`."""
    words = set(registry.grammar[lang].get("monarch", ()))
    if not words or not any(c.text.lower() in words for c in chunks):
        return ()
    crowned = [p for p in parties if _holds_any(p, words, registry, lang)]
    return (crowned[0],) if len(crowned) == 1 else ()


def learn_styles(row: list[Chunk], styled: dict[str, EntityId]) -> None:
    """Note in `styled` whose style stands before a name; one without a name is read as who speaks."""
    for at, chunk in enumerate(row):
        if "style" not in chunk.tags:
            continue
        named = next((c for c in row[at + 1 :] if not c.has("honorific", "TITLE", "article")), None)
        if named is not None and named.mention is not None and named.has("PERSON"):
            styled[chunk.text.lower()] = named.mention.id
        else:
            row[at] = chunk._replace(tags=chunk.tags - {"honorific"} | {"role"})


def first_holder(
    chunks: list[Chunk], named: tuple[EntityId, ...], parties: tuple[EntityId, ...], registry: Registry
) -> tuple[EntityId, ...]:
    """Return who of the talk is named first of those with an office: `PM: Ties must be mended`."""
    offices = {c.mention.id for c in chunks if c.mention and c.has("TITLE")}
    return _first_with(offices, [p for p in named if p in parties], registry)


def first_of_office(
    person: EntityId, named: tuple[EntityId, ...], parties: tuple[EntityId, ...], registry: Registry
) -> tuple[EntityId, ...]:
    """Return who of the talk is named first of those with an office of `person`, if that is of the talk."""
    met = [p for p in named if p in parties]
    held = registry.entities[person].offices if person in met and person in registry.entities else ()
    return _first_with({office.title for office in held}, met, registry)


def _first_with(offices: Collection[str], people: list[EntityId], registry: Registry) -> tuple[EntityId, ...]:
    known = (p for p in people if p in registry.entities)
    return tuple(p for p in known if any(o.title in offices for o in registry.entities[p].offices))[:1]


def by_style(chunks: list[Chunk], styled: dict[str, EntityId]) -> tuple[EntityId, ...]:
    """Return who was named with the style that stands alone: `His Highness thanked …`."""
    found = (styled.get(c.text.lower()) for c in chunks if c.has("style") and c.has("role"))
    return tuple(filter(None, found))[:1]


def _holds_any(person: EntityId, words: set[str], registry: Registry, lang: Lang) -> bool:
    """Return whether a person has held an office that one of some words names."""
    entity = registry.entities.get(person)
    titles = [registry.titles[o.title] for o in entity.offices] if entity else []
    return any(form in words for title in titles for form in title.forms.get(lang, ()))


def gender_of(chunks: list[Chunk], grammar: dict[str, tuple[str, ...]]) -> str:
    """Return the gender of a pronoun or of the article that opens a phrase, or nothing."""
    words = (c.text.lower() for c in chunks)
    return next((g for w in words for g, name in _GENDERS if w in grammar.get(name, ())), "")


def besides(author: tuple[EntityId, ...], parties: tuple[EntityId, ...]) -> tuple[EntityId, ...]:
    """Return of whom the author of a text tells as of `les deux dirigeants`: two others; nobody else."""
    rest = tuple(p for p in parties if p not in author)
    return rest if len(author) == 1 and len(rest) == len(parties) - 1 == _PAIR else ()


def noun_before(row: list[Chunk], at: int) -> str:
    """Return the noun before a name, as a rank that is no title: `le capitaine X`; or nothing."""
    led = at > 1 and row[at - 1].has("word", "role") and row[at - 2].has("article", "preposition-of")
    return row[at - 1].text.lower() if led and row[at - 1].text.islower() else ""


def called(chunks: list[Chunk], nouns: dict[str, EntityId]) -> tuple[EntityId, ...]:
    """Return who was named with the noun that stands alone: `le capitaine`."""
    if any(c.mention for c in chunks):
        return ()
    return tuple(nouns[c.text.lower()] for c in chunks if c.text.lower() in nouns)[:1]


def may_be_called(who: EntityId, gender: str, parties: tuple[EntityId, ...], registry: Registry) -> bool:
    """Return whether a pronoun can be a person or a country: none is `she` where a woman is of the talk."""
    entity = registry.entities.get(who)
    if entity is None or entity.label is Label.PERSON:
        return True
    held = (registry.entities.get(party) for party in parties)
    return not any(e is None or (e.gender or gender) == gender for e in held) if gender else who in parties
