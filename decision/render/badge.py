"""Strength, basis and verdict as a badge: a shape and a word, never as a colour alone."""

from decision.render.html import Html, join, tag
from decision.render.icon import drawn

#: For each its word, its shape and, where it judges, the number of its tone.
_BADGES = {
    "measurement": ("Measurement", "M4 4v16h16M8 16v-4m4 4V8m4 8v-6", 0),
    "vendor guidance": ("Vendor guidance", "M3 4h9l9 9-8 8-10-9zM7 8h.01", 0),
    "regulator": ("Regulator", "M12 3v18m-5 0h10M4 7h16M6 7l-3 7h6zm12 0-3 7h6z", 0),
    "opinion": ("Opinion", "M4 4h16v11h-8l-5 5v-5H4z", 0),
    "primary": ("Source read", "M2 12q10-13 20 0-10 13-20 0m7 0a3 3 0 1 0 6 0 3 3 0 1 0-6 0", 0),
    "secondary": ("Quoted by others", "M10 7H4v6h6zm0 6q0 3-4 5M20 7h-6v6h6zm0 6q0 3-4 5", 0),
    "supported": ("Supported", "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0m5 0 3 3 5-6", 7),
    "partly supported": (
        "Partly supported",
        "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 3v18m0-14h7m-7 5h9m-9 5h7",
        5,
    ),
    "misquoted": ("Misquoted", "M10 7H4v6h6zm0 6q0 3-4 5M20 7h-6v6h6zm0 6q0 3-4 5M3 21 21 3", 3),
    "unsupported": ("Unsupported", "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M8 8l8 8m0-8-8 8", 6),
}


def badge(name: str) -> Html:
    """Return the badge of a strength, a basis or a verdict, with its word."""
    text, shape, _ = _BADGES[name]
    return tag("span", join(drawn(shape), text), class_=f"sign {tone(name)}".strip())


def word(name: str) -> str:
    """Return the word of a strength, a basis or a verdict."""
    return _BADGES[name][0]


def tone(name: str) -> str:
    """Return the CSS class that gives a verdict its colour; nothing for what does not judge."""
    number = _BADGES[name][2]
    return f"tone-{number}" if number else ""
