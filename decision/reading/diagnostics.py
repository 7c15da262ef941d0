"""Faults with a place and a cure: records in, the text that people read out."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal, NamedTuple

#: So many messages are printed, of each so many other places, and of a line so many characters.
MAX_SHOWN, MAX_OTHERS, MAX_WIDTH = 100, 12, 160
#: Of longer names and of more names than this, none is looked for that is like another.
_MAX_NAME, _MAX_NAMES = 120, 300
#: So many names of many stand in a message.
_FEW = 5

#: Every check, in the order of the stages in which they run. The names are public: messages end
#: with them, the page of checks is ordered by them, and people search for them.
CHECKS = (
    *("too-large", "encoding", "conflict-marker", "control-character", "tab", "wrong-space"),
    *("not-yaml", "empty-file", "alias", "tag", "too-deep"),
    *("misplaced-key", "missing-key", "unknown-key", "duplicate-key", "wrong-shape", "bad-id"),
    *("empty-text", "cut-text", "long-text", "short-text", "bad-version", "unknown-icon"),
    *("unknown-name", "unknown-answer", "unknown-page", "unknown-evidence", "same-label"),
    *("missing-answer", "asked-twice", "unreachable", "decides-nothing", "too-many-questions"),
    *("broken-rule", "idle-rule", "unknown-favours", "no-use-case"),
    *("unfinished-use-case", "unused-answer", "wrong-outcome"),
    *("wrong-heading", "missing-section", "missing-marker"),
    *("changed-release", "small-bump", "unreleased", "lost-address"),
    *("bad-arxiv", "bad-doi", "bad-url", "bad-date", "unused-evidence", "past-review"),
    *("uncited-figure", "missing-reason", "idle-exception", "unknown-marker", "inline-script"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A file as its author wrote it: its name and its lines."""

    name: str
    lines: tuple[str, ...]


class Place(NamedTuple):
    """A span within one line of a source; line and column count from 1, in characters."""

    source: Source
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: what is wrong, where, how to mend it, and which other places are involved.

    A cure that takes long to find may be a function: it is called only where the message is shown.
    A warning is told like an error, and stops nothing.
    """

    check: str
    message: str
    place: Place
    cure: str | Callable[[], str] = field(default="", compare=False)
    others: tuple[tuple[Place, str], ...] = ()
    severity: Literal["error", "warning"] = "error"

    @property
    def help(self) -> str:
        """How to mend it, in words; empty where nobody knows."""
        return self.cure if isinstance(self.cure, str) else self.cure()


class TreeError(Exception):
    """A text that cannot be accepted; carries every diagnostic that was found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return to_text(self.diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics sorted by file and place."""
    return tuple(
        sorted(diagnostics, key=lambda d: (d.place.source.name, d.place.line, d.place.column))
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a help text that offers the known name most like `name`, or else lists the names."""
    return _nearest(name, tuple(dict.fromkeys(known)))


def quoted(text: str) -> str:
    """Return an author's text as messages name it: in backticks, on one line, not too long."""
    line = _shown(" ".join(text[:1000].split()))
    return f"`{line if len(line) <= 60 else line[:59] + '…'}`"


def listed(names: Iterable[str]) -> str:
    """Return names as messages list them: each in backticks, and of many the first few."""
    every = [*names]
    more = [f"{len(every) - _FEW} more"] if len(every) > _FEW else []
    *most, last = [*map(quoted, every[:_FEW]), *more] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def to_text(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the messages as people read them, each with the lines it speaks of."""
    more = [left_out(diagnostics)] if len(diagnostics) > MAX_SHOWN else []
    return "\n\n".join([*map(_one, diagnostics[:MAX_SHOWN]), *more])


def left_out(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many messages are not printed, as a message says it."""
    return f"and {len(diagnostics) - MAX_SHOWN:,} more"


# One wrong name often stands in many places, and looking for the nearest takes long.
@lru_cache(maxsize=256)
def _nearest(name: str, names: tuple[str, ...]) -> str:
    pool = names if len(names) <= _MAX_NAMES else [n for n in names if n[:1] == name[:1]]
    pool = [n for n in pool[:_MAX_NAMES] if len(n) <= _MAX_NAME] if len(name) <= _MAX_NAME else []
    if close := get_close_matches(name, pool, n=1, cutoff=0.6):
        return f"did you mean {quoted(close[0])}?"
    return "known: " + ", ".join(map(quoted, names)) if 0 < len(names) <= 12 else ""


def _one(diagnostic: Diagnostic) -> str:
    place, others = diagnostic.place, diagnostic.others[:MAX_OTHERS]
    marks = [(place, "", "^"), *((other, label, "-") for other, label in others)]
    here = sorted(
        (m for m in marks if m[0].source is place.source), key=lambda m: (m[0].line, m[0].column)
    )
    width = max(len(str(m[0].line)) for m in here)
    message = _shown(diagnostic.message)
    message = message if diagnostic.severity == "error" else f"{diagnostic.severity}: {message}"
    out = [f"{_head(place)}: {message} [{diagnostic.check}]", f"{'':{width}} |"]
    shown = ("", 0)
    for mark, label, sign in here:
        before, span, line = _window(mark)
        if shown[1] and mark.line > shown[1] + 1:
            out.append("...")
        if (line, mark.line) != shown:
            out.append(f"{mark.line:>{width}} | {_shown(line)}".rstrip())
            shown = line, mark.line
        caret = sign * max(1, _columns(span))
        out.append(f"{'':{width}} | {'':{_columns(before)}}{caret} {label}".rstrip())
    for mark, label, _ in marks:
        if mark.source is not place.source:
            out.append(f"{'':{width}} = {_head(mark)}: {label}")
    if (more := len(diagnostic.others) - len(others)) > 0:
        out.append(f"{'':{width}} = and {more:,} more places")
    if help_ := diagnostic.help:
        out.append(f"{'':{width}} = help: {_shown(help_)}")
    return "\n".join(out)


def _window(mark: Place) -> tuple[str, str, str]:
    """Return what is shown of a line before a mark, under it, and all that is shown of the line.

    A long line is cut around the mark, at steps, so that marks beside one another share a window.
    """
    line = mark.source.lines[mark.line - 1] if mark.line <= len(mark.source.lines) else ""
    at = mark.column - 1
    first, ellipsis = 0, ""
    if len(line) > MAX_WIDTH and at >= MAX_WIDTH * 3 // 4:
        step = MAX_WIDTH // 2
        first, ellipsis = (at // step) * step - step // 2, "…"
    last = first + MAX_WIDTH if len(line) - first > MAX_WIDTH else len(line)
    before = ellipsis + line[first:at]
    shown = ellipsis + line[first:last] + ("…" if last < len(line) else "")
    return before, line[at : min(at + mark.length, last)], shown


def _head(place: Place) -> str:
    return f"{place.source.name}:{place.line}:{place.column}"


def _shown(line: str) -> str:
    # Control and bidirectional marks would reorder or hide what a terminal shows, and a no-break
    # space looks like a space.
    if line.isascii() and line.isprintable():
        return line
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "\N{REPLACEMENT CHARACTER}"
        for c in line.translate(_SIGNS)
    )


_SIGNS = str.maketrans({"\t": "\N{RIGHTWARDS ARROW}", "\xa0": "⍽", "\u2007": "⍽", "\u202f": "⍽"})


def _columns(text: str) -> int:
    """Return how many terminal columns a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(c) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )
