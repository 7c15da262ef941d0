"""Markdown pages in, what each says of itself, its headings, markers and citations out."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from decision.reading.decoder import Decoder
from decision.reading.diagnostics import (
    Diagnostic,
    Place,
    Source,
    TreeError,
    nearest,
    quoted,
)
from decision.reading.lines import conflicts
from decision.reading.markdown import Heading, blank, headings_of, place, plain, without_code
from decision.reading.nodes import Node, Text, load_text, read
from decision.reading.schema import Document, Record, String, required

#: A footnote in Markdown; its id is the first group.
CITED = re.compile(r"\[\^([^\[\]\s]+)\]")
#: What the build fills, `<!-- name -->` or `<!-- name: argument -->`.
MARKER = re.compile(r"<!-- ([a-z-]+)(?:: ([^<>]*?))? -->")
#: The front matter that every page has.
FIELDS = (
    required("title", String(70, least=10), "What the page is about, for tabs and search results."),
    required("description", String(160, least=50), "The page in a sentence, for search engines."),
)
_PAGE = Document("Page", "A page's front matter.", Record("page", FIELDS, front_matter=True))

#: What MkDocs takes for front matter; anything else it publishes as text.
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_BROUGHT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path below the docs folder, its name, and what was found on it.

    `title` is its heading, or the name of its file; `markers` and `cited` are the names of its
    markers and the ids of its footnotes. Where it has no `front` matter, `faults` say why.
    """

    path: str
    source: Source
    title: str
    headings: tuple[Heading, ...]
    markers: tuple[Text, ...]
    cited: tuple[Text, ...]
    front: Node | None
    faults: tuple[Diagnostic, ...]

    @property
    def top(self) -> Place:
        """The place of the page as a whole: its heading, or else its first line."""
        heading = next((heading for heading in self.headings if heading.level == 1), None)
        return heading.text.place if heading else _first_line(self.source)


def load_all(docs: Path) -> tuple[Page, ...]:
    """Return the pages of a docs folder by path; hidden files are none."""
    paths = ((path, path.relative_to(docs)) for path in sorted(docs.rglob("*.md")))
    return tuple(
        _load(path, within.as_posix())
        for path, within in paths
        if not any(part.startswith(".") for part in within.parts)
    )


def parse(text: str, name: str, path: str) -> Page:
    """Return the page in the text of a file, which stands at `path` in the folder of pages."""
    text = text.replace("\r\n", "\n")
    source = Source(name, tuple(text.split("\n")))
    matter = _FRONT.match(text)
    body = matter.end() if matter else 0
    written = blank(text[:body]) + text[body:]
    prose = without_code(written)
    headings = tuple(headings_of(source, written))
    heading = next((plain(heading.text) for heading in headings if heading.level == 1), None)
    left = (fault for fault in conflicts(text, source) if not _underlines(fault))
    front, faults = None, tuple(left)
    if not faults:
        try:
            front = _front(matter, source)
        except TreeError as error:
            faults = error.diagnostics
    return Page(
        path=path,
        source=source,
        title=heading or PurePosixPath(path).stem,
        headings=headings,
        markers=tuple(_found(MARKER, source, prose)),
        cited=tuple(_found(CITED, source, prose)),
        front=front,
        faults=faults,
    )


def misdescribed(page: Page) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the front matter of a page that is no use case."""
    decoder = Decoder()
    if page.front is not None:
        decoder.read(_PAGE, page.front)
    return (*page.faults, *decoder.faults)


def moved(path: str, pages: Iterable[str]) -> str:
    """Return the only page that has the file name of a missing one, or nothing."""
    name = PurePosixPath(path).name
    found = [page for page in pages if PurePosixPath(page).name == name != "index.md"]
    return found[0] if len(found) == 1 else ""


def unknown_marker(page: Page, known: Collection[str]) -> Iterator[Diagnostic]:
    """Find the markers of a page that are none of those known."""
    for marker in page.markers:
        if marker not in known:
            message = f"no marker is named {quoted(marker)}"
            yield Diagnostic("unknown-marker", message, marker.place, nearest(marker, known))


def inline_script(html: str, markdown: str, name: str) -> Iterator[Diagnostic]:
    """Find a script or styles in a page, as HTML and as its author wrote it; `name` is its file."""
    if found := _BROUGHT.search(html):
        text = without_code(markdown)
        source = Source(name, tuple(markdown.split("\n")))
        written = _BROUGHT.search(text)
        where = place(source, *written.span()) if written else Place(source, 1, 1, 1)
        message = f"a page may hold no `{found[0]}>`"
        help_ = "make it a component in hooks/assets, or write it out as code"
        yield Diagnostic("inline-script", message, where, help_)


def _load(file: Path, path: str) -> Page:
    name = file.as_posix()
    try:
        return parse(load_text(file), name, path)
    except TreeError as error:
        return Page(path, Source(name, ("",)), file.stem, (), (), (), None, error.diagnostics)


def _underlines(conflict: Diagnostic) -> bool:
    """Return whether all that looks like a conflict of a merge are lines under headings."""
    places = (conflict.place, *(place for place, _ in conflict.others))
    lines = [(place.source.lines[place.line - 1], place) for place in places]
    return all(
        line.startswith("=") and p.line > 1 and p.source.lines[p.line - 2].strip()
        for line, p in lines
    )


def _front(match: re.Match[str] | None, source: Source) -> Node:
    """Return the front matter of a page; raises TreeError where MkDocs would not read it either."""
    if match is None or not match[1].strip():
        keys = ", ".join(field.key for field in FIELDS)
        help_ = f"begin with `---`, the keys {keys}, and `---` again"
        message = "this page has no front matter"
        raise TreeError([Diagnostic("missing-key", message, _first_line(source), help_)])
    if_empty = "write the keys of the page between the two lines of `---`"
    return read(f"---\n{match[1]}", source.name, if_empty)


def _found(pattern: re.Pattern[str], source: Source, text: str) -> Iterator[Text]:
    for match in pattern.finditer(text):
        yield Text(match[1], place(source, match.start(1), match.end(1)))


def _first_line(source: Source) -> Place:
    return Place(source, 1, 1, max(1, len(source.lines[0])))
