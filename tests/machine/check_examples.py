"""An example of each check: a wrong file beside the message that was agreed for it."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from markdown import markdown

from decision.check import Context, check
from decision.history import addresses
from decision.history.releases import unreleased
from decision.ledger import evidence
from decision.ledger.prose import unsourced
from decision.reading import pages
from decision.reading.diagnostics import CHECKS, Diagnostic, TreeError, to_text
from decision.reading.nodes import MAX_BYTES, decode
from decision.reading.pages import CITED, inline_script, unknown_marker
from decision.tree import own_pages, use_cases
from tests.machine.sample_trees import OK, case, named, released, text_of, tree_at

WRONG = Path(__file__).parent / "trees/wrong"
#: Ledgers and pages.
WRONG_LEDGERS = Path(__file__).parent / "ledgers/wrong"
#: Pages of the minimal tree, and a list of the addresses of its site.
WRONG_PAGES = Path(__file__).parent / "pages/wrong"
#: What to do where a message is not the one that was agreed.
UPDATE = "if this is meant, run `make golden` and read what it changes"

#: What the build fills in the pages above.
_MARKERS = ("flowchart", "no-evidence", "paths", "question", "state", "workbench")
#: The page of the question of the minimal tree.
MINIMAL_PAGE = "questions/repeats.md"

_TODAY = date(2026, 11, 22)
#: Those of `mkdocs.yml` that change what is a paragraph, an item, a row or code.
_EXTENSIONS = [
    "admonition",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.superfences",
    "tables",
]

#: What stands around the wrong trees, which are the minimal tree with one fault each.
AROUND = Context(
    pages={
        *("questions/repeats.md", "questions/staleness.md", "questions/level.md"),
        *("outcomes/cache.md", "outcomes/no-cache.md", "outcomes/later.md"),
    },
    evidence={"study-2024"},
    use_cases=(case("cache", {"repeats": "yes"}), case("no-cache", {"repeats": "no"})),
    releases=(released(OK / "minimal.yaml"),),
)


def messages() -> Mapping[Path, str]:
    """Return what the file of each check should hold: the message that its example gives now."""
    return {folder(name) / f"{name}.txt": f"{to_text(faults(name))}\n" for name in CHECKS}


def folder(name: str) -> Path:
    """Return the folder that holds the example of a check."""
    special = (found for found in (WRONG_LEDGERS, WRONG_PAGES) if any(found.glob(f"{name}.*")))
    return next(special, WRONG)


def faults(name: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the example of a check: a tree, a use case, a ledger or a page."""
    if folder(name) is WRONG_LEDGERS:
        return _ledger_faults(name)
    if folder(name) is WRONG_PAGES:
        return tuple(_page_faults(name))
    page, file = WRONG / f"{name}.md", WRONG / f"{name}.yaml"
    try:
        if page.exists():
            around = Context(use_cases=[use_cases.parse(text_of(page), named(page))])
            many = OK / "many-forms.yaml"
            return check(text_of(many), named(many), around)[1]
        if name == "unreleased":
            return tuple(unreleased(tree_at(file), AROUND.releases))
        data = file.read_bytes() if file.exists() else b"#" * (MAX_BYTES + 1)
        return check(decode(data, named(file)), named(file), AROUND)[1]
    except TreeError as error:
        return error.diagnostics


def html(page: str) -> str:
    """Return the HTML of a page, footnotes included, without what the build fills in."""
    notes = "".join(f"[^{id_}]: Note.\n" for id_ in {m[1] for m in CITED.finditer(page)})
    return markdown(f"{page}\n\n{notes}", extensions=_EXTENSIONS)


def _page_faults(name: str) -> Iterator[Diagnostic]:
    if name == "lost-address":
        listed = addresses.parse(text_of(file := WRONG_PAGES / f"{name}.list"), named(file))
        yield from addresses.lost_pages(listed, {*(AROUND.pages or ()), "index.md"}, ())
        return
    page = pages.parse(text_of(file := WRONG_PAGES / f"{name}.md"), named(file), MINIMAL_PAGE)
    yield from pages.misdescribed(page)
    yield from own_pages.lacking(tree_at(OK / "minimal.yaml"), {page.path: page})


def _ledger_faults(name: str) -> tuple[Diagnostic, ...]:
    page, file = WRONG_LEDGERS / f"{name}.md", WRONG_LEDGERS / f"{name}.yaml"
    if page.exists():
        text = text_of(page)
        markers = unknown_marker(pages.parse(text, named(page), named(page)), _MARKERS)
        scripts = inline_script(html(text), text, named(page))
        return (*unsourced(html(text), text, named(page)), *markers, *scripts)
    try:
        ledger = evidence.parse(text_of(file), named(file))
    except TreeError as error:
        return error.diagnostics
    unused = evidence.unused_evidence(ledger, {"study-2024"})
    return (*evidence.past_review(ledger, _TODAY), *unused)
