"""A Markdown text in, its headings, its code and where anything stands in it out."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import accumulate

from decision.reading.diagnostics import Place, Source
from decision.reading.nodes import Text

#: What code is made of: a line that begins with a fence, a run of backticks, and a blank line, over
#: which no code in a paragraph goes. What has more backticks on its line is no fence (CommonMark).
_SIGNS = re.compile(
    r"^ *(?P<fence>```++(?![^\n]*`)|~~~++)[^\n]*$|(?P<ticks>`++)|(?P<end>\n(?=\n))", re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})[ \t]*+([^#\s][^\n]*)$", re.MULTILINE)
_MARKUP = re.compile(r"\\([!-/:-@\[-`{-~])|<[^<>]*>|[*_`]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: its level, its Markdown and its anchor, written out or made of it."""

    level: int
    text: Text
    anchor: str


def headings_of(source: Source, text: str) -> Iterator[Heading]:
    """Yield the headings of a text; those in comments and in blocks of code are none."""
    # Code within a line belongs to its heading.
    text = _blanked(text, (span for span, is_block in _code(text) if is_block))
    # Behind the last end of a comment none ends.
    last = text.rfind("-->") + 3
    text = _COMMENT.sub(lambda match: blank(match[0]), text[:last]) + text[last:]
    for match in _HEADING.finditer(text):
        line, attributes = _attributes(match[2])
        line = line.rstrip("#").rstrip() or line
        words = Text(line, place(source, match.start(2), match.start(2) + len(line)))
        given = re.search(r"#([^\s#]+)", attributes)
        yield Heading(len(match[1]), words, given[1] if given else _slug(plain(words)))


def plain(markdown: str) -> str:
    """Return the words of a heading: without emphasis, code signs, tags and escapes."""
    text = unescape(_MARKUP.sub(lambda match: match[1] or "", markdown))
    return " ".join(text.split())


def without_code(markdown: str) -> str:
    """Return a Markdown text of the same length, in which code is blank."""
    return _blanked(markdown, (span for span, _ in _code(markdown)))


def place(source: Source, start: int, end: int) -> Place:
    """Return the place of a span of the text that a source holds; only what is on one line."""
    starts = _starts(source)
    line = bisect_right(starts, start)
    stop = min(end, starts[line - 1] + len(source.lines[line - 1]))
    return Place(source, line, start - starts[line - 1] + 1, stop - start)


@lru_cache(maxsize=8)
def _starts(source: Source) -> tuple[int, ...]:
    """Return where each line begins in the text."""
    return tuple(accumulate((len(line) + 1 for line in source.lines[:-1]), initial=0))


def blank(text: str) -> str:
    """Return as many blanks as there are characters, on as many lines."""
    return re.sub(r"[^\n]", " ", text)


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in spans:
        out += [text[at:start], blank(text[start:end])]
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
