"""Figures without a footnote stop the build, all of them together, with their places."""

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.ledger.prose import unsourced
from decision.reading.diagnostics import Diagnostic, in_order, to_text
from hooks.markers import fill

_found: list[Diagnostic] = []


def on_pre_build(config: MkDocsConfig) -> None:
    _found.clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    file = page.file
    if file.generated_by is None:
        _found.extend(unsourced(html, file.content_string, f"docs/{file.src_uri}"))
    return fill(html, "no-evidence", lambda _: "")


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    if _found:
        raise PluginError(f"the site is not built\n\n{to_text(in_order(_found))}\n")
