"""Entries of the evidence ledger as HTML references."""

from collections.abc import Iterable

from decision.evidence import Evidence
from decision.render.html import Html, join, tag
from decision.render.markdown import anchor, escaped


def reference(entry: Evidence) -> Html:
    """Return the claim with its source, its strength and what to beware of."""
    title = tag("cite", entry.title)
    source = tag("a", title, href=entry.link) if entry.link else title
    return join(
        entry.claim,
        " ",
        tag(
            "span",
            f"{_authors(entry.authors)} ({entry.year}), ",
            source,
            f". {_basis(entry)}",
            f" {_sentence(entry.caveat)}" if entry.caveat else None,
            class_="evidence",
        ),
    )


def references(entries: Iterable[Evidence]) -> Html:
    """Return the entries as a list."""
    return tag("ul", (tag("li", reference(entry)) for entry in entries), class_="references")


def source_line(entry: Evidence) -> str:
    """Return the source of a claim as one line of Markdown."""
    name = anchor(entry.title, entry.link) if entry.link else escaped(entry.title)
    who = f"{_authors(entry.authors)} ({entry.year})"
    return f"{escaped(who)}, {name}. {escaped(_basis(entry))}"


def _authors(authors: str) -> str:
    names = authors.split(", ")
    return authors if len(names) < 4 else f"{names[0]} et al."


def _basis(entry: Evidence) -> str:
    if entry.basis == "secondary":
        return f"{_sentence(entry.strength)} Quoted by others: the source itself was not read."
    return _sentence(entry.strength)


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
