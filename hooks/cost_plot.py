"""The plot of cumulative cost, from the numbers in the front matter of the page it stands on."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from decision.render.cost_plot import Shape, cost_plot
from hooks.markers import fill


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    if "cost-plot" not in page.meta:
        return html
    numbers = dict(page.meta["cost-plot"])
    requests = float(numbers.pop("requests"))
    shapes = [
        Shape(shape["label"], float(shape["build"]), float(shape["per-thousand"]), f"plot--{kind}")
        for kind, shape in numbers.items()
    ]
    return fill(html, "cost-plot", lambda _: cost_plot(shapes, requests))
