"""The kinds of page that a site has, each with the address of its largest page."""

from collections.abc import Mapping, Set

from bs4 import BeautifulSoup

from decision.project import Project
from decision.tree.states import Ask, states
from tests.built import Site
from tests.pages import address

#: What only one kind of page holds.
_ELEMENTS = (
    *("state-replay", "decision-tree", "paths-filter", "compare-states"),
    *("cost-worksheet", "decision-workbench"),
)


def kinds(site: Site, project: Project) -> Mapping[str, str]:
    """Return the address of the largest page of each kind, by the name of the kind.

    A page is of the kind of what it shows: an element, a state, a part of the tree, a ledger. What
    shows nothing of the kind is text, of which each folder has its own.
    """
    shown = _shown(project)
    folders = {url.partition("/")[0] for url in site.pages if url.count("/") > 1}
    largest: dict[str, tuple[int, str]] = {}
    for url, page in site.pages.items():
        if page.select_one("page-moved"):
            continue
        kind = _kind(url, page, shown, folders)
        size = len(page.get_text())
        largest[kind] = max(largest.get(kind, (0, "")), (size, url))
    return {kind: url for kind, (_, url) in sorted(largest.items())}


def _shown(project: Project) -> Mapping[str, str]:
    """Return the kind of each page that shows a part of the tree, by its address."""
    tree = project.tree
    found = {
        f"decide/{state.url}": "state that asks" if isinstance(state, Ask) else "recommendation"
        for state in states(tree)
    }
    found |= {address(question.page): "question" for question in tree.questions.values()}
    found |= {address(outcome.page): "outcome" for outcome in tree.outcomes.values()}
    return found | {f"use-cases/{case.id}/": "use case" for case in project.use_cases}


def _kind(url: str, page: BeautifulSoup, shown: Mapping[str, str], folders: Set[str]) -> str:
    for element in _ELEMENTS:
        if page.select_one(element):
            return element
    if url in shown:
        return shown[url]
    if url.startswith("decide/"):
        return "gone place"
    folder = url.partition("/")[0]
    return f"text in {folder}/" if folder in folders else url or "home"
