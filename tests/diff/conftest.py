"""The browser of the site's tests, for the pages of a difference."""

from tests.site.conftest import browser

__all__ = ["browser"]
