"""A whole project in, its checked tree with all that it rests on out, or every fault in it.

In the data folder stand `trees/<id>.yaml`, the ledger, `evidence.yaml`, the checked claims,
`claims.yaml`, and in `releases/<id>` what was published of a tree; in the docs folder stand the
pages and the use cases. What is not there is not checked against.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from decision.check import Context, check
from decision.history import addresses, releases
from decision.history.releases import Release
from decision.ledger import citations, claims, evidence
from decision.ledger.citations import Citation
from decision.ledger.claims import Claim
from decision.ledger.evidence import Evidence
from decision.reading import pages
from decision.reading.diagnostics import Diagnostic, TreeError, in_order
from decision.reading.nodes import Text, decode
from decision.reading.pages import Page
from decision.tree import own_pages, use_cases
from decision.tree.records import Tree, paged
from decision.tree.use_cases import UseCase


@dataclass(frozen=True, slots=True)
class Project:
    """A tree in which nothing is wrong, with what belongs to it.

    `digest` is the SHA-256 digest of its release, or of the file itself where it is not released;
    `releases` are all that were published, oldest first; `citations` are by the id of the evidence;
    `addresses` are all that were ever published.
    """

    tree: Tree
    digest: str
    releases: Sequence[Release]
    ledger: Mapping[str, Evidence]
    use_cases: Collection[UseCase]
    pages: Mapping[str, Page]
    claims: Mapping[str, Claim]
    citations: Mapping[str, Sequence[Citation]]
    addresses: Sequence[Text]


def load(file: Path, docs: Path | None = None) -> Project:
    """Return the project of a tree file; raises TreeError where anything is wrong with it.

    `docs` defaults to the folder of that name beside the folder of the data.
    """
    project, faults = examine(file, docs)
    if project is None or faults:
        raise TreeError(faults)
    return project


def load_draft(file: Path, docs: Path) -> tuple[Project, tuple[Diagnostic, ...]]:
    """Return the project of a tree that is being edited, and what is not done yet.

    It may differ from its release, and pages may speak other words than it does. Raises TreeError
    where anything else is wrong.
    """
    project, faults = examine(file, docs)
    if project is None or not all(_is_of_draft(fault, project) for fault in faults):
        raise TreeError(faults)
    return project, faults


def examine(
    file: Path, docs: Path | None = None, today: date | None = None
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Return the project of a tree file, where there is one, and all that is wrong with it.

    Where `today` is given, entries that should have been reviewed by then are warned of.
    """
    folder = file.parent.parent
    docs = docs or docs_of(file)
    faults: list[Diagnostic] = []

    def read[T, S](there: bool, loader: Callable[[S], T], source: S) -> T | None:
        try:
            return loader(source) if there else None
        except TreeError as error:
            faults.extend(error.diagnostics)
            return None

    ledger = read((path := folder / "evidence.yaml").is_file(), evidence.load, path)
    checked = read((path := folder / "claims.yaml").is_file(), claims.load, path)
    published = read(True, releases.load_all, releases_of(file))
    listed = read(True, addresses.load, folder / addresses.LIST) or ()
    written = pages.load_all(docs) if docs.is_dir() else ()
    by_path = {page.path: page for page in written} if docs.is_dir() else None
    worked = read(docs.is_dir(), use_cases.all_of, written)
    for page in written:
        faults += () if use_cases.is_case(page.path) else pages.misdescribed(page)
    complete = docs.is_dir() and not faults
    tree: Tree | None = None
    data = file.read_bytes()
    try:
        context = Context(by_path, ledger, worked, published or ())
        tree, of_tree = check(decode(data, file.as_posix()), file.as_posix(), context)
        faults += of_tree
    except TreeError as error:
        faults += error.diagnostics
    faults += claims.unknown_names(checked or {}, by_path, ledger)
    if ledger is not None:
        faults += citations.unknown_footnotes(written, ledger)
        faults += citations.lost_evidence((r.tree for r in published or ()), ledger)
        faults += evidence.past_review(ledger, today) if today else ()
    if published is not None:
        faults += addresses.lost_releases(listed, published, releases_of(file).as_posix())
    if tree is None:
        return None, in_order(faults)
    project = Project(
        tree=tree,
        digest=_digest(tree, data, published or ()),
        releases=published or (),
        ledger=ledger or {},
        use_cases=worked or (),
        pages=by_path or {},
        claims=checked or {},
        citations=citations.citations(tree, written, checked or {}),
        addresses=listed,
    )
    if by_path is not None:
        faults += own_pages.lacking(tree, by_path)
        faults += _lost(project, folder)
    # Where a file could not be read, what it cites is not known.
    if ledger and complete:
        faults += evidence.unused_evidence(ledger, _kept(project))
    return project, in_order(faults)


def _is_of_draft(fault: Diagnostic, project: Project) -> bool:
    of_release = fault.check in ("changed-release", "small-bump")
    of_words = fault.check in ("wrong-heading", "missing-section")
    return of_words or (of_release and fault.place.source is project.tree.source)


def releases_of(file: Path) -> Path:
    """Return the folder of the releases of a tree file."""
    return file.parent.parent / "releases" / file.stem


def docs_of(file: Path) -> Path:
    """Return the folder of the pages that belong to a tree file, where no other is named."""
    return file.parent.parent.parent / "docs"


def _digest(tree: Tree, data: bytes, published: Sequence[Release]) -> str:
    frozen = next((r.digest for r in published if r.version == tree.version), None)
    return frozen or releases.digest(data)


def _lost(project: Project, folder: Path) -> Iterator[Diagnostic]:
    """Find published addresses that the pages, the ledger and the claims no longer hold."""
    listed, written = project.addresses, project.pages
    # What somebody names and is not there is told already.
    named = {page for claim in project.claims.values() for page in claim.pages}
    named |= {owner.page for owner in paged(project.tree)}
    redirected = {*addresses.redirects(folder.parent / "mkdocs.yml"), *named}
    yield from addresses.lost_pages(listed, written, redirected)
    topics = {entry.topic.id for entry in project.ledger.values()}
    for page, known, file in (
        (citations.LEDGER, {*project.ledger, *topics}, folder / "evidence.yaml"),
        (citations.CLAIMS, {*project.claims}, folder / "claims.yaml"),
    ):
        if known:
            yield from addresses.lost_entries(listed, written.get(page), known, file.as_posix())


def _kept(project: Project) -> set[str]:
    """Return the entries of the ledger that are cited, or that people may have linked."""
    # What a release cites stays, for the records that were made with it.
    released = (citations.citations(r.tree, (), {}) for r in project.releases)
    return {*project.citations, *(id_ for ids in released for id_ in ids)} | {
        address.partition("#")[2] for address in project.addresses
    }
