"""The site: what is done at each event of MkDocs, which page, which address; no tree logic."""

from mkdocs.exceptions import PluginError


def stopped(message: str) -> PluginError:
    """Return the error that stops a build and leaves the last good site in its place."""
    return PluginError(f"the site is not built\n\n{message}\n")
