"""The verbs that make claims in a sentence, each with its subject, its content and where its claim starts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.extract import subjects
from pipeline.extract.chunks import QUOTES, Chunk
from pipeline.extract.sources import is_outlet
from pipeline.extract.subjects import Phrase
from pipeline.model import Act
from pipeline.vocabulary import Cue, CueForm, Registry


class Kind(StrEnum):
    """How a verb stands to its content."""

    MAIN = "main"
    JOINED = "joined"
    PARTICIPLE = "participle"
    FRONTED = "fronted"
    AFTER = "attribution-after"
    RELATIVE = "relative"
    PASSIVE = "passive"
    COLON = "name-and-colon"
    NARRATION = "narration"


@dataclass(frozen=True, slots=True)
class Head:
    """A verb of speech that governs a claim; indices are of chunks."""

    verb: int
    start: int
    content: int
    cue: Cue
    shape: str
    kind: Kind
    subject: Phrase | None
    denied: bool = False


_FINITE = {"forms", "past", "present"}
_BOUNDARY = (",", ";", ":", "conjunction", "-", "–", "—", "(")
_TAIL = ("attribution-tail", "time", "DATE", "preposition", "article", "PERSON", "TITLE", "role", "counterpart")
_TAIL_LENGTH = 7
_SOON = 5
_WINDOW = 10
_CAUSATIVE = 1
_SINGLE = ("'", "’", "‘")


class Finder:
    """Finds the heads of one sentence."""

    def __init__(self, row: list[Chunk], lang: str, registry: Registry) -> None:
        """Take the chunks of the sentence."""
        self._row = row
        self._lang = lang
        self._registry = registry

    def heads(self, begin: int) -> list[Head]:
        """Return the heads from chunk `begin` on, in order, those inside another's content left out."""
        colon = self._colon(begin)
        found: list[Head] = [colon] if colon else []
        for at in range(begin, len(self._row)):
            head = self._head(at, begin, found)
            if head is not None:
                found.append(head)
        return found

    def _colon(self, begin: int) -> Head | None:
        """Return the head of a headline's `Xi: China is ready …`."""
        phrase = subjects.opening(self._row, begin)
        if phrase is None or phrase.last >= len(self._row) - 1 or not self._row[phrase.last].has(":"):
            return None
        if not any(c.has("PERSON", "TITLE") for c in phrase.chunks(self._row)):
            return None
        return Head(phrase.last, begin, phrase.last + 1, _SAID, "forms", Kind.COLON, phrase)

    def _head(self, at: int, begin: int, found: list[Head]) -> Head | None:
        chunk = self._row[at]
        forms = chunk.cues_of("speech") or tuple(f for f in chunk.cues_of("predicate") if f.cue.head)
        if not forms and chunk.has("source-verb") and not self._row[at - 1 if at else 0].has("article"):
            forms = (CueForm(_SAID, "past"),) if self._is_person(subjects.before(self._row, at).phrase) else ()
        if not forms:
            return self._narration(at) if chunk.has("narration") and not found else None
        subject = subjects.before(self._row, at)
        form = self._choose(forms, at, subject)
        if form is None:
            return None
        if form.shape == "gerund" and (quoted := self._quoted_as(at, form, begin)):
            return quoted
        after = self._attribution_after(at, form, subject, begin, found)
        if after is not None:
            return after
        if subject.phrase is not None:
            return self._with_subject(at, form, subject, subject.phrase, found)
        return self._without_subject(at, form, subject, begin, found)

    def _is_person(self, phrase: Phrase | None) -> bool:
        return phrase is not None and any(
            c.has("PERSON", "TITLE", "role", "pronoun", "counterpart") for c in phrase.chunks(self._row)
        ) and not any(is_outlet(c, self._registry) for c in phrase.chunks(self._row))

    def _quoted_as(self, at: int, form: CueForm, begin: int) -> Head | None:
        """Return the head of `CONTENT, Xi was quoted by CCTV as saying`."""
        verb = next((i for i in range(at - 1, max(at - _WINDOW, 0), -1) if self._row[i].has("source-verb")), None)
        if verb is None or not self._row[verb - 1].has("auxiliary"):
            return None
        phrase = subjects.before(self._row, verb).phrase
        if phrase is None or not self._is_person(phrase):
            return None
        opens = phrase.first - 1
        if opens > begin and self._row[opens].has(",", *QUOTES, *_SINGLE) and self._closes(at + 1):
            return Head(verb, begin, at + 1, form.cue, form.shape, Kind.AFTER, phrase)
        return Head(at, phrase.first, at + 1, form.cue, "past", Kind.MAIN, phrase)

    def _choose(self, forms: tuple[CueForm, ...], at: int, subject: subjects.Subject) -> CueForm | None:
        """Return the reading whose shape agrees with the auxiliaries before it."""
        before = self._row[subject.edge - 1 if subject.edge else 0 : at]
        auxiliary = any(c.has("auxiliary", "inversion", "impersonal") for c in before) or self._inverted_auxiliary(at)
        reflexive = any(c.has("reflexive") for c in before)
        fitting = []
        for form in forms:
            if form.cue.reflexive and not reflexive:
                continue
            if form.shape == "participle" and not (auxiliary or self._joins_participle(subject.edge)):
                continue
            fitting.append(form)
        fitting.sort(
            key=lambda f: (
                f.cue.role != "speech",
                f.cue.reflexive != reflexive,
                (f.shape == "participle") != auxiliary,
                f.shape not in _FINITE,
            )
        )
        return fitting[0] if fitting else None

    def _inverted_auxiliary(self, at: int) -> bool:
        """Return whether `a-t-il` and the like stand before a participle, adverbs aside."""
        window = self._row[max(0, at - 7) : at]
        dashes = [i for i, c in enumerate(window) if c.has("-")]
        return bool(dashes) and any(c.has("auxiliary") for c in window[: dashes[0]]) and any(
            c.has("pronoun") for c in window[dashes[0] :]
        )

    def _joins_participle(self, edge: int) -> bool:
        return edge > 0 and self._row[edge - 1].has("conjunction", ",", ";")

    def _narration(self, at: int) -> Head | None:
        """Return a verb of meeting with its subject: no claim, but who a joined verb's subject is."""
        subject = subjects.before(self._row, at)
        if subject.phrase is None:
            return None
        cue = _NO_CUE
        return Head(at, subject.phrase.first, at + 1, cue, "forms", Kind.NARRATION, subject.phrase)

    def _attribution_after(
        self, at: int, form: CueForm, subject: subjects.Subject, begin: int, found: list[Head]
    ) -> Head | None:
        """Return the head of `CONTENT, Xi said` or `CONTENT, said Xi`, which governs what stands before it."""
        if form.shape not in (*_FINITE, "participle") or form.cue.role != "speech":
            return None
        phrase = subject.phrase
        edge = phrase.first if phrase is not None else subject.edge
        end = at + 1
        if phrase is None or self._inverted_auxiliary(at):
            inverted = self._inverted_phrase(at, subject.edge)
            if inverted is None:
                return None
            phrase, edge, end = inverted
        opens = edge - 1
        if opens <= begin or not self._row[opens].has(",", *QUOTES, *_SINGLE, "–", "—"):
            return None
        quoted = any(c.has(*QUOTES, *_SINGLE) for c in self._row[opens - 1 : opens + 1])
        if not self._closes(end) and not (quoted and self._closes_quotation(end)):
            return None
        while found and self._is_content(found[-1], opens):
            found.pop()
        start = max([begin, *(self._boundary_after(h, opens) for h in found)])
        if start >= opens or self._is_adverbial(start, opens, end, form):
            return None
        return Head(at, start, end, form.cue, form.shape, Kind.AFTER, phrase, subject.denied)

    def _inverted_phrase(self, at: int, edge: int) -> tuple[Phrase, int, int] | None:
        if self._inverted_auxiliary(at):
            first = next(i for i in range(max(0, at - 7), at) if self._row[i].has("auxiliary"))
            pronoun = next(i for i in range(first, at) if self._row[i].has("pronoun"))
            return Phrase(pronoun, pronoun + 1), first, at + 1
        phrase = subjects.after(self._row, at)
        return (phrase, edge, phrase.last) if phrase is not None else None

    def _closes(self, end: int) -> bool:
        """Return whether nothing but a short tail follows an attribution, or a comma."""
        for count, chunk in enumerate(self._row[end:]):
            if chunk.has(",", ".", ";", *QUOTES):
                return True
            if count >= _TAIL_LENGTH or not chunk.has(*_TAIL) or chunk.has("complementizer"):
                return False
        return True

    def _is_content(self, head: Head, until: int) -> bool:
        """Return whether an earlier verb belongs to what is quoted: no person is its subject."""
        if head.kind is not Kind.MAIN or any(c.has(";") for c in self._row[head.content : until]):
            return False
        return not self._is_person(head.subject) and not any(
            c.has("both") for c in (head.subject.chunks(self._row) if head.subject else ())
        )

    def _is_adverbial(self, start: int, opens: int, end: int, form: CueForm) -> bool:
        """Return whether only a time, place or occasion stands before `…, Xi said …` and the content follows."""
        if form.shape == "forms" and not form.cue.yields:
            return True
        at_end = all(c.has(".", *QUOTES, *_SINGLE, "attribution-tail", "time", "DATE") for c in self._row[end:])
        opener = self._row[start].has("adverbial-opener", "preposition", "time", "DATE", "connector", "source-before")
        return opener and not at_end

    def _closes_quotation(self, end: int) -> bool:
        """Return whether what follows `…,” she told` is only to whom: words up to the sentence's end."""
        rest = self._row[end:]
        return len(rest) <= _WINDOW and not any(
            c.has("complementizer", ",", ";", ":", *QUOTES) or c.cues_of("predicate") for c in rest
        )

    def _boundary_after(self, head: Head, limit: int) -> int:
        """Return where the next clause may begin behind an earlier head."""
        for i in range(limit, head.content - 1, -1):
            if self._row[i - 1].has(";"):
                return i
        return limit

    def _with_subject(
        self, at: int, form: CueForm, subject: subjects.Subject, phrase: Phrase, found: list[Head]
    ) -> Head | None:
        if form.shape in ("gerund",) or (form.shape == "base" and not self._may_be_finite(phrase)):
            return None
        if any(is_outlet(c, self._registry) for c in phrase.chunks(self._row)):
            return None
        if form.cue.role == "predicate" and not self._names_speaker(phrase):
            return None
        if all(c.has("first-person") for c in phrase.chunks(self._row)):
            return None
        phrase = self._of_causative(phrase)
        if self._is_embedded(phrase, found):
            return None
        return Head(at, phrase.first, at + 1, form.cue, form.shape, Kind.MAIN, phrase, subject.denied)

    def _of_causative(self, phrase: Phrase) -> Phrase:
        """Return the first subject of `X asked-word Y to …` where the word between them is no cue."""
        at = phrase.first - 1
        words = 0
        while at >= 0 and self._row[at].has("word") and words < _CAUSATIVE:
            at, words = at - 1, words + 1
        if not words or at < 0:
            return phrase
        outer = subjects.before(self._row, at + 1).phrase
        starts = outer is not None and (outer.first == 0 or self._row[outer.first - 1].has(",", ";", "conjunction"))
        return outer if outer is not None and starts and self._is_person(outer) else phrase

    def _may_be_finite(self, phrase: Phrase) -> bool:
        chunks = phrase.chunks(self._row)
        return any(c.has("both", "both-number", "conjunction") for c in chunks) or any(
            c.mention and "+" in c.mention.id for c in chunks
        )

    def _names_speaker(self, phrase: Phrase) -> bool:
        return any(c.has("PERSON", "TITLE", "role", "both", "counterpart") for c in phrase.chunks(self._row))

    def _is_embedded(self, phrase: Phrase, found: list[Head]) -> bool:
        """Return whether a clause is the content of an earlier verb and not a statement beside it."""
        earlier = [h for h in found if h.kind not in (Kind.AFTER,)]
        if not earlier:
            return self._within_relative(phrase.first)
        last = earlier[-1]
        between = self._row[last.content : phrase.first]
        if last.kind is Kind.NARRATION:
            return False
        if not any(c.has(",", ";", "conjunction") for c in between):
            return True
        if between[-1].has("complementizer", "relative") and not between[-1].has(",", "conjunction"):
            return True
        if last.kind is Kind.FRONTED:
            return not any(c.has(",") for c in between[-3:])
        if any(c.has(";") for c in between):
            return False
        chunks = phrase.chunks(self._row)
        beside = between[-1].has(",", "conjunction") or (len(between) > 1 and between[-2].has(",", "conjunction"))
        return not beside or not any(c.has("PERSON", "TITLE", "role", "both", "pronoun", "counterpart") for c in chunks)

    def _within_relative(self, first: int) -> bool:
        return first > 0 and self._row[first - 1].has("relative", "complementizer") and not self._row[first - 1].has(
            "adverb", "conjunction", "source-verb", "preposition"
        )

    def _without_subject(
        self, at: int, form: CueForm, subject: subjects.Subject, begin: int, found: list[Head]
    ) -> Head | None:
        edge = subject.edge
        if (passive := self._passive(at, form, begin, found)) is not None:
            return passive
        if (epithet := subjects.epithet(self._row, edge)) and self._stands_for_person(form, epithet, found):
            return Head(at, epithet.first, at + 1, form.cue, form.shape, Kind.MAIN, epithet, subject.denied)
        if edge <= begin:
            return self._fronted(at, form, begin, subject.denied)
        boundary = self._row[edge - 1]
        if self._is_relative(edge - 1, begin):
            return Head(at, edge - 1, at + 1, form.cue, form.shape, Kind.RELATIVE, self._antecedent(edge - 2), subject.denied)
        if not boundary.has(*_BOUNDARY):
            return self._fronted_infinitive(at, form, begin)
        spoken = [h for h in found if h.kind is not Kind.AFTER]
        start = self._manner_start(edge, at)
        if form.shape == "gerund":
            if not boundary.has(",", ";") and not (spoken and spoken[-1].shape == "gerund"):
                return None
            return Head(at, start, at + 1, form.cue, form.shape, Kind.PARTICIPLE, None, subject.denied)
        if not spoken:
            return None
        if form.shape == "base" and not boundary.has(";"):
            return None
        if not boundary.has(";") and not self._may_join(form, boundary, spoken[-1], edge):
            return None
        return Head(at, start, at + 1, form.cue, form.shape, Kind.JOINED, None, subject.denied)

    def _stands_for_person(self, form: CueForm, epithet: Phrase, found: list[Head]) -> bool:
        if form.cue.role != "speech" or form.shape in ("gerund", "base", "forms"):
            return False
        return not self._is_embedded(epithet, found)

    def _passive(self, at: int, form: CueForm, begin: int, found: list[Head]) -> Head | None:
        """Return `A working group was announced`: what was agreed or announced, by no one named."""
        if form.cue.act not in (Act.AGREE, Act.ANNOUNCE) or form.shape not in ("past", "participle"):
            return None
        if not at or not self._row[at - 1].has("passive") or any(h.kind is not Kind.NARRATION for h in found):
            return None
        if any(c.has(*QUOTES) or c.has("complementizer") for c in self._row[begin:at]):
            return None
        return Head(at, begin, at + 1, form.cue, form.shape, Kind.PASSIVE, None)

    def _is_relative(self, at: int, begin: int) -> bool:
        """Return whether `who` or `qui` behind a name, a comma between them or not, is a verb's subject."""
        chunk = self._row[at]
        return at > begin and chunk.has("relative") and not chunk.has("complementizer") and self._antecedent(at - 1) is not None

    def _antecedent(self, at: int) -> Phrase | None:
        if at > 0 and self._row[at].has(","):
            at -= 1
        if at >= 0 and self._row[at].has("PERSON", "TITLE", "role", "counterpart"):
            return Phrase(at, at + 1)
        return None

    def _manner_start(self, edge: int, at: int) -> int:
        """Return where a claim without subject starts: at its verb, adverbs of manner and auxiliaries with it."""
        while edge < at and self._row[edge].has("conjunction", "connector", "time"):
            edge += 1
        return edge

    def _fronted(self, at: int, form: CueForm, begin: int, denied: bool) -> Head | None:
        """Return a clause that opens a sentence with its verb: `Congratulating Lee on …, Ishiba said …`."""
        if form.shape not in ("forms", "gerund") or form.cue.role != "speech":
            return None
        return Head(at, begin, at + 1, form.cue, form.shape, Kind.FRONTED, None, denied)

    def _fronted_infinitive(self, at: int, form: CueForm, begin: int) -> Head | None:
        """Return `Happy to share …`, `Heureux de partager …` at the start of a sentence."""
        lead = self._row[begin:at]
        opens = bool(lead) and bool(lead[0].cues_of("complement"))
        if opens and form.shape == "base" and len(lead) <= _TAIL_LENGTH // 2:
            return Head(at, begin, at + 1, form.cue, form.shape, Kind.FRONTED, None)
        return None

    def _may_join(self, form: CueForm, boundary: Chunk, last: Head, edge: int) -> bool:
        """Return whether a verb behind a comma or conjunction goes on with the speaker's acts."""
        if form.cue.role != "speech":
            return False
        if last.kind is Kind.FRONTED and boundary.has(","):
            return False
        if self._lang_is_neutral(form):
            if self._in_nominal_clause(last, edge):
                return False
            weak = form.cue.act in (Act.INFORM,) and last.cue.act is not Act.INFORM
            return not weak or last.kind is Kind.NARRATION
        if last.kind is Kind.NARRATION:
            return form.shape in (*_FINITE, "participle")
        same = form.shape == last.shape or {form.shape, last.shape} <= {"past", "participle"}
        return same and (not form.cue.yields or not boundary.has(",") or self._opens_content(edge))

    def _opens_content(self, edge: int) -> bool:
        """Return whether `that` or a deciding noun follows soon, so that a verb cannot be part of a list."""
        window = self._row[edge + 1 : edge + 1 + _SOON]
        return any(c.has("complementizer") or c.cues_of("complement") for c in window)

    @staticmethod
    def _lang_is_neutral(form: CueForm) -> bool:
        return form.shape == "forms"

    def _in_nominal_clause(self, last: Head, edge: int) -> bool:
        """Return whether the content began with a nominaliser whose predicate has not come yet."""
        content = self._row[last.content : edge]
        if not content or not content[0].has("nominalizer"):
            return False
        return not any(c.has("auxiliary") or c.text.lower() in self._registry.grammar["vi"]["complementizer"] for c in content)


_SAID = Cue("said", "", Act.AFFIRM, "speech", True, "own", False, False, {})  # type: ignore[arg-type]
_NO_CUE = Cue("narration", "", Act.AFFIRM, "speech", False, "own", False, False, {})  # type: ignore[arg-type]


def renamed(head: Head, kind: Kind) -> Head:
    """Return a head of another kind."""
    return replace(head, kind=kind)
