"""Faults with a place and a cure: records in, text, JSON or workflow annotations out."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal, NamedTuple

#: Every check, in the order of the stages in which they run. The names are public: messages end
#: with them, the page of checks is ordered by them, and people search for them.
CHECKS = (
    *("too-large", "encoding", "control-character", "tab", "not-yaml", "empty-file"),
    *("alias", "tag", "too-deep"),
    *("missing-key", "unknown-key", "duplicate-key", "wrong-shape", "bad-id"),
    *("empty-text", "long-text", "short-text", "bad-version", "unknown-icon"),
    *("unknown-name", "unknown-answer", "unknown-page", "unknown-evidence"),
    *("missing-answer", "asked-twice", "unreachable", "decides-nothing", "too-many-questions"),
    *("broken-rule", "idle-rule", "unknown-favours", "no-use-case"),
    *("unfinished-use-case", "unused-answer", "wrong-outcome"),
    *("conflict-marker", "wrong-heading", "missing-section", "missing-marker"),
    *("changed-release", "small-bump", "unreleased", "lost-address"),
    *("bad-arxiv", "bad-doi", "bad-url", "bad-date", "unused-evidence", "past-review"),
    *("uncited-figure", "missing-reason", "idle-exception", "unknown-marker"),
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

    A warning is told like an error, and stops nothing.
    """

    check: str
    message: str
    place: Place
    help: str = ""
    others: tuple[tuple[Place, str], ...] = ()
    severity: Literal["error", "warning"] = "error"


class TreeError(Exception):
    """A text that cannot be accepted; carries every diagnostic that was found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__(to_text(self.diagnostics))


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
    line = _shown(" ".join(text.split()))
    return f"`{line if len(line) <= 60 else line[:59] + '…'}`"


def to_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the messages as people read them, each with the lines it speaks of."""
    return "\n\n".join(map(_one, diagnostics))


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the messages as a JSON list; places count lines and columns from 1, in characters."""
    return json.dumps([_record(d) for d in diagnostics], indent=2, ensure_ascii=False)


def to_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the messages as GitHub workflow commands, which annotate the lines of a pull request.

    The escapes are those of GitHub's toolkit: `%`, CR and LF everywhere, `:` and `,` in properties.
    """
    return "\n".join(map(_command, diagnostics))


# One wrong name often stands in many places, and looking for the nearest takes long.
@lru_cache(maxsize=256)
def _nearest(name: str, names: tuple[str, ...]) -> str:
    if close := get_close_matches(name, names, n=1, cutoff=0.6):
        return f"did you mean {quoted(close[0])}?"
    return "known: " + ", ".join(map(quoted, names)) if 0 < len(names) <= 12 else ""


def _one(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    marks = [(place, "", "^"), *((other, label, "-") for other, label in diagnostic.others)]
    here = sorted(
        (m for m in marks if m[0].source is place.source), key=lambda m: (m[0].line, m[0].column)
    )
    width = max(len(str(m[0].line)) for m in here)
    message = _shown(diagnostic.message)
    message = message if diagnostic.severity == "error" else f"{diagnostic.severity}: {message}"
    out = [f"{_head(place)}: {message} [{diagnostic.check}]", f"{'':{width}} |"]
    shown = 0
    for mark, label, sign in here:
        line = mark.source.lines[mark.line - 1] if mark.line <= len(mark.source.lines) else ""
        if shown and mark.line > shown + 1:
            out.append("...")
        if mark.line != shown:
            out.append(f"{mark.line:>{width}} | {_shown(line)}".rstrip())
            shown = mark.line
        indent = _columns(line[: mark.column - 1])
        span = line[mark.column - 1 : mark.column - 1 + mark.length]
        caret = sign * max(1, _columns(span))
        out.append(f"{'':{width}} | {'':{indent}}{caret} {label}".rstrip())
    for mark, label, _ in marks:
        if mark.source is not place.source:
            out.append(f"{'':{width}} = {_head(mark)}: {label}")
    if diagnostic.help:
        out.append(f"{'':{width}} = help: {_shown(diagnostic.help)}")
    return "\n".join(out)


def _head(place: Place) -> str:
    return f"{place.source.name}:{place.line}:{place.column}"


def _record(diagnostic: Diagnostic) -> dict[str, object]:
    others = [{**_span(place), "label": label} for place, label in diagnostic.others]
    return {
        "check": diagnostic.check,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "help": diagnostic.help,
        **_span(diagnostic.place),
        "others": others,
    }


def _span(place: Place) -> dict[str, object]:
    return {
        "file": place.source.name,
        "line": place.line,
        "column": place.column,
        "length": place.length,
    }


def _command(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    body = diagnostic.message + (f"\nhelp: {diagnostic.help}" if diagnostic.help else "")
    where = {
        "file": place.source.name,
        "line": place.line,
        "col": place.column,
        "endColumn": place.column + place.length,
        "title": diagnostic.check,
    }
    properties = ",".join(
        f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in where.items()
    )
    return f"::{diagnostic.severity} {properties}::{_escaped(body)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _shown(line: str) -> str:
    # Control and bidirectional marks would reorder or hide what a terminal shows.
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "\N{REPLACEMENT CHARACTER}"
        for c in line.replace("\t", "\N{RIGHTWARDS ARROW}")
    )


def _columns(text: str) -> int:
    """Return how many terminal columns a text takes: wide characters two, combining ones none."""
    return sum(
        0
        if unicodedata.category(c) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )
