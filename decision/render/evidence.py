"""Entries of the evidence ledger as footnotes and references, each linked to its entry."""

from collections.abc import Iterable, Sequence

from decision.ledger.evidence import Evidence
from decision.ledger.numbers import numbers
from decision.render.badge import word
from decision.render.flowchart import Link
from decision.render.html import Html, join, tag
from decision.render.markdown import anchor, escaped

#: The page of the ledger; each entry has an anchor there by its id.
LEDGER = "evidence.md"


def reference(entry: Evidence, link: Link) -> Html:
    """Return who says what, how strong it is, and what to beware of.

    The first figure stands beside a claim that holds none itself.
    """
    told = [str(figure) for figure in entry.figures[:1] if not any(numbers(entry.claim))]
    told += _beware(entry)
    return join(
        named(entry, link),
        ": ",
        sentence(entry.claim),
        " ",
        tag("span", " ".join(map(sentence, told)), class_="evidence"),
    )


def references(entries: Iterable[Evidence], link: Link) -> Html:
    """Return the entries as a list."""
    return tag("ul", (tag("li", reference(e, link)) for e in entries), class_="references")


def source_line(entry: Evidence) -> str:
    """Return the source of a claim as one line of Markdown, with what to beware of."""
    name = anchor(entry.title, entry.link) if entry.link else escaped(entry.title)
    told = " ".join(sentence(text) for text in _beware(entry))
    return f"{escaped(entry.label)}, {name}. {escaped(told)}"


def _beware(entry: Evidence) -> list[str]:
    dated = f"As of {month(entry.as_of)}" if entry.as_of else ""
    return [text for text in (strength(entry), str(entry.caveat), dated) if text]


def named(entry: Evidence, link: Link) -> Html:
    """Return the short name of an entry, linked to it."""
    return tag("a", entry.label, href=f"{link(LEDGER)}#{entry.id}")


def listed(links: Sequence[Html]) -> Html:
    """Return links in one line, with commas between them."""
    return join(*(join(", " if n else None, each) for n, each in enumerate(links)))


def strength(entry: Evidence) -> str:
    """Return in words what kind of support an entry is, and whether its source was read."""
    told = word(entry.strength)
    return (
        told if entry.basis == "primary" else f"{told}, quoted by others: its source was not read"
    )


def month(text: str) -> str:
    """Return `2026-09` as `September 2026`, and a year as it is; a day is left out."""
    year, _, rest = text.partition("-")
    return f"{_MONTHS[int(rest[:2]) - 1]} {year}" if rest else year


def sentence(text: str) -> str:
    """Return a text with a capital at its start and a full stop at its end."""
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
