"""What the server adds to the site: a script that reloads a page, and pages where there is no site to show.

None of it is ever written into a file. The script is one of the server's own
address, so that the site's policy, which allows nothing else, allows it.
"""

from __future__ import annotations

from html import escape

from pipeline.serve.faults import Fault, Trouble, excerpt
from pipeline.serve.live import Shown

OWN = "/.diendam/"
SCRIPT, STYLE, EVENTS = f"{OWN}live.js", f"{OWN}trouble.css", f"{OWN}events"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

# A hidden page listens to nothing: a browser opens six connections to a host and no more.
LIVE = f"""\
"use strict";
(() => {{
  const shown = new URL(document.currentScript.src).searchParams.get("shown");
  let source = null;
  const listen = () => {{
    if (document.hidden || source) return;
    source = new EventSource("{EVENTS}");
    source.onmessage = (event) => {{
      if (event.data !== shown) location.reload();
    }};
  }};
  document.addEventListener("visibilitychange", () => {{
    if (document.hidden && source) {{
      source.close();
      source = null;
    }}
    listen();
  }});
  listen();
}})();
"""
LOOK = """\
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font: bold 1rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; margin-bottom: 0; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid; tab-size: 4; }
mark { display: block; }
"""


def with_script(page: bytes, shown: Shown) -> bytes:
    """Return a page with the script that reloads it once something else is shown."""
    tag = f'<script src="{SCRIPT}?shown={escape(shown.name)}" defer></script>'.encode()
    before, head, after = page.partition(b"</head>")
    return before + tag + head + after if head else page + tag


def trouble_page(trouble: Trouble) -> bytes:
    """Return the page that says why there is no site to show."""
    listed = "".join(map(_fault, trouble.faults))
    whole = f"<details><summary>All that was said</summary><pre>{escape(trouble.told)}</pre></details>"
    told = f"<p>{escape(trouble.step)} stopped. Mend it, and this page gives way to the site.</p>"
    return _page("The site could not be made", told + listed + whole)


def waiting_page() -> bytes:
    """Return the page that stands for the site until it is made for the first time."""
    return _page("The site is being made", "<p>This page gives way to it.</p>")


def _fault(fault: Fault) -> str:
    place = f"{fault.where}:{fault.line}" if fault.line else fault.where
    head = f"<h2>{escape(place)}</h2>" if place else ""
    fix = f"<p>fix: {escape(fault.fix)}</p>" if fault.fix else ""
    what = f"<p><strong>{escape(fault.what)}</strong></p>"
    return f'<section class="fault">{head}{what}{fix}{_lines(fault)}</section>'


def _lines(fault: Fault) -> str:
    lines = excerpt(fault)
    if not lines:
        return ""
    wide = len(str(lines[-1][0]))
    shown = [
        f"<mark>{number:>{wide}}  {escape(text)}</mark>" if number == fault.line
        else f"{number:>{wide}}  {escape(text)}\n"
        for number, text in lines
    ]  # fmt: skip
    return f"<pre>{''.join(shown)}</pre>"


def _page(title: str, body: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{STYLE}"></head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>\n"
    ).encode()
