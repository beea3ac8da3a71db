"""What stands beside the pages: feeds, sitemap, pictures, linked data, citations, records."""

from __future__ import annotations

import json
import posixpath
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import feedparser
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bs4 import BeautifulSoup
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser

from tests.site import miniature
from tests.site.building import ROOT, Site, render

HOST = "https://example.org"
ADDRESS = f"{HOST}/talks"
LANGUAGES = {"en": "", "vi": "vi/", "fr": "fr/"}
NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module", params=["corpus", "hostile"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site as it is published at an address below the root of its host."""
    folder = tmp_path_factory.mktemp(f"published-{request.param}")
    content = ROOT / "content"
    if request.param == "hostile":
        content = folder / "content"
        miniature.write(content)
    run = render(content, folder / "output", "publishconf.py", SITE_ADDRESS=ADDRESS)
    assert run.returncode == 0, run.stdout + run.stderr
    return Site(str(request.param), content, folder / "output")


def reports(site: Site) -> list[dict[str, object]]:
    text = (site.content / "data" / "reports.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def file_at(address: str) -> str:
    """Return the path below the site's root of an absolute address of the site."""
    assert address.startswith(f"{ADDRESS}/"), address
    path = urlsplit(address).path.removeprefix("/talks/")
    return f"{path}index.html" if not path or path.endswith("/") else path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_feed_has_every_report_and_reads_well(published: Site, lang: str) -> None:
    text = (published.output / LANGUAGES[lang] / "feed.xml").read_bytes()
    feed = feedparser.parse(text)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.language == lang
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)
    assert {entry.link for entry in feed.entries} == {
        f"{ADDRESS}/{LANGUAGES[lang]}reports/{report['id']}.html" for report in reports(published)
    }
    for entry in feed.entries:
        assert (published.output / file_at(entry.link)).is_file()
        assert entry.id.startswith("urn:uuid:")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.updated)
        assert entry.title
        assert entry.author
    moments = [entry.updated for entry in feed.entries]
    assert moments == sorted(moments, reverse=True)


def test_names_of_entries_hold_no_address(site: Site, published: Site) -> None:
    if site.name == published.name:
        here = feedparser.parse((site.output / "feed.xml").read_bytes())
        there = feedparser.parse((published.output / "feed.xml").read_bytes())
        assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]


def test_feed_is_announced_on_each_page(site: Site) -> None:
    for name, page in site.pages.items():
        link = page.select_one('link[type="application/atom+xml"]')
        assert link is not None, name
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), str(link["href"])))
        assert (site.output / path).is_file(), name


def test_sitemap_names_every_page_and_its_languages(published: Site) -> None:
    tree = etree.parse(published.output / "sitemap.xml")
    named = [file_at(str(loc.text)) for loc in tree.iterfind(".//s:loc", NAMESPACES)]
    assert len(named) == len(set(named))
    assert set(named) == {name for name in published.pages if not name.endswith("404.html")}
    for url in tree.iterfind(".//s:url", NAMESPACES):
        loc = url.findtext("s:loc", namespaces=NAMESPACES)
        links = {str(x.get("hreflang")): str(x.get("href")) for x in url.iterfind("x:link", NAMESPACES)}
        assert set(links) == {"en", "vi", "fr", "x-default"}
        assert loc in links.values()
        assert links["x-default"] == links["en"]
        for href in links.values():
            assert (published.output / file_at(href)).is_file()
    # No clock: nothing says when a page was last changed.
    assert tree.find(".//s:lastmod", NAMESPACES) is None


def test_sitemap_and_pages_agree_on_addresses(published: Site) -> None:
    tree = etree.parse(published.output / "sitemap.xml")
    for url in tree.iterfind(".//s:url", NAMESPACES):
        loc = str(url.findtext("s:loc", namespaces=NAMESPACES))
        page = published.pages[file_at(loc)]
        canonical = page.select_one('link[rel="canonical"]')
        assert canonical is not None
        assert canonical["href"] == loc
        links = {str(x.get("hreflang")): str(x.get("href")) for x in url.iterfind("x:link", NAMESPACES)}
        told = page.select('link[rel~="alternate"][hreflang]')
        assert {str(link["hreflang"]): str(link["href"]) for link in told} == links


