"""A fault that the YAML reader met in, a message in plain words out."""

import re
from dataclasses import dataclass

import yaml

from decision.reading.diagnostics import Diagnostic, Place, Source, quoted
from decision.reading.slips import slip


@dataclass(frozen=True, slots=True)
class _Wording:
    """What PyYAML says of a fault (its context, then its problem) and what we say instead.

    `{}` is what the pattern's group found. The place is where the reader gave up or, `at_start`,
    where the thing began that it was reading then; `inside` labels the former beside the latter.
    """

    pattern: str
    message: str
    help: str
    at_start: bool = False
    inside: str = ""


_QUOTES = "put the text in quotes"
_WORDINGS = (
    _Wording(
        "mapping values are not allowed",
        "a `:` is not allowed here",
        "quote a text that holds `: `, write a space after a key's colon, or mend the indentation",
    ),
    _Wording(
        "could not find expected ':'",
        "this line has no `:`",
        "write `key: value`, or indent the line to continue the text above",
        at_start=True,
    ),
    _Wording(
        "expected <block end>, but found '(?:<block .*|[-?])'",
        "this does not line up with the lines above",
        "give it the indentation of the keys that it belongs to",
    ),
    _Wording(
        "expected <block end>, but found ':'",
        "this `:` has no key before it",
        "write the key before it",
    ),
    _Wording(
        "expected <block end>, but found",
        "this does not belong to the text before it",
        "put the whole text in quotes, or begin a new line",
    ),
    _Wording(
        "expected '<document start>'",
        "this does not belong to the lines above",
        "delete the line above that begins with `%` or `...`",
    ),
    _Wording(
        "found unexpected (?:end of stream|document separator)",
        "this quote is never closed",
        "close the quote at the end of the text",
        at_start=True,
    ),
    _Wording(
        r"expected ',' or '([\]}])', but got '<stream end>'",
        "this bracket is never closed",
        "close it with `{}`",
        at_start=True,
    ),
    _Wording(
        r"expected ',' or '([\]}])'",
        "this bracket is not closed with `{}`",
        "close it, put commas between the items, and put a text that holds brackets in quotes",
        at_start=True,
        inside="this does not belong in it",
    ),
    _Wording(
        "expected the node content, but found '<stream end>'",
        "the file ends inside a bracket",
        "close the bracket that was opened before",
    ),
    _Wording(
        "expected the node content, but found '(.)'", "a text cannot begin with `{}`", _QUOTES
    ),
    _Wording("found character '(.+)' that cannot start", "a text cannot begin with `{}`", _QUOTES),
    _Wording("scanning an alias", "a text cannot begin with `*`", _QUOTES, at_start=True),
    _Wording("scanning an anchor", "a text cannot begin with `&`", _QUOTES, at_start=True),
    _Wording("ing a tag|undefined tag", "a text cannot begin with `!`", _QUOTES, at_start=True),
    _Wording("scanning a directive", "a line cannot begin with `%`", _QUOTES, at_start=True),
    _Wording(
        "sequence entries are not allowed",
        "a list cannot begin here",
        f"begin it on a line of its own, or {_QUOTES}",
    ),
    _Wording("mapping keys are not allowed", "a text cannot begin with `?`", _QUOTES),
    _Wording(
        "found unknown escape character '(.*)'",
        "`\\{}` means nothing in double quotes",
        "write two backslashes, or use single quotes",
    ),
    _Wording(
        "expected escape sequence",
        "this escape lacks hexadecimal digits",
        "complete it, or use single quotes",
    ),
    _Wording(
        "scanning a block scalar",
        "only a line break can follow `>` and `|`",
        "begin the text on the next line, indented",
    ),
)


def not_yaml(error: yaml.YAMLError, source: Source) -> Diagnostic:
    """Return the message for a text that is not YAML."""
    problem = getattr(error, "problem", None) or "unreadable"
    told = f"{getattr(error, 'context', None) or ''}: {problem}"
    start = getattr(error, "context_mark", None)
    here = _place(getattr(error, "problem_mark", None) or start, source)
    if likely := slip(told, here, _place(start, source)):
        return likely
    for wording in _WORDINGS:
        if found := re.search(wording.pattern, told):
            part = quoted(found[1])[1:-1] if found.groups() else ""
            message = f"not YAML: {wording.message.format(part)}"
            help_ = wording.help.format(part)
            if not wording.at_start:
                return Diagnostic("not-yaml", message, here, help_)
            others = ((here, wording.inside),) if wording.inside else ()
            return Diagnostic("not-yaml", message, _place(start, source), help_, others)
    return Diagnostic("not-yaml", f"not YAML: {quoted(problem)[1:-1]}", here)


def _place(mark: yaml.Mark | None, source: Source) -> Place:
    line, column = (mark.line, mark.column) if mark else (0, 0)
    line = min(line, len(source.lines) - 1)
    return Place(source, line + 1, min(column, len(source.lines[line])) + 1, 1)
