"""A checked claim has a verdict, sources, our wording, and a page that uses it."""

import pytest

from decision.ledger.claims import parse, unknown_names
from decision.reading.diagnostics import TreeError

TEXT = """\
it-helps:
  says: A cache always helps.
  verdict: partly supported
  found: It helped in one test.
  wording: A cache may help.
  note: One test only.
  pages: [guide/caches.md]
  evidence: [study-2024]
"""


def test_a_claim_holds_what_was_said_found_and_made_of_it() -> None:
    claim = parse(TEXT, "claims.yaml")["it-helps"]
    assert (claim.id, claim.says) == ("it-helps", "A cache always helps.")
    assert (claim.verdict, claim.found) == ("partly supported", "It helped in one test.")
    assert (claim.wording, claim.note) == ("A cache may help.", "One test only.")
    assert (claim.pages, claim.evidence) == (("guide/caches.md",), ("study-2024",))


NO_FOUND = ("claim `it-helps` has no `found`", (1, 1))
LONG_NOTE = ("`note` has 601 characters, more than 600", (6, 9))


@pytest.mark.parametrize(
    ("old", "new", "check", "message", "place"),
    [
        ("partly ", "hardly ", "unknown-name", "no verdict is named `hardly supported`", (3, 12)),
        ("  found: It helped in one test.\n", *("", "missing-key"), *NO_FOUND),
        ("  note:", "  nota:", "unknown-key", "claim `it-helps` has no key `nota`", (6, 3)),
        ("[study-2024]", "[]", "wrong-shape", "`evidence` is empty", (8, 3)),
        ("[guide/caches.md]", "[]", "wrong-shape", "`pages` is empty", (7, 3)),
        ("[guide/caches.md]", "guide", "wrong-shape", "`pages` must be a list", (7, 3)),
        ("it-helps", "It", "bad-id", "`It` cannot be part of an address", (1, 1)),
        ("One test only.", *("a" * 601, "long-text"), *LONG_NOTE),
    ],
)
def test_a_fault_in_a_claim_is_told_where_it_is(
    old: str, new: str, check: str, message: str, place: tuple[int, int]
) -> None:
    with pytest.raises(TreeError) as caught:
        parse(TEXT.replace(old, new, 1), "claims.yaml")
    found = [(d.check, d.message, d.place.line, d.place.column) for d in caught.value.diagnostics]
    assert found == [(check, message, *place)]


def test_pages_and_evidence_of_a_claim_must_exist_where_they_are_known() -> None:
    claims = parse(TEXT, "claims.yaml")
    assert [d.check for d in unknown_names(claims, ["guide/cache.md"], ["study-2023"])] == [
        *("unknown-page", "unknown-evidence")
    ]
    assert not [*unknown_names(claims, None, None)]
    assert not [*unknown_names(claims, ["guide/caches.md"], ["study-2024"])]
