"""What two states of the repository mean differently: the command `diendam diff`.

It reads what was written (`content/`) and what people write (`corpus/`) of both
states, from git or from the work tree, and needs no NLP.
"""

from pipeline.diff.changes import Change, Field, Meaning
from pipeline.diff.meaning import compare_snapshots
from pipeline.diff.snapshot import Snapshot, read_commit, read_work_tree

__all__ = [
    "Change",
    "Field",
    "Meaning",
    "Snapshot",
    "compare_snapshots",
    "read_commit",
    "read_work_tree",
]
