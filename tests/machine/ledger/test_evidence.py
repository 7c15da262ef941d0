"""The evidence ledger holds one record a claim, and every fault in it is told with its place."""

from datetime import date
from pathlib import Path

import pytest

from decision.ledger import evidence
from decision.ledger.evidence import overdue, parse, past_review, unused_evidence
from decision.reading.diagnostics import TreeError
from decision.reading.nodes import decode

TEXT = """\
topics: {facts: New facts, cost: What it costs}
entries:
  study-2024:
    topic: facts
    claim: Retrieval helps where facts are new.
    title: A study
    authors: Doe, Roe (Some Institute)
    year: 2024
    arxiv: 2401.01234
    url: https://example.org/study
    figures:
    - 40 % to 60 %
    where: Table 2
    basis: primary
    read: all of it
    strength: measurement
    caveat: One data set.
  prices-2025:
    {topic: cost, claim: A, title: B, authors: C, year: n.d., where: E, basis: secondary, read: F,
    strength: vendor guidance, as_of: 2025, review_by: 2026-05}
"""


def told(text: str) -> list[tuple[str, str, int, int]]:
    with pytest.raises(TreeError) as caught:
        parse(text, "evidence.yaml")
    return [(d.check, d.message, d.place.line, d.place.column) for d in caught.value.diagnostics]


def test_an_entry_holds_the_claim_and_its_source() -> None:
    ledger = parse(TEXT, "evidence.yaml")
    assert [*ledger] == ["study-2024", "prices-2025"]
    entry = ledger["study-2024"]
    assert (entry.id, entry.claim) == ("study-2024", "Retrieval helps where facts are new.")
    assert (entry.title, entry.authors) == ("A study", "Doe, Roe (Some Institute)")
    assert (entry.year, entry.figures) == ("2024", ("40 % to 60 %",))
    assert (entry.where, entry.basis, entry.read) == ("Table 2", "primary", "all of it")
    assert (entry.strength, entry.caveat) == ("measurement", "One data set.")
    assert (entry.topic.id, entry.topic.title) == ("facts", "New facts")
    other = ledger["prices-2025"]
    assert (other.link, other.caveat, other.figures) == ("", "", ())
    assert (other.as_of, other.review_by) == ("2025", "2026-05")


@pytest.mark.parametrize(
    ("authors", "year", "label"),
    [
        ("Doe", "2024", "Doe 2024"),
        ("Doe, Roe (Some Institute)", "2024", "Doe and Roe 2024"),
        ("Doe, Roe, Poe", "2024", "Doe et al. 2024"),
        ("Doe et al. (Some Institute)", "2024", "Doe et al. 2024"),
        ("Some Institute", "n.d.", "Some Institute, no date"),
    ],
)
def test_an_entry_is_named_in_short_by_its_authors_and_year(
    authors: str, year: str, label: str
) -> None:
    text = TEXT.replace("Doe, Roe (Some Institute)", authors).replace("year: 2024", f"year: {year}")
    assert parse(text, "evidence.yaml")["study-2024"].label == label


def test_entries_of_the_same_short_name_are_told_apart_by_letters() -> None:
    text = TEXT.replace("authors: C, year: n.d.", "authors: 'Doe, Roe', year: 2024")
    labels = [entry.label for entry in parse(text, "evidence.yaml").values()]
    assert labels == ["Doe and Roe 2024a", "Doe and Roe 2024b"]


@pytest.mark.parametrize(
    ("old", "new", "link"),
    [
        ("arxiv: 2401.01234", "doi: 10.1000/x", "https://doi.org/10.1000/x"),
        ("    arxiv: 2401.01234\n", "", "https://example.org/study"),
        ("2401.01234", "2401.01234v2", "https://arxiv.org/abs/2401.01234v2"),
        ("2401.01234", "cs.CL/0102003", "https://arxiv.org/abs/cs.CL/0102003"),
    ],
)
def test_a_source_is_linked_by_the_most_lasting_of_its_addresses(
    old: str, new: str, link: str
) -> None:
    assert parse(TEXT.replace(old, new), "evidence.yaml")["study-2024"].link == link


