"""Settings of the site: Pelican renders `content/` alone and imports nothing that analyses text."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent

SITENAME = "Điện đàm"
SITEURL = ""
PATH = "content"
OUTPUT_PATH = "output"
# The plugin empties the folder once the content is known to be right, and not before.
DELETE_OUTPUT_DIRECTORY = False
THEME = str(ROOT / "theme")

# Every address is relative, so that the site opens from disk and from any folder of a host.
RELATIVE_URLS = True
# Faces that were cut before, by their hash.
FONT_CACHE = str(ROOT / ".cache" / "fonts")
# Where the site stands on its host, for the one page that a host shows under any address: the 404.
SITE_ROOT = ""
# The whole address of the site, host included, where a standard asks for it: sitemap, `hreflang`,
# feeds, pictures beside links. Without it they are relative, or left out where that is not allowed.
SITE_ADDRESS = ""

# Nothing depends on the machine's clock, zone or language.
TIMEZONE = "UTC"
LOCALE = ["C.UTF-8", "C.utf8", "C"]
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
LOAD_CONTENT_CACHE = False
CACHE_CONTENT = False

PLUGIN_PATHS = [str(ROOT / "theme")]
PLUGINS = ["diendam_site"]

# Pages only, each at the address that its file name gives.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS = ["pages", "reports", "events", "compare", "entities"]
STATIC_PATHS: list[str] = []
# A folder of a language in `pages/` holds what people wrote in it: `pages/vi/about.md`.
PATH_METADATA = (
    r"(?:pages/(?:(?P<language>[a-z]+)/)?)?"
    r"(?P<section>(?:(?:reports|events|compare|entities)/)?)(?P<name>[^/]+)\.md"
)
PAGE_URL = "{section}{name}.html"
PAGE_SAVE_AS = PAGE_URL
PAGE_LANG_URL = PAGE_URL
PAGE_LANG_SAVE_AS = PAGE_URL
PAGE_TRANSLATION_ID = None
SLUGIFY_SOURCE = "basename"
FORMATTED_FIELDS: list[str] = []

DIRECT_TEMPLATES = [
    "index",
    "404",
    "names",
    "speakers",
    "topics",
    "acts",
    "timeline",
    "glossary",
    "corrections",
    "data",
    "search",
]
NAMES_SAVE_AS = "entities/index.html"
SPEAKERS_SAVE_AS = "speakers/index.html"
TOPICS_SAVE_AS = "topics/index.html"
ACTS_SAVE_AS = "acts/index.html"
PAGINATED_TEMPLATES: dict[str, int | None] = {}

# No pages of authors, categories, tags or months; the plugin writes feeds of its own.
AUTHOR_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
TAG_SAVE_AS = ""
ARCHIVES_SAVE_AS = ""
FEED_ATOM = None
FEED_RSS = None
FEED_ALL_ATOM = None
FEED_ALL_RSS = None
CATEGORY_FEED_ATOM = None
CATEGORY_FEED_RSS = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TAG_FEED_ATOM = None
TAG_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
TRANSLATION_FEED_RSS = None

# Everything is escaped unless a template says otherwise, which `prose.html` alone does.
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}
READERS = {"html": None, "rst": None}
