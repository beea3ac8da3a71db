"""The difference as one HTML page that needs no other file."""

from __future__ import annotations

from difflib import SequenceMatcher

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.diff.changes import Meaning
from pipeline.diff.told import NOTHING, SIGNS, heading, states


def as_page(meaning: Meaning) -> str:
    """Return the page; words that only one side has are marked in what changed."""
    environment = Environment(
        loader=PackageLoader("pipeline.diff", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("page.html")
    sections = [(heading(s, counts), s.value, meaning.of(s)) for s, counts in meaning.counts().items()]
    return template.render(
        states=states(meaning), nothing=NOTHING, sections=sections, signs=SIGNS, marked=marked
    )


def marked(before: str, after: str) -> tuple[Markup, Markup]:
    """Return two texts with the words that only one has in `<del>` and `<ins>`."""
    one, other = before.split(" "), after.split(" ")
    left, right = Markup(""), Markup("")
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for how, i, j, k, m in matcher.get_opcodes():
        gone, come = escape(" ".join(one[i:j])), escape(" ".join(other[k:m]))
        same = how == "equal"
        left += (gone if same else Markup("<del>{}</del>").format(gone)) + " " if gone else ""
        right += (come if same else Markup("<ins>{}</ins>").format(come)) + " " if come else ""
    return left, right
