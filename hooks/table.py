"""Every path as a table at its marker, as CSV, and the whole tree as JSON."""

import csv
import io
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from decision.render.data import rows, to_json
from decision.render.paths import paths_table
from hooks.markers import fill, linker, project


def on_files(files: Files, config: MkDocsConfig) -> Files:
    tree = project(config).tree
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows(tree))
    files.append(File.generated(config, "decide/paths.csv", content=table.getvalue()))
    files.append(File.generated(config, "decide/tree.json", content=to_json(tree) + "\n"))
    schema = Path(__file__).parent.parent / "decision/schemas/published.schema.json"
    text = schema.read_text(encoding="utf-8")
    files.append(File.generated(config, "decide/tree.schema.json", content=text))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    tree = project(config).tree
    return fill(html, "paths", lambda _: paths_table(tree, linker(page, files)))
