"""The page that puts states side by side: its form and columns at their marker."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.render.compare import compare
from hooks.markers import fill, linker, project


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return fill(html, "compare", lambda _: compare(project(config).tree, linker(page, files)))
