"""A little corpus with something of everything, and ways to change it as people do."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.corpora import CORPUS, add_event, add_report, little_corpus

Edit = Callable[[Path, random.Random], object]

FIRST = "2025-05-01-daily-en"
SIGNED = 'reason = "Read again."\nby = "A. Reviewer"\ndate = 2026-02-10\n'
PARTIES = ["ana-lopez", "jon-berg"]
LEADERS = ("Chilean President Ana Lopez", "Norwegian Prime Minister Jon Berg", "President Lopez", "Jon Berg")
ACTS = ("stressed that", "affirmed that", "thanked the sailors because")
MATTERS = (
    "salmon farms needed clean water",
    "the sea was wide",
    "12 ships would sail to Chile",
    "tourism was a priority for Norway",
    "both countries would host two days of talks",
    "technology transfer had the highest priority in their relations",
)


# Words for each registry: a line that is no text, a pattern, a pronoun, a grade, a number, an outlet.
TALKS = """\
Talks on salmon

Published on 26 January 2026

Ana Lopez affirmed that three salmon ships had top priority at COP30.

She stressed that salmon farms needed clean water.
"""
FOLLOW_UP = "Visit\n\nAna Lopez thanked Jon Berg for the phone call of the two sides on salmon farms.\n"


def sentence(chance: random.Random) -> str:
    """Return something that somebody said."""
    return f"{chance.choice(LEADERS)} {chance.choice(ACTS)} {chance.choice(MATTERS)}."


def article(chance: random.Random) -> str:
    """Return a report in a few paragraphs."""
    lines = ["Chile and Norway speak again", *(sentence(chance) for _ in range(chance.randint(1, 3)))]
    return "\n\n".join(lines) + "\n"


def entries_of(name: str, *ids: str) -> str:
    """Return some entries of a registry of the shipped corpus."""
    _, *entries = re.split(r"\n(?=\[\[)", (CORPUS / "registry" / f"{name}.toml").read_text("utf-8"))
    wanted = [e for e in entries if any(f'id = "{name}"\n' in e for name in ids)]
    assert len(wanted) == len(ids), f"{name} has not all of {ids}"
    return "\n".join(wanted)


LISTED = {
    "terms": ("phone-call", "technology-transfer"),
    "words": ("w-host-hold", "w-territory-soil"),
    "quantities": ("n2", "n3"),
    "intensities": ("priority", "top-priority"),
}


def full_corpus(folder: Path) -> Path:
    """Write a little corpus of two calls and a follow-up, with every kind of file that a build reads."""
    corpus = little_corpus(folder)
    for name, ids in LISTED.items():
        (corpus / "registry" / f"{name}.toml").write_text(entries_of(name, *ids), "utf-8")
    for name in ("summary", "prose", "charsets"):
        shutil.copy(CORPUS / "registry" / f"{name}.toml", corpus / "registry")
    topics = re.findall(r'(?m)^id = "(.+)"', (corpus / "registry/topics.toml").read_text("utf-8"))
    lines = (f'[[naming]]\nid = "{t}"\nvi = "{t}"\nen = "{t}"\nfr = "{t}"\n' for t in topics)
    (corpus / "registry/namings.toml").write_text("\n".join(lines), "utf-8")
    add_event(corpus, "call-two", "2026-05-01", PARTIES)
    path = add_event(corpus, "visit-two", "2026-06-01", PARTIES[:1])
    path.write_text(path.read_text("utf-8") + 'follows = "call-two"\n', "utf-8")
    chance = random.Random(1)  # noqa: S311 -- no secrets
    path = add_report(corpus, "2026-05-01-daily-en", "call-two", "en", TALKS)
    path.write_text(path.read_text("utf-8") + 'outlet = "daily-test"\n', "utf-8")
    add_report(corpus, "2026-05-02-other-en", "call-two", "en", article(chance))
    add_report(corpus, "2026-06-01-daily-en", "visit-two", "en", FOLLOW_UP)
    page = "<html><body><h1>Talks</h1>" + f"<p>{sentence(chance)} They spoke long.</p>" * 4 + "</body></html>"
    add_report(corpus, "2026-05-03-page-en", "call-two", "en", article(chance))
    (corpus / "reports/2026-05-03-page-en.txt").rename(corpus / "reports/2026-05-03-page-en.html")
    recapture(corpus, "2026-05-03-page-en", page.encode())
    put_gold(corpus, "affirm")
    put_practice(corpus, "affirm")
    put_correction(corpus, 'act = "announce"')
    (corpus / "former.toml").write_text('[[report]]\nid = "2025-04-01-old-en"\nreason = "moved"\n', "utf-8")
    (corpus / "redirects.toml").write_text("", "utf-8")
    return corpus


def recapture(corpus: Path, report: str, raw: bytes) -> None:
    """Give a report other bytes, and its sidecar their hash."""
    import hashlib  # noqa: PLC0415 -- one line of this module

    capture = next(p for p in (corpus / "reports").glob(f"{report}.*") if p.suffix != ".toml")
    capture.write_bytes(raw)
    sidecar = corpus / "reports" / f"{report}.toml"
    digest = hashlib.sha256(raw).hexdigest()
    sidecar.write_text(re.sub(r"[0-9a-f]{64}", digest, sidecar.read_text("utf-8")), "utf-8")


def put_gold(corpus: Path, act: str) -> None:
    """Write a gold of one claim."""
    row = {"report": FIRST, "n": 1, "text": "Ana Lopez stressed that salmon farms needed clean water"}
    row |= {"lang": "en", "speakers": ["ana-lopez"], "act": act, "topics": ["trade"], "via": []}
    (corpus / "gold").mkdir(exist_ok=True)
    (corpus / "gold/claims.jsonl").write_text(json.dumps(row) + "\n", "utf-8")


def put_practice(corpus: Path, act: str) -> None:
    """Write one practice document with one claim."""
    folder = corpus / "gold/practice"
    folder.mkdir(parents=True, exist_ok=True)
    document = {"report": "p1", "lang": "en", "event": "p", "date": "2025-05-01", "parties": PARTIES}
    (folder / "documents.jsonl").write_text(json.dumps(document) + "\n", "utf-8")
    (folder / "p1.txt").write_text("Talks\n\nAna Lopez stressed peace on the sea.\n", "utf-8")
    row = {"report": "p1", "n": 1, "text": "Ana Lopez stressed peace on the sea", "lang": "en"}
    row |= {"speakers": ["ana-lopez"], "act": act, "topics": ["trade"], "via": []}
    (folder / "claims.jsonl").write_text(json.dumps(row) + "\n", "utf-8")


def put_correction(corpus: Path, change: str, report: str = FIRST) -> None:
    """Correct the first claim of a report."""
    (corpus / "corrections").mkdir(exist_ok=True)
    quote = "stressed that salmon farms needed clean water"
    entry = f'[[claim]]\nquote = "{quote}"\naction = "change"\n{change}\n{SIGNED}'
    (corpus / f"corrections/{report}.toml").write_text(entry, "utf-8")


def reports(corpus: Path) -> list[str]:
    """Return the ids of the reports that nothing else names."""
    found = sorted(p.stem for p in (corpus / "reports").glob("*.toml"))
    return [name for name in found if name != FIRST]


def _replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new), "utf-8")


def _add_report(corpus: Path, chance: random.Random) -> None:
    day = f"2026-05-{chance.randint(1, 28):02}"
    event = chance.choice(["call-one", "call-two", "visit-two"])
    if not (corpus / f"reports/{day}-page-en.html").exists():
        add_report(corpus, f"{day}-{chance.choice(['daily', 'other'])}-en", event, "en", article(chance))


def _remove_report(corpus: Path, chance: random.Random) -> None:
    known = reports(corpus)
    if len(known) > 1:
        name = chance.choice(known)
        for path in (corpus / "reports").glob(f"{name}.*"):
            path.unlink()


def _change_capture(corpus: Path, chance: random.Random) -> None:
    texts = [name for name in reports(corpus) if (corpus / f"reports/{name}.txt").exists()]
    if texts:
        recapture(corpus, chance.choice(texts), article(chance).encode())


def _change_sidecar(corpus: Path, chance: random.Random) -> None:
    path = corpus / "reports" / f"{chance.choice(reports(corpus))}.toml"
    lines = [line for line in path.read_text("utf-8").splitlines() if line[:3] in {"eve", "lan", "sha"}]
    lines += chance.sample(
        [
            'outlet = "daily-test"',
            'published = "2026-05-09"',
            'completeness = "full"',
            'title = "A headline of ours"',
            'display = "excerpt"',
            'added = "2026-07-01"',
            'note = "Seen twice."',
        ],
        chance.randint(0, 4),
    )
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _change_event(corpus: Path, chance: random.Random) -> None:
    date = f"202{chance.randint(5, 7)}-0{chance.randint(1, 9)}-01"
    path = add_event(corpus, chance.choice(["call-one", "call-two", "call-three"]), date, PARTIES)
    path.write_text(path.read_text("utf-8") + f'title.en = "Call {chance.randint(1, 3)}"\n', "utf-8")


def _change_registry(corpus: Path, chance: random.Random) -> None:
    registry = corpus / "registry"
    name, old, new = chance.choice(
        [
            ("people", 'short = ["Lopez"]', 'short = ["Lopez", "Lola"]'),
            ("people", 'short = ["Lopez", "Lola"]', 'short = ["Lopez"]'),
            ("people", 'gender = "m"', 'gender = "f"'),
            ("places", '"Chilean"', '"Chilean", "Chilote"'),
            ("cues-en", 'act = "affirm"', 'act = "announce"'),
            ("cues-en", 'act = "announce"', 'act = "affirm"'),
            ("topics-en", "weight = 2", "weight = 3"),
            ("topics-en", '"salmon"', '"salmon", "tourism"'),
            ("outlets", "Daily Test", "Daily Test Two"),
            ("namings", 'en = "trade"', 'en = "commerce"'),
            ("quantities", "value = 2\n", "value = 3\n"),
        ]
    )
    _replaced(registry / f"{name}.toml", old, new)


def _change_corrections(corpus: Path, chance: random.Random) -> None:
    if chance.random() < 1 / 3:
        (corpus / f"corrections/{FIRST}.toml").unlink(missing_ok=True)
    else:
        put_correction(corpus, chance.choice(['act = "welcome"', 'topics = ["security"]', 'act = "wish"']))


def _change_reference(corpus: Path, chance: random.Random) -> None:
    put = chance.choice([put_gold, put_practice])
    put(corpus, chance.choice(["affirm", "propose", "welcome"]))


def _break(corpus: Path, chance: random.Random) -> None:
    """Leave something that is wrong; the next edit of the same file may mend it."""
    if chance.random() < 1 / 2:
        put_correction(corpus, 'act = "no-such-act"')
    else:
        path = corpus / "reports" / f"{chance.choice(reports(corpus))}.toml"
        path.write_text(path.read_text("utf-8") + 'odd = "key"\n', "utf-8")


def _change_former(corpus: Path, chance: random.Random) -> None:
    reason = chance.choice(["moved", "asked for"])
    text = f'[[report]]\nid = "2025-04-01-old-en"\nreason = "{reason}"\n'
    (corpus / "former.toml").write_text(text, "utf-8")


EDITS: tuple[Edit, ...] = (
    *[_add_report] * 3,
    _remove_report,
    *[_change_capture] * 3,
    *[_change_sidecar] * 2,
    _change_event,
    *[_change_registry] * 3,
    _change_corrections,
    _change_reference,
    _break,
    _change_former,
)
