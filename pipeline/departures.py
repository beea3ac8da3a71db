"""The pages of reports that are no longer here: what was withdrawn, and where the renamed ones are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.extract.passage import claim_id
from pipeline.former import Former, read_former
from pipeline.model import Annotation, ReportId
from pipeline.write.pages import front_matter


def former_pages(corpus_folder: Path, annotations: Iterable[Annotation]) -> dict[str, str]:
    """Return a page for each former id of a report, as path below `content/` to text.

    `annotations` are those before corrections, since ids come from the words
    that the machine chose.

    Raises:
        CorpusError: with every entry of `former.toml` that is wrong.
    """
    by_id = {a.report.sidecar.id: a for a in annotations}
    found = {f.id: f for f in read_former(corpus_folder, corpus_folder.name, by_id)}
    return {f"reports/{f.id}.md": _page(f, _end(f, found), by_id) for f in found.values()}


def _end(former: Former, found: Mapping[ReportId, Former]) -> Former:
    """Return the last of a row of renamings."""
    seen = {former.id}
    while former.to in found and former.to not in seen:
        former = found[former.to]
        seen.add(former.id)
    return former


def _page(former: Former, end: Former, annotations: Mapping[ReportId, Annotation]) -> str:
    fields = {"Title": f"{former.id}", "Template": "redirect", "Slug": former.id}
    if end.to in annotations:
        pairs = _claims(former.id, annotations[end.to])
        return front_matter({**fields, "Moved": end.to, "Claims": pairs}) + "\n"
    told = {"Withdrawn": end.date, "Reason": end.reason}
    return front_matter({**fields, **{key: value for key, value in told.items() if value}}) + "\n"


def _claims(old: ReportId, annotation: Annotation) -> str:
    """Return `old=new` for each claim: the id that it had under the report's old id, and the one it has."""
    ids: set[str] = set()
    return " ".join(f"{claim_id(old, c.text, ids)}={c.id}" for c in annotation.claims)
