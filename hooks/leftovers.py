"""A marker that nothing has filled is a mistake in a page, and stops the build."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from hooks.markers import MARKER


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    if left := MARKER.search(html):
        line = next(
            (
                n
                for n, text in enumerate(page.file.content_string.split("\n"), 1)
                if left[0] in text
            ),
            1,
        )
        message = f"docs/{page.file.src_uri}:{line}: nothing fills the marker `{left[0]}`"
        raise PluginError(f"the site is not built\n\n{message}\n")
