"""The whole flowchart and the first question, at their markers."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.render.flowchart import flowchart
from decision.render.state import panel
from decision.walk import State
from hooks.markers import fill, linker, project


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    tree = project(config).tree
    link = linker(page, files)
    html = fill(html, "flowchart", lambda _: flowchart(tree, link))
    return fill(html, "panel", lambda _: panel(tree, State((), tree.root), link))
