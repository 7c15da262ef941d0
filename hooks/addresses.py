"""A built site in, every address that people may link out; and what it lost of those published.

`python -m hooks.addresses SITE LIST` adds the addresses of a site to a list.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

from decision.history import addresses
from decision.history.releases import INDEX
from decision.reading.diagnostics import Diagnostic, nearest, quoted
from decision.reading.nodes import Text
from hooks.files import CARDS

#: Data and records beside the pages; what the workbench loads has addresses that change with it.
_FILES = (".md", ".json", ".csv", ".yaml", ".txt")
_LOADED = "assets/workbench/"
_RELEASES = "decide/releases"
#: What readers link within a page: headings, terms, and entries of a list. A link to the first
#: heading leads there without its anchor, too.
_LINKED = {"h2", "h3", "h4", "h5", "h6", "dt", "li"}


def of_site(target: Path) -> Iterator[str]:
    """Yield the addresses of pages, of their sections and entries, and of files beside them."""
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        if name.endswith(".html") and name != "404.html":
            yield from _of_page(path, f"/{name.removesuffix('index.html')}")
        elif name.startswith(f"{CARDS}/") or (
            name.endswith(_FILES) and not name.startswith(_LOADED)
        ):
            yield f"/{name}"


def lost(target: Path, listed: Iterable[Text], moved: Collection[str]) -> Iterator[Diagnostic]:
    """Find published addresses that a built site does not have; those of `moved` pages lead on."""
    by_page: dict[str, list[Text]] = {}
    for address in listed:
        by_page.setdefault(address.partition("#")[0], []).append(address)
    for page, published in by_page.items():
        path = target / (page + "index.html" if page.endswith("/") else page).lstrip("/")
        if any(file in moved for file in addresses.files(page)):
            continue
        if not path.is_file():
            help_ = "put back what stood there, or redirect its page in mkdocs.yml"
            yield addresses.lost("what stood", published[0], help_)
        elif any("#" in address for address in published):
            yield from _lost_sections(path.read_text(encoding="utf-8"), published)


def anchors(listed: Iterable[str]) -> Mapping[str, Collection[str]]:
    """Return the published anchors of each page, by the address of the page below the site."""
    out: defaultdict[str, list[str]] = defaultdict(list)
    for address in listed:
        page, _, anchor = address.lstrip("/").partition("#")
        out[page] += [anchor] if anchor else []
    return out


def kept(html: str, published: Iterable[str]) -> str:
    """Return the HTML of a state with the anchors of sections that it no longer has.

    Its sections are made of the tree and the guide of the day, so no author could keep them.
    """
    missing = (anchor for anchor in published if f'id="{anchor}"' not in html)
    spans = "".join(f'<span id="{anchor}"></span>' for anchor in missing)
    return html.replace("</h1>", f"</h1>{spans}", 1)


def add(target: Path, file: Path) -> list[str]:
    """Add the addresses of a built site to a list; return those that are new.

    A draft adds none: what is not released can still change.
    """
    known = file.read_text(encoding="utf-8").split() if file.is_file() else []
    new = [] if _is_draft(target) else sorted({*of_site(target)} - {*known})
    if new:
        text = "".join(f"{address}\n" for address in sorted([*known, *new]))
        file.write_text(text, encoding="utf-8", newline="\n")
    return new


class _Anchors(HTMLParser):
    """Gathers the ids in the article of a page that readers can link."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the id of an element that is linked."""
        self.within |= tag == "article"
        id_ = dict(attrs).get("id")
        # Footnotes are numbered by their page: `fn:`.
        if self.within and tag in _LINKED and id_ and ":" not in id_:
            self.found.append(id_)

    def handle_endtag(self, tag: str) -> None:
        """Stop at the end of the article."""
        self.within &= tag != "article"


def _of_page(path: Path, url: str) -> Iterator[str]:
    html = path.read_text(encoding="utf-8")
    yield url
    if "<page-moved>" not in html:
        parser = _Anchors()
        parser.feed(html)
        yield from (f"{url}#{anchor}" for anchor in parser.found)


def _lost_sections(html: str, published: Iterable[Text]) -> Iterator[Diagnostic]:
    known = {"", *re.findall(r'\bid="([^"]+)"', html)}
    for address in published:
        anchor = address.partition("#")[2]
        if anchor not in known:
            close = nearest(anchor, known)
            help_ = f"give its heading the old anchor: {quoted(f'{{ #{anchor} }}')}"
            yield addresses.lost("the section", address, f"{help_}; {close}" if close else help_)


def _is_draft(target: Path) -> bool:
    folder = target / _RELEASES
    index = folder / INDEX
    known = index.read_text(encoding="utf-8") if index.is_file() else ""
    return any(f"\n{path.stem}:" not in known for path in folder.glob("*.yaml") if path != index)


if __name__ == "__main__":
    print("\n".join(add(Path(sys.argv[1]), Path(sys.argv[2]))))
