"""The difference as one HTML page that needs no other file."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pipeline.diff.changes import Meaning
from pipeline.diff.told import NOTHING, SIGNS, heading, states, visible

if TYPE_CHECKING:
    from markupsafe import Markup

_MOST_WORDS = 500


def as_page(meaning: Meaning) -> str:
    """Return the page; words that only one side has are marked in what changed."""
    # Imported here, so that the other formats need nothing but Python itself.
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=PackageLoader("pipeline.diff", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sections = [
        (heading(section, found), section.value, found) for section, found in meaning.by_section().items()
    ]
    page = environment.get_template("page.html").render(
        states=states(meaning),
        nothing=NOTHING,
        sections=sections,
        signs=SIGNS,
        marked=marked,
        visible=visible,
    )
    return page.replace("##[", "#&#35;[")  # a command to the log of a workflow


def marked(before: str, after: str) -> tuple[Markup, Markup]:
    """Return two texts with the words that only one has in `<del>` and `<ins>`.

    Where one is empty, or either is too long to compare, they stand as they are.
    """
    from markupsafe import Markup, escape  # noqa: PLC0415 -- as above

    one, other = visible(before).split(" "), visible(after).split(" ")
    if not (before and after) or max(len(one), len(other)) > _MOST_WORDS:
        return escape(visible(before)), escape(visible(after))
    left: list[Markup] = []
    right: list[Markup] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for how, i, j, k, m in matcher.get_opcodes():
        gone, come = escape(" ".join(one[i:j])), escape(" ".join(other[k:m]))
        same = how == "equal"
        left += [gone if same else Markup("<del>{}</del>").format(gone)] if gone else []
        right += [come if same else Markup("<ins>{}</ins>").format(come)] if come else []
    return Markup(" ").join(left), Markup(" ").join(right)
