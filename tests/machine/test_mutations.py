"""What a maintainer gets wrong is told where it is: `mutations/table.txt` holds each fault."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from decision.check import Context, check
from decision.history.releases import RELEASES, Release
from decision.ledger import claims, evidence
from decision.ledger.prose import unsourced
from decision.reading.decoder import Decoder
from decision.reading.diagnostics import Diagnostic, TreeError
from decision.reading.nodes import read
from decision.tree import use_cases
from decision.tree.loading import tree_of
from tests.machine.check_examples import html
from tests.machine.sample_trees import surroundings

FOLDER = Path(__file__).parent / "mutations"
FILES = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.[ym]*")}
TREE = tree_of(FILES["tree.yaml"], "tree.yaml")
RELEASED = Release(
    tree_of(FILES["tree.yaml"].replace("1.2.0", "1.1.0"), "1.1.0.yaml"), "2026-01-31", "", "One."
)
AROUND = Context(surroundings(TREE).pages, {"study-2024"}, None, (RELEASED,))

type Row = tuple[str, str, str, int, str, str]


def _index(text: str, name: str) -> Iterator[Diagnostic]:
    decoder = Decoder()
    decoder.read(RELEASES, read(text, name))
    return iter(decoder.faults)


#: What is said of each file, by its name.
SAID: Mapping[str, Callable[[str, str], Any]] = {
    "tree.yaml": lambda text, name: check(text, name, AROUND)[1],
    "ledger.yaml": evidence.parse,
    "claims.yaml": claims.parse,
    "index.yaml": _index,
    "case.md": lambda text, name: use_cases.disagreements(TREE, use_cases.parse(text, name)),
    "page.md": lambda text, name: unsourced(html(text), text, name),
}


def _rows() -> Iterator[Row]:
    name = ""
    for line in (FOLDER / "table.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            change, told, word = line.split(" | ")
            old, new = map(_unescaped, change.split(" => "))
            number, check_ = told.split()
            yield name, old, new.removeprefix("~"), int(number), check_, word


def _unescaped(text: str) -> str:
    return re.sub(r"\\u(....)", lambda m: chr(int(m[1], 16)), text.replace(r"\n", "\n"))


def said_of(name: str, text: str) -> list[Diagnostic]:
    """Return all that is said of a file with this text."""
    try:
        found = SAID[name](text, name)
    except TreeError as error:
        return [*error.diagnostics]
    return [fault for fault in found if isinstance(fault, Diagnostic)]


ROWS = [*_rows()]


def test_the_files_are_good_before_anything_happens_to_them() -> None:
    assert len(ROWS) >= 110
    assert {name: said_of(name, FILES[name]) for name in SAID} == {name: [] for name in SAID}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}"[:60])
def test_what_a_maintainer_gets_wrong_is_told_once_and_where_it_is(row: Row) -> None:
    name, old, new, line, expected, word = row
    assert old in FILES[name]
    found = said_of(name, FILES[name].replace(old, new, 1))
    assert [(d.check, d.place.line) for d in found] == ([(expected, line)] if line else [])
    labels = [label for d in found for _, label in d.others]
    assert word == "-" or any(word in f"{d.message} {d.help} {labels}" for d in found)
