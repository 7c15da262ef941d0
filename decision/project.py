"""A whole project in, its checked tree, ledger and use cases out, or every fault in any of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from decision import evidence, use_case
from decision.check import Surroundings, check
from decision.diagnostics import Diagnostic, TreeError, in_order
from decision.evidence import Evidence
from decision.model import Tree
from decision.nodes import decode
from decision.use_case import UseCase


@dataclass(frozen=True, slots=True)
class Project:
    """A tree in which nothing is wrong, with the ledger and the use cases that belong to it."""

    tree: Tree
    ledger: Mapping[str, Evidence]
    use_cases: Collection[UseCase]


def load(file: Path, docs: Path | None = None) -> Project:
    """Return the project of a tree file; raises TreeError where anything is wrong with it.

    `docs` defaults to the folder of that name beside the folder of the tree, and the ledger is
    `evidence.yaml` beside the tree. What is not there is not checked against.
    """
    project, faults = examine(file, docs)
    if project is None or faults:
        raise TreeError(faults)
    return project


def examine(file: Path, docs: Path | None = None) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Return the project of a tree file, where there is one, and all that is wrong with it."""
    docs = docs or file.parent.parent / "docs"
    faults: list[Diagnostic] = []
    ledger: Mapping[str, Evidence] | None = None
    use_cases: Collection[UseCase] | None = None
    pages: Collection[str] | None = None
    if (path := file.parent / "evidence.yaml").is_file():
        try:
            ledger = evidence.load(path)
        except TreeError as error:
            faults += error.diagnostics
    if docs.is_dir():
        pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
        try:
            use_cases = use_case.load_all(docs / "use-cases")
        except TreeError as error:
            faults += error.diagnostics
    tree: Tree | None = None
    try:
        text = decode(file.read_bytes(), file.as_posix())
        tree, found = check(text, file.as_posix(), Surroundings(pages, ledger, use_cases))
        faults += found
    except TreeError as error:
        faults += error.diagnostics
    project = None if tree is None else Project(tree, ledger or {}, use_cases or ())
    return project, in_order(faults)
