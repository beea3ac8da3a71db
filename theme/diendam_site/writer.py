"""Writes each page once for each language of the interface, at the same address within it."""

from __future__ import annotations

from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer

from .edition import Edition
from .languages import LANGUAGES, path_in, up_from

NOT_FOUND = "404.html"
METHOD = "method.html"


class LanguageWriter(Writer):  # type: ignore[misc]  # Pelican comes without types
    """A writer that renders a template for each language.

    `SITEURL` leads from a page to the root of its language and `ROOT` to that of the site, where
    style, pictures and downloads are; `output_file` is the address within the language.
    """

    def write_file(  # noqa: PLR0913, PLR0917  the signature is Pelican's
        self,
        name: str,
        template: Any,  # noqa: ANN401
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: Any = None,  # noqa: ANN401
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """Render the template and write the file, thrice."""
        self.settings["WRITTEN"].add(name)
        for lang in LANGUAGES:
            own = {**kwargs, **self._place(name, lang)}
            if "page" in kwargs:
                own["page"] = self.settings["TRANSLATED"].get((name, lang), kwargs["page"])
            super().write_file(
                path_in(lang, name),
                template,
                context,
                relative_urls,
                paginated,
                template_name,
                override_output,
                url,
                **own,
            )

    def _place(self, name: str, lang: str) -> dict[str, str]:
        here, root = up_from(name), up_from(path_in(lang, name))
        # A host shows the 404 under any address, so its links begin at the root of the host.
        if name == NOT_FOUND and self.settings["SITE_ROOT"]:
            root = self.settings["SITE_ROOT"].rstrip("/")
            here = path_in(lang, "").rstrip("/")
            here = f"{root}/{here}" if here else root
        return {"LANG": lang, "output_file": name, "SITEURL": here, "ROOT": root}


class RecordPages(Generator):  # type: ignore[misc]  # Pelican comes without types
    """Writes the pages of speakers, topics and acts, which are made of records alone."""

    def generate_output(self, writer: LanguageWriter) -> None:
        """Write a page for each speaker of a claim and each topic and act of the closed lists."""
        edition: Edition = self.settings["EDITION"]
        pages = (
            ("speaker", "speakers", edition.speakers),
            ("topic", "topics", edition.words.get("topic", ())),
            ("act", "acts", edition.words.get("act", ())),
        )
        for kind, folder, subjects in pages:
            template = self.get_template(kind)
            for subject in subjects:
                named: dict[str, Any] = {kind: subject}
                name = f"{folder}/{subject.id}.html"
                writer.write_file(name, template, self.context, relative_urls=True, **named)
        # The measured figures have their page also where nobody has written about the method.
        if METHOD not in self.context["PAGES"]:
            writer.write_file(METHOD, self.get_template("method"), self.context, relative_urls=True)
