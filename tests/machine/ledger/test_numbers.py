"""A figure that needs a source is told from a number that does not; in a tree it needs evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.check import Context, check
from decision.ledger.numbers import numbers
from tests.machine.sample_trees import MINIMAL
from tests.machine.strategies import modest

NEEDS_A_SOURCE = {
    "percentage": (
        *("12%", "12 %", "12.5 per cent", "12 percent", "17 to 33% of queries", "61.6-68.8%"),
        *("up to 80% less", "+30%", "over 97% of the hits", "five per cent", "5 percentage points"),
        *("two percentage points", "100%", "3 p.p.", "between 2 and 10%"),
    ),
    "multiple": (
        *("2x", "1.5x", "10,000x fewer", "1.5 times the base price", "three times as long"),
        *("ten times cheaper", "3 times the size", "10-fold", "tenfold", "twice the price"),
        *("twice as long", "about 1.5 times for one model", "2× the tokens"),
    ),
    "price": (
        *("$82 a month", "$0.20", "USD 73", "£15,000", "€5 million", "50 cents", "20 dollars"),
        *("$3.75/M tokens", "¥100"),
    ),
    "count of tokens": (
        *("200,000 tokens", "200k tokens", "1,024 tokens", "5 million input tokens"),
        *("1,024-token prefix", "about 100 tokens", "8K tokens", "1 token"),
    ),
    "dated fact": (
        *("as of 2026", "as of September 2026", "as of autumn 2026", "As of 22 May 2026"),
        *("withdrawn in 2025", "retired on 23 October 2026", "launched in August 2024"),
        *("no new jobs from 6 January 2027", "is shut down on 14 January 2027"),
        *("the service was closed to new customers in May 2026", "deprecated since 2025"),
        *("as\nof\n2026", "as of late 2026"),
    ),
}
NEEDS_NONE = (
    *("under a second", "p95", "p50 and p95", "version 1.0.0", "24 hours", "50 examples"),
    *("three times a week", "ask it five times, and again", "run it three times.", "at times"),
    *("five times out of ten", "three times (or more)", "two times in three", "a 7B model"),
    *("models of 2023 and 2024", "in a 2024 study", "a review of 2026", "published in 2024"),
    *(
        "the last token",
        "tokens",
        "GPT-4",
        "GPT-4o",
        "300 ms",
        "30 seconds",
        "48 GB",
        "Python 3.12",
    ),
    *("half of them", "a third", "a thousand examples", "sometimes", "16 px", "1440 px", "doubled"),
    *(
        "twice a year",
        "twice over",
        "100 requests",
        "from 61 to 43",
        "0.875",
        "Table 2",
        "x",
        "2 to 4",
    ),
    *("the model was released to the team", "closed questions", "Sec. 4.1", "3 years", "5 of 10"),
    *(
        "since 2024 papers have disagreed",
        "six months",
        "ISO 27001",
        "÷ 1,000 × cost",
        "3 x 4 metres",
        "1,000 chosen examples",
    ),
)


@pytest.mark.parametrize(
    "text", [text for texts in NEEDS_A_SOURCE.values() for text in texts], ids=repr
)
def test_a_figure_needs_a_source(text: str) -> None:
    assert [*numbers(text)]
    assert [*numbers(f"It is said, {text}, and so on.")]


@pytest.mark.parametrize("text", NEEDS_NONE, ids=repr)
def test_a_number_that_claims_nothing_needs_none(text: str) -> None:
    assert [found[0] for found in numbers(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It cut 61.6 to 68.8% of calls.", ["61.6 to 68.8%"]),
        ("$82 in all, $73 of it for search", ["$82", "$73"]),
        ("launched in August 2024 at $3.75", ["launched in August 2024", "$3.75"]),
        ("5 million input tokens", ["5 million input tokens"]),
    ],
)
def test_a_figure_is_found_whole(text: str, found: list[str]) -> None:
    assert [match[0] for match in numbers(text)] == found


def test_a_date_and_an_offer_in_different_sentences_are_no_dated_fact() -> None:
    assert not [*numbers("The service was withdrawn. A study in 2024 said so.")]


@modest
@given(st.text("0123456789 .,-%$xtimesoken\n", max_size=300))
def test_any_text_is_read_and_what_is_found_stands_in_it(text: str) -> None:
    for match in numbers(text):
        assert match[0]
        assert match[0] == text[match.start() : match.end()]


def test_a_long_text_is_read_in_linear_time() -> None:
    for part in ("1", "1 ", "1,", "1-", "withdrawn ", "as of ", "1 to "):
        assert len([*numbers(part * 8000)]) == 0


@pytest.mark.parametrize(
    ("old", "evidence"),
    [
        ("A cache helps where readers ask for what was read before.", "\n    evidence: [study]"),
        ("Most reads find their answer in the cache.", ", evidence: [study]"),
        ("Keep answers near their readers.", ", evidence: [study]"),
    ],
)
def test_a_figure_in_a_tree_needs_evidence_on_its_owner(old: str, evidence: str) -> None:
    text, name = MINIMAL, "minimal.yaml"
    around = Context(evidence={"study"})
    new = "It saves 90% of the work."
    found = check(text.replace(old, new), name, around)[1]
    line = text[: text.index(old)].count("\n") + 1
    assert [(d.check, d.message, d.place.line) for d in found] == [
        ("uncited-figure", "`90%` has no source", line)
    ]
    assert check(text.replace(old, new + evidence), name, around)[1] == ()
    assert check(text.replace(old, new), name, Context())[1] == ()
