"""How much a reader loads."""

from __future__ import annotations

import gzip
import posixpath
from collections.abc import Iterator

from tests.site.building import Site

SCRIPTS = 60_000  # bytes of all scripts of the site, compressed, the index of the search included
COMPARISON = 150_000  # bytes of a comparison with its styles and scripts, compressed


def compressed(site: Site, path: str) -> int:
    return len(gzip.compress((site.output / path).read_bytes(), 9))


def loaded(site: Site, name: str) -> Iterator[str]:
    """Yield a page and the styles and scripts that it names."""
    yield name
    page = site.pages[name]
    named = [tag["src"] for tag in page.select("script[src]")]
    named += [tag["href"] for tag in page.select("link[rel=stylesheet]")]
    for address in named:
        yield posixpath.normpath(posixpath.join(posixpath.dirname(name), str(address)))


def test_scripts_are_small(shipped: Site) -> None:
    paths = [path.relative_to(shipped.output).as_posix() for path in shipped.output.rglob("*.js")]
    assert paths
    assert sum(compressed(shipped, path) for path in paths) <= SCRIPTS


def test_comparison_is_small(shipped: Site) -> None:
    for lang in sorted(shipped.languages):
        files = list(loaded(shipped, shipped.types[lang, "compare"]))
        assert {path.rpartition(".")[2] for path in files} == {"html", "css", "js"}
        assert sum(compressed(shipped, path) for path in files) <= COMPARISON, lang
