"""The house stands as it is drawn: imports run one way, words for readers stand in templates."""

import ast
import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
#: The floors of the house, lowest first; those of one floor do not know each other.
FLOORS = (
    *({"decision.reading"}, {"decision.tree"}, {"decision.ledger"}, {"decision.history"}),
    *({"decision.render"}, {"decision.check"}, {"decision.project"}),
    *({"decision.workbench", "decision.__main__"}, {"hooks"}),
)
#: What the core may use beside itself: it runs in the browser, too.
CORE = {*sys.stdlib_module_names, "yaml"}
#: Who is spoken to by these is somebody at a terminal.
FOR_THE_TERMINAL = {"decision/render/terminal.py"}
#: What these are given is a message to a maintainer, or no text at all.
SILENT = {"Diagnostic", "PluginError", "stopped", "compile", "info", "print"}
#: So is what has one of these names.
PASSED = {"message", "help_", "why", "there", "_NAMES"}

#: A capital and more than a word, four words in a row, or the end of a sentence.
_WORDS = re.compile(r"\A[A-Z][a-z]+( [a-z]+)+|\b[a-z]+( [a-z]+){3,}|[A-Za-z]+ [a-z]+[.:?!] ?\Z")


def modules(*folders: str) -> list[Path]:
    return sorted(chain.from_iterable((ROOT / folder).rglob("*.py") for folder in folders))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor(module: str) -> int | None:
    for number, names in enumerate(FLOORS):
        if any(f"{module}.".startswith(f"{name}.") for name in names):
            return number
    return None


@pytest.mark.parametrize("path", modules("decision", "hooks"), ids=name_of)
def test_a_module_imports_only_from_the_floors_below_its_own(path: Path) -> None:
    own = name_of(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    here = floor(own)
    for module in imported(path):
        there = floor(module)
        if there is not None and here is not None:
            wing = any(own.startswith(f"{n}.") and module.startswith(f"{n}.") for n in FLOORS[here])
            assert there < here or wing, f"{own} imports {module}"
        elif own.startswith("decision"):
            assert module.partition(".")[0] in CORE | {"decision"}, f"{own} imports {module}"


def spoken(path: Path) -> Iterator[str]:
    """Yield the texts in a module that are no documentation and no message to a maintainer."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        called = node.func if isinstance(node, ast.Call) else None
        name = getattr(called, "id", getattr(called, "attr", ""))
        if name in SILENT or isinstance(node, ast.Raise):
            passed |= {id(inner) for inner in ast.walk(node)}
        named = node.targets if isinstance(node, ast.Assign) else ()
        if any(getattr(target, "id", "") in PASSED for target in named):
            passed |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in passed
        ):
            yield node.value


def test_no_word_for_readers_stands_in_python() -> None:
    paths = [p for p in modules("hooks", "decision/render") if name_of(p) not in FOR_THE_TERMINAL]
    found = {
        (name_of(path), text) for path in paths for text in spoken(path) if _WORDS.search(text)
    }
    assert found == set()


def test_no_word_for_readers_stands_in_a_script() -> None:
    strings = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
    found = set()
    for path in sorted((ROOT / "hooks/assets").rglob("*.mjs")):
        if path.name.endswith(".test.mjs"):
            continue
        code = re.sub(
            r"/\*.*?\*/|//[^\n]*|new Error\([^)]*\)", "", path.read_text("utf-8"), flags=re.S
        )
        texts = (a or b for a, b in strings.findall(code))
        found |= {(name_of(path), text) for text in texts if _WORDS.search(text)}
    assert found == set()


def test_the_tests_of_the_machine_know_no_word_of_the_guide() -> None:
    ids: set[str] = set()
    for file in sorted((ROOT / "decision/trees").glob("*.yaml")):
        tree = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        ids |= {*tree["questions"], *tree["outcomes"]}
        ids |= {answer for question in tree["questions"].values() for answer in question["answers"]}
    # A word that any subject could use tells nothing; an id of several words is somebody's own.
    known = sorted(id_ for id_ in ids if "-" in id_) or ["(?!)"]
    own = re.compile(rf"\b({'|'.join(known)})\b")
    found = {}
    for path in modules("tests/machine"):
        if match := own.search(path.read_text(encoding="utf-8")):
            found[name_of(path)] = match[0]
    assert found == {}
