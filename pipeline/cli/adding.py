"""The commands that bring reports in and take them out: add, review, remove, rename."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import CORPUS, CorpusOption, JsonOption, QuietOption, folder_at, say, tell
from pipeline.cli.watching import watching
from pipeline.errors import DiendamError

if TYPE_CHECKING:
    from pipeline.add.known import Known
    from pipeline.add.plan import Options, Plan
    from pipeline.review import Review


_EXTENTS = "full|excerpt|partial|unknown"


def _option(text: str, metavar: str = "TEXT") -> object:
    return typer.Option(help=text, metavar=metavar)


SourcesArgument = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE…", help="A saved page, a text, an http(s) address, or - for stdin."),
]
LocalOption = Annotated[bool, typer.Option("--allow-local", help="Fetch from this machine or network too.")]


def add(
    sources: SourcesArgument,
    corpus: CorpusOption = CORPUS,
    event: Annotated[str, _option("The event that it reports.", "EVENT")] = "",
    outlet: Annotated[str, _option("The outlet, as in outlets.toml.", "OUTLET")] = "",
    date: Annotated[str, _option("The day of publication, or day and time with zone.", "YYYY-MM-DD")] = "",
    lang: Annotated[str, _option("The main language.", "LANG")] = "",
    id_: Annotated[str, typer.Option("--id", help="The report's id.", metavar="ID")] = "",
    url: Annotated[str, _option("The address that it was saved from.", "URL")] = "",
    title: Annotated[str, _option("A headline, where the capture has none.")] = "",
    rights: Annotated[str, _option("Whose the text is and why it is kept.")] = "",
    display: Annotated[str, _option("Show the full text, or only the statements.", "full|excerpt")] = "",
    completeness: Annotated[str, _option("How much of it was captured.", _EXTENTS)] = "",
    encoding: Annotated[str, _option("The encoding, where nothing tells it.", "NAME")] = "",
    convert: Annotated[
        str, _option("Convert from an encoding that no codec reads: tcvn3, vni.", "NAME")
    ] = "",
    replace: Annotated[str, _option("Give this report a new capture.", "REPORT")] = "",
    allow_local: LocalOption = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would be done.")] = False,
    quiet: QuietOption = False,
    json_: JsonOption = False,
) -> None:
    """Add reports to the corpus; say what is proposed, how sure it is, and what to do next.

    The capture is kept byte for byte. Id, event, outlet, date and language are proposed, each with how sure
    that is; an option settles one. It asks, on a terminal, before it writes. Nothing is overwritten.

    Example: diendam add page.html --dry-run # see what would be recorded
    Example: diendam add page.html --event call-2026 # say what it reports
    Example: diendam add - --lang vi --date 2026-01-27 < text # a text
    Example: diendam add new.html --replace 2026-01-26-vna-vi # capture a report again
    """
    from pipeline.add.plan import Options  # noqa: PLC0415 -- slow to import

    names = {"event": event, "outlet": outlet, "published": date, "lang": lang, "id": id_, "url": url}
    options = Options(names, title, rights, display, completeness, encoding, convert, replace)
    _add_all(sources, corpus, options, (allow_local, yes, dry_run, quiet or json_), json_=json_)


def _add_all(
    sources: list[str], corpus: Path, options: Options, flags: tuple[bool, bool, bool, bool], *, json_: bool
) -> None:
    _check_options(options, sources)
    folder = folder_at(corpus)
    done = [_add_one(source, folder, options, flags) for source in sources]
    if json_:
        print(json.dumps(done, ensure_ascii=False, indent=1))


def _check_options(options: Options, sources: list[str]) -> None:
    """Raise a usage error for values that nothing allows."""
    from pipeline.add.facts import iso_day  # noqa: PLC0415

    wrong = ""
    day = options.given.get("published", "")
    if day and iso_day(day) != day:
        wrong = f"--date {day!r} is no day such as 2026-01-26, nor day and time with zone"
    if options.display not in {"", "full", "excerpt"}:
        wrong = "--display is full or excerpt"
    if options.completeness not in {"", "full", "excerpt", "partial", "unknown"}:
        wrong = "--completeness is full, excerpt, partial or unknown"
    if len(sources) > 1 and (options.replace or options.given["id"]):
        wrong = "--id and --replace are for one source"
    if sources.count("-") > 1:
        wrong = "standard input can be read once"
    if wrong:
        raise typer.BadParameter(wrong)


def _add_one(
    source: str, folder: Path, options: Options, flags: tuple[bool, bool, bool, bool]
) -> dict[str, object]:
    """Add one source; return what was done as JSON has it."""
    from pipeline.add import show  # noqa: PLC0415 -- slow to import
    from pipeline.add.acquire import acquire  # noqa: PLC0415
    from pipeline.add.known import read_known  # noqa: PLC0415
    from pipeline.add.plan import plan  # noqa: PLC0415
    from pipeline.add.store import store  # noqa: PLC0415

    allow_local, yes, dry_run, quiet = flags
    with watching(quiet) as watch:
        watch(f"reading {source}", 0, 0)
        known = read_known(folder)
        planned = plan(acquire(source, sys.stdin.buffer, allow_local=allow_local), known, options)
    tell(quiet, show.proposal(planned))
    told = show.as_json(planned)
    if dry_run:
        say(quiet, "nothing was written (--dry-run)")
        return {**told, "written": [], "next": None}
    _confirm(planned, yes)
    event, original = planned.proposal.new_event, planned.original
    written = store(
        folder, planned.sidecar, planned.reading.got.raw, original=original, event=event,
        replaced=planned.replaced,
    )  # fmt: skip
    tell(quiet, "\n".join(f"wrote {folder.name}/{name}" for name in written))
    found = _review(read_known(folder), [planned.sidecar.id], quiet)
    tell(quiet, show.review(found, short=True))
    say(quiet, "next: diendam build")
    return {**told, "written": written, "next": show.review_json(found)}


def _confirm(planned: Plan, yes: bool) -> None:
    """Ask on a terminal; elsewhere go on only where nothing is in doubt."""
    if planned.proposal.open:
        wanted = ", ".join(f"--{name}" for name in planned.proposal.open)
        raise DiendamError(f"{planned.reading.got.source}: cannot be placed\n  fix: say {wanted}")
    if yes:
        return
    if sys.stdin.isatty():
        typer.confirm("add it?", default=not planned.doubts, abort=True, err=True)
    elif planned.doubts:
        raise DiendamError(
            f"{planned.reading.got.source}: not added, there is doubt: {'; '.join(planned.doubts)}\n"
            "  fix: confirm with --yes, or say what is right"
        )


def _review(known: Known, reports: list[str], quiet: bool) -> Review:
    from pipeline.build import corrections_of  # noqa: PLC0415 -- slow to import
    from pipeline.review import review as review_of  # noqa: PLC0415

    corrections = corrections_of(known.folder, known.corpus)
    with watching(quiet) as watch:
        return review_of(known.corpus, corrections, known.registry, reports, watch)


def review(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="[REPORT…]", help="Only these reports.")
    ] = None,
    corpus: CorpusOption = CORPUS,
    limit: Annotated[int, typer.Option(help="Show at most N claims, 0 for all.", metavar="N")] = 20,
    json_: JsonOption = False,
) -> None:
    """List unknown names, claims on weak evidence (worst first), and corrections that no longer stand.

    Example: diendam review # the whole corpus
    Example: diendam review 2026-01-26-vna-vi --limit 5 # the weakest of one report
    """
    from pipeline.add import show  # noqa: PLC0415 -- slow to import
    from pipeline.add.known import read_known  # noqa: PLC0415
    from pipeline.withdraw import sidecar_of  # noqa: PLC0415

    known = read_known(folder_at(corpus))
    wanted = [sidecar_of(known, report).id for report in reports or ()]
    found = _review(known, [*wanted], json_)
    if json_:
        print(json.dumps(show.review_json(found), ensure_ascii=False, indent=1))
    else:
        print(show.review(found, limit=limit))


DayOption = Annotated[str, _option("The day that is recorded.", "YYYY-MM-DD")]


def _day(date: str) -> str:
    from pipeline.add.facts import iso_day  # noqa: PLC0415

    if date and iso_day(date)[:10] != date:
        raise typer.BadParameter(f"--date {date!r} is no day such as 2026-01-26")
    return date


def remove(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report to withdraw.")],
    corpus: CorpusOption = CORPUS,
    reason: Annotated[str, _option("Why; shown on the page that stays.")] = "",
    date: DayOption = "",
    quiet: QuietOption = False,
) -> None:
    """Withdraw a report: its capture, statements and annotation go, and its page says so.

    Example: diendam remove 2026-01-26-vna-vi --reason "at the outlet's request" # and say why
    """
    from pipeline.add.known import read_known  # noqa: PLC0415 -- slow to import
    from pipeline.withdraw import remove_report  # noqa: PLC0415

    folder = folder_at(corpus)
    changed = remove_report(read_known(folder), report, reason, _day(date))
    tell(quiet, "\n".join(f"changed {folder.name}/{name}" for name in changed))
    say(quiet, f"{report} is withdrawn; the history of the repository keeps what it had\nnext: diendam build")


def rename(
    old: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id that it gets.")],
    corpus: CorpusOption = CORPUS,
    date: DayOption = "",
    quiet: QuietOption = False,
) -> None:
    """Give a report another id; its old address leads to the new one.

    Example: diendam rename 2025-01-16-thoidai-vi 2025-01-17-thoidai-vi # a wrong day
    """
    from pipeline.add.known import read_known  # noqa: PLC0415 -- slow to import
    from pipeline.withdraw import rename_report  # noqa: PLC0415

    folder = folder_at(corpus)
    changed = rename_report(read_known(folder), old, new, _day(date))
    tell(quiet, "\n".join(f"changed {folder.name}/{name}" for name in changed))
    say(quiet, "next: diendam build")
