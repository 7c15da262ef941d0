"""What a reader sees of a page, what a chat shows of it, and where its links lead."""

from urllib.parse import unquote, urldefrag, urljoin

from bs4 import BeautifulSoup, Tag

from tests.built import SITE_URL


def text(found: Tag) -> str:
    """Return the words in an element, on one line."""
    return " ".join(found.get_text().split())


def heading(page: BeautifulSoup) -> str:
    """Return the heading of a page, without the sign that links to it."""
    [found] = page.select("h1")
    return text(found).rstrip("¶").strip()


def meta(page: BeautifulSoup, name: str) -> str:
    """Return what a page tells to those that show a link to it; empty where it tells nothing."""
    found = page.select_one(f'meta[property="{name}"]')
    return str(found["content"]) if found else ""


def led(url: str, address: str) -> tuple[str, str] | None:
    """Return the address below the site, and the anchor, to which a link on a page leads.

    `url` is the address of that page below the site. None where the link leaves the site.
    """
    base = SITE_URL if url == "404.html" else urljoin(SITE_URL, url)
    whole, anchor = urldefrag(urljoin(base, address))
    if not whole.startswith(SITE_URL):
        return None
    return unquote(whole.removeprefix(SITE_URL)).partition("?")[0], unquote(anchor)


def links(url: str, found: Tag) -> set[tuple[str, str]]:
    """Return where all links in an element lead, those that leave the site left out."""
    all_ = (led(url, str(link["href"])) for link in found.select("a[href]"))
    return {address for address in all_ if address}


def address(file: str) -> str:
    """Return the address below the site of a page that stands in a file below the docs folder."""
    return f"/{file}".removesuffix(".md").removesuffix("/index").lstrip("/") + (
        "/" if file != "index.md" else ""
    )