def test_robots_lead_to_the_sitemap(published: Site, site: Site) -> None:
    assert f"Sitemap: {ADDRESS}/sitemap.xml\n" in (published.output / "robots.txt").read_text("utf-8")
    # A site that does not know its address has none.
    assert "Sitemap" not in (site.output / "robots.txt").read_text("utf-8")
    assert not (site.output / "sitemap.xml").exists()


def meta(page: BeautifulSoup, key: str) -> str:
    tag = page.select_one(f'meta[property="{key}"], meta[name="{key}"]')
    assert tag is not None, key
    return str(tag["content"])


def test_open_graph_has_a_picture_of_the_size_it_tells(published: Site) -> None:
    for name, page in published.pages.items():
        path = published.output / file_at(meta(page, "og:image"))
        size = (int(meta(page, "og:image:width")), int(meta(page, "og:image:height")))
        with Image.open(path) as picture:
            assert picture.size == size == (1200, 630), name
        assert path.stat().st_size < 200_000
        assert meta(page, "og:image:alt")
        assert meta(page, "twitter:card") == "summary_large_image"
        assert page.title is not None
        assert meta(page, "og:title") == page.title.get_text()
        assert meta(page, "og:description") == meta(page, "description")
        assert page.html is not None
        assert meta(page, "og:locale")[:2] == page.html["lang"]
        assert file_at(meta(page, "og:url")) == name


def test_pictures_differ_by_language_and_come_out_the_same(published: Site, tmp_path: Path) -> None:
    cards = [(published.output / folder / "card.png").read_bytes() for folder in LANGUAGES.values()]
    assert len(set(cards)) == len(LANGUAGES)
    run = render(published.content, tmp_path, "publishconf.py", SITE_ADDRESS=ADDRESS)
    assert run.returncode == 0
    assert [(tmp_path / folder / "card.png").read_bytes() for folder in LANGUAGES.values()] == cards


def nodes_in(value: object) -> list[dict[str, object]]:
    """Return every node of a JSON-LD value, itself first."""
    if isinstance(value, list):
        return [node for one in value for node in nodes_in(one)]
    if isinstance(value, dict):
        return [value, *(node for one in value.values() for node in nodes_in(one))]
    return []


def linked(page: BeautifulSoup) -> dict[str, object]:
    script = page.select_one('script[type="application/ld+json"]')
    assert script is not None
    found = json.loads(str(script.string))
    assert isinstance(found, dict)
    assert found["@context"] == "https://schema.org"
    return found


def test_linked_data_has_the_type_of_its_page(published: Site) -> None:
    types = {"compare": "Article", "event": "Event", "report": "NewsArticle", "data": "Dataset"}
    types |= {"index": "WebSite", "page": "AboutPage"}
    for kind, expected in types.items():
        assert linked(published.pages[published.kinds[kind]])["@type"] == expected, kind
    everything = [node for page in published.english.values() for node in nodes_in(linked(page))]
    assert {"Quotation", "Claim", "Person", "Organization", "DataDownload"} <= {
        str(node.get("@type")) for node in everything
    }


def test_every_id_of_linked_data_leads_to_its_place(published: Site) -> None:
    for name, page in published.pages.items():
        for node in nodes_in(linked(page)):
            for key in ("@id", "contentUrl"):
                if key in node:
                    address, fragment = urldefrag(str(node[key]))
                    path = file_at(address)
                    assert (published.output / path).is_file(), (name, address)
                    assert not fragment or published.pages[path].find(id=fragment), (name, node)


