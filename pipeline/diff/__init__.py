"""What two states of the repository mean differently: the command `diendam diff`.

It reads what was written (`content/`) and what people write (`corpus/`) of both
states, from git or from the work tree, and needs no NLP.
"""

from collections.abc import Callable, Mapping

from pipeline.diff.as_json import as_json, read_json
from pipeline.diff.changes import Change, Field, Meaning
from pipeline.diff.markdown import as_markdown
from pipeline.diff.meaning import compare_snapshots
from pipeline.diff.page import as_page
from pipeline.diff.snapshot import Snapshot
from pipeline.diff.states import read_commit, read_work_tree
from pipeline.diff.text import as_text

FORMATS: Mapping[str, Callable[[Meaning], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "html": as_page,
}

__all__ = [
    "FORMATS",
    "Change",
    "Field",
    "Meaning",
    "Snapshot",
    "compare_snapshots",
    "read_commit",
    "read_json",
    "read_work_tree",
]
