"""Footnotes `[^evidence-id]`: their texts come from the ledger, and lead to their entries."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.reading.pages import CITED, without_code
from decision.render.evidence import reference
from hooks.markers import fill, linker, project


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    cited = dict.fromkeys(match[1] for match in CITED.finditer(without_code(markdown)))
    notes = (f"[^{id_}]: <!-- evidence: {id_} -->" for id_ in cited)
    return "\n".join((markdown, "", *notes, ""))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    ledger = project(config).ledger
    link = linker(page, files)
    return fill(html, "evidence", lambda id_: reference(ledger[id_], link))
