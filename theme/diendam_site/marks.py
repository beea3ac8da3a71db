"""Marks the claims and sentences in the Markdown lines of a report."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from .edition import Edition
from .problems import Problem
from .records import Sentence

LINK: Final = re.compile(r"(?<!\\)\]\(([^()\s]*)\)")
CLAIM_ID: Final = r"[A-Za-z0-9-]+"
TAG: Final = re.compile(rf'<span class="claim" id="({CLAIM_ID})">|</span>')
ANY_TAG: Final = re.compile(r"</?span[^>]*>|<!--.*?-->")
HEADING: Final = re.compile(r"#{1,6}\s+|")
# What the functions below put in, and nothing else, may pass through Markdown as HTML.
OWN_TAG: Final = (
    r'(<span class="s" id="s\d+" lang="[A-Za-z-]+">'
    rf'|<span class="claim side-\w+" id="{CLAIM_ID}" lang="[A-Za-z-]+">'
    rf"|</span>|<!--claim {CLAIM_ID}-->)"
)
HEADLINE: Final = re.compile(r"\s*<h2>(.*?)</h2>\s*", re.DOTALL)
START_OF_SENTENCE: Final = re.compile(r'<span class="s" id="s(\d+)"')
START_OF_CLAIM: Final = re.compile(rf"<!--claim ({CLAIM_ID})-->")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a page's HTML, and the id of the claim that begins with it, if one does."""

    claim: str
    html: str


@dataclass(frozen=True, slots=True)
class Text:
    """The HTML of a report's headline, without its tags, and of the rest."""

    headline: str
    body: str


def split_headline(content: str) -> Text:
    """Return the HTML of a report cut after its headline, if it begins with one."""
    found = HEADLINE.match(content)
    return Text(found[1], content[found.end() :]) if found else Text("", content)


def split_at_claims(content: str) -> tuple[Part, ...]:
    """Return the HTML cut before each claim, so that a template can set a note there."""
    pieces = START_OF_CLAIM.split(content)
    starts = ["", *pieces[1::2]]
    return tuple(Part(claim, text) for claim, text in zip(starts, pieces[::2], strict=True))


def split_paragraphs(content: str) -> tuple[tuple[int, str], ...]:
    """Return (number of its first sentence, HTML) for each paragraph, -1 where it has none."""
    pieces = [piece for piece in re.split(r"(?<=</p>)\n?", content) if piece.strip()]
    found = ((START_OF_SENTENCE.search(piece), piece) for piece in pieces)
    return tuple((int(start[1]) if start else -1, piece) for start, piece in found)


def mark_report(
    edition: Edition, report: str, where: str, lines: list[str], first_line: int
) -> tuple[list[str], list[Problem]]:
    """Return the lines with claims and sentences marked, and where they contradict the records."""
    claims = ClaimMarks(edition, report, where)
    lines = [claims.mark(line, number) for number, line in enumerate(lines, start=first_line)]
    claims.compare()
    sentences = SentenceMarks(edition.sentences_of.get(report, ()), where)
    lines = [sentences.mark(line, number) for number, line in enumerate(lines, start=first_line)]
    return lines, [*claims.problems, *sentences.problems]


@dataclass
class ClaimMarks:
    """Gives each claim's anchor a language and the speaker's colour, and marks where it begins."""

    edition: Edition
    report: str
    where: str
    problems: list[Problem] = field(default_factory=list)
    still_open: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def mark(self, line: str, number: int) -> str:
        """Return the line with its claim tags replaced."""
        if not line.strip():
            for name in self.still_open:
                self._note(number, f"claim '{name}' does not end in its paragraph")
            self.still_open.clear()
        return TAG.sub(lambda tag: self._replace(tag, number), line)

    def compare(self) -> None:
        """Note each claim of the report that its text does not mark."""
        if self.edition.report[self.report].display == "full":
            for claim in self.edition.claims_of.get(self.report, ()):
                if claim.id not in self.seen:
                    self._note(0, f"claim '{claim.id}' is not marked in the text")

    def _replace(self, tag: re.Match[str], number: int) -> str:
        name = tag[1]
        if name is None:
            if self.still_open:
                self.still_open.pop()
                return tag[0]
            self._note(number, "a claim ends that did not begin")
            return html.escape(tag[0])
        claim = self.edition.claim.get(name)
        if claim is None or claim.report != self.report or name in self.seen:
            self._note(number, f"'{name}' is no claim of this report, or stands here twice")
            return html.escape(tag[0])
        self.still_open.append(name)
        self.seen.add(name)
        side = self.edition.side_of(claim.speakers)
        mark = f'<span class="claim side-{side}" id="{name}" lang="{claim.lang}">'
        return f"<!--claim {name}-->{mark}"

    def _note(self, number: int, what: str) -> None:
        self.problems.append(Problem(self.where, number, what))


class SentenceMarks:
    """Puts an anchor and a language around each sentence.

    Lines and sentences are matched by their letters and digits alone, in order, so that neither
    Markdown's signs nor the breaking of lines matters; a line that no sentence holds is a problem.
    """

    def __init__(self, sentences: tuple[Sentence, ...], where: str) -> None:
        self.where = where
        self.problems: list[Problem] = []
        self.begins: dict[int, Sentence] = {}
        self.ends: set[int] = set()
        self.whole = "".join(self._collect(sentences))
        self.place = 0
        self.is_open = False

    def _collect(self, sentences: tuple[Sentence, ...]) -> Iterator[str]:
        place = 0
        for sentence in sentences:
            letters = _letters(html.escape(sentence.text))
            self.begins[place] = sentence
            place += len(letters)
            self.ends.add(place)
            yield letters

    def mark(self, line: str, number: int) -> str:
        """Return the line, with a sentence opened or closed where one begins or ends with it."""
        letters = _letters(line)
        if not letters:
            return line
        start = self.whole.find(letters, self.place)
        if start < 0:
            what = "this line is not in data/sentences.jsonl"
            self.problems.append(Problem(self.where, number, what))
            return line
        self.place = start + len(letters)
        opening = "" if self.is_open else self._opening(start)
        self.is_open = self.is_open or bool(opening)
        closes = self.is_open and any(at in self.ends for at in range(start + 1, self.place + 1))
        self.is_open = self.is_open and not closes
        heading = HEADING.match(line)
        at = heading.end() if heading else 0
        return f"{line[:at]}{opening}{line[at:]}{'</span>' if closes else ''}"

    def _opening(self, start: int) -> str:
        sentence = self.begins.get(start)
        if sentence is None:
            return ""
        return f'<span class="s" id="s{sentence.sentence}" lang="{sentence.lang}">'


def _letters(text: str) -> str:
    """Return the letters and digits of a Markdown line, without its tags and addresses."""
    plain = html.unescape(ANY_TAG.sub("", LINK.sub("]", text)))
    return "".join(filter(str.isalnum, plain))
