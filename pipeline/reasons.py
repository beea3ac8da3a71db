"""Why a line of a capture got its kind, as a sentence for readers."""

from __future__ import annotations

from pipeline.vocabulary import Registry

# Rules that need no words; the reasons of the others stand in boilerplate.toml.
_STRUCTURAL = {
    "headline": "the first line of the page that is no sentence",
    "paragraph": "a paragraph of running text",
    "after-list": "stands in a list of links that began above",
    "beside-credit": "stands next to a photo credit and is no sentence",
    "no-sentence": "too short for a paragraph and no sentence: a label or a link",
    "standfirst": "stands between the headline and the text, and long enough to be a second headline",
    "repeats-headline": "repeats the headline",
    "page-headline": "the headline that the page names as its title",
    "main-text": "a paragraph of the main text of the page",
    "outside-main-text": "stands outside the main text of the page",
    "figure-caption": "the caption of a picture",
}


def block_reason(rule: str, registry: Registry) -> str:
    """Return the sentence that explains the rule that decided a block."""
    for entry in registry.block_rules:
        if entry.id == rule:
            return entry.reason
    return _STRUCTURAL[rule]
