"""Markdown pages in, what each is called and which evidence it cites out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from decision.reading.diagnostics import Place, Source
from decision.reading.nodes import Text, decode

#: A footnote in Markdown; its id is the first group.
CITED = re.compile(r"\[\^([^\[\]\s]+)\]")
#: What code is made of: a line that begins with a fence, a run of backticks, and a blank line, over
#: which no code in a paragraph goes. What has more backticks on its line is no fence (CommonMark).
_SIGNS = re.compile(
    r"^ *(?P<fence>```++(?![^\n]*`)|~~~++)[^\n]*$|(?P<ticks>`++)|(?P<end>\n(?=\n))", re.MULTILINE
)
_HEADING = re.compile(r"^# +(\S.*)$", re.MULTILINE)


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
    title = re.sub(r"<[^<>]*>|[*_`]", "", _without_attributes(heading[1])) if heading else path.stem
    return Page(path.as_posix(), title, cited)


def without_code(markdown: str) -> str:
    """Return a Markdown text of the same length, in which code is blank."""
    out, at = [], 0
    for start, end in _code(markdown):
        out += [markdown[at:start], re.sub(r"[^\n]", " ", markdown[start:end])]
        at = end
    return "".join([*out, markdown[at:]])


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of code blocks between fences, and of code between backticks.

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
            yield sign.start(), at


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


def _without_attributes(heading: str) -> str:
    """Return a heading without the attributes in braces at its end."""
    text, brace, attributes = heading.rstrip().rpartition("{")
    is_last = attributes.find("}") == len(attributes) - 1
    return text.rstrip(" ") if brace and attributes and is_last and text else heading


def place(source: Source, text: str, start: int, end: int) -> Place:
    """Return the place of a span of the text that a source holds; only what is on one line."""
    line = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1)
    stop = text.find("\n", start, end)
    return Place(source, line + 1, column + 1, (end if stop < 0 else stop) - start)
