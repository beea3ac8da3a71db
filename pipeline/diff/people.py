"""What people write: registry, corrections, gold, pages, look; and the scores that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.diff.changes import Change, Field, How, Section, fields_of
from pipeline.diff.snapshot import Row, Snapshot, Value, text_of

_MOST_LINES = 20


def registry_changes(base: Snapshot, head: Snapshot, touched: Mapping[str, set[str]]) -> Iterator[Change]:
    """Yield entries of the registry that came, went or changed, with the claims that each alters."""
    before, after = base.tables("corpus/registry"), head.tables("corpus/registry")
    for file in sorted({*before, *after}):
        old, new = before.get(file, {}), after.get(file, {})
        for name in sorted({*old, *new}):
            change = _entry(Section.REGISTRY, f"{file} {name}".strip(), old.get(name), new.get(name))
            if change:
                touches = tuple(sorted(touched.get(name, set()) | touched.get(_value(new, old, name), set())))
                yield Change(
                    change.section, change.how, change.subject, fields=change.fields, touches=touches
                )


def _value(new: Mapping[str, Row], old: Mapping[str, Row], name: str) -> str:
    """Return what an entry makes a claim carry where that is not its own id: the topic of a topic cue."""
    row = new.get(name) or old.get(name) or {}
    return str(row.get("topic", ""))


def _entry(section: Section, subject: str, old: Row | None, new: Row | None) -> Change | None:
    if old == new:
        return None
    how = How.ADDED if old is None else How.REMOVED if new is None else How.CHANGED
    one, other = old or {}, new or {}
    fields: list[Field] = []
    for key in sorted({*one, *other}):
        fields += _leaf(key, one.get(key), other.get(key))
    return Change(section, how, subject, fields=tuple(fields))


def _leaf(key: str, old: Value, new: Value) -> Iterator[Field]:
    """Yield what differs in one value: of lists only the members that came or went."""
    if old == new:
        return
    if isinstance(old, dict) or isinstance(new, dict):
        one, other = (v if isinstance(v, dict) else {} for v in (old, new))
        for inner in sorted({*one, *other}):
            yield from _leaf(f"{key}.{inner}", one.get(inner), other.get(inner))
    elif isinstance(old, list) and isinstance(new, list):
        told_old, told_new = [text_of(v) for v in old], [text_of(v) for v in new]
        gone, come = Counter(told_old) - Counter(told_new), Counter(told_new) - Counter(told_old)
        if not gone and not come:
            yield Field(f"{key} (order)", text_of(old), text_of(new))
        else:
            yield Field(key, ", ".join(gone.elements()), ", ".join(come.elements()))
    else:
        yield Field(key, text_of(old), text_of(new))


def correction_changes(base: Snapshot, head: Snapshot, altered: Mapping[str, set[str]]) -> Iterator[Change]:
    """Yield corrections that came or went, each with the changed claims of its report.

    A correction has no id: two with the same values are the same.
    """
    before, after = base.tables("corpus/corrections"), head.tables("corpus/corrections")
    for file in sorted({*before, *after}):
        report = file.removesuffix(".toml")
        old = list(before.get(file, {}).values())
        new = list(after.get(file, {}).values())
        for how, rows, others in ((How.REMOVED, old, new), (How.ADDED, new, old)):
            for row in rows:
                if row not in others:
                    yield _correction(how, report, row, altered)


def _correction(how: How, report: str, row: Row, altered: Mapping[str, set[str]]) -> Change:
    quote = text_of(row.get("quote"))
    told = [(key, text_of(value)) for key, value in row.items() if key != "quote"]
    fields = tuple(Field(k, "", v) if how is How.ADDED else Field(k, v, "") for k, v in told)
    touches = tuple(sorted(c for c, texts in altered.items() if any(_meets(quote, t) for t in texts)))
    return Change(Section.CORRECTIONS, how, report, report, quote, "", fields, touches)


def _meets(quote: str, text: str) -> bool:
    return bool(quote) and (quote in text or text in quote)


def gold_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield the lines of the reference annotation that came or went, and the floors that moved."""
    paths = sorted({*base.paths("corpus/gold"), *head.paths("corpus/gold")})
    for path in paths:
        if base.digests.get(path) == head.digests.get(path):
            continue
        name = path.removeprefix("corpus/gold/")
        old, new = (Counter(s.read(path).splitlines() if path in s.digests else []) for s in (base, head))
        gone, come = list((old - new).elements()), list((new - old).elements())
        how = (
            How.ADDED
            if path not in base.digests
            else How.REMOVED
            if path not in head.digests
            else How.CHANGED
        )
        fields = [Field("line", line, "") for line in gone[:_MOST_LINES]]
        fields += [Field("line", "", line) for line in come[:_MOST_LINES]]
        more = len(gone) + len(come) - len(fields)
        if more:
            fields.append(Field("further lines", "", str(more)))
        yield Change(Section.GOLD, how, name, fields=tuple(fields))


def score_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield scores that differ, with what they are counted from."""
    before, after = ({_score_name(r): r for r in s.rows("scores")} for s in (base, head))
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        fields = fields_of(_score(old), _score(new), ("F1", "hits", "predicted", "reference"))
        if fields:
            how = How.ADDED if old is None else How.REMOVED if new is None else How.CHANGED
            yield Change(Section.SCORES, how, name, fields=fields)


def _score_name(row: Row) -> str:
    return " ".join(filter(None, (str(row[k]) for k in ("set", "lang", "group", "measure"))))


def _score(row: Row | None) -> dict[str, str]:
    if row is None:
        return {}
    named = {"F1": "f1", "hits": "hit", "predicted": "predicted", "reference": "reference"}
    return {name: text_of(row.get(key)) for name, key in named.items()}


def page_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield pages of `content/` whose text differs, with the number of lines."""
    for path in sorted({*base.paths("content"), *head.paths("content")}):
        same = base.digests.get(path) == head.digests.get(path)
        if same or not path.endswith(".md"):
            continue
        old, new = (Counter(s.read(path).splitlines() if path in s.digests else []) for s in (base, head))
        how = (
            How.ADDED
            if path not in base.digests
            else How.REMOVED
            if path not in head.digests
            else How.CHANGED
        )
        gone, come = sum((old - new).values()), sum((new - old).values())
        fields = (
            (Field("lines", str(gone), str(come)),) if gone or come else (Field("order of lines", "", ""),)
        )
        yield Change(Section.PAGES, how, path.removeprefix("content/"), fields=fields)


def look_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield files of the theme and the site's settings that differ; what they do to a page is not told."""
    paths = {p for s in (base, head) for p in s.digests if not p.startswith(("content/", "corpus/"))}
    for path in sorted(paths):
        old, new = base.digests.get(path), head.digests.get(path)
        if old != new:
            how = How.ADDED if old is None else How.REMOVED if new is None else How.CHANGED
            yield Change(Section.LOOK, how, path)
