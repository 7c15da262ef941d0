"""Titles and descriptions are text: the theme puts them into its HTML as they are."""

from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    for key in ("title", "description"):
        if key in page.meta:
            # An apostrophe is harmless here, and the theme escapes some titles once more.
            page.meta[key] = escape(str(page.meta[key])).replace("&#x27;", "'")
