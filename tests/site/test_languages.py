"""The interface in three languages: every page, every string, every date, and the way between them."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from playwright.sync_api import Browser

from pipeline.compare.rows import ELSEWHERE, UNANSWERED
from pipeline.corrections.related import MARK
from tests.site import miniature
from tests.site.building import ROOT, Site, render
from theme.diendam_site import catalogues, languages
from theme.diendam_site.problems import ContentError
from theme.diendam_site.reasons import read_reason

LANGUAGES = ("en", "vi", "fr")
FOLDERS = {"en": "", "vi": "vi/", "fr": "fr/"}
# Words that English sentences are made of, and Vietnamese and French ones are not.
ENGLISH = re.compile(r"\b(?:the|of|and|which|this|that|with|from|was|were|is|are|its|by|not)\b")
SHOWN = ("aria-label", "title", "alt", "data-done")


def in_language(site: Site, lang: str) -> dict[str, BeautifulSoup]:
    """Return the pages of a language by their address within it."""
    if lang == "en":
        return dict(site.english)
    folder = FOLDERS[lang]
    return {name[3:]: page for name, page in site.pages.items() if name.startswith(folder)}


def test_every_page_stands_in_every_language_at_the_same_address(site: Site) -> None:
    english = set(in_language(site, "en"))
    assert len(english) > 20
    for lang in ("vi", "fr"):
        assert set(in_language(site, lang)) == english


def test_every_page_says_its_language(site: Site) -> None:
    for lang in LANGUAGES:
        for name, page in in_language(site, lang).items():
            assert page.html is not None
            assert page.html["lang"] == lang, name


def test_switch_keeps_the_page(site: Site) -> None:
    for lang in LANGUAGES:
        for name, page in in_language(site, lang).items():
            here = FOLDERS[lang] + name
            links = {str(a["hreflang"]): str(a["href"]) for a in page.select(".languages a")}
            assert set(links) == set(LANGUAGES) - {lang}
            for other, href in links.items():
                there = posixpath.normpath(posixpath.join(posixpath.dirname(here), href))
                assert there == FOLDERS[other] + name


def test_alternates_are_reciprocal_and_name_a_default(site: Site) -> None:
    for name in in_language(site, "en"):
        if name == "404.html":
            continue
        told = []
        for lang in LANGUAGES:
            here = FOLDERS[lang] + name
            links = site.pages[here].select('link[rel~="alternate"][hreflang]')
            found = {
                str(link["hreflang"]): posixpath.normpath(
                    posixpath.join(posixpath.dirname(here), str(link["href"]))
                )
                for link in links
            }
            told.append(found)
        expected = {**{lang: FOLDERS[lang] + name for lang in LANGUAGES}, "x-default": name}
        assert told == [expected] * 3, name


def texts_of(page: BeautifulSoup, lang: str) -> Iterator[str]:
    """Yield what a page shows in the language of its interface, attributes included."""

    def is_own(tag: Tag) -> bool:
        marked = next((one for one in [tag, *tag.parents] if one.has_attr("lang")), None)
        return marked is not None and marked["lang"] == lang

    for text in page.find_all(string=True):
        parent = text.parent
        if type(text) is not NavigableString or parent is None or not text.strip():
            continue
        if parent.name in {"script", "code", "pre"} or parent.find_parent(translate="no"):
            continue
        if "removed-text" in parent.get_attribute_list("class"):  # a line of the capture, of any language
            continue
        if is_own(parent) and not parent.has_attr("translate"):
            yield " ".join(text.split())
    for tag in page.find_all(True):
        yield from (str(tag[key]) for key in SHOWN if tag.has_attr(key) and is_own(tag))
    for meta in page.select('meta[name="description"], meta[property^="og:title"]'):
        yield str(meta["content"])


def untranslated(texts: Iterator[str], known: set[str]) -> list[str]:
    return [text for text in texts if text in known or ENGLISH.search(text)]


@pytest.mark.parametrize("lang", ["vi", "fr"])
def test_no_english_is_left_in_another_language(shipped: Site, lang: str) -> None:
    # The texts of the other corpus are English on purpose.
    catalogue = catalogues._read(ROOT / "theme", lang, [])
    pairs = [
        (source, catalogues._texts(message)[0])
        for message in catalogue
        if message.id
        for source in (message.id if isinstance(message.id, tuple) else (message.id,))
    ]
    # One word may be the same in two languages, or the name of something else.
    known = {str(source) for source, target in pairs if source != target and " " in str(source)}
    assert len(known) > 100
    for name, page in in_language(shipped, lang).items():
        assert untranslated(texts_of(page, lang), known) == [], name


def test_the_search_for_english_finds_a_seeded_string() -> None:
    page = BeautifulSoup('<html lang="vi"><p>Read both</p><p lang="en">the b</p>x of y</html>', "lxml")
    assert untranslated(texts_of(page, "vi"), {"Read both"}) == ["Read both", "x of y"]


def a_theme(folder: Path) -> Path:
    theme = folder / "theme"
    shutil.copytree(ROOT / "theme", theme, ignore=shutil.ignore_patterns("__pycache__", "static"))
    return theme


def po_of(theme: Path, lang: str) -> Path:
    return theme / "translations" / lang / "LC_MESSAGES" / "messages.po"


def test_catalogues_are_complete() -> None:
    found = catalogues.load()
    assert set(found) == set(LANGUAGES)


def test_update_changes_nothing_that_is_up_to_date(tmp_path: Path) -> None:
    theme = a_theme(tmp_path)
    catalogues.update(ROOT / "content", theme)
    for lang in ("vi", "fr"):
        assert po_of(theme, lang).read_text("utf-8") == po_of(ROOT / "theme", lang).read_text("utf-8")


def test_reasons_of_a_row_are_told_in_each_language(shipped: Site) -> None:
    for lang in ("", "vi/", "fr/"):
        rows = shipped.pages[f"{lang}compare/call-2025--call-2026.html"].select(".row")
        told = [why for row in rows for why in row.select(".why")]
        assert len(told) == len(rows)
        assert not [why.get_text() for why in told if why.select("code")], lang


def test_a_reason_that_the_pages_cannot_tell_is_shown_as_it_is() -> None:
    assert read_reason(f"{UNANSWERED} yet").kind == ""
    assert read_reason(UNANSWERED).kind == "unanswered"
    assert read_reason(f"{ELSEWHERE} p-one, p-two").listed == ("p-one", "p-two")
    assert read_reason(f"{MARK}Ana, 1 May 2026: it is").before == ("Ana, 1 May 2026: it is",)
    acts = read_reason("acts affirm,commit | agree")
    assert (acts.before, acts.after) == (("affirm", "commit"), ("agree",))


def test_reasons_and_measures_of_the_corpus_are_translated() -> None:
    wanted = list(catalogues.in_records(ROOT / "content"))
    assert len(wanted) > 20
    for lang in ("vi", "fr"):
        catalogue = catalogues._read(ROOT / "theme", lang, [])
        for want in wanted:
            assert isinstance(want.message, str)
            message = catalogue.get(want.message, want.context)
            assert message is not None, want.message
            assert message.string, want.message


BREAKING = {
    "a string is new": (
        "templates/timeline.html",
        "{{ _('Timeline') }}</h1>",
        "{{ _('A new string') }}</h1>",
        r"theme/templates/timeline\.html:\d+: 'A new string' is not translated into 'vi'",
    ),
    "a translation is empty": (
        "translations/fr/LC_MESSAGES/messages.po",
        'msgid "Timeline"\nmsgstr "Chronologie"',
        'msgid "Timeline"\nmsgstr ""',
        r"theme/templates/\w+\.html:\d+: 'Timeline' is not translated into 'fr'",
    ),
    "a translation is fuzzy": (
        "translations/vi/LC_MESSAGES/messages.po",
        'msgid "Timeline"',
        '#, fuzzy\nmsgid "Timeline"',
        r"theme/translations/vi/LC_MESSAGES/messages\.po:\d+: the translation of 'Timeline' is marked",
    ),
    "a placeholder is lost": (
        "translations/fr/LC_MESSAGES/messages.po",
        "Absent des articles de %(year)s",
        "Absent des articles de %(yaer)s",
        r"theme/translations/fr/LC_MESSAGES/messages\.po:\d+: .*placeholder",
    ),
}


@pytest.mark.parametrize("why", BREAKING)
def test_a_fault_in_a_catalogue_is_told_with_its_place(tmp_path: Path, why: str) -> None:
    name, old, new, said = BREAKING[why]
    theme = a_theme(tmp_path)
    path = theme / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as told:
        catalogues.load(theme)
    assert re.search(said, str(told.value)), str(told.value)


def test_a_fault_in_a_catalogue_stops_the_build(tmp_path: Path) -> None:
    theme = a_theme(tmp_path)
    path = po_of(theme, "vi")
    path.write_text(path.read_text("utf-8").replace('msgstr "Dòng thời gian"', 'msgstr ""'), "utf-8")
    settings = tmp_path / "conf.py"
    settings.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
        f"THEME = {str(theme)!r}\nPLUGIN_PATHS = [THEME]\n",
        "utf-8",
    )
    miniature.write(tmp_path / "content")
    run = render(tmp_path / "content", tmp_path / "output", str(settings))
    assert run.returncode != 0
    assert "'Timeline' is not translated into 'vi'" in run.stdout + run.stderr
    assert not list((tmp_path / "output").rglob("*.html"))


@pytest.mark.parametrize(
    ("lang", "stamp", "words"),
    [
        ("en", "2025-01-15", "15 January 2025"),
        ("vi", "2025-01-15", "15 tháng 1 năm 2025"),
        ("fr", "2025-01-15", "15 janvier 2025"),
        ("fr", "2025-02-01", "1er février 2025"),
        ("en", "2025-02-01", "1 February 2025"),
        ("vi", "2025-02", "tháng 2 năm 2025"),
        ("fr", "2025", "2025"),
        ("en", "2025-01-15T19:16+07:00", "15 January 2025, 19:16 UTC+07:00"),
        ("vi", "sometime", "sometime"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(lang: str, stamp: str, words: str) -> None:
    calendar = languages.Calendar(catalogues.load())
    assert calendar.words(lang, stamp).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("lang", "number", "words"),
    [
        ("en", 0, "statements"),
        ("en", 1, "statement"),
        ("en", 2, "statements"),
        ("fr", 0, "déclaration"),
        ("fr", 1, "déclaration"),
        ("fr", 2, "déclarations"),
        ("vi", 1, "phát biểu"),
        ("vi", 2, "phát biểu"),
    ],
)
def test_plurals_follow_each_language(lang: str, number: int, words: str) -> None:
    found = catalogues.load()[lang].ungettext("%(count)s statement", "%(count)s statements", number)
    assert found == f"%(count)s {words}"


@pytest.mark.parametrize(("lang", "words"), [("en", "A, B and C"), ("vi", "A, B và C"), ("fr", "A, B et C")])
def test_lists_join_as_each_language_joins_them(lang: str, words: str) -> None:
    assert "".join(a + b for a, b in zip("ABC", languages.between(lang, 3), strict=True)) == words


def test_french_sets_its_signs_apart() -> None:
    text = po_of(ROOT / "theme", "fr").read_text("utf-8")
    said = " ".join(re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', text, re.MULTILINE))
    # An address in a link has its colon without a space.
    said = re.sub(r"<[^>]*>", "", said)
    assert re.findall(r"[^\s\xa0\u202f][;?!]", said) == []
    assert re.findall(r"[^\xa0]:", said) == []
    assert re.findall(r"«[^\xa0]|[^\xa0]»", said) == []
    for page in (ROOT / "content" / "pages" / "fr").glob("*.md"):
        body = page.read_text("utf-8").partition("\n\n")[2]
        assert re.findall(r"[^\s\xa0\u202f][;?!]|[^\xa0]:(?!//)|«[^\xa0]|[^\xa0]»", body) == [], page.name


def test_people_wrote_each_page_in_each_language() -> None:
    pages = ROOT / "content" / "pages"
    english = {path.name for path in pages.glob("*.md")}
    for lang in ("vi", "fr"):
        assert {path.name for path in (pages / lang).glob("*.md")} == english
        for name in english:
            ours = re.findall(r"^(#+|\d\.|-) ", (pages / name).read_text("utf-8"), re.MULTILINE)
            theirs = re.findall(r"^(#+|\d\.|-) ", (pages / lang / name).read_text("utf-8"), re.MULTILINE)
            assert ours == theirs, (lang, name)


def test_a_page_in_english_alone_says_so(hostile: Site) -> None:
    page = hostile.pages["vi/about.html"]
    assert page.select(".notice")
    assert page.select('.prose[lang="en"]')
    assert not hostile.pages["about.html"].select(".notice")


def test_a_corpus_without_pages_of_people_has_no_dead_link(tmp_path: Path) -> None:
    pages = {name: text for name, text in miniature.pages().items() if not name.startswith("pages/")}
    miniature.write(tmp_path / "content", texts=pages)
    run = render(tmp_path / "content", tmp_path / "output")
    assert run.returncode == 0, run.stdout + run.stderr
    built = Site("bare", tmp_path / "content", tmp_path / "output")
    assert "method.html" in built.pages
    for name, page in built.pages.items():
        for link in page.find_all("a", href=True):
            path = str(link["href"]).partition("#")[0]
            if path and not re.match("[a-z]+:", path):
                there = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
                assert (built.output / there).is_file(), (name, path)


def test_a_folder_of_no_language_is_a_problem(tmp_path: Path) -> None:
    pages = {**miniature.pages(), "pages/xx/about.md": "Title: X\nTemplate: page\n\nX\n"}
    miniature.write(tmp_path / "content", texts=pages)
    run = render(tmp_path / "content", tmp_path / "output")
    assert run.returncode != 0
    assert "pages/xx/about.md: 'xx' is no language of the site" in run.stdout + run.stderr


def test_a_statement_is_offered_in_the_language_of_the_reader(site: Site) -> None:
    for lang in LANGUAGES:
        for name, page in in_language(site, lang).items():
            for offer in page.select(".rendering"):
                quote = offer.blockquote
                assert quote is not None
                assert quote["lang"] == lang, name
                assert offer.select("a[href]"), name
    offers = [o for p in site.english.values() for o in p.select(".rendering")]
    assert offers
    assert any(offer.select(".unsure") for offer in offers)


def test_switch_works_in_a_browser(site: Site, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto((site.output / site.kinds["entity"]).as_uri())
    before = page.url
    page.locator('.languages a[lang="fr"]').click()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.locator('.languages a[lang="en"]').click()
    assert page.url == before
    page.context.close()
