"""What adding a source would do: read, proposed, compared, and what stands in the way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from pipeline.add.acquire import Acquired, SourceError
from pipeline.add.known import Known
from pipeline.add.propose import Proposal, propose
from pipeline.add.reading import Reading, is_stub, read_source
from pipeline.add.resemble import Resemblance, resemblances
from pipeline.add.store import Original
from pipeline.model import Certainty, EntityId, EventId, Fact, Lang, ReportId, Sidecar
from pipeline.text import slug
from pipeline.toml import listed, quoted
from pipeline.withdraw import check_id, sidecar_of

_RIGHTS = "Kept and quoted for research and criticism; all rights stay with the outlet."


@dataclass(frozen=True)
class Options:
    """What a person says about a source; an empty text says nothing."""

    given: Mapping[str, str]
    title: str = ""
    rights: str = ""
    display: str = ""
    completeness: str = ""
    encoding: str = ""
    convert: str = ""
    replace: str = ""


@dataclass(frozen=True)
class Plan:
    """A source as read and where it would go; `doubts` are what a person should confirm."""

    reading: Reading
    proposal: Proposal
    like: tuple[Resemblance, ...]
    sidecar: Sidecar
    original: Original | None
    replaced: Sidecar | None
    doubts: tuple[str, ...]
    outlet_entry: str


def plan(got: Acquired, known: Known, options: Options) -> Plan:
    """Return what adding a source would do.

    Raises:
        SourceError: if it cannot be read, holds no article, or is in the corpus already.
        CorpusError: if an id that was given cannot be had.
    """
    replaced = sidecar_of(known, options.replace) if options.replace else None
    reading = read_source(got, known.registry, encoding=options.encoding, convert=options.convert)
    if is_stub(reading) and options.completeness not in {"excerpt", "partial"}:
        what = "only the opening of an article whose rest is for subscribers"
        fix = "save the whole page, or say --completeness excerpt to add what is there"
        raise SourceError(got.source, what, fix)
    given = {**(_kept(replaced) if replaced else {}), **{k: v for k, v in options.given.items() if v}}
    proposal = propose(reading, known, given)
    _check_given(proposal, known, options)
    like = tuple(resemblances(reading.got.raw, reading.text, known, options.replace))
    _check_double(got, like)
    sidecar, original = _sidecar(reading, proposal, known, options, replaced)
    doubts = (*_doubts(proposal, replaced), *(_likeness(r) for r in like))
    return Plan(
        reading, proposal, like, sidecar, original, replaced, doubts, _outlet_entry(reading, proposal)
    )


def _kept(sidecar: Sidecar) -> dict[str, str]:
    """Return what a report that is captured again keeps."""
    return {"id": sidecar.id, "event": sidecar.event, "lang": sidecar.lang, "outlet": sidecar.outlet.value}


def _check_given(proposal: Proposal, known: Known, options: Options) -> None:
    """Refuse ids that are none, and names that nothing has."""
    if proposal.value("id") and not options.replace:
        check_id(known, proposal.value("id"))
    event = proposal.value("event")
    if event and proposal.new_event is None and EventId(event) not in known.corpus.events:
        there = ", ".join(sorted(known.corpus.events))
        raise SourceError(
            event, "no event has this id", f"write events/{event}.toml first, or use one of: {there}"
        )
    outlet = EntityId(proposal.value("outlet"))
    if outlet and not (outlet in known.registry.entities and known.registry.entities[outlet].outlet):
        raise SourceError(outlet, "no outlet has this id", "add it to registry/outlets.toml first")
    lang = proposal.value("lang")
    if lang and lang not in known.registry.langs:
        raise SourceError(
            lang, "no grammar for this language", f"use one of: {', '.join(known.registry.langs)}"
        )


def _check_double(got: Acquired, like: tuple[Resemblance, ...]) -> None:
    for found in like:
        if found.how != "near":
            same = "the same bytes" if found.how == "bytes" else "the same words"
            fix = f"nothing to add; a new capture of it is added with --replace {found.report}"
            raise SourceError(got.source, f"{same} are in the corpus as {found.report}", fix)


def _likeness(found: Resemblance) -> str:
    return f"{found.share:.0%} of its runs of five words are those of {found.report}"


def _doubts(proposal: Proposal, replaced: Sidecar | None) -> list[str]:
    if replaced:
        return []
    out = [f"{name} is not known: {proposal.values[name].note}" for name in proposal.open]
    if proposal.new_event:
        out.append(f"the event {proposal.new_event.id} is new")
    if proposal.values["event"].how is Certainty.UNKNOWN and proposal.value("event"):
        out.append(f"the event is not certain: {proposal.values['event'].note}")
    return out


def _sidecar(
    reading: Reading, proposal: Proposal, known: Known, options: Options, replaced: Sidecar | None
) -> tuple[Sidecar, Original | None]:
    report, values = proposal.value("id"), proposal.values
    own = next((b.text for b in reading.blocks if b.kind.value == "title"), "")
    charset = options.convert.upper()
    original = None
    note = replaced.note if replaced else ""
    if reading.original is not None:
        original = Original(reading.original, charset, f"{report}.{options.convert}")
        note = " ".join(
            filter(None, [note, f"Converted from {charset}; the bytes as captured are kept beside it."])
        )
    outlet = known.registry.entities.get(EntityId(values["outlet"].value))
    sidecar = Sidecar(
        id=ReportId(report),
        capture=f"{report}{reading.got.suffix}",
        sha256=hashlib.sha256(reading.got.raw).hexdigest(),
        event=EventId(values["event"].value),
        lang=Lang(values["lang"].value),
        outlet=_recorded(values["outlet"]),
        url=_recorded(values["url"]),
        published=_recorded(values["published"]),
        rights=options.rights or (f"© {outlet.name(Lang('vi'))}. {_RIGHTS}" if outlet else _RIGHTS),
        display=options.display or "full",
        completeness=options.completeness or "unknown",
        note=note,
        encoding=reading.encoding,
        title=options.title or ("" if own else reading.facts.title),
    )
    return (sidecar if replaced is None else _recaptured(sidecar, replaced, options)), original


def _recaptured(new: Sidecar, old: Sidecar, options: Options) -> Sidecar:
    """Return a sidecar with the new capture and what was known before, where nothing else was said."""
    return replace(
        new,
        event=new.event if options.given.get("event") else old.event,
        lang=new.lang if options.given.get("lang") else old.lang,
        outlet=new.outlet if options.given.get("outlet") else old.outlet,
        published=new.published if options.given.get("published") else old.published,
        url=new.url if options.given.get("url") else old.url,
        rights=options.rights or old.rights,
        display=options.display or old.display,
        completeness=options.completeness or old.completeness,
        translation=old.translation,
        title=options.title or old.title,
    )


def _recorded(fact: Fact) -> Fact:
    """Return a fact as a sidecar keeps it: what is stated needs no note."""
    return replace(fact, note="") if fact.how is Certainty.STATED else fact


def _outlet_entry(reading: Reading, proposal: Proposal) -> str:
    """Return an entry of `outlets.toml` to complete, where the page names an outlet that is not in it."""
    host = (urlsplit(proposal.value("url")).hostname or "").removeprefix("www.")
    name = reading.facts.site or host
    if proposal.value("outlet") or not name:
        return ""
    lang = proposal.value("lang") or "en"
    lines = [
        "[[outlet]]",
        f"id = {quoted(slug(name) or slug(host))}",
        'kind = "newspaper"',
        'country = ""',
        *([f"hosts = {listed((host,))}"] if host else []),
        f"names.{lang} = {listed((name,))}",
        f"example = {quoted(f'{name} 2026.')}",
        'counterexample = "2026."',
    ]
    return "\n".join(lines) + "\n"
