"""A whole project in, its checked tree with all that it rests on out, or every fault in it.

In the data folder stand `trees/<id>.yaml`, the ledger, `evidence.yaml`, the checked claims,
`claims.yaml`, and in `releases/<id>` what was published of a tree; in the docs folder stand the
pages and the use cases. What is not there is not checked against.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from decision.check import Context, check
from decision.history import releases
from decision.history.releases import Release
from decision.ledger import citations, claims, evidence
from decision.ledger.citations import Citation
from decision.ledger.claims import Claim
from decision.ledger.evidence import Evidence
from decision.reading import pages
from decision.reading.diagnostics import Diagnostic, TreeError, in_order
from decision.reading.nodes import decode
from decision.reading.pages import Page
from decision.tree import use_cases
from decision.tree.records import Tree
from decision.tree.use_cases import UseCase


@dataclass(frozen=True, slots=True)
class Project:
    """A tree in which nothing is wrong, with what belongs to it.

    `digest` is the SHA-256 digest of its release, or of the file itself where it is not released;
    `releases` are all that were published, oldest first; `citations` are by the id of the evidence.
    """

    tree: Tree
    digest: str
    releases: Sequence[Release]
    ledger: Mapping[str, Evidence]
    use_cases: Collection[UseCase]
    pages: Mapping[str, Page]
    claims: Mapping[str, Claim]
    citations: Mapping[str, Sequence[Citation]]


def load(file: Path, docs: Path | None = None, *, draft: bool = False) -> Project:
    """Return the project of a tree file; raises TreeError where anything is wrong with it.

    `docs` defaults to the folder of that name beside the folder of the data. A `draft` may differ
    from its release.
    """
    project, faults = examine(file, docs)
    if project is None or any(not (draft and _is_of_draft(fault, project)) for fault in faults):
        raise TreeError(faults)
    return project


def examine(
    file: Path, docs: Path | None = None, today: date | None = None
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Return the project of a tree file, where there is one, and all that is wrong with it.

    Where `today` is given, entries that should have been reviewed by then are warned of.
    """
    folder = file.parent.parent
    docs = docs or folder.parent / "docs"
    faults: list[Diagnostic] = []

    def read[T](there: bool, loader: Callable[[Path], T], path: Path) -> T | None:
        try:
            return loader(path) if there else None
        except TreeError as error:
            faults.extend(error.diagnostics)
            return None

    ledger = read((path := folder / "evidence.yaml").is_file(), evidence.load, path)
    checked = read((path := folder / "claims.yaml").is_file(), claims.load, path)
    written = read(docs.is_dir(), pages.load_all, docs)
    complete = written is not None and not faults
    worked = read(docs.is_dir(), use_cases.load_all, docs / "use-cases")
    published = read(True, releases.load_all, releases_of(file)) or ()
    by_path = None if written is None else {page.path: page for page in written}
    tree: Tree | None = None
    data = file.read_bytes()
    try:
        context = Context(by_path, ledger, worked, published)
        tree, of_tree = check(decode(data, file.as_posix()), file.as_posix(), context)
        faults += of_tree
    except TreeError as error:
        faults += error.diagnostics
    faults += claims.unknown_names(checked or {}, by_path, ledger)
    if ledger is not None:
        faults += citations.unknown_footnotes(written or (), ledger)
        faults += evidence.past_review(ledger, today) if today else ()
    if tree is None:
        return None, in_order(faults)
    cited = citations.citations(tree, written or (), checked or {})
    # Where a file could not be read, what it cites is not known.
    if ledger and complete:
        # What a release cites stays, for the records that were made with it.
        kept = {id_ for r in published for id_ in citations.citations(r.tree, (), {})}
        faults += evidence.unused_evidence(ledger, {*cited, *kept})
    frozen = next((r.digest for r in published if r.version == tree.version), None)
    project = Project(
        tree=tree,
        digest=frozen or releases.digest(data),
        releases=published,
        ledger=ledger or {},
        use_cases=worked or (),
        pages=by_path or {},
        claims=checked or {},
        citations=cited,
    )
    return project, in_order(faults)


def _is_of_draft(fault: Diagnostic, project: Project) -> bool:
    """Return whether a fault says of a tree that it is not what was released."""
    of_release = fault.check in ("changed-release", "small-bump")
    return of_release and fault.place.source is project.tree.source


def releases_of(file: Path) -> Path:
    """Return the folder of the releases of a tree file."""
    return file.parent.parent / "releases" / file.stem
