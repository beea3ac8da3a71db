"""Settings of the published site: those of `pelicanconf.py`, at the root of its host."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *

# Set this to the folder, such as "/diendam/", if the site does not stand at the root of its host.
SITE_ROOT = "/"
