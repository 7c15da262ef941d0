"""The file of the evidence ledger: every key with what it holds, for the loader and for editors."""

from collections.abc import Collection, Iterator, Mapping

from decision.reading.diagnostics import Diagnostic, quoted
from decision.reading.nodes import Node, Text
from decision.reading.schema import (
    Choice,
    Document,
    Form,
    ListOf,
    MapOf,
    Record,
    String,
    optional,
    required,
)

BASES = ("primary", "secondary")
STRENGTHS = ("measurement", "vendor guidance", "regulator", "opinion")
#: What vendors offer and ask for changes without notice, so what they say needs a date.
AGEING = "vendor guidance"


def _form(check: str, what: str, example: str, pattern: str, taken_for: str = "") -> String:
    form = Form(pattern, check, f"is not {what}", f"write it as `{example}`", taken_for)
    return String(400, form)


def _undated(entry: Mapping[str, Text], written: Collection[str], at: Node) -> Iterator[Diagnostic]:
    """Find an entry that ages and does not say when it was so."""
    ages = entry["strength"] == AGEING or "review_by" in written
    if ages and "as_of" not in written:
        message = f"entry {quoted(entry['id'])} has no `as_of`"
        help_ = "say when it was so: add `as_of:` with a year or a month"
        yield Diagnostic("missing-key", message, at.place, help_)


_TEXT = String(400)
# https://info.arxiv.org/help/arxiv_identifier.html, the old form and the new one.
_ARXIV = _form(
    *("bad-arxiv", "an arXiv identifier", "2312.05934"),
    r"\d\d(0[1-9]|1[0-2])\.\d{4,5}(v\d+)?|[a-z-]+(\.[A-Z]{2})?/\d{7}(v\d+)?",
    taken_for="number",
)
# The form that https://www.crossref.org/blog/dois-and-matching-regular-expressions/ suggests.
_DOI = _form("bad-doi", "a DOI", "10.1111/jels.12413", r"10\.\d{4,9}/[-._;()/:a-zA-Z0-9]+")
_URL = _form(
    *("bad-url", "an address of a source", "https://example.org/paper"),
    r"https://[a-z0-9-]+(\.[a-z0-9-]+)+([/?#][!-~]*)?",
)
_YEAR_PATTERN = r"(19|20)\d\d"
_MONTH_PATTERN = rf"{_YEAR_PATTERN}-(0[1-9]|1[0-2])"
_DAY_PATTERN = (
    rf"{_YEAR_PATTERN}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])"
    r"|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))"
    r"|((19|20)(0[48]|[2468][048]|[13579][26])|2000)-02-29"
)
_YEAR = _form(
    *("bad-date", "a year", "2024` or, where there is none, `n.d."),
    rf"{_YEAR_PATTERN}|n\.d\.",
    taken_for="integer",
)
_YEAR_OR_MONTH = _form(
    *("bad-date", "a year or a month", "2026` or `2026-09"),
    rf"{_YEAR_PATTERN}|{_MONTH_PATTERN}",
    taken_for="integer",
)
_MONTH_OR_DAY = _form(
    *("bad-date", "a month or a day", "2027-05` or `2027-05-31"),
    rf"{_MONTH_PATTERN}|{_DAY_PATTERN}",
)

_ENTRY = Record(
    "entry",
    (
        required("topic", _TEXT, "The id of one of the topics above."),
        required("claim", _TEXT, "One claim in our words."),
        required("title", _TEXT, "The title of the source."),
        required(
            "authors",
            _TEXT,
            "Last names, with commas between them; an institution in brackets at the end.",
        ),
        required("year", _YEAR, "The year of the source, or `n.d.` where it gives none."),
        optional("arxiv", _ARXIV, "Its arXiv identifier, such as `2312.05934`."),
        optional("doi", _DOI, "Its DOI, such as `10.1111/jels.12413`."),
        optional("url", _URL, "Its address, which begins with `https://`."),
        optional(
            "figures",
            ListOf(String(160), least=1),
            "The figures that matter, as the source gives them. A footnote shows the first where "
            "the claim holds none.",
        ),
        required("where", _TEXT, "Where in the source: a section, a table, the abstract."),
        required(
            "basis",
            String(400, Choice("basis", BASES)),
            "`primary`: the source itself was read. `secondary`: somebody else quotes it.",
        ),
        required("read", _TEXT, "How much of the source was read, or who quotes it."),
        required(
            "strength", String(400, Choice("strength", STRENGTHS)), "What kind of support it is."
        ),
        optional("caveat", _TEXT, "What the reader must beware of."),
        optional(
            "as_of",
            _YEAR_OR_MONTH,
            "The year or month when it was so. Vendor guidance needs it, and so does whatever has "
            "a `review_by`.",
        ),
        optional(
            "review_by",
            _MONTH_OR_DAY,
            "The month or day by which somebody must read the source again.",
        ),
    ),
    check=_undated,
    keywords={
        "dependentRequired": {"review_by": ["as_of"]},
        "if": {"required": ["strength"], "properties": {"strength": {"const": AGEING}}},
        "then": {"required": ["as_of"]},
    },
)

LEDGER = Document(
    "Evidence ledger",
    "What the guidance rests on: one entry a claim, with the source it was read from.",
    Record(
        "evidence ledger",
        (
            required(
                "topics",
                MapOf(String(60), "titles of topics by id"),
                "The titles of the groups of entries by id, in the order of the evidence page.",
            ),
            required(
                "entries",
                MapOf(_ENTRY),
                "Every entry by its id. The id is part of public addresses: choose it once.",
            ),
        ),
    ),
)
