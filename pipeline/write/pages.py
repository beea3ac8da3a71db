"""The Markdown pages: front matter, and for a report its clean text, a clause a line.

A reviewer reads these pages in a diff and a reader sees them through Pelican,
so the words are those of the report to the letter and only Markdown's own
signs are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.model import Annotation, Block, BlockKind, Claim, Event, Label, Mention
from pipeline.vocabulary import Entity

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")
_LINE_START = re.compile(r"^(\s*\d*)([-+.)])")


def escape(text: str) -> str:
    """Return text as it must stand in Markdown to come out as itself."""
    return _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace("\\<", "&lt;").replace("\\>", "&gt;")


def front_matter(fields: dict[str, str]) -> str:
    """Return scalar front matter; line ends in a value become spaces."""
    lines = [f"{key}: {' '.join(value.split())}" for key, value in fields.items()]
    return "\n".join(lines) + "\n"


def report_page(annotation: Annotation, title: str) -> str:
    """Return the page of a report."""
    sidecar = annotation.report.sidecar
    head = front_matter(
        {
            "Title": title,
            "Template": "report",
            "Slug": sidecar.id,
            "Report": sidecar.id,
            "Lang": sidecar.lang,
        }
    )
    paragraphs = [_paragraph(annotation, b) for b in annotation.blocks if b.kind is BlockKind.BODY]
    headlines = [_headline(annotation, b) for b in annotation.blocks if b.kind is BlockKind.TITLE]
    return head + "\n" + "\n\n".join([*headlines, *paragraphs]) + "\n"


def event_page(event: Event, title: str) -> str:
    """Return the page of an event; its content is in the data."""
    return front_matter({"Title": title, "Template": "event", "Slug": event.id, "Event": event.id})


def compare_page(left: Event, right: Event, title: str) -> str:
    """Return the page of a comparison; its content is in the data."""
    slug = f"{left.id}--{right.id}"
    return front_matter(
        {"Title": title, "Template": "compare", "Slug": slug, "Left": left.id, "Right": right.id}
    )


def entity_page(entity: Entity, title: str) -> str:
    """Return the page of an entity; its content is in the data."""
    return front_matter({"Title": title, "Template": "entity", "Slug": entity.id, "Entity": entity.id})


def _headline(annotation: Annotation, block: Block) -> str:
    return f"## {_paragraph(annotation, block)}".replace("\n", " ")


def _paragraph(annotation: Annotation, block: Block) -> str:
    """Return a block as Markdown: sentences and clauses on lines of their own."""
    if block.start is None or block.end is None:
        return ""
    claims = [c for c in annotation.claims if block.start <= c.start < block.end]
    mentions = [m for m in annotation.mentions if block.start <= m.start < block.end]
    lines = [
        _marked(annotation.clean, start, end, claims, mentions)
        for start, end in _lines(annotation, block, claims)
    ]
    return "\n".join(_LINE_START.sub(r"\1\\\2", line) for line in lines if line.strip())


def _lines(annotation: Annotation, block: Block, claims: Iterable[Claim]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines of a block: a break before each sentence and each claim."""
    start, end = block.start or 0, block.end or 0
    breaks = {s.start for s in annotation.sentences if start < s.start < end}
    breaks |= {c.start for c in claims if c.start > start}
    edges = [start, *sorted(breaks), end]
    yield from pairwise(edges)


def _marked(text: str, start: int, end: int, claims: Iterable[Claim], mentions: Iterable[Mention]) -> str:
    """Return a line with links for its mentions and a span for each claim that starts in it."""
    here = [c for c in claims if start <= c.start < end]
    opens = {c.start: c for c in here}
    closes = {min(c.end, end) for c in here}
    named = {m.start: m for m in mentions if start <= m.start < end and m.label is not Label.DATE}
    cuts = sorted({start, end, *opens, *closes, *named, *(m.end for m in named.values())})
    out: list[str] = []
    for at, until in pairwise(cut for cut in cuts if start <= cut <= end):
        if at in closes:
            out.append("</span>")
        if at in opens:
            out.append(f'<span class="claim" id="{opens[at].id}">')
        piece = escape(text[at:until])
        mention = named.get(at)
        if mention is not None and mention.end == until:
            piece = f"[{piece}](../entities/{mention.id.split('+')[0]}.md)"
        out.append(piece)
    line = "".join(out).rstrip()
    return line + "</span>" if end in closes else line
