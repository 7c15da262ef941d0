"""Markers in a page, `<!-- name -->` or `<!-- name: argument -->`, and the table of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decision.reading.markdown import without_code
from decision.reading.pages import MARKER
from decision.render.flowchart import flowchart
from decision.tree.states import start
from hooks import fillings
from hooks.site import View


@dataclass(frozen=True, slots=True)
class Marker:
    """What fills a marker, from the page that it stands on and its argument.

    One that `makes_headings` is filled in the Markdown of its page, so that the table of contents
    and the search know them; every other one in its HTML. All of a page that holds one which is
    filled `within` an element stands in that element.
    """

    filling: Callable[[View, str], str]
    makes_headings: bool = False
    within: str = ""


def fill(html: str, view: View) -> str:
    """Return the HTML of a page with every marker in it filled."""
    filled = MARKER.sub(lambda match: _filled(match, view, headings=False), html)
    held = (MARKERS[match[1]] for match in MARKER.finditer(html) if match[1] in MARKERS)
    for element in dict.fromkeys(marker.within for marker in held if marker.within):
        filled = f"<{element}>{filled}</{element}>"
    return filled


def fill_headings(markdown: str, view: View) -> str:
    """Return the Markdown of a page with those markers filled that make headings."""
    prose = without_code(markdown)

    def filled(match: re.Match[str]) -> str:
        is_code = not prose.startswith(match[0], match.start())
        return match[0] if is_code else _filled(match, view, headings=True)

    return MARKER.sub(filled, markdown)


def _filled(match: re.Match[str], view: View, *, headings: bool) -> str:
    marker = MARKERS.get(match[1])
    if marker is None or marker.makes_headings != headings:
        return match[0]
    return marker.filling(view, match[2] or "")


#: Every marker by its name. Whoever adds one adds a line here.
MARKERS: Mapping[str, Marker] = {
    "answers": Marker(fillings.answers),
    "cases": Marker(fillings.cases),
    "changes": Marker(fillings.changes),
    "check": Marker(fillings.check),
    "claims": Marker(fillings.claims),
    "compare": Marker(lambda view, _: view.show("compare")),
    "count": Marker(fillings.count),
    "entries": Marker(fillings.entries),
    "evidence": Marker(fillings.evidence),
    "flips": Marker(fillings.flips),
    "flowchart": Marker(lambda view, _: flowchart(view.site.tree, view.link)),
    "leaves": Marker(fillings.leaves),
    "ledger": Marker(fillings.ledger, makes_headings=True),
    "no-evidence": Marker(lambda view, _: ""),
    "outcome": Marker(fillings.outcome),
    "outcomes": Marker(lambda view, _: view.show("outcomes")),
    "panel": Marker(
        lambda view, _: f"<div>{view.show('panel', state=start(view.site.tree))}</div>"
    ),
    "panels": Marker(lambda view, _: view.show("panels"), within="decision-tree"),
    "paths": Marker(lambda view, _: view.show("paths")),
    "question": Marker(fillings.question),
    "reviews": Marker(fillings.reviews),
    "sign": Marker(fillings.sign),
    "sources": Marker(
        lambda view, _: view.show("sources", entries=view.site.project.ledger.values())
    ),
    "state": Marker(fillings.state),
    "states": Marker(fillings.asked),
    "use-case": Marker(fillings.use_case),
    "workbench": Marker(fillings.workbench),
    "worksheet": Marker(fillings.worksheet),
}
