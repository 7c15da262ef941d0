"""Every address that was ever published: `python -m tests.site.urls` adds the new ones to the list.

The list only grows. A line is never deleted: what moves is redirected, as the page "Changing the
tree" tells.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.site.built import ROOT, Site, build

LIST = ROOT / "tests/urls.txt"
_FILES = (".md", ".json", ".csv", ".yaml", ".txt")


def listed() -> list[str]:
    """Return the published addresses, relative to the site, with the anchors of sections."""
    return LIST.read_text(encoding="utf-8").split() if LIST.is_file() else []


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


def main() -> None:
    """Build the site, add its new addresses to the list, and name them."""
    with tempfile.TemporaryDirectory() as folder:
        done = build(Path(folder, "site"))
        if done.returncode:
            raise SystemExit(done.stderr)
        known = listed()
        new = sorted(set(addresses(Site(Path(folder, "site")))) - set(known))
    LIST.write_text("".join(f"{line}\n" for line in sorted([*known, *new])), "utf-8", newline="\n")
    print("\n".join(new))


if __name__ == "__main__":
    main()
