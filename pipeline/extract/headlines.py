"""What headlines say by their form: `Xi: China is ready`, `Japan, Italy to upgrade ties`."""

from __future__ import annotations

from pipeline.extract import subjects
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.clause import DEED, SAID, WILL, Clause, Head, Kind
from pipeline.extract.subjects import Phrase

_LINKED = 8
ADDRESSED = ("PERSON", "TITLE", "GPE", "adjective", "article", "honorific", "counterpart")


def named_first(clause: Clause) -> Head | None:
    """Return the head of a headline's `Xi: China is ready …`, `Xi to Putin: …` or `…: Xi to Putin`."""
    row, begin = clause.row, clause.begin
    while begin + 2 < len(row) and len(row[begin].text) == 1 and row[begin + 1].has("."):
        begin += 2  # the initial of a first name: `V. Putin: …`
    phrase = subjects.opening(row, begin)
    colon = next((i for i in range(clause.begin, len(row)) if ":" in row[i].tags), len(row))
    if phrase is None or not clause.phrase_has(phrase, "PERSON", "TITLE"):
        return _colon_after(clause, colon)
    led = row[phrase.last].has("headline-link") if phrase.last < len(row) else False
    led = led and colon - phrase.last <= _LINKED and not any(c.cues_of("speech") for c in row[:colon])
    # `Macron à Kiev : …` tells where he is, `Macron à Merz : …` to whom he speaks.
    placed = led and row[phrase.last].has("at-place")
    led = led and not (
        placed and not any(c.has("PERSON", "TITLE", "honorific") for c in row[phrase.last : colon])
    )
    if (colon != phrase.last and not led) or colon >= len(row) - 1:
        return _colon_after(clause, colon)
    return Head(colon, clause.begin, colon + 1, SAID, "forms", Kind.COLON, phrase)


def _colon_after(clause: Clause, colon: int) -> Head | None:
    """Return the head of a headline that ends with who says it: `Ties must be mended: Xi to Putin`."""
    row, phrase = clause.row, subjects.opening(clause.row, colon + 1)
    if phrase is None or not clause.is_person(phrase) or row[-1].has("."):
        return _quoted_in_headline(clause)
    rest = row[phrase.last :]
    if rest and not (rest[0].has("headline-link") and all(c.has(*ADDRESSED) for c in rest[1:])):
        return None
    return Head(len(row) - 1, clause.begin, len(row), SAID, "forms", Kind.AFTER, phrase)


def by_form(clause: Clause) -> Head | None:
    """Return the head of a headline without a verb, or of one that says what countries want.

    `Trump disposé à revoir Kim`, `Paris et Rabat veulent rouvrir la ligne`.
    """
    row, end = clause.row, len(clause.row)
    if not clause.has_verb_endings or end - clause.begin < _LINKED // 2 or row[-1].has(".", "!", "?"):
        return None
    for at in range(clause.begin + 1, end - 1):
        wanted = [f.cue for f in row[at].cues if f.cue.role == "complement" or f.cue.head]
        phrase = subjects.before(row, at).phrase if wanted else None
        if phrase is None or row[at - 1].has("article", "preposition-of") or clause.names_outlet(phrase):
            continue
        opens = phrase.first == clause.begin or row[phrase.first - 1].has(":", ",")
        if opens and (clause.is_person(phrase) or clause.phrase_has(phrase, "GPE")):
            return Head(at, phrase.first, at + 1, wanted[0], "forms", Kind.MAIN, phrase)
    return None


def announced(clause: Clause) -> Head | None:
    """Return the head of a headline's `Japan, Italy to upgrade ties`: what both will do."""
    row = clause.row
    if "." in row[-1].tags:
        return None
    at = next((i for i, c in enumerate(row[:_LINKED]) if "will-headline" in c.tags), 0)
    if not at or at + 2 >= len(row) or row[at + 1].has("narration"):
        return None
    phrase = subjects.before(row, at).phrase
    if phrase is None or phrase.first > clause.begin or not clause.names_several(phrase):
        return None
    verb = row[at] if row[at].has("action-verb") else row[at + 1]
    plain = verb.has("word", "action-verb", "speech") and (verb.text.islower() or row[at].text[0].isupper())
    return Head(at, phrase.first, at + 1, WILL, "forms", Kind.MAIN, phrase) if plain else None


