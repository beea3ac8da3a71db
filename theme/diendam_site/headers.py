"""What a page may load: nothing but its own scripts, style sheets, faces and pictures.

The same policy stands in each page's `<meta>` and, stricter, in `_headers`. A `<meta>` cannot
forbid framing, so the file does. `file:` is in the `<meta>` only: from disk a browser may take
`'self'` to mean no file at all, and on the web a page can load no `file:` address anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ON_THE_WEB: Final[Mapping[str, str]] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    # No script asks for anything. Audits that read robots.txt do, with the rights of the page.
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
HEADERS: Final = "_headers"
LOADED: Final = ("script-src", "style-src", "img-src", "font-src", "form-action")


def _policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


CSP: Final = _policy(
    {name: f"{value} file:" if name in LOADED else value for name, value in ON_THE_WEB.items()}
)


def headers_file() -> str:
    """Return the text of `_headers`, the form that static hosts read."""
    lines = (
        f"Content-Security-Policy: {_policy(ON_THE_WEB)}; frame-ancestors 'none'",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()",
        "Cross-Origin-Opener-Policy: same-origin",
        "Cross-Origin-Resource-Policy: same-origin",
    )
    return "/*\n" + "".join(f"  {line}\n" for line in lines)
