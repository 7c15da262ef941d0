"""What the theme leaves out: texts that are not escaped, names for assistive technology, tables.

Its templates are mended as they are loaded. A mending that no longer fits stops the build.
"""

from pathlib import Path
from xml.etree.ElementTree import Element

from jinja2 import BaseLoader, Environment
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from hooks import stopped
from hooks.site import Site
from hooks.templates import compiled

#: Template, what stands there, and what is put in its place.
_MENDINGS = (
    # Names, titles and descriptions are text, and the theme puts them into its HTML as they are.
    (
        "base.html",
        'content="{{ page.meta.description }}"',
        'content="{{ page.meta.description | e }}"',
    ),
    ("base.html", "<title>{{ page.meta.title }} -", "<title>{{ page.meta.title | e }} -"),
    ("partials/header.html", "{{ page.meta.title }}", "{{ page.meta.title | e }}"),
    *(
        (name, "{{ config.site_name }}", "{{ config.site_name | e }}")
        for name in ("base.html", "partials/header.html", "partials/nav.html")
    ),
    # The search dialog has no name.
    ("partials/search.html", 'role="dialog"', 'role="dialog" aria-label="Search"'),
    # The navigation of a section that has a page of its own is named by a label without text.
    (
        "partials/nav-item.html",
        'aria-labelledby="{{ path }}_label" aria-expanded',
        'aria-label="{{ (nav_item.title or "") | striptags | e }}" aria-expanded',
    ),
)

_ROLES = {
    **{"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row"},
    **{"th": "columnheader", "td": "cell"},
}


def mend(env: Environment, site: Site) -> None:
    """Mend the templates of the theme, and give them the site."""
    assert env.loader is not None
    env.loader = _Mended(env.loader)
    env.bytecode_cache = compiled("theme")
    env.globals["site"] = site
    for template, _, _ in _MENDINGS:
        env.get_template(template)


class _Mended(BaseLoader):
    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader

    def get_source(self, environment: Environment, template: str):  # type: ignore[no-untyped-def]
        source, file, is_current = self.loader.get_source(environment, template)
        for name, old, new in _MENDINGS:
            if name == template:
                if old not in source:
                    raise stopped(f"the theme's template {name} no longer holds `{old}`")
                source = source.replace(old, new)
        # What is compiled is kept by the name of the file: one name, from wherever it is reached.
        return source, file and str(Path(file).resolve()), is_current

    def list_templates(self) -> list[str]:
        return self.loader.list_templates()


class ResponsiveTables(Extension):
    """Tables that can be read on a phone: each cell names its column, CSS turns rows into cards.

    Roles are written out because browsers drop those of table parts that CSS shows as blocks.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Label the cells once everything else is done."""
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
