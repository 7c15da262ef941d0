"""Every address that was ever published, and those of a built site.

The list only grows. A line is never deleted: what moves is redirected, as the page "Changing the
tree" tells.
"""

from collections.abc import Iterator

from decision.history.releases import unreleased
from decision.project import Project
from tests.built import Site
from tests.guide.files import ADDRESSES

_FILES = (".md", ".json", ".csv", ".yaml", ".txt")
#: Where everything follows from the tree.
_OF_TREE = ("/decide/", "/changes/")


def listed() -> list[str]:
    """Return the published addresses, relative to the site, with the anchors of sections."""
    return ADDRESSES.read_text(encoding="utf-8").split() if ADDRESSES.is_file() else []


def addresses(site: Site, project: Project) -> Iterator[str]:
    """Yield every address of a site that people may link: pages, their sections, records, data.

    What a draft of a tree adds is no promise yet: its states may change until it is released.
    """
    is_draft = bool(project.releases) and any(unreleased(project.tree, project.releases))
    for address in _all(site):
        if not (is_draft and address.startswith(_OF_TREE)):
            yield address


def _all(site: Site) -> Iterator[str]:
    for url, page in site.pages.items():
        if url == "404.html":
            continue
        yield f"/{url}"
        if not page.select_one("meta[name=robots]") and "." not in url:
            headings = page.select("article :is(h2, h3)[id]")
            yield from (f"/{url}#{heading['id']}" for heading in headings)
    # What the workbench loads has addresses that change with it, and nobody links them.
    files = (name for name in site.files() if not name.startswith("assets/workbench/"))
    yield from (f"/{name}" for name in files if name.endswith(_FILES))
