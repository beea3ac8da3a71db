"""What people write: registry, corrections, gold, pages, look; and the scores that follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.diff.changes import Change, Field, How, Section, fields_of, how_of
from pipeline.diff.claims import Claims
from pipeline.diff.snapshot import Row, Snapshot, Value, differing, file_name, text_of

_MOST_LINES = 20
# What stands around the words of a page: the span of a claim, the target of a link.
_MARKUP = re.compile(r"</?span\b[^>]*>|(?<=\])\([^()\s]*\)|[\[\]]")
_TOP_FILES = ("corpus/redirects.toml", "corpus/former.toml")


def registry_changes(base: Snapshot, head: Snapshot, touched: Mapping[str, set[str]]) -> Iterator[Change]:
    """Yield entries of the registry that came, went or changed, with the claims that each alters."""
    paths = differing(base, head, "corpus/registry/", ".toml")
    paths += [path for top in _TOP_FILES for path in differing(base, head, top)]
    for path in paths:
        old, new = base.entries(path), head.entries(path)
        for name in dict.fromkeys((*new, *old)):
            fields = tuple(_leaves(old.get(name), new.get(name)))
            if fields:
                how = how_of(old.get(name), new.get(name))
                subject = f"{file_name(path)} {name}".strip()
                names = {name, *_given(old.get(name)), *_given(new.get(name))}
                touches = set[str]().union(*(touched.get(one, ()) for one in names))
                yield Change(Section.REGISTRY, how, subject, fields=fields, touches=tuple(sorted(touches)))


def _given(row: Row | None) -> list[str]:
    """Return what an entry makes a claim carry where that is not its own id: the topic of a topic cue."""
    return [str(row["topic"])] if row and row.get("topic") else []


def _leaves(old: Row | None, new: Row | None) -> Iterator[Field]:
    one, other = old or {}, new or {}
    for key in dict.fromkeys((*other, *one)):
        yield from _leaf(key, one.get(key), other.get(key))


def _leaf(key: str, old: Value, new: Value) -> Iterator[Field]:
    """Yield what differs in one value: of lists only the members that came or went."""
    if old == new:
        return
    if isinstance(old, dict) or isinstance(new, dict):
        one, other = (v if isinstance(v, dict) else {} for v in (old, new))
        for inner in dict.fromkeys((*other, *one)):
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


def correction_changes(base: Snapshot, head: Snapshot, claims: Claims) -> Iterator[Change]:
    """Yield corrections that came or went, each with the changed claims of its report that it quotes.

    A correction has no id: two with the same values are the same.
    """
    for path in differing(base, head, "corpus/corrections/", ".toml"):
        name = file_name(path).removesuffix(".toml")
        old, new = list(base.entries(path).values()), list(head.entries(path).values())
        for how, rows, others in ((How.REMOVED, old, new), (How.ADDED, new, old)):
            for row in rows:
                if row not in others:
                    yield _correction(how, name, row, claims)


def _correction(how: How, name: str, row: Row, claims: Claims) -> Change:
    quote = text_of(row.get("quote"))
    told = [(key, text_of(value)) for key, value in row.items() if key != "quote"]
    fields = tuple(Field(k, "", v) if how is How.ADDED else Field(k, v, "") for k, v in told)
    touches = tuple(sorted(_quoted(row, name, claims)))
    return Change(Section.CORRECTIONS, how, name, name, quote, fields=fields, touches=touches)


def _quoted(row: Row, name: str, claims: Claims) -> Iterator[str]:
    """Yield the changed claims that a correction quotes, or names by id."""
    quote, named = _spaced(text_of(row.get("quote"))), str(row)
    for old, new in claims.pairs:
        record = new or old or {}
        texts = [_spaced(str(r["text"])) for r in (old, new) if r]
        is_quoted = record["report"] == name and bool(quote) and any(quote in t or t in quote for t in texts)
        if is_quoted or f"'{record['id']}'" in named:
            yield str(record["id"])


def _spaced(text: str) -> str:
    return " ".join(text.split())


def gold_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield the lines of the reference annotation that came or went, and the floors that moved."""
    for path in differing(base, head, "corpus/gold/"):
        old, new = (Counter(s.text(path).splitlines()) for s in (base, head))
        gone, come = list((old - new).elements()), list((new - old).elements())
        fields = [Field("line", line, "") for line in gone[:_MOST_LINES]]
        fields += [Field("line", "", line) for line in come[:_MOST_LINES]]
        more = len(gone) + len(come) - len(fields)
        if more:
            fields.append(Field("further lines", "", str(more)))
        how = how_of(base.digests.get(path), head.digests.get(path))
        name = path.removeprefix("corpus/gold/")
        yield Change(Section.GOLD, how, name, fields=tuple(fields) or (Field("order of lines", "", ""),))


def score_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield scores that differ, with what they are counted from."""
    before, after = ({_score_name(r): r for r in s.rows("scores")} for s in (base, head))
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        fields = fields_of({"F1": _score(old)}, {"F1": _score(new)}, ["F1"])
        if fields:
            yield Change(Section.SCORES, how_of(old, new), name, fields=fields)


def _score_name(row: Row) -> str:
    return " ".join(filter(None, (str(row[k]) for k in ("set", "lang", "group", "measure"))))


def _score(row: Row | None) -> str:
    """Return a score with what it is counted from."""
    if row is None:
        return ""
    f1, hit, predicted, reference = (text_of(row.get(key)) for key in ("f1", "hit", "predicted", "reference"))
    return f"{f1} ({hit} right of {predicted} found and {reference} wanted)"


def page_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield pages of `content/` whose words differ, with the number of lines that went and came.

    Where claims begin and what names link to is told with claims and mentions.
    """
    for path in differing(base, head, "content/", ".md"):
        old, new = (_MARKUP.sub("", s.text(path)) for s in (base, head))
        if old.split() == new.split() and path in base.digests and path in head.digests:
            continue
        one, other = (Counter(filter(None, text.splitlines())) for text in (old, new))
        gone, come = sum((one - other).values()), sum((other - one).values())
        field = Field("lines", str(gone), str(come)) if gone or come else Field("order of lines", "", "")
        how = how_of(base.digests.get(path), head.digests.get(path))
        yield Change(Section.PAGES, how, path.removeprefix("content/"), fields=(field,))


def look_changes(base: Snapshot, head: Snapshot) -> Iterator[Change]:
    """Yield files of the theme and the site's settings that differ; what they do to a page is not told."""
    for path in differing(base, head, ""):
        if not path.startswith(("content/", "corpus/")):
            yield Change(Section.LOOK, how_of(base.digests.get(path), head.digests.get(path)), path)
