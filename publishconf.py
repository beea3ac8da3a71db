"""Settings of the published site: those of `pelicanconf.py`, at the root of its host."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *

# The address that the site is published at: `make publish ADDRESS=https://example.org/diendam`.
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "")
# The folder that it stands in there: that of the address, else the root of its host.
SITE_ROOT = urlsplit(SITE_ADDRESS).path.rstrip("/") + "/"