@pytest.mark.parametrize(
    ("old", "new", "check", "message", "place"),
    [
        ("    year: 2024\n", "", "missing-key", "entry `study-2024` has no `year`", (3, 3)),
        ("    year:", "    yaer:", "unknown-key", "entry `study-2024` has no key `yaer`", (8, 5)),
        ("2024\n", "\n", "empty-text", "`year` is empty", (8, 5)),
        ("title: A study", "title: [A]", "wrong-shape", "`title` must be a text", (6, 5)),
        ("    where:", "    title:", "duplicate-key", "`title` is written twice", (13, 5)),
        ("prices-2025", "study-2024", "duplicate-key", "`study-2024` is written twice", (18, 3)),
        ("prices-2025", "Prices", "bad-id", "`Prices` cannot be part of an address", (18, 3)),
        ("topic: cost", "topic: costs", "unknown-name", "no topic is named `costs`", (19, 13)),
        ("primary\n", "hearsay\n", "unknown-name", "no basis is named `hearsay`", (14, 12)),
        ("measurement", "proof", "unknown-name", "no strength is named `proof`", (16, 15)),
        ("    - 40 % to", "    - [40]: ", "wrong-shape", "`figures` must be a text", (12, 7)),
        ("\n    - 40 %", " 40 %", "wrong-shape", "`figures` must be a list", (11, 5)),
        ("40 % to", "4" * 160, "long-text", "`figures` has 165 characters, more than 160", (12, 7)),
        ("as_of: 2025, ", "", "missing-key", "entry `prices-2025` has no `as_of`", (18, 3)),
        ("as_of:", "asof:", "unknown-key", "entry `prices-2025` has no key `asof`", (20, 32)),
        (
            *("    caveat:", "    review_by: 2026-05\n    caveat:", "missing-key"),
            *("entry `study-2024` has no `as_of`", (3, 3)),
        ),
    ],
)
def test_a_fault_in_the_ledger_is_told_where_it_is(
    old: str, new: str, check: str, message: str, place: tuple[int, int]
) -> None:
    assert old in TEXT
    assert told(TEXT.replace(old, new, 1)) == [(check, message, *place)]


@pytest.mark.parametrize(
    ("check", "key", "bad"),
    [
        ("bad-arxiv", "arxiv", ("arXiv:2401.01234", "2413.01234", "2401.123", "2401.01234v")),
        ("bad-doi", "doi", ("doi:10.1000/x", "10.1/x", "10.1000", "https://doi.org/10.1000/x")),
        ("bad-url", "url", ("http://a.org", "javascript:x", "//a.org", "https://a", "data:a.org")),
        (
            "bad-url",
            "url",
            ("https://a.org/ b", 'https://a.org/é"', "ftp://a.org", "HTTPS://a.org"),
        ),
        ("bad-date", "year", ("24", "1850", "2024-05", "in 2024", "٢٠٢٤")),
        ("bad-date", "as_of", ("2026-13", "2026-9", "September 2026", "2026-09-01", "2026-00")),
        (
            "bad-date",
            "review_by",
            ("2026", "2026-02-29", "1900-02-29", "2026-04-31", "2026-5", "05/2026"),
        ),
    ],
)
def test_a_malformed_address_or_date_is_refused(check: str, key: str, bad: tuple[str, ...]) -> None:
    for text in bad:
        lines = [line for line in TEXT.split("\n") if not line.startswith(f"    {key}:")]
        lines.insert(4, f"    {key}: '{text}'")
        if key == "review_by":
            lines.insert(4, "    as_of: 2026")
        assert [found for found, *_ in told("\n".join(lines))] == [check], text


@pytest.mark.parametrize(
    "text", ["2028-02-29", "2000-02-29", "2026-02-28", "2026-12-31", "2026-12"]
)
def test_a_review_is_due_by_a_month_or_by_a_day(text: str) -> None:
    assert parse(TEXT.replace("2026-05", text), "evidence.yaml")["prices-2025"].review_by == text


@pytest.mark.parametrize("text", ["a", "[]", "- a", "topics: {a: A}\nentries: {study: nothing}"])
def test_a_ledger_that_is_no_mapping_of_entries_is_refused(text: str) -> None:
    assert told(text)[0][0] == "wrong-shape"


def test_all_faults_of_a_ledger_are_told_at_once() -> None:
    text = TEXT.replace("    year: 2024\n", "").replace("basis: secondary", "basis: third")
    assert [check for check, *_ in told(text)] == ["missing-key", "unknown-name"]


@pytest.mark.parametrize(
    ("review_by", "today", "late"),
    [
        ("2026-05", date(2026, 5, 31), False),
        ("2026-05", date(2026, 6, 1), True),
        ("2026-05-15", date(2026, 5, 15), False),
        ("2026-05-15", date(2026, 5, 16), True),
    ],
)
def test_an_entry_may_be_reviewed_until_the_last_day(
    review_by: str, today: date, late: bool
) -> None:
    ledger = parse(TEXT.replace("2026-05", review_by), "evidence.yaml")
    assert overdue(ledger["prices-2025"], today) == late
    assert not overdue(ledger["study-2024"], date(2100, 1, 1))
    found = [(d.check, d.severity, d.place.line) for d in past_review(ledger, today)]
    assert found == ([("past-review", "warning", 20)] if late else [])


def test_a_misspelt_list_of_topics_is_one_fault() -> None:
    assert [check for check, *_ in told(TEXT.replace("topics:", "topcs:", 1))] == ["unknown-key"]


def test_an_entry_that_nothing_cites_is_told() -> None:
    ledger = parse(TEXT, "evidence.yaml")
    assert [d.message for d in unused_evidence(ledger, {"study-2024"})] == [
        "nothing cites `prices-2025`"
    ]
    assert not [*unused_evidence(ledger, ledger)]


def test_a_ledger_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "evidence.yaml"
    file.write_bytes(TEXT.encode())
    assert evidence.load(file) == parse(decode(TEXT.encode(), "e"), file.as_posix())
