"""Ten awkward pages, made here: one invented article in the furniture that real pages have."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from tests.test_bad_input import in_tcvn3, in_windows_1258

TITLE = "Chile and Norway agree to talk more often"
PARAGRAPHS = tuple(
    """\
Chilean President Ana Lopez stressed on 1 May 2025 that salmon farms needed clean water and that \
both governments should share what they know about it.
Norwegian Prime Minister Jon Berg thanked the sailors of both fleets, and said that the next meeting \
would be held in Bergen in the autumn of the year.
The two leaders also agreed to set up a working group on fish health, which is to report to both \
governments within a year of its first meeting.
They spoke for forty minutes. It was their second conversation this year.""".split("\n")
)
TITLE_VI = "Lãnh đạo Chile và Na Uy điện đàm về nghề cá"
PARAGRAPHS_VI = tuple(
    """\
Ngày 1/5/2025, bà Ana Lopez khẳng định quan hệ hữu nghị truyền thống giữa hai nước đang phát triển \
tốt đẹp và nghề nuôi cá hồi cần nguồn nước sạch.
Ông Jon Berg cảm ơn những người thủy thủ đã giúp đỡ nhân dân vùng biển, đồng thời mong muốn cuộc gặp \
tới sẽ diễn ra vào mùa thu năm nay.
Hai bên nhất trí thành lập nhóm công tác về sức khỏe của cá và báo cáo kết quả trong vòng một năm \
tới.""".split("\n")
)
DAY = '<meta property="article:published_time" content="2025-05-01T19:00:00+02:00">'


def paragraphs(texts: tuple[str, ...]) -> str:
    return "\n".join(f"<p>{text}</p>" for text in texts)


def page(body: str, head: str = "", lang: str = "en", title: str = TITLE) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><title>{title} | Daily Test</title>\n'
        f"{DAY}{head}</head>\n<body>\n{body}\n</body></html>\n"
    )


def article(title: str = TITLE, texts: tuple[str, ...] = PARAGRAPHS) -> str:
    return f"<article><h1>{title}</h1>\n{paragraphs(texts)}</article>"


@dataclass(frozen=True)
class Awkward:
    """A page as bytes with its file name, and what adding it must come to.

    `refused` are words of the refusal, empty where a report must result.
    """

    name: str
    raw: bytes
    refused: tuple[str, ...] = ()
    title: str = TITLE
    texts: tuple[str, ...] = PARAGRAPHS
    lang: str = "en"
    options: tuple[str, ...] = ()


def frameset() -> Awkward:
    body = (
        "<html><head><title>Daily Test</title></head><frameset cols='20%,80%'>"
        "<frame src='menu.html'><frame src='story-204.html'><noframes><body>Your browser shows no frames."
        "</body></noframes></frameset></html>"
    )
    return Awkward("frames.html", body.encode(), ("frameset", "story-204.html", "save that"))


def menus() -> Awkward:
    """Two megabytes of menus around the article."""
    entries = "".join(f'<li><a href="/s/{n}">Section number {n}</a></li>' for n in range(22_000))
    menu = f"<nav><ul>{entries}</ul></nav>"
    loose = f"<div class='mega'><ul>{entries}</ul></div>"
    raw = page(f"{menu}<div id='main'>{article()}</div>{loose}").encode()
    assert len(raw) > 2_000_000
    return Awkward("menus.html", raw)


def amp() -> Awkward:
    head = (
        '<script async src="https://cdn.ampproject.org/v0.js"></script><style amp-boilerplate>body{}</style>'
        '<link rel="canonical" href="https://daily.example/news/talks.html">'
    )
    body = (
        '<amp-sidebar id="s" layout="nodisplay"><ul><li>Home</li><li>World</li></ul></amp-sidebar>'
        '<amp-img src="/x.jpg" width="1" height="1" layout="responsive"></amp-img>'
        f"{article()}<amp-list src='/more.json'><template type='amp-mustache'>{{{{x}}}}</template></amp-list>"
        '<amp-social-share type="twitter"></amp-social-share>'
    )
    text = page(body, head).replace('<html lang="en">', '<html amp lang="en">')
    return Awkward("talks.amp.html", text.encode())


def print_view() -> Awkward:
    """No paragraph elements: a table and line breaks, as print views have them."""
    body = (
        '<body onload="window.print()"><table width="600"><tr><td><font size="5"><b>'
        f"{TITLE}</b></font><br><br>" + "<br><br>\n".join(PARAGRAPHS) + "<br><br>"
        '<a href="javascript:window.close()">Close this window</a></td></tr></table>'
    )
    return Awkward("print.htm", page(body).encode())


def in_json() -> Awkward:
    """The article stands in JSON-LD alone, with escapes; the page's own text is a menu."""
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2025-05-01T19:00:00+02:00",
        "articleBody": "\n\n".join(PARAGRAPHS),
    }
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    return Awkward("app.html", page('<div id="root">Loading</div><nav>Home</nav>', script).encode())


