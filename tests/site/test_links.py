"""Links inside the site, checked on disk, and links out of it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from tests.site.building import Site

FILES = (".html", ".xml", ".jsonl", ".bib", ".ris")


def test_every_internal_link_and_fragment_resolves_on_disk(site: Site) -> None:
    dead = []
    for name, page in site.pages.items():
        links = [link["href"] for link in page.find_all(["a", "link"], href=True)]
        links += [script["src"] for script in page.find_all("script", src=True)]
        links += [form["action"] for form in page.find_all("form", action=True)]
        for link in links:
            target = urlsplit(str(link))
            if target.scheme:
                continue
            path = posixpath.join(posixpath.dirname(name), unquote(target.path))
            path = posixpath.normpath(path) if target.path else name
            if not (site.output / path).is_file():
                dead.append(f"{name}: {link}")
            elif target.fragment and target.fragment not in site.places[path]:
                dead.append(f"{name}: {link} has no such place")
    assert dead == []


def test_links_name_files_so_that_they_work_from_disk(site: Site) -> None:
    for name, page in site.pages.items():
        for link in page.find_all("a", href=True):
            target = urlsplit(str(link["href"]))
            assert target.scheme or not target.path or target.path.endswith(FILES), (name, link)
            assert not target.path.startswith("/") or target.scheme, (name, link)


def test_links_out_give_nothing_away(site: Site) -> None:
    for name, page in site.pages.items():
        for link in page.find_all("a", href=re.compile("^[a-z]+:")):
            assert urlsplit(str(link["href"])).scheme in {"http", "https"}, (name, link)
            assert {"noopener", "noreferrer", "external"} <= set(link["rel"]), (name, link)


def test_ids_are_unique_in_each_page(site: Site) -> None:
    for name, page in site.pages.items():
        ids = Counter(str(tag["id"]) for tag in page.find_all(id=True))
        assert [one for one, count in ids.items() if count > 1] == [], name


def test_headings_step_down_one_level_at_a_time(site: Site) -> None:
    for name, page in site.pages.items():
        levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        for above, below in pairwise(levels):
            assert below <= above + 1, (name, levels)


def test_every_page_is_reached_from_the_home_page(site: Site) -> None:
    seen, waiting = {"404.html", "vi/404.html", "fr/404.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for link in site.pages[name].find_all("a", href=True):
            target = urlsplit(str(link["href"]))
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target.path))
            if not target.scheme and path in site.pages and path not in seen:
                waiting.append(path)
    outlets_never_named = {name for name in site.pages if "entities/" in name}
    assert set(site.pages) - seen <= outlets_never_named
