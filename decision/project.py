"""A whole project in, its checked tree, ledger and use cases out, or every fault in any of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from decision import evidence, release, use_case
from decision.check import Surroundings, check
from decision.diagnostics import Diagnostic, TreeError, in_order
from decision.evidence import Evidence
from decision.model import Tree
from decision.nodes import decode
from decision.release import Release
from decision.use_case import UseCase


@dataclass(frozen=True, slots=True)
class Project:
    """A tree in which nothing is wrong, with what belongs to it.

    `digest` is the SHA-256 digest of its release, or of the file itself where it is not released;
    `releases` are all that were published, oldest first.
    """

    tree: Tree
    digest: str
    releases: Sequence[Release]
    ledger: Mapping[str, Evidence]
    use_cases: Collection[UseCase]


def load(file: Path, docs: Path | None = None) -> Project:
    """Return the project of a tree file; raises TreeError where anything is wrong with it.

    `docs` defaults to the folder of that name beside the folder of the tree; the ledger is
    `evidence.yaml` and the releases are in `releases` beside the tree. What is not there is not
    checked against.
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
    releases: Sequence[Release] = ()
    try:
        releases = release.load_all(file.parent / "releases")
    except TreeError as error:
        faults += error.diagnostics
    tree: Tree | None = None
    data = file.read_bytes()
    try:
        around = Surroundings(pages, ledger, use_cases, releases)
        tree, found = check(decode(data, file.as_posix()), file.as_posix(), around)
        faults += found
    except TreeError as error:
        faults += error.diagnostics
    if tree is None:
        return None, in_order(faults)
    frozen = next((r.digest for r in releases if r.version == tree.version), release.digest(data))
    return Project(tree, frozen, releases, ledger or {}, use_cases or ()), in_order(faults)
