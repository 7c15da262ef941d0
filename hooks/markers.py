"""Markers in a page, `<!-- name -->` or `<!-- name: argument -->`, replaced by HTML."""

import re
from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from decision.project import Project
from decision.render.flowchart import Link

MARKER = re.compile(r"<!-- ([a-z-]+)(?:: ([^>]*?))? -->")


def fill(html: str, name: str, filling: Callable[[str], str]) -> str:
    """Return the HTML with each marker of that name replaced; the filling gets its argument."""

    def filled(match: re.Match[str]) -> str:
        return filling(match[2] or "") if match[1] == name else match[0]

    return MARKER.sub(filled, html)


def project(config: MkDocsConfig) -> Project:
    """Return the project that the tree hook has read."""
    found = config.extra["project"]
    assert isinstance(found, Project)
    return found


def linker(page: Page, files: Files) -> Link:
    """Return the function that turns a page or a state into an address relative to this page."""

    def link(target: str) -> str:
        if target.endswith(".md"):
            file = files.get_file_from_path(target)
            if file is None:
                message = (
                    f"docs/{page.file.src_uri} needs the page docs/{target}, which is not there"
                )
                raise PluginError(f"the site is not built\n\n{message}\n")
            target = file.url
        return get_relative_url(target, page.url)

    return link
