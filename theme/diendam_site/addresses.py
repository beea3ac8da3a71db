"""Addresses of the site: relative to a page, or with the host where a standard asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .languages import LANGUAGES, ROOT_LANGUAGE, path_in, up_from

INDEX: Final = "index.html"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the site stands: `site` is its address without a slash at the end, empty if not known."""

    site: str

    def absolute(self, path: str) -> str:
        """Return the address of a file by its path below the site's root, a folder for its index.

        Raises:
            ValueError: the address of the site is not known.
        """
        if not self.site:
            raise ValueError("the address of the site is not known")
        is_index = path == INDEX or path.endswith(f"/{INDEX}")
        return f"{self.site}/{path.removesuffix(INDEX) if is_index else path}"

    def of(self, path: str, seen_from: str) -> str:
        """Return the address with the host if that is known, else relative to a page."""
        return self.absolute(path) if self.site else f"{up_from(seen_from)}/{path}"

    def alternates(self, name: str, lang: str) -> tuple[tuple[str, str], ...]:
        """Return (language, address) of a page in each language and `x-default`, seen from `lang`."""
        here = path_in(lang, name)
        found = [(other, self.of(path_in(other, name), here)) for other in LANGUAGES]
        return (*found, ("x-default", self.of(path_in(ROOT_LANGUAGE, name), here)))
