"""The evidence ledger holds one record a claim, and every fault in it is told with its place."""

from pathlib import Path

import pytest

from decision import evidence
from decision.diagnostics import TreeError
from decision.evidence import parse
from decision.nodes import decode
from tests.samples import ROOT, SHIPPED

LEDGER = ROOT / "decision/evidence.yaml"
TEXT = """\
study-2024:
  claim: Retrieval helps where facts are new.
  title: A study
  authors: Doe, Roe (Some Institute)
  year: 2024
  link: https://example.org/study
  figures:
  - 40 % to 60 %
  where: Table 2
  basis: primary
  read: all of it
  strength: primary measurement
  caveat: One data set.
study-2025:
  {claim: A, title: B, authors: C, year: D, where: E, basis: secondary, read: F, strength: G}
"""


def told(text: str) -> list[tuple[str, str, int, int]]:
    with pytest.raises(TreeError) as caught:
        parse(text, "evidence.yaml")
    return [(d.check, d.message, d.place.line, d.place.column) for d in caught.value.diagnostics]


def test_an_entry_holds_the_claim_and_its_source() -> None:
    ledger = parse(TEXT, "evidence.yaml")
    assert [*ledger] == ["study-2024", "study-2025"]
    entry = ledger["study-2024"]
    assert (entry.id, entry.claim) == ("study-2024", "Retrieval helps where facts are new.")
    assert (entry.title, entry.authors) == ("A study", "Doe, Roe (Some Institute)")
    assert (entry.year, entry.link) == ("2024", "https://example.org/study")
    assert (entry.where, entry.basis) == ("Table 2", "primary")
    assert (entry.strength, entry.caveat) == ("primary measurement", "One data set.")
    assert (ledger["study-2025"].link, ledger["study-2025"].caveat) == ("", "")


@pytest.mark.parametrize(
    ("old", "new", "check", "message", "place"),
    [
        ("  year: 2024\n", "", "missing-key", "entry `study-2024` has no `year`", (1, 1)),
        ("  year:", "  yaer:", "unknown-key", "entry `study-2024` has no key `yaer`", (5, 3)),
        ("2024\n", "\n", "empty-text", "`year` is empty", (5, 3)),
        ("title: A study", "title: [A]", "wrong-shape", "`title` must be a text", (3, 3)),
        ("  where:", "  title:", "duplicate-key", "`title` is written twice", (9, 3)),
        ("study-2025", "study-2024", "duplicate-key", "`study-2024` is written twice", (14, 1)),
        ("study-2025", "Study", "bad-id", "`Study` cannot be part of an address", (14, 1)),
        ("primary\n", "hearsay\n", "unknown-name", "no basis is named `hearsay`", (10, 10)),
        ("  - 40 % to", "  - [40]: ", "wrong-shape", "a figure must be a text", (8, 5)),
        ("\n  - 40 %", " 40 %", "wrong-shape", "`figures` must be a list", (7, 3)),
    ],
)
def test_a_fault_in_the_ledger_is_told_where_it_is(
    old: str, new: str, check: str, message: str, place: tuple[int, int]
) -> None:
    text = TEXT.replace(old, new, 1)
    assert told(text) == [(check, message, *place)]


@pytest.mark.parametrize("scheme", ["http:", "javascript:", "//", "data:", " https:"])
def test_a_source_is_linked_by_https_only(scheme: str) -> None:
    found = told(TEXT.replace("https:", f"'{scheme}", 1).replace("org/study", "org/study'", 1))
    [(check, message, line, column)] = found
    assert (check, line, column) == ("wrong-shape", 6, 9)
    assert message.endswith("is no address of a source")


@pytest.mark.parametrize("text", ["a", "[]", "- a", "{}: {}", "study: nothing"])
def test_a_ledger_that_is_no_mapping_of_entries_is_refused(text: str) -> None:
    assert told(text)[0][0] == "wrong-shape"


def test_all_faults_of_a_ledger_are_told_at_once() -> None:
    text = TEXT.replace("  year: 2024\n", "").replace("basis: secondary", "basis: third")
    assert [check for check, *_ in told(text)] == ["missing-key", "unknown-name"]


def test_the_shipped_ledger_is_good_and_holds_what_the_tree_names() -> None:
    ledger = evidence.load(LEDGER)
    answers = [a for q in SHIPPED.questions.values() for a in q.answers.values()]
    named = {id_ for answer in answers for id_ in answer.evidence}
    named |= {id_ for question in SHIPPED.questions.values() for id_ in question.evidence}
    named |= {id_ for outcome in SHIPPED.outcomes.values() for id_ in outcome.evidence}
    assert named <= ledger.keys()


def test_a_ledger_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "evidence.yaml"
    file.write_bytes(TEXT.encode())
    assert evidence.load(file) == parse(decode(TEXT.encode(), "e"), file.as_posix())
