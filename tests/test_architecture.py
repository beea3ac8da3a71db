"""What may import what, who may print and touch the disk, and where words may stand."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.corpora import ROOT

STAGES = frozenset("ingest clean segment tag extract align compare write".split())
# What any stage may use: values, errors, and modules that are no stage.
SHARED = frozenset(
    "model ledger errors text lexicon vocabulary features numbers tables language charset markup reasons"
    " syllables entries relations article captures mhtml scripts sidecars toml frozen recall".split()
)
# Beside align: what else relates claims. They import what stages may.
RELATING = frozenset("accounts witnesses courses".split())
SPEAKERS = frozenset({"cli", "report_scores", "__main__"})
DISK_USERS = frozenset(
    "ingest registry corrections tables documents score write evaluate diff published add changes former"
    " withdraw manual completion doctor serve placing store inputs measuring reference".split()
)
LAYERS_ABOVE = frozenset(
    "build relate cli report_scores evaluate documents corrections explain given diff published add changes"
    " __main__ manual completion doctor serve"
    " departures former review withdraw placing store inputs jobs annotating parties measuring reference"
    " rebuild".split()
)
SCORING = frozenset("score tallies intervals".split())

MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40
# Exceptions with their reason. Empty, and may stay so.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}

DISK = re.compile(
    r"^(?:open|read_text|read_bytes|write_text|write_bytes|mkdir|mkdtemp|unlink|rename|replace_file"
    r"|rmtree|copytree|copyfile|glob|rglob|iterdir|is_file|is_dir|exists|stat)$"
)
PRINTS = frozenset({"print", "Console", "echo", "secho"})
NLP = frozenset("spacy pyvi sklearn py3langid ahocorasick scipy numpy pipeline".split())

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name_of(path: Path) -> str:
    """Return the dotted name of a module: `pipeline.tag.spans`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """Return the stage or shared module that a module belongs to: `tag`."""
    return module.split(".")[1] if "." in module else ""


ALL = {name_of(path): path for path in modules("pipeline")}