def test_quotations_are_the_words_of_the_claims(published: Site) -> None:
    text = (published.content / "data" / "claims.jsonl").read_text("utf-8")
    claims = {record["id"]: record for record in map(json.loads, text.splitlines())}
    seen = set()
    for report in reports(published):
        for node in nodes_in(linked(published.pages[f"reports/{report['id']}.html"])):
            if node.get("@type") == "Quotation":
                claim = claims[urldefrag(str(node["@id"])).fragment]
                assert node["text"] == claim["text"]
                assert node["inLanguage"] == claim["lang"]
                seen.add(claim["id"])
    assert seen == set(claims)


def test_linked_data_cannot_break_out_of_its_page(hostile: Site) -> None:
    for name, page in hostile.pages.items():
        source = (hostile.output / name).read_text("utf-8")
        script = re.search(r'<script type="application/ld\+json">(.*?)</script>', source, re.DOTALL)
        assert script is not None, name
        assert not set("<>&\u2028\u2029") & set(script[1]), name
        assert linked(page)


def test_bibtex_reads_back_as_what_was_written(site: Site) -> None:
    for report in reports(site):
        text = (site.output / "reports" / f"{report['id']}.bib").read_text("utf-8")
        library = parse_string(text)
        assert library.failed_blocks == [], report["id"]
        entry = library.entries_dict[str(report["id"])]
        claims = [key for key in library.entries_dict if key != report["id"]]
        assert len(claims) == text.count("@misc{") - 1
        assert claims
        if report["title"]:
            assert unescaped(entry["title"]) == " ".join(str(report["title"]).split())
        if report["published"]:
            assert entry["year"] == str(report["published"])[:4]
        assert ("url" in entry) == str(report["url"]).startswith("http")


def unescaped(text: str) -> str:
    """Return what TeX shows of a field."""
    text = text.removeprefix("{").removesuffix("}")
    for command, sign in (("textasciitilde", "~"), ("textasciicircum", "^"), ("textbackslash", "\\")):
        text = text.replace(rf"\{command}{{}}", sign)
    return re.sub(r"\\([&%$#_{}])", r"\1", text)


def test_ris_reads_back_as_what_was_written(site: Site) -> None:
    for report in reports(site):
        path = site.output / "reports" / f"{report['id']}.ris"
        assert b"\r\n" in path.read_bytes()
        found = rispy.loads(path.read_bytes().decode("utf-8").replace("\r\n", "\n"))
        assert found[0]["id"] == report["id"]
        assert found[0]["type_of_reference"] == "NEWS"
        if report["title"]:
            assert found[0]["title"] == " ".join(str(report["title"]).split())
        claims = (site.content / "data" / "claims.jsonl").read_text("utf-8").splitlines()
        own = [json.loads(line) for line in claims if json.loads(line)["report"] == report["id"]]
        assert [" ".join(str(claim["text"]).split()) for claim in own] == [r["abstract"] for r in found[1:]]


def test_citations_stand_on_the_page_to_copy(site: Site) -> None:
    for report in reports(site):
        page = site.pages[f"reports/{report['id']}.html"]
        shown = [code.get_text() for code in page.select("pre.source-text code")]
        file = (site.output / "reports" / f"{report['id']}.bib").read_text("utf-8")
        assert file.startswith(shown[0])
        assert shown[1].startswith("TY  - NEWS")
    assert parse_string((site.output / "cite.bib").read_text("utf-8")).entries


def test_files_of_records_are_given_out_as_they_are(site: Site) -> None:
    shown = {a.get_text() for a in site.pages["data.html"].select(".files a")}
    files = {path.name for path in (site.content / "data").glob("*.jsonl")}
    assert shown == files == {path.name for path in (site.output / "data").iterdir()}
    for name in ("claims.jsonl", "events.jsonl", "reports.jsonl"):
        given = (site.output / "data" / name).read_bytes()
        assert given == (site.content / "data" / name).read_bytes()


def test_files_hold_no_text_of_a_report_in_excerpts(hostile: Site) -> None:
    for path in hostile.output.rglob("*"):
        if path.is_file() and path.suffix not in {".png", ".woff2"}:
            assert miniature.UNQUOTED not in path.read_text("utf-8"), path.name
    left = (hostile.output / "data" / "sentences.jsonl").read_text("utf-8")
    assert "new-fr" not in left
    assert "old-vi" in left


