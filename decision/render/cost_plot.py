"""Cumulative cost against number of requests: an accessible SVG and a table of its numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from decision.render.html import Html, join, tag

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 480, 340, 72, 56, 20, 48


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of cost: `build` in dollars, once; `per_thousand` in dollars per 1,000 requests."""

    label: str
    build: float
    per_thousand: float
    kind: str

    def at(self, requests: float) -> float:
        """Return the dollars spent after a number of requests: build + rate * requests / 1000."""
        return self.build + self.per_thousand * requests / 1000


def break_even(one: Shape, other: Shape) -> float | None:
    """Return the number of requests at which two lines cross; None where they never do."""
    slope = one.per_thousand - other.per_thousand
    requests = (other.build - one.build) * 1000 / slope if slope else -1.0
    return requests if requests > 0 else None


def cost_plot(shapes: Sequence[Shape], requests: float) -> Html:
    """Return the plot of two shapes for 0 to `requests` requests, and the table of its numbers."""
    first, second = shapes
    most = max(shape.at(requests) for shape in shapes)
    step = _step(most)
    top = step * -(-most // step)
    cross = break_even(first, second)

    def x(value: float) -> str:
        return f"{_LEFT + value / requests * (_WIDTH - _LEFT - _RIGHT):g}"

    def y(value: float) -> str:
        return f"{_HEIGHT - _BOTTOM - value / top * (_HEIGHT - _BOTTOM - _TOP):g}"

    parts: list[Html] = []
    for number in range(int(top / step) + 1):
        level = y(number * step)
        parts.append(_line(x(0), level, x(requests), level, "plot__grid"))
        parts.append(
            _text(f"{_LEFT - 8}", level, f"${number * step:,.0f}", "end", "plot__tick", "0.35em")
        )
    for half in range(3):
        at = requests * half / 2
        parts.append(_text(x(at), f"{_HEIGHT - _BOTTOM + 22}", _short(at), "middle", "plot__tick"))
    middle = x(requests / 2)
    parts.append(_text(middle, f"{_HEIGHT - 8}", "Requests since launch", "middle", "plot__tick"))
    for shape in shapes:
        parts.append(
            _line(
                x(0), y(shape.build), x(requests), y(shape.at(requests)), f"plot__line {shape.kind}"
            )
        )
        place = requests * 0.16 if shape.build == max(s.build for s in shapes) else requests * 0.3
        shift = "-0.7em" if shape.build == max(s.build for s in shapes) else "1.9em"
        parts.append(
            _text(
                x(place),
                y(shape.at(place)),
                shape.label,
                "middle",
                f"plot__label {shape.kind}",
                shift,
            )
        )
    if cross is not None and cross < requests:
        told = f"equal at {_short(cross)} requests"
        parts.append(_line(x(cross), y(first.at(cross)), x(cross), y(0), "plot__drop"))
        parts.append(tag("circle", cx=x(cross), cy=y(first.at(cross)), r="6", class_="plot__cross"))
        parts.append(_text(x(cross), y(0), told, "middle", "plot__label", "-0.6em"))
    return join(
        tag(
            "figure",
            tag(
                "svg",
                tag(
                    "title",
                    f"Cumulative cost of {first.label} and {second.label}",
                    id="cost-plot-title",
                ),
                tag("desc", _description(first, second, requests, cross), id="cost-plot-desc"),
                parts,
                viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
                role="img",
                aria_labelledby="cost-plot-title cost-plot-desc",
            ),
            tag(
                "figcaption",
                "Cumulative cost in US dollars. The numbers are invented; use your own.",
            ),
            class_="picture plot",
        ),
        _table(shapes, requests, cross),
    )


def _table(shapes: Sequence[Shape], requests: float, cross: float | None) -> Html:
    heads = ("Shape", "Build, once", "Per 1,000 requests", f"After {_short(requests)} requests")
    rows = [
        tag(
            "tr",
            tag("th", shape.label, role="rowheader", scope="row"),
            (
                tag("td", f"${value:,.0f}", role="cell", data_label=head)
                for head, value in zip(
                    heads[1:], (shape.build, shape.per_thousand, shape.at(requests)), strict=True
                )
            ),
            role="row",
        )
        for shape in shapes
    ]
    return tag(
        "table",
        tag(
            "thead",
            tag("tr", (tag("th", head, role="columnheader") for head in heads), role="row"),
            role="rowgroup",
        ),
        tag("tbody", rows, role="rowgroup"),
        role="table",
    )


def _description(one: Shape, other: Shape, requests: float, cross: float | None) -> str:
    told = "; ".join(
        f"{s.label} rises from ${s.build:,.0f} to ${s.at(requests):,.0f}" for s in (one, other)
    )
    end = f"They cross at {cross:,.0f} requests." if cross else "They never cross."
    return f"Over {requests:,.0f} requests {told}. {end}"


def _line(x1: str, y1: str, x2: str, y2: str, kind: str) -> Html:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def _text(x: str, y: str, text: str, anchor: str, kind: str, shift: str = "0") -> Html:
    return tag("text", text, x=x, y=y, dy=shift, text_anchor=anchor, class_=kind)


def _step(most: float) -> float:
    decade = 10.0 ** math.floor(math.log10(most / 6))
    return decade * next(f for f in (1, 2, 5, 10) if most / (f * decade) <= 6)


def _short(number: float) -> str:
    if number >= 1_000_000:
        return f"{number / 1_000_000:.3g} million"
    return f"{number / 1000:.3g}k" if number >= 1000 else f"{number:g}"
