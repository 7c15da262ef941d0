"""Faults in, what other programs read of them out: JSON, and the annotations of GitHub."""

import json
from collections.abc import Sequence

from decision.reading.diagnostics import MAX_SHOWN, Diagnostic, Place, left_out


def to_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the messages as a JSON list; places count lines and columns from 1, in characters.

    Where there are too many, the last record is a note that says how many are left out, at the
    place of the first of them.
    """
    records = [_record(d) for d in diagnostics[:MAX_SHOWN]]
    if len(diagnostics) > MAX_SHOWN:
        note = {"check": "", "severity": "note", "message": left_out(diagnostics), "help": ""}
        records.append({**note, **_span(diagnostics[MAX_SHOWN].place), "others": []})
    return json.dumps(records, indent=2, ensure_ascii=False)


def to_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the messages as GitHub workflow commands, which annotate the lines of a pull request.

    The escapes are those of GitHub's toolkit: `%`, CR and LF everywhere, `:` and `,` in properties.
    """
    more = [f"::notice::{left_out(diagnostics)}"] if len(diagnostics) > MAX_SHOWN else []
    return "\n".join([*map(_command, diagnostics[:MAX_SHOWN]), *more])


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
