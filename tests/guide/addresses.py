"""Every address that was ever published, and those of a built site.

The list only grows. A line is never deleted: what moves is redirected, as the page "Changing the
tree" tells.
"""

from collections.abc import Iterator

from tests.built import Site
from tests.guide.files import ADDRESSES

_FILES = (".md", ".json", ".csv", ".yaml", ".txt")


def listed() -> list[str]:
    """Return the published addresses, relative to the site, with the anchors of sections."""
    return ADDRESSES.read_text(encoding="utf-8").split() if ADDRESSES.is_file() else []


def addresses(site: Site) -> Iterator[str]:
    """Yield every address of a site that people may link: pages, their sections, records, data."""
    for url, page in site.pages.items():
        if url == "404.html" or page.select_one("page-moved"):
            continue
        yield f"/{url}"
        if not page.select_one("meta[name=robots]") and "." not in url:
            headings = page.select("article :is(h2, h3)[id]")
            yield from (f"/{url}#{heading['id']}" for heading in headings)
    # What the workbench loads has addresses that change with it, and nobody links them.
    files = (name for name in site.files() if not name.startswith("assets/workbench/"))
    yield from (f"/{name}" for name in files if name.endswith(_FILES))
