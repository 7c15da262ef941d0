"""Where a YAML reader gave up in, the slip a little above that led it astray out.

YAML takes a line without its colon for a text that goes on, and finds fault with the next line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from decision.reading.diagnostics import Diagnostic, Place, Source, quoted
from decision.reading.lines import WRONG_DASHES, WRONG_SPACES, mend, named

_START = r"^ *+(?:- ++)*+"
_KEY = re.compile(_START + r"(?P<key>[\w-]++):(?= |$)")
_SPACED = re.compile(
    _START + rf"[\w-]*(?::(?P<after>[{WRONG_SPACES}])|(?P<before>[{WRONG_SPACES}]) *:)"
)


@dataclass(frozen=True, slots=True)
class _Slip:
    """What a line with a slip looks like, and what is said of its group `mark`, for `{}`."""

    pattern: re.Pattern[str]
    message: str
    help: str
    check: str = "not-yaml"


_NO_SPACE = _Slip(
    re.compile(_START + r"(?P<mark>[a-zA-Z][\w-]*:)(?=[^\s/])"),
    "not YAML: no space follows `{}`",
    "write a space after the colon",
)
_NO_COLON = _Slip(
    re.compile(_START + r"(?P<mark>[\w-]++)(?= |$)(?!.*:(?: |$))"),
    "not YAML: this line has no `:`",
    "write `{}:` if that is its key",
)
_DASH = _Slip(
    re.compile(rf"^ *(?P<mark>[{WRONG_DASHES}])(?= )"),
    "not YAML: `{}` begins no item of a list",
    "write `-`, the hyphen of the keyboard, and a space",
)
_COMMENT = _Slip(
    re.compile(_START + r"(?:[\w-]++: ++)?+[^\s'\"#].*? (?P<mark>#.*)"),
    "`#` begins a comment, and the text ends before it",
    "put the whole text in quotes, or the comment on a line of its own",
    "cut-text",
)
_SLIPS = (_DASH, _NO_SPACE, _COMMENT)


def slip(told: str, place: Place, start: Place) -> Diagnostic | None:
    """Return the likely cause of a fault that PyYAML met at a place; `told` are its words.

    `start` is where the thing began that it was reading then.
    """
    source, line = place.source, place.source.lines[place.line - 1]
    key = _KEY.match(line)
    if "could not find expected ':'" in told:
        blamed = [start.line, *_above(source, start.line)][:2]
        return next(filter(None, (_on(source, number, _SLIPS) for number in blamed)), None)
    if "mapping values are not allowed" in told:
        of_key = key and place.column in (key.end(), key.start("key") + 1)
        return (_first_key(source, place.line) or _too_deep(source, place.line)) if of_key else None
    if "expected <block end>, but found" in told:
        return _on(source, place.line, (_DASH,)) or _out_of_line(source, place.line)
    if "expected ',' or '" in told:
        if found := _on(source, start.line, (_COMMENT,), start.column):
            return found
        if "but got ':'" in told and place.line == start.line:
            help_ = "put a comma before its key, or quote a text that holds `: `"
            return Diagnostic("not-yaml", "not YAML: a `:` is not allowed here", place, help_)
    return None


def _first_key(source: Source, number: int) -> Diagnostic | None:
    """Find the slip in the line above, where it should begin the mapping that goes on here."""
    line, before, *_ = *_above(source, number), 0, 0
    if not line:
        return None
    slips = [_DASH, _NO_SPACE]
    text = source.lines[line - 1].lstrip()
    if not before or source.lines[before - 1].rstrip().endswith(":") or text.startswith("- "):
        slips.append(_NO_COLON)
    return _on(source, line, slips)


def _on(source: Source, number: int, slips: Iterable[_Slip], start: int = 0) -> Diagnostic | None:
    line = source.lines[number - 1]
    if found := _SPACED.match(line):
        name = "after" if found["after"] else "before"
        where = Place(source, number, found.start(name) + 1, 1)
        message = f"{named(found[name])} {name} a colon"
        return Diagnostic("wrong-space", message, where, mend(found[name]))
    for row in slips:
        if (found := row.pattern.match(line)) and found.start("mark") >= start:
            begin, end = found.span("mark")
            mark = quoted(found["mark"])[1:-1]
            message, help_ = row.message.format(mark), row.help.format(mark)
            where = Place(source, number, begin + 1, end - begin)
            return Diagnostic(row.check, message, where, help_)
    return None


def _above(source: Source, number: int) -> Iterator[int]:
    """Yield the numbers of the lines above one, nearest first, without blank ones and comments."""
    for above in range(number - 1, 0, -1):
        if source.lines[above - 1].strip() and not source.lines[above - 1].lstrip().startswith("#"):
            yield above


def _too_deep(source: Source, number: int) -> Diagnostic | None:
    """Find a key below one that has a text of its own on its line."""
    column = _column(source, number)
    for above in _above(source, number):
        if _column(source, above) < column:
            owner = _KEY.match(source.lines[above - 1])
            if owner is None or not source.lines[above - 1][owner.end() :].strip():
                return None
            if odd := _out_of_line(source, above, column):
                return odd
            place, mine = _place(source, number), quoted(owner["key"])
            message = f"not YAML: this key is indented deeper than {mine}, which has a text"
            help_ = f"indent both alike, or put the text of {mine} in quotes if this is part of it"
            others = ((_place(source, above), "the key above"),)
            return Diagnostic("not-yaml", message, place, help_, others)
    return None


def _out_of_line(source: Source, number: int, beside: int = 0) -> Diagnostic | None:
    """Find the key above that a key should line up with; in the column `beside`, if given."""
    deeper = 0
    if _KEY.match(source.lines[number - 1]):
        column = _column(source, number)
        for above in _above(source, number):
            if _column(source, above) <= column:
                break
            deeper = above if _KEY.match(source.lines[above - 1]) else deeper
    if not deeper or (beside and _column(source, deeper) != beside):
        return None
    sibling = _place(source, deeper)
    message = "not YAML: this does not line up with the lines above"
    help_ = f"indent it by {sibling.column - 1} spaces to stand beside {_key(sibling)}"
    return Diagnostic("not-yaml", message, _place(source, number), help_, ((sibling, "here"),))


def _column(source: Source, number: int) -> int:
    line = source.lines[number - 1]
    found = _KEY.match(line)
    return found.start("key") if found else len(line) - len(line.lstrip(" "))


def _place(source: Source, number: int) -> Place:
    found = _KEY.match(source.lines[number - 1])
    assert found is not None
    return Place(source, number, found.start("key") + 1, len(found["key"]))


def _key(place: Place) -> str:
    start = place.column - 1
    return quoted(place.source.lines[place.line - 1][start : start + place.length])
