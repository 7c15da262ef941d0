"""Tables that can be read on a phone: each cell names its column, and CSS turns rows into cards.

The roles are written out because browsers drop those of table parts that CSS displays as blocks.
"""

from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig

_ROLES = {
    **{"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row"},
    **{"th": "columnheader", "td": "cell"},
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    # MkDocs types them as names, and passes instances on to Markdown as they are.
    cast(list[object], config.markdown_extensions).append(_CellLabels())
    return config


class _CellLabels(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Label(md), "cell-labels", 1)


class _Label(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            heads = ["".join(head.itertext()) for head in table.iter("th")]
            for part in table.iter():
                if role := _ROLES.get(part.tag):
                    part.set("role", role)
            for row in table.iterfind("tbody/tr"):
                for label, cell in zip(heads, row, strict=False):
                    cell.set("data-label", label)
