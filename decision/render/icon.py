"""The signs of the outcomes as SVG, in the colour of the text around them."""

from functools import cache

from decision.render.html import Html, tag
from decision.tree.records import Outcome, Tree

_SHAPES = {
    "speech": "M4 4h16v11h-8l-5 5v-5H4z",
    "book": "M12 6C9 4 6 4 3 5v14c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zm0 0v14",
    "sliders": (
        "M4 7h10m4 0h2M4 17h2m4 0h10"
        "M14 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0"
    ),
    "layers": "M12 3 3 8l9 5 9-5zM3 13l9 5 9-5",
    "steps": "M3 20h6v-5h6v-5h6M17 3l4 4-4 4M21 7h-7",
    "flag": "M5 21V4h13l-3 4 3 4H5",
    "star": "M12 3l3 6 6 1-4 5 1 6-6-3-6 3 1-6-4-5 6-1z",
    "compass": "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0m12-3-2 4-4 2 2-4z",
}


def shape(name: str) -> str:
    """Return the sign as the data of an SVG path in a box of 24 by 24."""
    return _SHAPES[name]


@cache
def icon(name: str) -> Html:
    """Return the sign as an SVG element that assistive technology passes over."""
    path = Html(f'<path d="{_SHAPES[name]}"/>')
    return tag("svg", path, class_="icon", viewBox="0 0 24 24", aria_hidden="true")


def tone(tree: Tree, outcome: Outcome) -> str:
    """Return the CSS class that gives an outcome its colour: the same for it on every page."""
    return f"tone-{list(tree.outcomes).index(outcome.id) % 8 + 1}"


def outcome_label(tree: Tree, outcome: Outcome) -> Html:
    """Return the short title of an outcome with its sign, in its colour."""
    return tag("span", icon(outcome.icon), outcome.short, class_=f"outcome {tone(tree, outcome)}")
