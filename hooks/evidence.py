"""Footnotes `[^evidence-id]`: texts come from the ledger, and an unknown id stops the build."""

import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.diagnostics import Diagnostic, Place, Source, nearest, to_text
from decision.render.evidence import reference
from hooks.markers import fill, project

_CITED = re.compile(r"\[\^([^\]\s]+)\]")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    ledger = project(config).ledger
    cited = dict.fromkeys(match[1] for match in _CITED.finditer(markdown))
    if unknown := [id_ for id_ in cited if id_ not in ledger]:
        faults = [_unknown(id_, page, ledger) for id_ in unknown]
        raise PluginError(f"the site is not built\n\n{to_text(faults)}\n")
    notes = (f"[^{id_}]: <!-- evidence: {id_} -->" for id_ in cited)
    return "\n".join((markdown, "", *notes, ""))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    ledger = project(config).ledger
    return fill(html, "evidence", lambda id_: reference(ledger[id_]))


def _unknown(id_: str, page: Page, ledger: Any) -> Diagnostic:
    file = page.file
    source = Source(f"docs/{file.src_uri}", tuple(file.content_string.split("\n")))
    line = next(n for n, text in enumerate(source.lines) if f"[^{id_}]" in text)
    column = source.lines[line].index(f"[^{id_}]")
    place = Place(source, line + 1, column + 3, len(id_))
    message = f"no evidence is named `{id_}`"
    return Diagnostic("unknown-evidence", message, place, nearest(id_, ledger))
