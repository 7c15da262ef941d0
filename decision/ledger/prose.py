"""A page in, as HTML and as its author wrote it, the figures in it that lack a footnote out.

A figure needs a footnote in the same paragraph, list item or table row, or before it a comment that
says why there is none: `<!-- no-evidence: invented example -->`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from decision.ledger.numbers import numbers
from decision.reading.diagnostics import Diagnostic, Place, Source, quoted
from decision.reading.pages import place, without_code

#: What holds one statement with its footnote; the outermost of those within one another counts.
_UNITS = {"p", "li", "tr", "dt", "dd", "figcaption", "caption", "summary"}
_UNITS |= {f"h{level}" for level in range(1, 7)}
#: What begins a statement of its own, although it stands in another.
_INNER = {"li", "tr"}
_SKIPPED = {"pre", "code", "svg", "script", "style"}
_VOID = {"br", "hr", "img", "input", "wbr", "link", "meta", "source"}
_EXCEPTION = re.compile(r"<!--\s*no-evidence\b:?(.*?)-->", re.DOTALL)
#: What can stand between two words of a text in its Markdown, and does not in its HTML.
_BETWEEN = r"(?:\[\^[^\]]*\]|\]\([^)]*\)|\]\[[^\]]*\]|<[^>]*>|\{[^}]*\}|[^\w$€£¥+−%])*?"


def unsourced(html: str, markdown: str, name: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the figures of a page, whose text is `markdown` and file `name`."""
    page = _Page()
    page.feed(html)
    page.close()
    text = without_code(markdown)
    source = Source(name, tuple(markdown.split("\n")))
    for unit in page.units:
        said = "".join(unit.text)
        figure = None if unit.cited else next(numbers(said), None)
        if figure:
            for exception in unit.exceptions:
                exception.used = True
            if not unit.exceptions:
                yield _uncited(said, figure, text, source)
    written = list(_EXCEPTION.finditer(text))
    for exception, match in zip(page.exceptions, written, strict=False):
        where = place(source, text, match.start(), match.end())
        if not exception.reason:
            help_ = "write why there is none: `<!-- no-evidence: invented example -->`"
            yield Diagnostic("missing-reason", "this exception gives no reason", where, help_)
        elif not exception.used:
            message = "this exception excuses nothing"
            help_ = "delete it, or put it before the paragraph, list or table that it is for"
            yield Diagnostic("idle-exception", message, where, help_)


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


def _uncited(said: str, figure: re.Match[str], text: str, source: Source) -> Diagnostic:
    message = f"{quoted(figure[0])} has no footnote"
    help_ = "cite what supports it in the same paragraph, item or row: [^id]; or say why not"
    where = _place(said, figure, text, source)
    return Diagnostic("uncited-figure", message, where, help_)


def _place(said: str, figure: re.Match[str], text: str, source: Source) -> Place:
    """Return where a figure of the HTML stands in the Markdown, found by the words before it."""
    words = re.findall(r"\w+", said[: figure.start()])[-6:]
    last = r"\s+".join(re.escape(part) for part in figure[0].split())
    for count in range(len(words), -1, -1):
        before = _BETWEEN.join(map(re.escape, words[len(words) - count :]))
        if match := re.search(f"{before}{_BETWEEN if count else ''}({last})", text):
            return place(source, text, match.start(1), match.end(1))
    return Place(source, 1, 1, 1)
