"""What the scripts of the pages do, and that nothing needs them to be read."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.site.building import Site

pytestmark = pytest.mark.browser

FIELDS = ("speaker", "act", "topic", "status", "witness", "lang")
# What scripts alone put on a page.
MADE = "[data-filters], [data-search], [data-search-count], [data-search-results], button, template"
LINES = """made => {
  document.querySelectorAll('details').forEach(one => one.open = true);
  const main = document.querySelector('main').cloneNode(true);
  document.querySelector('main').after(main);
  main.querySelectorAll(made).forEach(one => one.remove());
  const lines = main.innerText.split('\\n').map(line => line.trim()).filter(Boolean);
  main.remove();
  return lines;
}"""


def comparison(site: Site) -> str:
    return (site.output / site.kinds["compare"]).as_uri()


def shown(page: Page) -> set[str]:
    rows = page.locator("[data-row]:visible")
    return set(cast("list[str]", rows.evaluate_all("rows => rows.map(row => row.dataset.row)")))


def field(page: Page, name: str) -> Locator:
    return page.locator(f"form[data-filters] select[name={name}]")


def choices(page: Page, name: str) -> list[str]:
    found = field(page, name).evaluate("field => [...field.options].map(o => o.value).filter(Boolean)")
    return cast("list[str]", found)


def count(page: Page) -> str:
    return page.locator("[role=status][data-filter-count]").inner_text()


def records(site: Site, name: str) -> list[dict[str, object]]:
    text = (site.content / "data" / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def expected(site: Site, name: str) -> dict[str, dict[str, set[str]]]:
    """Return the values of each field by row, from the records of the comparison at a path."""
    claims = {str(claim["id"]): claim for claim in records(site, "claims")}
    found = {}
    for row in records(site, "comparison"):
        if name == f"compare/{row['left_event']}--{row['right_event']}.html":
            both = [*cast("list[str]", row["left"]), *cast("list[str]", row["right"])]
            mine = [claims[claim] for claim in both]
            found[str(row["id"])] = {
                "speaker": set(cast("list[str]", row["speakers"])),
                "topic": {str(row["topic"])},
                "status": {str(row["status"])},
                "act": {str(claim["act"]) for claim in mine},
                "witness": {str(claim["report"]) for claim in mine},
                "lang": {str(claim["lang"]) for claim in mine},
            }
    return found


def test_rows_say_what_the_filters_read(site: Site) -> None:
    name = site.kinds["compare"]
    rows = {str(row["data-row"]): row for row in site.pages[name].select("[data-row]")}
    wanted = expected(site, name)
    assert wanted
    assert rows.keys() == wanted.keys()
    for row, fields in wanted.items():
        assert {key: set(str(rows[row][f"data-{key}"]).split()) for key in FIELDS} == fields, row


def test_each_choice_shows_the_rows_that_have_it_and_no_other(shipped: Site, page: Page) -> None:
    wanted = expected(shipped, shipped.kinds["compare"])
    page.goto(comparison(shipped))
    assert shown(page) == set(wanted)
    for name in FIELDS:
        values = set(choices(page, name))
        assert values == set(chain.from_iterable(row[name] for row in wanted.values())), name
        for value in sorted(values):
            field(page, name).select_option(value)
            fits = {row for row, fields in wanted.items() if value in fields[name]}
            assert shown(page) == fits, (name, value)
            assert count(page).split()[0] == str(len(fits))
            assert str(len(wanted)) in count(page)
            topics = {wanted[row]["topic"].copy().pop() for row in fits}
            headed = page.locator(".topic:visible h2").count()
            assert headed == len(topics), (name, value)
        field(page, name).select_option("")
    assert shown(page) == set(wanted)


def test_choices_together_narrow_and_stand_in_the_address(shipped: Site, page: Page) -> None:
    wanted = expected(shipped, shipped.kinds["compare"])
    page.goto(comparison(shipped))
    field(page, "speaker").select_option("to-lam")
    field(page, "status").select_option("new")
    narrowed = shown(page)
    assert narrowed == {r for r, f in wanted.items() if "to-lam" in f["speaker"] and "new" in f["status"]}
    assert narrowed
    assert parse_qs(urlsplit(page.url).query) == {"speaker": ["to-lam"], "status": ["new"]}

    other = page.context.new_page()
    other.goto(page.url)  # as somebody opens it who was sent the address
    assert shown(other) == narrowed
    assert count(other) == count(page)
    other.close()

    page.go_back()
    assert field(page, "status").input_value() == ""
    assert shown(page) == {row for row, fields in wanted.items() if "to-lam" in fields["speaker"]}
    page.go_back()
    assert shown(page) == set(wanted)
    page.go_forward()
    page.go_forward()
    assert shown(page) == narrowed
    page.locator("form[data-filters] button[type=reset]").click()
    assert shown(page) == set(wanted)
    assert urlsplit(page.url).query == ""


def test_an_address_with_nonsense_shows_everything(shipped: Site, page: Page) -> None:
    everything = set(expected(shipped, shipped.kinds["compare"]))
    page.goto(f"{comparison(shipped)}?speaker=nobody&topic=%22%3E%3Cb%3E&x=1")
    assert shown(page) == everything


def test_a_link_to_a_row_shows_it_whatever_is_filtered(shipped: Site, page: Page) -> None:
    wanted = expected(shipped, shipped.kinds["compare"])
    row = next(row for row, fields in wanted.items() if "new" not in fields["status"])
    page.goto(f"{comparison(shipped)}?status=new#{row}")
    assert row in shown(page)
    assert "status" not in page.url
    assert page.locator(f"[data-row='{row}']").evaluate(
        "row => row.getBoundingClientRect().top < innerHeight"
    )


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what the selector names has the focus."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_keyboard_filters_opens_the_evidence_and_comes_back(shipped: Site, page: Page) -> None:
    page.goto((shipped.output / "index.html").as_uri())
    tab_to(page, "a[href*='compare/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/**")
    tab_to(page, "select[name=status]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = field(page, "status").input_value()
    assert f"status={chosen}" in page.url
    said, rows = count(page), shown(page)
    tab_to(page, "[data-row] a[href*='reports/']")
    assert page.evaluate("document.activeElement.closest('[data-row]').dataset.row") in rows
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")
    place = urlsplit(page.url).fragment
    target = page.locator(f"[id='{place}']")
    assert target.evaluate("place => place.matches(':target')")
    assert target.evaluate(
        "p => { const b = p.getBoundingClientRect(); return b.bottom > 0 && b.top < innerHeight }"
    )
    page.go_back()  # the key for it is the browser's own, and a test's browser has none
    assert field(page, "status").input_value() == chosen
    assert (count(page), shown(page)) == (said, rows)


def test_evidence_behind_a_fold_opens_by_keyboard(shipped: Site, page: Page) -> None:
    page.goto(comparison(shipped))
    tab_to(page, "[data-row] details > summary")
    page.keyboard.press("Enter")
    inside = page.evaluate_handle("document.activeElement.parentElement")
    assert inside.evaluate("fold => fold.open")
    page.keyboard.press("Tab")
    assert inside.evaluate("fold => fold.contains(document.activeElement)")


def test_every_page_says_the_same_without_javascript(shipped: Site, browser: Browser) -> None:
    texts: list[dict[tuple[str, str], list[str]]] = []
    for is_on in (True, False):
        context = browser.new_context(java_script_enabled=is_on)
        opened = context.new_page()
        texts.append({})
        for key, path in shipped.types.items():
            opened.goto((shipped.output / path).as_uri())
            texts[-1][key] = opened.evaluate(LINES, MADE)
        context.close()
    for key, lines in texts[0].items():
        assert len(lines) > 1, key
        more = [line for line in texts[1][key] if line not in lines]
        assert [line for line in lines if line not in texts[1][key]] == [], key
        assert len(more) <= (1 if key[1] == "search" else 0), (key, more)


def test_no_control_is_shown_that_needs_a_script_which_does_not_run(shipped: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    for path in shipped.types.values():
        opened.goto((shipped.output / path).as_uri())
        for control in opened.locator("button, select, input, textarea").all():
            is_sent = control.evaluate("one => one.form !== null && one.form.hasAttribute('action')")
            works_by_style = control.evaluate("one => one.matches('input[type=checkbox].box')")
            assert is_sent or works_by_style or not control.is_visible(), (
                path,
                control.evaluate("one => one.outerHTML"),
            )
        held = opened.evaluate(
            "made => [...document.querySelectorAll('main [hidden]')]"
            ".filter(one => !one.closest(made)).map(one => one.outerHTML)",
            MADE,
        )
        assert held == [], path
    context.close()


def test_evidence_is_reached_without_javascript(shipped: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto((shipped.output / "index.html").as_uri())
    opened.locator("main a[href*='compare/'][href*='#']").first.click()
    row = urlsplit(opened.url).fragment
    opened.locator(f"[id='{row}'] a[href*='reports/']:visible").first.click()
    place = urlsplit(opened.url).fragment
    assert opened.locator(f"[id='{place}']").is_visible()
    opened.go_back()
    assert urlsplit(opened.url).fragment == row
    context.close()


SAMPLE = """<!DOCTYPE html><html lang="en"><title>Sample</title>
<script defer src="{scripts}/filters.js"></script><script defer src="{scripts}/site.js"></script>
<nav><a hreflang="vi" href="other.html">Tiếng Việt</a></nav>
<form data-filters hidden><p><span role="status" data-filter-count data-one="{{shown}} of {{all}}"
 data-other="{{shown}} of {{all}}"></span><button type="button" data-show-diffs aria-pressed="false" hidden>
 Show</button></form>