def signed_off(clause: Clause) -> Head | None:
    """Return the head of a headline that ends with who says it: `Ties must be mended — Lavrov`."""
    row = clause.row
    if row[-1].has("."):
        return None
    dash = next((i for i in range(len(row) - 2, clause.begin, -1) if row[i].has("-", "–", "—")), None)
    if dash is None or row[dash].start == row[dash - 1].end:
        return None
    phrase = subjects.opening(row, dash + 1)
    if phrase is None or phrase.last < len(row) or not clause.is_person(phrase):
        return None
    names = ("GPE", "PERSON", "ORG", "collective")
    will = any(
        c.has("will-headline")
        and before.has(*names)
        and (c.has("action-verb") or behind.has("action-verb", "word"))
        for before, c, behind in zip(row, row[1:], row[2:dash], strict=False)
    )
    return Head(len(row) - 1, clause.begin, len(row), WILL if will else SAID, "forms", Kind.AFTER, phrase)


def done_together(clause: Clause) -> Head | None:
    """Return the head of a headline's `Japan, Italy ink deals`: what two countries do together."""
    row = clause.row
    if "." in row[-1].tags:
        return None
    deeds = (i for i, c in enumerate(row[:_LINKED]) if i > clause.begin and c.has("joint-deed"))
    at = next(deeds, len(row))
    if at >= len(row) - 1 or (row[at].cues_of("speech") and not clause.has_verb_endings):
        return None
    phrase = subjects.before(row, at).phrase
    if phrase is None or phrase.first > clause.begin or phrase.last != at:
        return None
    listed = any(c.has(",", "conjunction", "-", "–") for c in phrase.chunks(row))
    several = listed and clause.phrase_has(phrase, "GPE", "adjective")
    return Head(at, phrase.first, at + 1, DEED, "base", Kind.MAIN, phrase) if several else None


def _quoted_in_headline(clause: Clause) -> Head | None:
    """Return the head of `De Wever in The Hague: "We share …"`: the quotation is of who is named first."""
    row = clause.row
    colon = next(i for i, c in enumerate(row) if c.has(":"))
    quoted = colon + 1 < len(row) - 1 and row[colon + 1].has(*QUOTES)
    if not quoted or any(c.has("speech", "predicate") for c in row[clause.begin : colon]):
        return None
    if (led := _led_to_quotation(clause, colon)) is not None or not row[-1].has(*QUOTES):
        return led
    at = next((i for i in range(clause.begin, colon) if row[i].has("PERSON", "TITLE")), None)
    phrase = subjects.opening(row, at) if at is not None else None
    if phrase is None:
        return None
    return Head(colon, colon + 1, colon + 1, SAID, "forms", Kind.COLON, phrase)


def _led_to_quotation(clause: Clause, colon: int) -> Head | None:
    """Return the head of `Starmer a pris les devants : « Je confirme …`: a deed leads to words."""
    row = clause.row
    if not clause.has_verb_endings or not any(c.has("auxiliary") for c in row[:colon]):
        return None
    phrase = subjects.opening(row, clause.begin)
    if phrase is None or not clause.is_person(phrase) or phrase.last >= colon:
        return None
    return Head(colon, phrase.first, colon + 1, SAID, "forms", Kind.COLON, phrase)


def meeting_in_headline(clause: Clause, boundary: Chunk) -> Phrase | None:
    """Return the several who meet in a headline and do more behind its comma: `X, Y meet, vow to trade`."""
    row = clause.row
    meet = next((i for i in range(clause.begin, len(row)) if row[i].has("meets-in-headline")), None)
    if meet is None or clause.found or not boundary.has(","):
        return None
    phrase = subjects.before(row, meet).phrase
    return phrase if phrase is not None and clause.names_several(phrase) else None
