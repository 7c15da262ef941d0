"""A page in, as HTML and as its author wrote it, the figures in it that lack a footnote out.

A figure needs a footnote in the same paragraph, list item or table row, or before it a comment that
says why there is none: `<!-- no-evidence: invented example -->`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from html.parser import HTMLParser

from decision.ledger.numbers import numbers
from decision.reading.diagnostics import Diagnostic, Place, Source, quoted
from decision.reading.markdown import place, without_code

#: What holds one statement with its footnote; the outermost of those within one another counts.
_UNITS = {"p", "li", "tr", "dt", "dd", "figcaption", "caption", "summary"}
_UNITS |= {f"h{level}" for level in range(1, 7)}
#: What begins a statement of its own, although it stands in another.
_INNER = {"li", "tr"}
_SKIPPED = {"pre", "code", "svg", "script", "style"}
_VOID = {"br", "hr", "img", "input", "wbr", "link", "meta", "source"}
_EXCEPTION = re.compile(r"<!--\s*no-evidence\b:?((?:(?!<!--).)*?)-->", re.DOTALL)
#: Words, and before them what can stand between two words in Markdown and does not in HTML. Each
#: bracket ends at the next one that opens, so that what is never closed is read once.
_WORDS = re.compile(r"\[\^[^\[\]]*\]|\]\([^()]*\)|\]\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\}|(?P<word>\w+)")
#: So many words before a figure tell where it stands.
_BEFORE = 6


def unsourced(html: str, markdown: str, name: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the figures of a page, whose text is `markdown` and file `name`."""
    page = _Page()
    page.feed(_closed(html))
    page.close()
    text = without_code(markdown)
    source = Source(name, tuple(markdown.split("\n")))
    places = cache(partial(_places, text))
    for unit in page.units:
        said = "".join(unit.text)
        figure = None if unit.cited else next(numbers(said), None)
        if figure:
            for exception in unit.exceptions:
                exception.used = True
            if not unit.exceptions:
                span = _span(said, figure, text, places())
                where = place(source, *span) if span else Place(source, 1, 1, 1)
                yield _uncited(figure[0], where)
    written = list(_EXCEPTION.finditer(text))
    for exception, match in zip(page.exceptions, written, strict=False):
        where = place(source, match.start(), match.end())
        if not exception.reason:
            help_ = "write why there is none: `<!-- no-evidence: invented example -->`"
            yield Diagnostic("missing-reason", "this exception gives no reason", where, help_)
        elif not exception.used:
            message = "this exception excuses nothing"
            help_ = "delete it, or put it before the paragraph, list or table that it is for"
            yield Diagnostic("idle-exception", message, where, help_)


def _closed(html: str) -> str:
    """Return HTML without what follows the last thing in it that is closed, and declarations.

    Python's parser reads the former anew for each tag or comment in it, and of the latter it takes
    the known ones only: `<![--` stops it.
    """
    whole = html[: html.rfind(">") + 1].replace("<![", "&lt;![")
    opened = whole.find("<!--", whole.rfind("-->") + 1)
    return whole if opened < 0 else whole[:opened]


@dataclass(slots=True, eq=False)
class _Exception:
    reason: str
    #: How deep the element stands that it excuses.
    depth: int
    used: bool = False


@dataclass(slots=True, eq=False)
class _Unit:
    depth: int
    exceptions: list[_Exception]
    text: list[str] = field(default_factory=list)
    cited: bool = False


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.units: list[_Unit] = []
        self.exceptions: list[_Exception] = []
        self.open: list[str] = []
        self.within: list[_Unit] = []
        self.waiting: list[_Exception] = []
        self.excused: list[_Exception] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        depth = len(self.open)
        self.open.append(tag)
        classes = (dict(attrs).get("class") or "").split()
        if tag in _SKIPPED or {"footnote", "footnote-ref", "headerlink"} & {*classes}:
            self.skipped = self.skipped or depth + 1
            if "footnote-ref" in classes and self.within:
                self.within[-1].cited = True
            return
        self.excused += [e for e in self.waiting if e.depth == depth]
        self.waiting = [e for e in self.waiting if e.depth != depth]
        if tag in _INNER or (tag in _UNITS and not self.within):
            unit = _Unit(depth, [*self.excused])
            self.units.append(unit)
            self.within.append(unit)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            return
        while self.open:
            closed = self.open.pop()
            depth = len(self.open)
            if self.skipped > depth:
                self.skipped = 0
            if self.within and self.within[-1].depth == depth:
                self.within.pop()
            self.excused = [e for e in self.excused if e.depth < depth]
            self.waiting = [e for e in self.waiting if e.depth <= depth]
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.within and not self.skipped:
            self.within[-1].text.append(data)

    def handle_comment(self, data: str) -> None:
        if match := _EXCEPTION.fullmatch(f"<!--{data}-->"):
            exception = _Exception(match[1].strip(), len(self.open))
            self.exceptions.append(exception)
            if self.within:
                self.within[-1].exceptions.append(exception)
            else:
                self.waiting.append(exception)


def _uncited(figure: str, where: Place) -> Diagnostic:
    message = f"{quoted(figure)} has no footnote"
    help_ = "cite what supports it in the same paragraph, item or row: [^id]; or say why not"
    return Diagnostic("uncited-figure", message, where, help_)


def _places(text: str) -> Mapping[tuple[str, ...], tuple[int, int]]:
    """Return where each figure of a Markdown text stands first after each of the words before it.

    A key is the figure, and before it as many words as there are, from none to six.
    """
    words = [found for found in _WORDS.finditer(text) if found["word"]]
    starts = [word.start() for word in words]
    out: dict[tuple[str, ...], tuple[int, int]] = {}
    for figure in numbers(text):
        last = bisect_left(starts, figure.start())
        before = [word[0] for word in words[max(0, last - _BEFORE) : last]]
        for count in range(len(before) + 1):
            key = (*before[len(before) - count :], *figure[0].split())
            out.setdefault(key, figure.span())
    return out


def _span(
    said: str, figure: re.Match[str], text: str, places: Mapping[tuple[str, ...], tuple[int, int]]
) -> tuple[int, int] | None:
    """Return where a figure of the HTML stands in the Markdown: after most of the same words.

    None where it does not stand there as it is: its parts may be set off from one another.
    """
    words = re.findall(r"\w+", said[max(0, figure.start() - 1000) : figure.start()])[-_BEFORE:]
    for count in range(len(words), -1, -1):
        key = (*words[len(words) - count :], *figure[0].split())
        if span := places.get(key):
            return span
    start = text.find(figure[0])
    return (start, start + len(figure[0])) if start >= 0 else None