<p id="a" data-claim="a" data-partners="b c"><a href="#a" class="permalink">a</a></p>
<p id="b" data-claim="b" data-partners="a c">b</p><p id="c" data-claim="c" data-partners="x">c</p>
<p id="d" data-claim="d">d</p>
<details class="diff-words"><summary>1</summary>x</details>
<details class="diff-words"><summary>2</summary>y</details>
<template id="copy-link"><button type="button" class="copy" data-done="Copied">Copy</button></template>
"""


@pytest.fixture
def sample(shipped: Site, tmp_path: Path) -> Path:
    """Return a page with each hook that scripts look for, and another to go to."""
    scripts = (shipped.output / "theme" / "js").as_uri()
    path = tmp_path / "sample.html"
    path.write_text(SAMPLE.format(scripts=scripts), "utf-8")
    (tmp_path / "other.html").write_text("<!DOCTYPE html><title>Other</title>", "utf-8")
    return path


def marked(page: Page) -> list[str]:
    found = page.evaluate("() => [...document.querySelectorAll('.is-partner')].map(one => one.id)")
    return cast("list[str]", found)


def test_pointer_and_focus_mark_a_claim_and_its_partners(sample: Path, page: Page) -> None:
    page.goto(sample.as_uri())
    assert marked(page) == []
    page.hover("#b")
    assert marked(page) == ["a", "b", "c"]
    page.hover("#d")  # says what no other says
    assert marked(page) == []
    page.focus("#a a")
    assert marked(page) == ["a", "b", "c"]
    page.hover("#c")  # its partner is on another page
    assert marked(page) == []


def test_change_of_language_keeps_the_place(sample: Path, page: Page) -> None:
    page.goto(f"{sample.as_uri()}?status=new#b")
    page.get_by_text("Tiếng Việt").click()
    page.wait_for_url("**/other.html?status=new#b")


def test_word_differences_open_all_together(sample: Path, page: Page) -> None:
    page.goto(sample.as_uri())
    button = page.locator("[data-show-diffs]")
    for is_on in (True, False):
        button.click()
        assert page.evaluate("[...document.querySelectorAll('details')].map(d => d.open)") == [is_on] * 2
        assert button.get_attribute("aria-pressed") == str(is_on).lower()


def test_address_of_a_place_is_copied_on_demand(shipped: Site, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(comparison(shipped))
    assert page.locator("button.copy").count() == 0
    page.locator("[data-row] a.permalink").first.click()
    page.locator("button.copy").click()
    page.wait_for_function("document.querySelector('button.copy').textContent.includes('copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    assert urlsplit(copied).fragment == page.locator("[data-row]").first.get_attribute("data-row")
