"""A claim in the reader's language, from its coded fields alone: who, which act, about what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jinja2 import pass_context
from jinja2.runtime import Context

from .edition import Edition
from .languages import Catalogues, between
from .records import Claim


def verbs(ngettext: Callable[[str, str, int], str], number: int) -> Mapping[str, str]:
    """Return the name of each act as the vocabulary has it, for one speaker and for several."""
    return {
        "affirm": ngettext("affirms", "affirm", number),
        "inform": ngettext("informs", "inform", number),
        "believe": ngettext("is confident", "are confident", number),
        "appreciate": ngettext("appreciates", "appreciate", number),
        "congratulate": ngettext("congratulates", "congratulate", number),
        "thank": ngettext("thanks", "thank", number),
        "welcome": ngettext("welcomes", "welcome", number),
        "wish": ngettext("wishes", "wish", number),
        "condole": ngettext("condoles", "condole", number),
        "support": ngettext("supports", "support", number),
        "commit": ngettext("commits", "commit", number),
        "propose": ngettext("proposes", "propose", number),
        "agree": ngettext("agrees", "agree", number),
        "announce": ngettext("announces", "announce", number),
    }


@dataclass(frozen=True)
class Glosses:
    """Puts codes into words, by the names of the records and the verbs of the catalogues."""

    edition: Edition
    catalogues: Catalogues

    def verb(self, lang: str, act: str, number: int) -> str:
        """Return the verb of an act for a number of speakers, else the name the vocabulary gives."""
        found = verbs(self.catalogues[lang].ungettext, number)
        return found.get(act) or self.edition.word_of("act", act, lang)

    def text(self, lang: str, claim: Claim) -> str:
        """Return the gloss as plain words: `To Lam proposes · Trade, Railways`."""
        names = [self.edition.entity[name].names.of(lang) for name in claim.speakers]
        who = "".join(name + after for name, after in zip(names, between(lang, len(names)), strict=True))
        what = ", ".join(self.edition.word_of("topic", topic, lang) for topic in claim.topics)
        said = f"{who} {self.verb(lang, claim.act, len(names))}"
        return f"{said} · {what}" if what else said

    def filters(self) -> dict[str, Callable[..., str]]:
        """Return the filters `act_words` and `gloss_text` for the language of the page."""

        @pass_context
        def act_words(context: Context, act: str, number: int = 1) -> str:
            return self.verb(str(context["LANG"]), act, number)

        @pass_context
        def gloss_text(context: Context, claim: Claim) -> str:
            return self.text(str(context["LANG"]), claim)

        return {"act_words": act_words, "gloss_text": gloss_text}
