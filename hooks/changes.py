"""What changed from release to release, at its marker."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.render.changes import guidance
from hooks.markers import fill, linker, project


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    found = project(config)
    link = linker(page, files)
    return fill(html, "changes", lambda _: guidance(found.tree, found.releases, link))
