"""Markdown pages in, what each is called and which evidence it cites out."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from decision.reading.diagnostics import Diagnostic, Place, Source, nearest, quoted
from decision.reading.nodes import Text, decode

#: A footnote in Markdown; its id is the first group.
CITED = re.compile(r"\[\^([^\]\s]+)\]")
#: What a build fills: a comment that holds a name, or a name and an argument.
MARKER = re.compile(r"<!-- ([a-z-]+)(?:: ([^>]*?))? -->")
_CODE = re.compile(
    r"^(?P<indent> *)(?P<fence>```+|~~~+)[^\n]*\n.*?(^ *(?P=fence)[`~]*[ ]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)((?!\n\n).)+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^# +(.+?)(?: *\{[^}]*\})?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path below the docs folder, its heading, and the ids of its footnotes."""

    path: str
    title: str
    cited: tuple[Text, ...]


def load_all(docs: Path) -> tuple[Page, ...]:
    """Return the pages of a docs folder by path; raises TreeError for one that is not UTF-8."""
    return tuple(
        parse(decode(path.read_bytes(), path.as_posix()), docs.as_posix(), path.relative_to(docs))
        for path in sorted(docs.rglob("*.md"))
    )


def parse(text: str, docs: str, path: Path) -> Page:
    """Return the page in a text, which stands at `path` in the folder `docs`."""
    text = text.replace("\r\n", "\n")
    prose = without_code(text)
    source = Source(f"{docs}/{path.as_posix()}", tuple(text.split("\n")))
    cited = tuple(
        Text(match[1], place(source, prose, match.start(1), match.end(1)))
        for match in CITED.finditer(prose)
    )
    heading = _HEADING.search(prose)
    title = re.sub(r"<[^>]*>|[*_`]", "", heading[1]) if heading else path.stem
    return Page(path.as_posix(), title, cited)


def unknown_marker(text: str, name: str, known: Collection[str]) -> Iterator[Diagnostic]:
    """Find the markers in the text of a page, a file of that name, that are none of those known."""
    prose = without_code(text)
    source = Source(name, tuple(text.split("\n")))
    for match in MARKER.finditer(prose):
        if match[1] not in known:
            message = f"no marker is named {quoted(match[1])}"
            where = place(source, prose, match.start(1), match.end(1))
            yield Diagnostic("unknown-marker", message, where, nearest(match[1], known))


def without_code(markdown: str) -> str:
    """Return a Markdown text of the same length, in which code is blank."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), markdown)


def place(source: Source, text: str, start: int, end: int) -> Place:
    """Return the place of a span of the text that a source holds; only what is on one line."""
    line = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", start, end)
    return Place(source, line + 1, column + 1, (end if stop < 0 else stop) - start)
