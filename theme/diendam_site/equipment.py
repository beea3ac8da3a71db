"""What the templates may call: views on the edition, words, addresses, citations, linked data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from . import (
    citations,
    concordance,
    downloads,
    feeds,
    glossary,
    languages,
    linked,
    occurrences,
    pages,
    publish,
    renderings,
    threads,
)
from .addresses import Addresses
from .counts import Counts
from .edition import Edition
from .glosses import Glosses
from .languages import Catalogues, path_in


class CompiledTemplates(BytecodeCache):
    """Keeps what one environment compiled for the next: Pelican makes one for each generator."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if its template was compiled before."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


@dataclass(frozen=True)
class Equipment:
    """What one run of Pelican renders with."""

    edition: Edition
    catalogues: Catalogues
    addresses: Addresses
    files: tuple[downloads.DataFile, ...]
    compiled: CompiledTemplates = field(default_factory=CompiledTemplates)

    def equip(self, environment: Environment) -> None:
        """Give an environment the words of the interface, the filters, and JSON that is safe."""
        gettext, ngettext, pgettext, npgettext = languages.callables(self.catalogues)
        environment.install_gettext_callables(  # type: ignore[attr-defined]  # of jinja2.ext.i18n
            gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
        )
        environment.bytecode_cache = self.compiled
        # A run reads each template once; a server starts a new run, with new environments.
        environment.auto_reload = False
        environment.policies["json.dumps_function"] = linked.as_json
        environment.filters.update(pages.FILTERS)
        environment.filters.update(languages.filters(self.catalogues))
        environment.filters.update(Glosses(self.edition, self.catalogues).filters())
        environment.filters["known"] = self._known()

    def context(self) -> dict[str, object]:
        """Return what templates may use besides Pelican's own."""
        return {
            **pages.context(self.edition),
            **self._concordance(),
            **self._addresses(),
            **Counts(self.edition).functions(),
            "LANGUAGES": languages.LANGUAGES,
            "own_name": languages.own_name,
            "territory": languages.territory,
            "data_files": self.files,
            "linked_data": self._linked(),
            "bibtex": citations.bibtex,
            "ris": citations.ris,
            "citation_of": partial(downloads.citation_of, self.addresses),
            "claim_citation_of": partial(downloads.claim_citation_of, self.edition, self.addresses),
            "site_citation": downloads.site_citation(self.addresses),
        }

    def _concordance(self) -> dict[str, object]:
        return {
            "LABELS": concordance.LABELS,
            "named_as": partial(concordance.named_as, self.edition),
            "named_on_one_side": partial(concordance.named_on_one_side, self.edition),
            "named_in": partial(concordance.named_in, self.edition),
            "lines_of_entity": cache(partial(occurrences.of_entity, self.edition)),
            "lines_of_speaker": cache(partial(occurrences.of_speaker, self.edition)),
            "lines_of_topic": cache(partial(occurrences.of_topic, self.edition)),
            "lines_of_act": cache(partial(occurrences.of_act, self.edition)),
            "total": occurrences.total,
            "phrases_in": cache(partial(glossary.phrases, self.edition)),
            "talks": threads.talks(self.edition),
            "courses": threads.courses(self.edition),
            "rows_by_id": {row.record.id: row.record for row in self.edition.comparison},
            "renderings_of": partial(renderings.renderings, self.edition),
        }

    def _addresses(self) -> Mapping[str, object]:
        def here(context: Context) -> str:
            return path_in(str(context["LANG"]), str(context["output_file"]))

        @pass_context
        def in_languages(context: Context) -> tuple[tuple[str, str], ...]:
            return self.addresses.alternates(str(context["output_file"]), str(context["LANG"]))

        @pass_context
        def in_language(context: Context, lang: str) -> str:
            """Return the relative address of this page in another language."""
            return f"{context['ROOT']}/{path_in(lang, str(context['output_file']))}"

        @pass_context
        def canonical(context: Context) -> str:
            return self.addresses.absolute(here(context)) if self.addresses.site else ""

        @pass_context
        def picture(context: Context) -> str:
            path = path_in(str(context["LANG"]), publish.PICTURE)
            return self.addresses.absolute(path) if self.addresses.site else ""

        return {
            "in_languages": in_languages,
            "in_language": in_language,
            "canonical": canonical,
            "picture": picture,
            "FEED": feeds.FEED,
        }

    def _known(self) -> Callable[..., str]:
        @pass_context
        def known(context: Context, text: str, about: str) -> str:
            """Return a string of the records in the page's language, or nothing if no catalogue has it."""
            lang = str(context["LANG"])
            found = str(self.catalogues[lang].upgettext(about, text))
            return found if found != text or lang == languages.ROOT_LANGUAGE else ""

        return known

    def _linked(self) -> Callable[..., object]:
        glosses = Glosses(self.edition, self.catalogues)

        @pass_context
        def linked_data(context: Context, title: str, description: str) -> linked.Node:
            lang = str(context["LANG"])
            data = linked.LinkedData(self.edition, self.addresses, lang, str(context["output_file"]))
            return _describe(data, context, glosses, (title, description), [f.name for f in self.files])

        return linked_data


def _describe(
    data: linked.LinkedData, context: Context, glosses: Glosses, words: tuple[str, str], files: list[str]
) -> linked.Node:
    """Return what the page at hand is about, by its template."""
    edition, page = data.edition, context.get("page")
    template = getattr(page, "template", "")
    if template == "report":
        return data.report(edition.report[page.report], words[0])
    if template == "event":
        joined = edition.propositions_of.get(page.event, ())
        named = [(one, glosses.text(data.lang, edition.claim[one.claims[0]])) for one in joined]
        return data.event(edition.event[page.event], named)
    if template == "compare":
        return data.comparison(*words, (edition.event[page.left], edition.event[page.right]))
    if template == "entity":
        return data.entity(edition.entity[page.entity])
    if data.name in {"data.html", "index.html"}:
        return data.dataset(*words, files) if data.name == "data.html" else data.page(*words, "WebSite")
    return data.page(*words, "AboutPage" if template else "WebPage")
