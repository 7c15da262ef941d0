"""Every figure on a page has a footnote beside it, or an exception that gives a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.ledger.prose import unsourced
from tests.machine.check_examples import html
from tests.machine.strategies import modest


def told(page: str) -> list[tuple[str, int, str]]:
    """Return each fault of a page: its check, its line, and the text that it marks."""
    found = []
    for fault in unsourced(html(page), page, "docs/page.md"):
        line, start = fault.place.source.lines[fault.place.line - 1], fault.place.column - 1
        found.append((fault.check, fault.place.line, line[start : start + fault.place.length]))
    return found


@pytest.mark.parametrize(
    "page",
    [
        "It saves 90%.[^a]",
        "It saves[^a]\n90%.",
        "- It saves 90%.[^a]\n- It is good.",
        "- It saves 90%.\n\n    As was shown.[^a]",
        "| A | B |\n|---|---|\n| 90% | shown[^a] |",
        "# It saves a lot\n\n1. One\n2. 90%[^a]\n    - It is good",
        "Run `cut 90%` often.",
        "```\n90%\n```",
        "    90%",
        "<svg><text>90%</text></svg>",
        "It takes 24 hours.",
        "",
    ],
)
def test_a_page_in_which_every_figure_is_cited_passes(page: str) -> None:
    assert told(page) == []


@pytest.mark.parametrize(
    ("page", "line", "marked"),
    [
        ("It saves 90%.", 1, "90%"),
        ("Shown.[^a]\n\nIt saves 90%.", 3, "90%"),
        ("It saves\n90% of work.", 2, "90%"),
        ("# It saves 90%", 1, "90%"),
        ("- It saves 90%.\n- Shown.[^a]", 1, "90%"),
        ("- Shown.[^a]\n- It saves 90%.", 2, "90%"),
        ("- Shown:[^a]\n    - It saves 90%.", 2, "90%"),
        ("- It saves 90%:\n    - Shown.[^a]", 1, "90%"),
        ("| A | B |\n|---|---|\n| 90% | yes |\n| shown[^a] | no |", 3, "90%"),
        ("| A | 90%[^a] |\n|---|---|\n| 80% | yes |", 3, "80%"),
        ("> It saves 90%.", 1, "90%"),
        ("It **saves** [most](a.md), 90% &amp; more.", 1, "90%"),
        ("90% here[^a]\n\nwork of 90% there", 3, "90%"),
        ("It is *twice\nas* fast.", 1, "*"),
        ("`90%` and 80%", 1, "80%"),
        ("<div markdown>\n\nIt saves 90%.\n\n</div>", 3, "90%"),
        ("It was withdrawn in 2025.", 1, "withdrawn in 2025"),
    ],
)
def test_a_figure_without_a_footnote_is_told_where_it_stands(
    page: str, line: int, marked: str
) -> None:
    if marked == "*":
        assert [fault.check for fault in unsourced(html(page), page, "a.md")] == ["uncited-figure"]
    else:
        assert told(page) == [("uncited-figure", line, marked)]


def test_one_paragraph_gives_one_message() -> None:
    assert told("It saves 90%, or 80%.\n\nAnd 70%.") == [
        ("uncited-figure", 1, "90%"),
        ("uncited-figure", 3, "70%"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<!-- no-evidence: invented -->\n\nIt saves 90%.",
        "<!-- no-evidence: invented -->\n\n- It saves 90%.\n- Or 80%.\n    - Or 70%.",
        "<!-- no-evidence: invented -->\n\n| A | B |\n|---|---|\n| 90% | yes |\n| 80% | no |",
        "- Fine.\n- It saves 90%. <!-- no-evidence: invented -->",
        "| A | B |\n|---|---|\n| 90% | invented <!-- no-evidence: invented --> |",
        "It saves 90%. <!-- no-evidence: invented, over\ntwo lines -->",
        "<!-- no-evidence: a -->\n\n<!-- no-evidence: b -->\n\nIt saves 90%.",
    ],
)
def test_an_exception_covers_what_it_stands_in_or_what_follows_it(page: str) -> None:
    assert told(page) == []


def test_an_exception_covers_no_more_than_that() -> None:
    page = "<!-- no-evidence: invented -->\n\nIt saves 90%.\n\nOr 80%."
    assert told(page) == [("uncited-figure", 5, "80%")]


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<!-- no-evidence: invented -->\n\nIt is good.\n\nIt saves 90%.[^a]", 1),
        ("<!-- no-evidence: invented -->\n\nIt saves 90%.[^a]", 1),
        ("Good.\n\n<!-- no-evidence: invented -->", 3),
    ],
)
def test_an_exception_that_excuses_nothing_is_told(page: str, line: int) -> None:
    marked = "<!-- no-evidence: invented -->"
    assert told(page) == [("idle-exception", line, marked)]


@pytest.mark.parametrize("comment", ["<!-- no-evidence -->", "<!-- no-evidence: -->"])
def test_an_exception_must_give_a_reason(comment: str) -> None:
    assert told(f"{comment}\n\nIt saves 90%.") == [("missing-reason", 1, comment)]


def test_an_exception_that_a_page_only_quotes_is_none() -> None:
    page = "```html\n<!-- no-evidence: quoted -->\n```\n\n<!-- no-evidence: real -->\n\n90%"
    assert told(page) == []


@modest
@given(st.text("ab 90%[^]|-<>!`*#\n", max_size=120))
def test_any_page_is_read_and_every_place_is_in_it(page: str) -> None:
    for fault in unsourced(html(page), page, "docs/page.md"):
        place = fault.place
        assert 1 <= place.line <= len(place.source.lines)
        assert place.column + place.length - 1 <= max(1, len(place.source.lines[place.line - 1]))
