"""Addresses that were published stay good: `corpus/published.txt` lists them, `redirects.toml` leads on.

An address is a page's path below the site's root, or that with `#` and the id of a statement. What
is listed must be a page or statement of `content/`, or be led on to one; else nothing is released.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import CorpusError, Problem
from pipeline.tables import Schema, entries, is_text, read_toml
from pipeline.write.pages import front_matter

FILE, REDIRECTS = "published.txt", "redirects.toml"
_HEAD = """\
# Where published addresses lead that are no more: `diendam addresses --redirect OLD NEW` and
# `diendam addresses --withdraw OLD` write it.
"""
_SCHEMA = Schema({"from": is_text}, {"to": is_text})


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that is no more, and the one that it leads to: "" where what stood there was withdrawn."""

    old: str
    new: str


def addresses(files: Mapping[str, str]) -> set[str]:
    """Return the addresses that the files of `content/` give, those led on included."""
    found: set[str] = set()
    for name, text in files.items():
        if name.endswith(".md"):
            page = _page(name.removeprefix("pages/"))
            front = _front(text)
            known = [*front.get("former", "").split(), *front.get("claims", "").split()]
            found |= {page, *(f"{page}#{pair.partition('=')[0]}" for pair in known)}
    for line in files.get("data/claims.jsonl", "").splitlines():
        claim = json.loads(line)
        found.add(f"{_page('reports/' + claim['report'])}#{claim['id']}")
    return found


def vanished(files: Mapping[str, str], published: Iterable[str]) -> list[str]:
    """Return the published addresses that lead nowhere, sorted.

    The page of a withdrawn report says what became of each of its statements.
    """
    there = addresses(files)
    withdrawn = {
        _page(name)
        for name, text in files.items()
        if _front(text).get("template") == "redirect" and "moved" not in _front(text)
    }
    return sorted(a for a in published if a not in there and a.partition("#")[0] not in withdrawn)


def _page(name: str) -> str:
    return PurePosixPath(name).with_suffix("").as_posix() + ".html"


def _front(text: str) -> dict[str, str]:
    """Return the keys above the first empty line of a page, in lower case."""
    pairs = (line.partition(": ") for line in text.partition("\n\n")[0].splitlines())
    return {key.lower(): value for key, _, value in pairs}


def read_files(content: Path) -> dict[str, str]:
    """Return the pages of `content/` and the claims, by their path below it."""
    paths = [*sorted(content.rglob("*.md")), content / "data" / "claims.jsonl"]
    return {p.relative_to(content).as_posix(): p.read_text("utf-8") for p in paths if p.is_file()}


def read_published(corpus: Path) -> list[str]:
    """Return the addresses that were published, none where there was no release."""
    path = corpus / FILE
    return path.read_text("utf-8").split() if path.is_file() else []


def write_published(corpus: Path, listed: Iterable[str]) -> None:
    """Write the list, sorted, so that a new address is one new line."""
    (corpus / FILE).write_text("".join(f"{address}\n" for address in sorted(set(listed))), "utf-8")


def read_redirects(corpus: Path) -> tuple[Redirect, ...]:
    """Return where addresses lead that are no more.

    Raises:
        CorpusError: with every entry that is wrong.
    """
    path, where = corpus / REDIRECTS, f"{corpus.name}/{REDIRECTS}"
    if not path.is_file():
        return ()
    root, problems = read_toml(path, where)
    found: list[Redirect] = []
    for table in entries(root, "address"):
        redirect = Redirect(table.text("from"), table.text("to"))
        problems += _SCHEMA.problems(table)
        if redirect.new and not _can_lead(redirect):
            fix = "lead from page to page of one folder, or between statements of one report"
            problems.append(table.problem(f"{redirect.old!r} cannot lead to {redirect.new!r}", fix, "to"))
        found.append(redirect)
    if problems:
        raise CorpusError(problems)
    return tuple(found)


def _can_lead(redirect: Redirect) -> bool:
    old, new = (address.partition("#") for address in (redirect.old, redirect.new))
    if bool(old[1]) != bool(new[1]):
        return False
    return old[0] == new[0] if old[1] else PurePosixPath(old[0]).parent == PurePosixPath(new[0]).parent


def keep_redirect(corpus: Path, redirect: Redirect, rebuild: Callable[[], None]) -> None:
    """Add a redirect to the file and write `content/` anew; where that fails, the file stays as it was.

    An address that led to the old one leads to the new.

    Raises:
        CorpusError: if the redirect leads to nothing, or from something that is there.
    """
    path = corpus / REDIRECTS
    before = path.read_bytes() if path.is_file() else None
    _write_redirect(corpus, redirect)
    try:
        rebuild()
    except CorpusError:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        raise


def _write_redirect(corpus: Path, redirect: Redirect) -> None:
    kept = [Redirect(r.old, redirect.new) if r.new == redirect.old else r for r in read_redirects(corpus)]
    told = sorted({r.old: r for r in (*kept, redirect)}.values(), key=lambda r: r.old)
    tables = (f"\n[[address]]\nfrom = {_quoted(r.old)}\nto = {_quoted(r.new)}\n" for r in told)
    (corpus / REDIRECTS).write_text(_HEAD + "".join(tables), "utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # an address has no sign that JSON and TOML write otherwise


def lead_on(files: Mapping[str, str], redirects: Iterable[Redirect]) -> dict[str, str]:
    """Return the files of `content/` with the pages and notes that lead old addresses on.

    Raises:
        CorpusError: if a redirect leads to nothing, or from something that is there.
    """
    there, made = addresses(files), dict(files)
    problems = []
    for redirect in redirects:
        old, new = redirect.old, redirect.new
        if old in there or (new and new not in there):
            what = f"{old!r} is there" if old in there else f"there is no {new!r} for {old!r} to lead to"
            fix = "remove the entry" if old in there else f"diendam addresses --redirect {old} NEW"
            problems.append(Problem(f"corpus/{REDIRECTS}", 0, what, fix))
            continue
        page, _, claim = old.partition("#")
        name = PurePosixPath(page).with_suffix(".md").as_posix()
        if claim and name in made:
            made[name] = _with_former(made[name], f"{claim}={new.partition('#')[2]}")
        elif not claim:
            made[name] = _redirect_page(PurePosixPath(page).stem, PurePosixPath(new).stem)
    if problems:
        raise CorpusError(problems)
    return made


def _with_former(text: str, pair: str) -> str:
    front, gap, body = text.rstrip("\n").partition("\n\n")
    lines = front.splitlines()
    former = next((line for line in lines if line.startswith("Former: ")), "Former:")
    kept = [line for line in lines if not line.startswith("Former: ")]
    return "\n".join([*kept, f"{former} {pair}"]) + gap + body + "\n"


def _redirect_page(old: str, new: str) -> str:
    moved = {"Moved": new} if new else {}
    return front_matter({"Title": old, "Template": "redirect", "Slug": old, **moved}) + "\n"