def in_next_data() -> Awkward:
    """The article stands as HTML in the data of a framework."""
    data = {"props": {"pageProps": {"story": {"title": TITLE, "content": paragraphs(PARAGRAPHS)}}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    return Awkward("next.html", page(f'<div id="__next"></div>{script}').encode())


def windows_1258() -> Awkward:
    head = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">'
    raw = in_windows_1258(page(article(TITLE_VI, PARAGRAPHS_VI), head, "vi", TITLE_VI))
    return Awkward("trang.html", raw, title=TITLE_VI, texts=PARAGRAPHS_VI, lang="vi")


def utf_16() -> Awkward:
    text = page(article(TITLE_VI, PARAGRAPHS_VI), "", "vi", TITLE_VI)
    return Awkward("trang.htm", text.encode("utf-16"), title=TITLE_VI, texts=PARAGRAPHS_VI, lang="vi")


def tcvn3() -> Awkward:
    raw = in_tcvn3(page(article(TITLE_VI, PARAGRAPHS_VI), "", "vi", TITLE_VI))
    return Awkward("cu.htm", raw, ("TCVN3", "--convert tcvn3"))


def tcvn3_converted() -> Awkward:
    convert = ("--convert", "tcvn3")
    return Awkward("cu.htm", tcvn3().raw, (), TITLE_VI, PARAGRAPHS_VI, "vi", convert)


def empty_body() -> Awkward:
    raw = page('<div id="app"></div><script src="/bundle.js"></script>').encode()
    return Awkward("empty.html", raw, ("no text of an article", "browser"))


def paywall() -> Awkward:
    free = {"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False}
    script = f'<script type="application/ld+json">{json.dumps(free)}</script>'
    body = article(texts=PARAGRAPHS[:1]) + "<div class='wall'><p>Subscribe to continue reading.</p></div>"
    return Awkward("stub.html", page(body, script).encode(), ("for subscribers", "--completeness excerpt"))


def archive(coding: str) -> Awkward:
    """The page as a browser saves it in one file."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["MIME-Version"] = "1.0"
    message.set_content(
        page(article(TITLE_VI, PARAGRAPHS_VI), "", "vi", TITLE_VI),
        subtype="html",
        charset="utf-8",
        cte=coding,
    )
    message["Content-Location"] = "https://daily.example/talks"
    message.make_related()
    message.add_related(b"\x89PNG..", maintype="image", subtype="png")
    return Awkward(
        f"saved-{coding}.mhtml", message.as_bytes(), title=TITLE_VI, texts=PARAGRAPHS_VI, lang="vi"
    )


PAGES: dict[str, Callable[[], Awkward]] = {
    "frameset": frameset,
    "2 MB of menus": menus,
    "AMP": amp,
    "print view": print_view,
    "article in JSON-LD only": in_json,
    "article in data of a framework": in_next_data,
    "windows-1258": windows_1258,
    "UTF-16": utf_16,
    "TCVN3": tcvn3,
    "TCVN3 converted": tcvn3_converted,
    "empty body": empty_body,
    "paywall stub": paywall,
    "MHTML, quoted-printable": lambda: archive("quoted-printable"),
    "MHTML, base64": lambda: archive("base64"),
}
