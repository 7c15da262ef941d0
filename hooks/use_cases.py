"""Use cases: the path drawn, what would flip it, and all of them as cards."""

from pathlib import PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.render.guide import case_cards, worked_path
from decision.render.state import flip_list
from decision.tree.states import Leaf
from hooks.markers import fill, linker, project


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    found = project(config)
    link = linker(page, files)
    path = PurePosixPath(page.file.src_uri)
    if path.parent.name != "use-cases":
        return html
    html = fill(html, "cases", lambda _: case_cards(found.tree, found.use_cases, link))
    case = next((case for case in found.use_cases if case.id == path.stem), None)
    if case is not None:
        leaf = case.state(found.tree)
        assert isinstance(leaf, Leaf)
        html = fill(html, "use-case", lambda _: worked_path(found.tree, leaf, link))
        html = fill(html, "flips", lambda _: flip_list(found.tree, leaf, link))
    return html