class NotFound(SimpleHTTPRequestHandler):
    """A handler that shows the 404 of the site under any address that leads nowhere."""

    def log_message(self, *_: object) -> None:
        """Keep still."""

    def send_error(self, code: int, *_: object) -> None:
        """Send the page of the site."""
        assert self.directory is not None
        body = Path(self.directory, "talks", "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.mark.browser
@pytest.mark.parametrize("path", ["talks/gone.html", "talks/vi/reports/very/deep/gone.html"])
def test_404_works_at_any_depth(published: Site, browser: Browser, tmp_path: Path, path: str) -> None:
    (tmp_path / "talks").symlink_to(published.output)
    handler = partial(NotFound, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        page = browser.new_context().new_page()
        wrong: list[str] = []
        page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
        address = f"http://127.0.0.1:{server.server_port}/{path}"
        page.goto(address)
        style = page.evaluate("getComputedStyle(document.querySelector('.site-head')).borderBottomStyle")
        page.locator("main a").first.click()
        title = page.title()
        page.context.close()
        server.shutdown()
        thread.join()
    assert wrong == [address]
    assert style == "solid"
    assert "404" not in title
    assert title


def test_every_correction_is_told_with_reason_name_and_date(hostile: Site) -> None:
    page = hostile.pages["corrections.html"]
    text = (hostile.content / "data" / "corrections.jsonl").read_text("utf-8")
    decisions = [json.loads(line) for line in text.splitlines()]
    shown = page.select(".decisions > li")
    assert len(shown) == len(decisions)
    for item, one in zip(shown, sorted(decisions, key=lambda d: str(d["date"]), reverse=True), strict=True):
        for part in ("reason", "by"):
            assert one[part] in item.get_text()
        time = item.time
        assert time is not None
        assert time["datetime"] == one["date"]


def test_a_corpus_without_corrections_says_so(site: Site) -> None:
    if not (site.content / "data" / "corrections.jsonl").exists():
        page = site.pages["corrections.html"]
        assert page.select(".notice")
        assert not page.select(".decisions")


def test_courses_and_references_stand_on_the_timeline(hostile: Site) -> None:
    page = hostile.pages["timeline.html"]
    course = page.select_one("#c-1")
    assert course is not None
    assert len(course.select(".stations > li")) == 2
    assert course.select('a[href$="events/call-old.html#p-old"]')
    link = page.select_one(".references > ul > li > a")
    assert link is not None
    assert link["href"] == "./reports/new-vi.html#new-vi-1"


def test_events_stand_on_the_timeline_in_order_of_time(site: Site) -> None:
    text = (site.content / "data" / "events.jsonl").read_text("utf-8")
    events = sorted((json.loads(line) for line in text.splitlines()), key=lambda event: str(event["date"]))
    shown = [str(item["id"]) for item in site.pages["timeline.html"].select(".in-time > li")]
    assert shown == [event["id"] for event in events]


def test_glossary_has_the_phrases_before_single_words(shipped: Site) -> None:
    found = shipped.pages["glossary.html"].select("h2, .phrase h3")
    titles = [(one.name, next(one.stripped_strings)) for one in found]
    words = titles.index(("h2", "Single words"))
    assert titles[0] == ("h2", "Phrases")
    assert ("h3", "comprehensive strategic partnership") in titles[1:words]
    assert ("h3", "railway") in titles[words:]


def test_glossary_tells_first_and_last_use_and_every_place(hostile: Site) -> None:
    phrase = hostile.pages["glossary.html"].select_one("#railway")
    assert phrase is not None
    assert "First: 15\xa0January\xa02025; last: 15\xa0January\xa02026" in phrase.get_text()
    assert len(phrase.select(".kwic > li")) == 2
    assert [key.get_text() for key in phrase.select(".keyword")] == ["đề nghị", "đề nghị"]