def imports(path: Path) -> set[str]:
    """Return the modules of the package that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("pipeline")}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno} imports by dots"
            origin = node.module or ""
            if origin.split(".")[0] == "pipeline":
                whole = {f"{origin}.{alias.name}" for alias in node.names}
                inner = whole & ALL.keys()
                found |= inner or {origin}
    return found - {"pipeline"}


@pytest.mark.parametrize("stage", sorted(STAGES | RELATING))
def test_stage_imports_no_other_stage(stage: str) -> None:
    wrong = {
        f"{module} imports {imported}"
        for module, path in ALL.items()
        if part_of(module) == stage
        for imported in imports(path)
        if part_of(imported) not in SHARED | {stage}
    }
    assert wrong == set()


def test_shared_modules_import_no_stage() -> None:
    wrong = {
        f"{module} imports {imported}"
        for module, path in ALL.items()
        if part_of(module) in SHARED
        for imported in imports(path)
        if part_of(imported) not in SHARED
    }
    assert wrong == set()


def test_every_module_has_a_place_in_the_house() -> None:
    places = STAGES | RELATING | SHARED | LAYERS_ABOVE | SCORING | {"registry", ""}
    assert {module for module in ALL if part_of(module) not in places} == set()
    assert set(map(part_of, ALL)) >= STAGES


def cycle_in(graph: dict[str, set[str]]) -> list[str]:
    """Return the modules of a cycle, nothing where there is none."""
    done: set[str] = set()

    def walk(module: str, way: list[str]) -> list[str]:
        if module in way:
            return [*way[way.index(module) :], module]
        if module in done:
            return []
        for imported in sorted(graph.get(module, ())):
            if found := walk(imported, [*way, module]):
                return found
        done.add(module)
        return []

    return next((found for module in sorted(graph) if (found := walk(module, []))), [])


def test_no_import_cycle() -> None:
    assert cycle_in({module: imports(path) for module, path in ALL.items()}) == []


def test_cycle_check_sees_a_seeded_cycle() -> None:
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": set()}) == ["a", "b", "c", "a"]


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the bare name and line of each call."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            target = node.func
            if isinstance(target, ast.Name):
                yield target.id, node.lineno
            elif isinstance(target, ast.Attribute):
                yield target.attr, node.lineno


def test_only_the_command_speaks() -> None:
    wrong = [
        f"{module}:{line} {name}"
        for module, path in ALL.items()
        if part_of(module) not in SPEAKERS
        for name, line in calls(path)
        if name in PRINTS
    ]
    assert wrong == []


def test_only_the_readers_and_the_writer_touch_the_disk() -> None:
    wrong = [
        f"{module}:{line} {name}"
        for module, path in ALL.items()
        if part_of(module) not in DISK_USERS | SPEAKERS | {"build"}
        for name, line in calls(path)
        if DISK.match(name)
    ]
    assert wrong == []


def test_no_module_reads_clock_or_environment() -> None:
    forbidden = re.compile(r"^(?:now|today|utcnow|time|getenv|environ|getcwd|gethostname)$")
    wrong = []
    for module, path in ALL.items():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Attribute) and forbidden.match(node.attr):
                wrong.append(f"{module}:{node.lineno} {node.attr}")
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "__import__":
                wrong.append(f"{module}:{node.lineno} __import__")
            # Chance is drawn from a seed or not at all.
            if isinstance(node, ast.Call) and not node.args:
                called = ast.unparse(node.func)
                if re.search(r"(?:default_rng|Random|RandomState)$", called):
                    wrong.append(f"{module}:{node.lineno} {called}() without seed")
    assert wrong == []


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and the lines of each function, decorators left out."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("folder", ["pipeline", "theme"])
def test_no_module_is_long(folder: str) -> None:
    long = {
        name_of(path): len(path.read_text("utf-8").splitlines())
        for path in modules(folder)
        if len(path.read_text("utf-8").splitlines()) > MAX_MODULE_LINES
    }
    assert {m: n for m, n in long.items() if m not in LONG_MODULES} == {}


@pytest.mark.parametrize("folder", ["pipeline", "theme"])
def test_no_function_is_long(folder: str) -> None:
    long = {
        f"{name_of(path)}.{name}": lines
        for path in modules(folder)
        for name, lines in functions(path)
        if lines > MAX_FUNCTION_LINES
    }
    assert {f: n for f, n in long.items() if f not in LONG_FUNCTIONS} == {}


def is_vietnamese(char: str) -> bool:
    """Return whether a letter is written in Vietnamese and in neither English nor French."""
    spread = unicodedata.normalize("NFD", char.lower())
    own = {"\u031b", "\u0309", "\u0323", "\u0303", "\u0306"}  # horn, hook, dot, tilde, breve
    return char.lower() == "đ" or (char != "ñ" and (len(spread) > 2 or bool(own & set(spread))))


def is_word(text: str) -> bool:
    """Return whether a text is a Vietnamese word, not a letter or a range of letters."""
    return any(map(is_vietnamese, text)) and any(c.isascii() and c.isalpha() for c in text)


def words_in_code(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the string literals with Vietnamese letters, docstrings left out."""
    nodes = list(ast.walk(parsed(path)))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            without_ranges = re.sub(r"\w-\w", " ", node.value)
            words = [w for w in re.findall(r"\w+", without_ranges) if is_word(w)]
            if words and id(node) not in docstrings:
                yield node.lineno, " ".join(words)


def test_no_word_of_the_texts_stands_in_code() -> None:
    wrong = [
        f"{module}:{line} {words!r}" for module, path in ALL.items() for line, words in words_in_code(path)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('CUES = ["khẳng định"]', ["khẳng định"]),
        ('"""Words such as khẳng định are data."""', []),
        ('def f():\n    """Return đ."""\n    return "être"', []),
        ('x = f"{y} nhấn mạnh"', ["nhấn mạnh"]),
        ('x = re.compile("[A-ZĐà-ỹ]").sub("đ", y)', []),
    ],
)
def test_word_check_sees_a_seeded_word(code: str, found: list[str], tmp_path: Path) -> None:
    path = tmp_path / "seeded.py"
    path.write_text(code, "utf-8")
    assert [words for _, words in words_in_code(path)] == found


def test_rendering_loads_nothing_that_analyses_language() -> None:
    code = (
        "import sys; sys.path[:0] = ['theme']; import pelicanconf, diendam_site, pelican;"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "diendam_site" in done.stdout.split()
    assert NLP & set(done.stdout.split()) == set()


def test_no_rendering_code_names_the_pipeline() -> None:
    for path in [*modules("theme"), ROOT / "pelicanconf.py", ROOT / "publishconf.py"]:
        for node in ast.walk(parsed(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            assert not NLP & {name.split(".")[0] for name in names}, f"{path.name}: {names}"


def test_help_and_version_load_nothing_heavy() -> None:
    code = "import sys; import pipeline.cli;print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (NLP - {"pipeline"}) & set(done.stdout.split()) == set()
