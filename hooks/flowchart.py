"""The whole flowchart, the first question, and what works in place, at their markers."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.render.decide import answers_form, panels
from decision.render.flowchart import flowchart
from decision.render.html import tag
from decision.render.panel import panel
from decision.tree.states import start
from hooks.markers import MARKER, fill, linker, project


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    found = project(config)
    tree = found.tree
    link = linker(page, files)
    in_place = any(match[1] == "panels" for match in MARKER.finditer(html))
    html = fill(html, "flowchart", lambda _: flowchart(tree, link))
    html = fill(html, "panel", lambda _: tag("div", panel(tree, start(tree), link)))
    html = fill(html, "panels", lambda _: panels(tree, link, found.use_cases))
    html = fill(html, "answers", lambda words: answers_form(tree, *words.split(" | ")))
    return f"<decision-tree>{html}</decision-tree>" if in_place else html
