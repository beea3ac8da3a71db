"""What may come next on a command line, for shells that ask: commands, options, and ids of the corpus.

Commands and options are read from the manual, and ids from file names and
records, so that an answer takes no longer than Python takes to start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from pipeline import manual

_ID = re.compile(r'^id = "([^"]+)"', re.MULTILINE)
_RECORD_ID = re.compile(rb'"(?:id|proposition)":\s*"([^"]+)"')

SCRIPTS = {
    "bash": """\
_diendam() {
    local IFS=$'\\n'
    COMPREPLY=($("$1" %(ask)s "$COMP_CWORD" "${COMP_WORDS[@]}" 2>/dev/null))
}
complete -o default -o nosort -F _diendam diendam
""",
    "zsh": """\
#compdef diendam
_diendam() {
    local -a found
    found=("${(@f)$("${words[1]}" %(ask)s $((CURRENT - 1)) "${words[@]}" 2>/dev/null)}")
    if [[ -n "${found[1]}" ]]; then compadd -a found; else _files; fi
}
compdef _diendam diendam
""",
    "fish": """\
function __diendam
    set -l words (commandline -opc)
    $words[1] %(ask)s (count $words) $words (commandline -ct) 2>/dev/null
end
complete -c diendam -a '(__diendam)'
""",
}


def script(shell: str) -> str:
    """Return what a shell has to read so that it completes `diendam`."""
    return SCRIPTS[shell] % {"ask": manual.COMPLETE}


def candidates(asked: Sequence[str]) -> list[str]:
    """Return what may stand at a place of a command line, sorted; nothing where a file name may.

    `asked` is the number of the word to complete, the command itself being 0,
    and then the words. Of `--corpus=x` some shells make three words, some one.
    """
    if not asked or not asked[0].isdigit():
        return []
    place = int(asked[0])
    words = [*asked[1 : place + 2], *[""] * (place + 2 - len(asked))]
    begun = "" if words[-1] == "=" else words[-1]
    before = [word for word in words[1:-1] if word != "="]
    joined = ""
    if begun.startswith("--") and "=" in begun:
        option, _, begun = begun.partition("=")
        before, joined = [*before, option], f"{option}="
    return sorted({joined + word for word in _possible(before, begun) if word.startswith(begun)})


def _possible(before: Sequence[str], begun: str) -> Iterable[str]:
    """Return what may come after the words of a command line; `begun` shows whether an option is meant."""
    if not before or before[0].startswith("-"):
        return [*manual.commands(), *manual.options(manual.PROGRAM)]
    command, *given = before
    options = manual.options(command)
    if given and options.get(given[-1]):
        return _values(options[given[-1]], before)
    if begun.startswith("-"):
        return options
    return [value for takes in manual.arguments(command) for value in _values(takes, before)]


def _values(takes: str, before: Sequence[str]) -> Iterable[str]:
    """Return what an option or argument can be, by what the manual says that it takes."""
    if re.fullmatch(r"[a-z0-9-]+(\|[a-z0-9-]+)*", takes):
        return takes.split("|")
    listed = _LISTED.get(takes.rstrip("…"))
    folder = Path(_given("--corpus", before) or "corpus")
    return listed(folder) if listed else ()


def _given(option: str, before: Sequence[str]) -> str:
    """Return the value that an option has on the command line so far."""
    return next((value for name, value in pairwise(before) if name == option), "")


def _reports(corpus: Path) -> Iterable[str]:
    return (path.stem for path in (corpus / "reports").glob("*.toml"))


def _events(corpus: Path) -> Iterable[str]:
    return (path.stem for path in (corpus / "events").glob("*.toml"))


def _outlets(corpus: Path) -> Iterable[str]:
    path = corpus / "registry" / "outlets.toml"
    return _ID.findall(path.read_text("utf-8")) if path.is_file() else ()


def _languages(corpus: Path) -> Iterable[str]:
    return (path.stem.partition("-")[2] for path in (corpus / "registry").glob("grammar-*.toml"))


def _explained(_: Path) -> Iterable[str]:
    """Yield the ids that `explain` takes, from the records of `content/`."""
    for name in ("claims", "alignment", "comparison"):
        path = Path("content/data") / f"{name}.jsonl"
        for line in path.read_bytes().splitlines() if path.is_file() else ():
            if found := _RECORD_ID.search(line):
                yield found[1].decode()


_LISTED: dict[str, Callable[[Path], Iterable[str]]] = {
    "REPORT": _reports,
    "EVENT": _events,
    "OUTLET": _outlets,
    "LANG": _languages,
    "CLAIM|MENTION|PROPOSITION|ROW": _explained,
}
