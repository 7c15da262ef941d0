"""Markdown pages in, what each says of itself, its headings, markers and citations out."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
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
from decision.reading.nodes import Node, Text, decode, read
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

#: What code is made of: a line that begins with a fence, a run of backticks, and a blank line, over
#: which no code in a paragraph goes. What has more backticks on its line is no fence (CommonMark).
_SIGNS = re.compile(
    r"^ *(?P<fence>```++(?![^\n]*`)|~~~++)[^\n]*$|(?P<ticks>`++)|(?P<end>\n(?=\n))", re.MULTILINE
)
#: What MkDocs takes for front matter; anything else it publishes as text.
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})[ \t]*+([^#\s][^\n]*)$", re.MULTILINE)
_BROUGHT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_SIGN = re.compile(r"\\([!-/:-@\[-`{-~])|<[^<>]*>|[*_`]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: its level, its Markdown and its anchor, written out or made of it."""

    level: int
    text: Text
    anchor: str


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
    written = _blank(text[:body]) + text[body:]
    prose = without_code(written)
    headings = tuple(_headings(source, written))
    heading = next((plain(heading.text) for heading in headings if heading.level == 1), None)
    front, faults = None, tuple(conflicts(text, source))
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


def plain(markdown: str) -> str:
    """Return the words of a heading: without emphasis, code signs, tags and escapes."""
    text = unescape(_SIGN.sub(lambda match: match[1] or "", markdown))
    return " ".join(text.split())


def unknown_marker(text: str, name: str, known: Collection[str]) -> Iterator[Diagnostic]:
    """Find the markers in the text of a page, a file of that name, that are none of those known."""
    prose = without_code(text)
    source = Source(name, tuple(text.split("\n")))
    for match in MARKER.finditer(prose):
        if match[1] not in known:
            message = f"no marker is named {quoted(match[1])}"
            where = place(source, prose, match.start(1), match.end(1))
            yield Diagnostic("unknown-marker", message, where, nearest(match[1], known))


def inline_script(html: str, markdown: str, name: str) -> Iterator[Diagnostic]:
    """Find a script or styles in a page, as HTML and as its author wrote it; `name` is its file."""
    if found := _BROUGHT.search(html):
        text = without_code(markdown)
        source = Source(name, tuple(markdown.split("\n")))
        written = _BROUGHT.search(text)
        where = place(source, text, *written.span()) if written else Place(source, 1, 1, 1)
        message = f"a page may hold no `{found[0]}>`"
        help_ = "make it a component in hooks/assets, or write it out as code"
        yield Diagnostic("inline-script", message, where, help_)


def without_code(markdown: str) -> str:
    """Return a Markdown text of the same length, in which code is blank."""
    return _blanked(markdown, (span for span, _ in _code(markdown)))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in spans:
        out += [text[at:start], _blank(text[start:end])]
        at = end
    return "".join([*out, text[at:]])


def _code(text: str) -> Iterator[tuple[tuple[int, int], bool]]:
    """Yield the spans of code blocks between fences (true) and of code between backticks.

    Both end with as many signs as they began with; a block without an end goes on to the end of the
    text, and backticks without one in their paragraph are text. Each sign is looked at once.
    """
    signs = [*_SIGNS.finditer(text)]
    closing = _closing(signs)
    at = 0
    for number, sign in enumerate(signs):
        if sign.start() < at or sign["end"] is not None:
            continue
        if sign["fence"] is None:
            at = signs[closing[number]].end() if number in closing else at
        else:
            ends = (s for s in signs[number + 1 :] if _closes(s, sign["fence"]))
            at = next((s.end() for s in ends), len(text))
        if at > sign.start():
            yield (sign.start(), at), sign["fence"] is not None


def _closes(sign: re.Match[str], fence: str) -> bool:
    line = sign[0].strip(" ")
    return sign["fence"] is not None and line.startswith(fence) and not line.strip("`~")


def _closing(signs: Sequence[re.Match[str]]) -> Mapping[int, int]:
    """Return for each run of backticks the next one of its length in the same paragraph."""
    out: dict[int, int] = {}
    following: dict[int, int] = {}
    for number in range(len(signs) - 1, -1, -1):
        ticks = signs[number]["ticks"]
        if ticks is None:
            following.clear()
        else:
            if len(ticks) in following:
                out[number] = following[len(ticks)]
            following[len(ticks)] = number
    return out


def place(source: Source, text: str, start: int, end: int) -> Place:
    """Return the place of a span of the text that a source holds; only what is on one line."""
    line = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", start, end)
    return Place(source, line + 1, column + 1, (end if stop < 0 else stop) - start)


def _load(file: Path, path: str) -> Page:
    name = file.as_posix()
    try:
        return parse(decode(file.read_bytes(), name), name, path)
    except TreeError as error:
        return Page(path, Source(name, ("",)), file.stem, (), (), (), None, error.diagnostics)


def _front(match: re.Match[str] | None, source: Source) -> Node:
    """Return the front matter of a page; raises TreeError where MkDocs would not read it either."""
    if match is None or not match[1].strip():
        keys = ", ".join(field.key for field in FIELDS)
        help_ = f"begin with `---`, the keys {keys}, and `---` again"
        message = "this page has no front matter"
        raise TreeError([Diagnostic("missing-key", message, _first_line(source), help_)])
    if_empty = "write the keys of the page between the two lines of `---`"
    return read(f"---\n{match[1]}", source.name, if_empty)


def _headings(source: Source, text: str) -> Iterator[Heading]:
    # Code within a line belongs to its heading.
    text = _blanked(text, (span for span, is_block in _code(text) if is_block))
    # Behind the last end of a comment none ends.
    last = text.rfind("-->") + 3
    text = _COMMENT.sub(lambda match: _blank(match[0]), text[:last]) + text[last:]
    for match in _HEADING.finditer(text):
        line, attributes = _attributes(match[2])
        line = line.rstrip("#").rstrip() or line
        words = Text(line, place(source, text, match.start(2), match.start(2) + len(line)))
        given = re.search(r"#([^\s#]+)", attributes)
        yield Heading(len(match[1]), words, given[1] if given else _slug(plain(words)))


def _attributes(heading: str) -> tuple[str, str]:
    """Return a heading without the attributes in braces at its end, and those."""
    line = heading.rstrip()
    text, brace, rest = line.rpartition("{")
    is_last = brace and rest.find("}") == len(rest) - 1
    return (text.rstrip(), rest[:-1]) if is_last and text else (line, "")


def _slug(text: str) -> str:
    """Return the anchor that Python-Markdown makes of the words of a heading."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", letters).strip().lower())


def _found(pattern: re.Pattern[str], source: Source, text: str) -> Iterator[Text]:
    for match in pattern.finditer(text):
        yield Text(match[1], place(source, text, match.start(1), match.end(1)))


def _first_line(source: Source) -> Place:
    return Place(source, 1, 1, max(1, len(source.lines[0])))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
