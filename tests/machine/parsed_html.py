"""HTML in, what a browser makes of it out: elements, links and texts; and a link for tests."""

from html.parser import HTMLParser

#: Elements that have no end.
_VOID = {"br", "input", "link", "meta"}


class Parsed(HTMLParser):
    """What a browser makes of HTML: its elements, its links and its texts.

    An element is its name with the names of its attributes; its end is `/` and its name.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.links: list[dict[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """All that is read, on one line."""
        return " ".join("".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        if tag == "a":
            self.links.append(dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment",))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("declaration",))

    def handle_pi(self, data: str) -> None:
        self.elements.append(("instruction",))


def left_open(html: str) -> list[str]:
    """Return the elements that are never closed; raises AssertionError for one closed too early."""
    open_: list[str] = []
    for name, *_ in Parsed(html).elements:
        if name.startswith("/"):
            assert open_
            assert open_.pop() == name[1:], f"<{name}> closes nothing"
        elif name not in _VOID:
            open_.append(name)
    return open_


def link(target: str) -> str:
    """Return an address that would end its attribute where it is not escaped."""
    return f'/site/"&lt;/{target}'
