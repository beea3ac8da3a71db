"""Text stays text, and pages may load nothing but their own files."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.site import miniature
from tests.site.building import ROOT, Site

TEMPLATES = ROOT / "theme" / "templates"


def test_no_page_has_script_style_or_handlers_of_its_own(site: Site) -> None:
    for name, page in site.pages.items():
        assert page.find_all(["style", "iframe", "object"]) == [], name
        for script in page.find_all("script"):
            is_data = script.get("type") in {"application/json", "application/ld+json"}
            is_own = re.fullmatch(r"(\./|(\.\./)+)theme/js/[\w-]+\.js", str(script.get("src")))
            assert is_data or (is_own and not script.get_text()), (name, script)
        for form in page.find_all("form"):
            assert form.get("method", "get") == "get", name
            assert not urlsplit(str(form.get("action", ""))).scheme, name
        for tag in page.find_all(True):
            loose = [key for key in tag.attrs if key == "style" or key.startswith("on")]
            assert loose == [], (name, tag.name, loose)


def test_every_page_has_the_policy_before_anything_that_loads(site: Site) -> None:
    for name, page in site.pages.items():
        assert page.head is not None, name
        first = page.head.find_all(True)[:2]
        policy = str(first[1]["content"])
        assert first[1]["http-equiv"] == "Content-Security-Policy", name
        assert "default-src 'none'" in policy, name
        assert "base-uri 'none'" in policy, name
        assert "script-src 'self' file:;" in policy, name
        assert policy.endswith("form-action 'self' file:"), name
        assert "unsafe" not in policy, name
        assert "http" not in policy, name
        assert "*" not in policy, name


def test_headers_file_forbids_framing(site: Site) -> None:
    headers = (site.output / "_headers").read_text("utf-8")
    assert "frame-ancestors 'none'" in headers
    assert "X-Content-Type-Options: nosniff" in headers
    assert "file:" not in headers


def test_one_place_alone_prints_unescaped() -> None:
    places = [
        f"{path.name}: {line.strip()}"
        for path in sorted(TEMPLATES.glob("*.html"))
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\|\s*safe|autoescape|Markup", line)
    ]
    assert places == ["prose.html: {% macro prose(html) %}{{ html | safe }}{% endmacro %}"]


def test_stylesheet_loads_its_own_faces_alone(site: Site) -> None:
    for path in (site.output / "theme").rglob("*.css"):
        sheet = path.read_text("utf-8")
        assert "@import" not in sheet
        for address in re.findall(r"url\(([^)]*)\)", sheet):
            assert (path.parent / address.strip('"')).resolve().is_file(), address


def test_hostile_text_is_shown_as_it_stands(hostile: Site) -> None:
    report = hostile.pages["reports/old-vi.html"]
    assert report.h1 is not None
    assert report.h1.get_text() == f"{miniature.SCRIPT} {miniature.QUOTES}"
    article = report.find("article", class_="text")
    assert article is not None
    assert miniature.SENTENCES["old-vi"][1] in " ".join(article.get_text().split())
    for page in hostile.pages.values():
        assert page.find_all("b", onclick=True) == []
        assert page.find_all("i") == []
        assert page.find_all("img") == []


def test_hostile_text_runs_nothing(hostile: Site, browser: Browser) -> None:
    # With the policy taken out of force, so that escaping alone is what is tested.
    page = browser.new_context(bypass_csp=True).new_page()
    for name in hostile.pages:
        page.goto((hostile.output / name).as_uri())
        for link in page.locator("a").all()[:3]:
            link.dispatch_event("mouseover")
        assert page.evaluate("window.broken") is None, name
    page.close()


def test_a_link_with_another_scheme_leads_nowhere(hostile: Site) -> None:
    address = hostile.pages["reports/old-vi.html"].find("a", class_="address")
    assert address is not None
    assert address["href"] == "#provenance"
    assert address.get_text() == "javascript:window.broken=1"
