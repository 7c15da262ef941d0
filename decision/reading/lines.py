"""The lines of a YAML file in, what may stand in none of them out: the first look at a text."""

import re
import unicodedata
from collections.abc import Iterator

from decision.reading.diagnostics import Diagnostic, Place, Source

#: What YAML 1.2 (section 5.1) calls printable, less the line breaks that only some readers count.
UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
#: Blanks that YAML takes for letters, and what nobody sees at all.
WRONG_SPACES = "\xa0\xad\u1680\u2000-\u200d\u202f\u205f\u2060\u3000"

#: What people and their word processors write for the hyphen that begins an item of a list.
WRONG_DASHES = "‐‑‒–—―−•·‣▪"

_INDENTED_WRONGLY = re.compile(rf"^ *(?:- +)*([{WRONG_SPACES}]++)[ {WRONG_SPACES}]*+(?=\S)", re.M)
#: What Git writes around the two versions of lines that it could not merge.
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?= |$)", re.M)
_WRONG_SPACE = re.compile(f"[{WRONG_SPACES}]")


def refused(text: str, source: Source) -> Iterator[Diagnostic]:
    """Yield what is wrong with characters and lines of a text, whose lines are those of a source.

    Conflict markers are told alone: what stands between them will not stay.
    """
    if found := [*conflicts(text, source)]:
        yield from found
        return
    unprintable = "\t" in text or UNPRINTABLE.search(text)
    for number, line in enumerate(source.lines if unprintable else (), 1):
        if bad := UNPRINTABLE.search(line):
            place = Place(source, number, bad.start() + 1, 1)
            message = f"control character U+{ord(bad[0]):04X}"
            yield Diagnostic("control-character", message, place, "delete it")
        if (column := line.find("\t")) >= 0:
            length = len(line) - len(line[column:].lstrip("\t")) - column
            place = Place(source, number, column + 1, length)
            yield Diagnostic("tab", "tab character", place, "use spaces")
    # Most texts hold none at all.
    indented = [*_spans(_INDENTED_WRONGLY, source)] if _WRONG_SPACE.search(text) else []
    if indented:
        place = indented[0]
        character = source.lines[place.line - 1][place.column - 1]
        message = f"{named(character)} in the indentation"
        yield _together("wrong-space", message, indented, mend(character), "here, too")


def conflicts(text: str, source: Source) -> Iterator[Diagnostic]:
    """Yield each conflict that a merge left in a text, with all its markers."""
    found: list[Place] = []
    for place in _spans(_CONFLICT, source) if _CONFLICT.search(text) else ():
        if found and source.lines[place.line - 1].startswith("<"):
            yield _conflict(found)
            found = []
        found.append(place)
    if found:
        yield _conflict(found)


def _conflict(marked: list[Place]) -> Diagnostic:
    message = "a merge left its conflict markers here"
    help_ = "keep one of the versions between the markers, and delete the markers"
    return _together("conflict-marker", message, marked, help_, "another marker")


def named(character: str) -> str:
    """Return how messages name a character that nobody sees: `no-break space U+00A0`."""
    return f"{unicodedata.name(character).lower()} U+{ord(character):04X}"


def mend(character: str) -> str:
    """Return what to do with a character that nobody sees."""
    blank = unicodedata.category(character) == "Zs"
    return "replace it with a plain space" if blank else "delete it"


def _spans(pattern: re.Pattern[str], source: Source) -> Iterator[Place]:
    for number, line in enumerate(source.lines, 1):
        if found := pattern.search(line):
            start, end = found.span(pattern.groups)
            yield Place(source, number, start + 1, end - start)


def _together(check: str, message: str, places: list[Place], help_: str, label: str) -> Diagnostic:
    """Return one message for what has one cause, at its first place."""
    others = tuple((place, label) for place in places[1:])
    return Diagnostic(check, message, places[0], help_, others)
