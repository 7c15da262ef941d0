"""What can be done with a page: link and print it, and cite, file and compare a recommendation."""

from urllib.parse import urlencode

from decision.render.flowchart import Link
from decision.render.html import Html, tag
from decision.walk import State

#: The files beside the page of a leaf: its record in the form of MADR 4, and in Nygard's.
RECORD, SHORT = "record.md", "record-nygard.md"
#: What stands before the citation in a record, where the script finds it.
CITED = "Cite as: "
#: The file beside the page of a state that asks a question.
ASKED = "question.md"


def actions(leaf: State, link: Link) -> Html:
    """Return links to the record of a leaf, and buttons that stay hidden without their script.

    The script takes everything that it copies from the records.
    """
    here = f"decide/{leaf.url}"
    name = f"{leaf.at}-{leaf.path[-1][1]}"
    compare = f"{link('decide/compare.md')}?{urlencode({'state': leaf.url}, safe='/')}"
    return tools(
        link(here),
        button("link", "Copy link"),
        button("citation", "Copy citation", CITED),
        button("record", "Copy record"),
        tag("a", "Download record", href=link(here) + RECORD, download=f"{name}-record.md"),
        button("short", "Copy short record"),
        tag(
            "a",
            "Download short record",
            href=link(here) + SHORT,
            download=f"{name}-record-short.md",
        ),
        button("diagram", "Copy as Mermaid"),
        tag("a", "Compare with another", href=compare),
        button("print", "Print"),
    )


def tools(address: str, *parts: Html) -> Html:
    """Return buttons and links with what tells how copying went; `address` is that of the link."""
    return tag(
        "state-actions",
        parts,
        tag("textarea", hidden=True, readonly=True, aria_label="Text to copy", rows="6"),
        tag(
            "output",
            tag("span", "Copied.", hidden=True),
            tag("span", "Could not copy. The text is selected: copy it by hand.", hidden=True),
            tag("span", "The record could not be loaded. Try its link.", hidden=True),
        ),
        class_="actions",
        data_address=address,
    )


def button(name: str, label: str, lead: str | None = None) -> Html:
    """Return a button of that name, such as `link` or `print`; hidden until its script is there.

    What it copies follows the `lead` in the record.
    """
    return tag("button", label, type="button", value=name, hidden=True, data_lead=lead)
