"""The list of published addresses in, those that the sources no longer hold out.

The list, `addresses.txt`, only grows; `make release` and `make golden` add to it. What only a built
site can tell, the build holds against it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from decision.history.releases import Release
from decision.reading.diagnostics import Diagnostic, Place, Source, nearest, quoted
from decision.reading.nodes import Text, load_text
from decision.reading.pages import Page, moved

LIST = "addresses.txt"
_RELEASES = "/decide/releases/"
_RESTORE = "restore {} from the history of the repository"


def load(path: Path) -> tuple[Text, ...]:
    """Return the addresses in a list, relative to the site; none where there is no list."""
    return parse(load_text(path), path.as_posix()) if path.is_file() else ()


def parse(text: str, name: str) -> tuple[Text, ...]:
    """Return the addresses in the text of a list, a line each."""
    lines = text.replace("\r\n", "\n").split("\n")
    source = Source(name, tuple(lines))
    return tuple(
        Text(line.strip(), Place(source, number, 1, len(line)))
        for number, line in enumerate(lines, 1)
        if line.strip()
    )


def redirects(configuration: Path) -> Mapping[str, str]:
    """Return the pages that have moved, by `extra.redirects` of a mkdocs.yml; old to new."""
    try:
        # Composed only: what tags stand for is of no concern here.
        node = yaml.compose(configuration.read_bytes(), yaml.SafeLoader)
    except (OSError, yaml.YAMLError):
        return {}
    for key in ("extra", "redirects"):
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        node = next((value for name, value in pairs if name.value == key), None)
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {str(old.value): str(new.value) for old, new in pairs}


def lost_pages(
    listed: Iterable[Text], pages: Collection[str], redirected: Collection[str]
) -> Iterator[Diagnostic]:
    """Find published pages that are neither there nor redirected; those of states are made."""
    for address in listed:
        here = files(address)
        if here and not any(file in pages or file in redirected for file in here):
            there = next(filter(None, (moved(file, pages) for file in here)), "")
            help_ = _RESTORE.format(f"`{here[0]}`")
            help_ += f", or write `{here[0]}: {there or 'the-page-that-replaces-it.md'}` below "
            help_ += "`redirects` in mkdocs.yml"
            yield lost("the page", address, help_)


def lost_entries(
    listed: Iterable[Text], page: Page | None, known: Collection[str], file: str
) -> Iterator[Diagnostic]:
    """Find published anchors of entries of a file that it no longer holds.

    `page` shows these entries, and `known` are the anchors that stand there now, its own headings
    aside.
    """
    if page is None:
        return
    start = f"/{page.path.removesuffix('.md')}/#"
    written = "\n".join(page.source.lines)
    known = {*known, *(heading.anchor for heading in page.headings)}
    for address in listed:
        anchor = address.removeprefix(start)
        if anchor == address or anchor in known or _is_anchor(anchor, written):
            continue
        close = nearest(anchor, known)
        help_ = _RESTORE.format(f"its entry in `{file}`")
        help_ += f", or keep its anchor in `{page.path}`: "
        help_ += f'`<span id="{anchor}"></span>`'
        yield lost("the entry", address, f"{help_}; {close}" if close else help_)


def lost_releases(
    listed: Iterable[Text], releases: Iterable[Release], folder: str
) -> Iterator[Diagnostic]:
    """Find published releases that their folder and its index no longer hold."""
    known = {f"{_RELEASES}{release.version}.yaml" for release in releases}
    for address in listed:
        if address.startswith(_RELEASES) and address not in {*known, f"{_RELEASES}index.yaml"}:
            name = address.removeprefix(_RELEASES)
            help_ = _RESTORE.format(f"`{folder}/{name}` and its entry in the index")
            yield lost("the release", address, help_)


def files(address: str) -> tuple[str, ...]:
    """Return the pages that can stand at an address; none for a file, a section or a state."""
    if not address.endswith("/") or "." in address:
        return ()
    path = address.strip("/")
    return (f"{path}.md", f"{path}/index.md", f"{path}/README.md") if path else ("index.md",)


def lost(what: str, address: Text, help_: str) -> Diagnostic:
    """Return the message for a published address that is gone."""
    message = f"{what} at {quoted(address)} was published, and is gone"
    return Diagnostic("lost-address", message, address.place, help_)


def _is_anchor(anchor: str, markdown: str) -> bool:
    return any(sign in markdown for sign in (f'id="{anchor}"', f"#{anchor} ", f"#{anchor}}}"))
