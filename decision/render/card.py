"""The picture that a chat shows with a link: a title, a few words and a sign, as SVG."""

from collections.abc import Iterator
from textwrap import wrap

from decision.render.html import Html, tag
from decision.render.icon import shape

#: What Open Graph readers show whole, in pixels.
WIDTH, HEIGHT = 1200, 630
_FONT = "'Source Serif 4'"


def card(site: str, title: str, words: str, sign: str) -> Html:
    """Return the card as an SVG element of 1200 by 630 pixels; `sign` names an icon."""
    lines = wrap(title, 20)
    below = 160 + 84 * len(lines)
    return tag(
        "svg",
        tag("rect", width="1200", height="630", fill="#1b2550"),
        tag("rect", width="1200", height="12", fill="#86bcff"),
        tag("g", _motif(), fill="none", stroke="#3d4d8f", stroke_width="4"),
        tag(
            "g",
            Html(f'<path d="{shape(sign)}"/>'),
            transform="translate(1010 70) scale(5)",
            fill="none",
            stroke="#86bcff",
            stroke_width="1.6",
            stroke_linecap="round",
            stroke_linejoin="round",
        ),
        _lines(lines, 150, 84, 76, "#ffffff"),
        _lines(wrap(words, 56), below, 46, 33, "#c9d3f2"),
        _lines([site], 580, 0, 30, "#86bcff"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=str(WIDTH),
        height=str(HEIGHT),
    )


def _lines(lines: list[str], top: int, step: int, size: int, colour: str) -> Iterator[Html]:
    for number, line in enumerate(lines):
        place = {"x": "80", "y": str(top + number * step), "fill": colour}
        yield tag("text", line, **place, font_family=_FONT, font_weight="600", font_size=str(size))


def _motif() -> Iterator[Html]:
    """Yield a question that forks, faint, at the right edge."""
    yield tag("rect", x="900", y="452", width="120", height="64", rx="14")
    for top in (372, 452, 532):
        yield tag("rect", x="1080", y=str(top), width="160", height="64", rx="14")
        yield Html(f'<path d="M1020 484h30V{top + 32}h30"/>')
