"""A page tells what it is called and what it cites; code in it says nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.reading.markdown import plain, without_code
from decision.reading.pages import Page, load_all, misdescribed, moved, parse
from tests.machine.strategies import modest


def page(text: str) -> Page:
    return parse(text, "docs/guide/caches.md", "guide/caches.md")


def test_a_page_holds_its_heading_and_its_footnotes_with_their_places() -> None:
    found = page(
        "---\ntitle: T\n---\n\n# A *fast* cache { #cache }\n\nIt reads.[^a] It\nhelps.[^b]\n"
    )
    assert (found.path, found.title, found.cited) == (
        "guide/caches.md",
        "A fast cache",
        ("a", "b"),
    )
    assert [(id_.place.line, id_.place.column) for id_ in found.cited] == [(7, 12), (8, 9)]
    assert found.cited[0].place.source.name == "docs/guide/caches.md"


def test_a_page_without_a_heading_is_called_by_its_file() -> None:
    assert page("Nothing.\n").title == "caches"


@pytest.mark.parametrize(
    "code",
    [
        "`[^a]`",
        "``a ` [^a]``",
        "```\n[^a]\n```",
        "````md\n```\n[^a]\n```\n````",
        "~~~\n[^a]\n~~~",
        "- x\n\n    ```\n    [^a]\n    ```",
        "```\n[^a]",
    ],
)
def test_what_stands_in_code_is_not_cited(code: str) -> None:
    assert page(f"# A\n\n{code}\n").cited == ()


@pytest.mark.parametrize("text", ["a ` b [^a]\n\nc ` d", "`x` [^a] `y`", "```\nx\n```\n[^a]\n"])
def test_what_stands_beside_code_is_cited(text: str) -> None:
    assert page(text).cited == ("a",)


@modest
@given(st.text("`~ab[^]\n ", max_size=80))
def test_blanking_code_moves_nothing(text: str) -> None:
    blank = without_code(text)
    assert len(blank) == len(text)
    assert [n for n, c in enumerate(blank) if c == "\n"] == [
        n for n, c in enumerate(text) if c == "\n"
    ]


def test_pages_are_read_from_a_folder_in_order_and_hidden_ones_are_none(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".drafts").mkdir()
    for name in ("b/a.md", "a.md", ".drafts/a.md", "b/.a.md"):
        (tmp_path / name).write_text(f"# {name}\r\n\r\n[^x]\r\n", encoding="utf-8", newline="")
    found = load_all(tmp_path)
    assert [(p.path, p.title, p.cited) for p in found] == [
        ("a.md", "a.md", ("x",)),
        ("b/a.md", "b/a.md", ("x",)),
    ]


def test_a_page_that_is_not_utf_8_is_there_with_its_fault(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# Caf\xe9\n")
    [found] = load_all(tmp_path)
    assert [fault.check for fault in misdescribed(found)] == ["encoding"]


def test_headings_have_their_words_and_their_anchors_and_those_in_code_or_comments_are_none() -> (
    None
):
    text = (
        "---\n# no heading\ntitle: T\n---\n# `One` *more* #\n\n## Two, *with* names\n\n"
        "### Three { .x #third }\n\n```\n# four\n```\n\n<!--\n# five\n-->\n"
    )
    found = page(text).headings
    assert [(heading.level, heading.text, heading.anchor) for heading in found] == [
        (1, "`One` *more*", "one-more"),
        (2, "Two, *with* names", "two-with-names"),
        (3, "Three", "third"),
    ]
    assert [heading.text.place.line for heading in found] == [5, 7, 9]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("A *fast* `cache`", "A fast cache"),
        (r"2 \* 3 &lt; 7", "2 * 3 < 7"),
        ("A <b>fast</b>  cache", "A fast cache"),
    ],
)
def test_a_heading_is_compared_by_its_words(markdown: str, words: str) -> None:
    assert plain(markdown) == words


@pytest.mark.parametrize("sign", ["---", "--- ", "..."])
def test_front_matter_ends_where_mkdocs_sees_its_end(sign: str) -> None:
    text = f"--- \ntitle: A page\n{sign}\n\n# A\n"
    assert page(text).faults == ()


@pytest.mark.parametrize(
    "text", ["----\ntitle: A\n---\n", "---\ntitle: A\n---", "\n---\na: b\n---\n"]
)
def test_what_mkdocs_takes_for_text_is_no_front_matter(text: str) -> None:
    [fault] = page(text).faults
    assert (fault.check, fault.place.line) == ("missing-key", 1)


def test_each_conflict_is_told_once_with_all_its_lines() -> None:
    one = "<<<<<<< ours\na\n||||||| base\nb\n=======\nc\n>>>>>>> theirs\n"
    left = "# A\n\n=======\n"
    faults = page(f"{one}\n{one}").faults
    assert [(f.check, f.place.line, len(f.others)) for f in faults] == [
        ("conflict-marker", 1, 3),
        ("conflict-marker", 9, 3),
    ]
    assert [(f.check, f.place.line) for f in page(left).faults] == [("conflict-marker", 3)]
    assert page("---\ntitle: A\n---\n\nA\n======\n\n`<<<<<<< a`\n").faults == ()


def test_a_line_under_a_heading_is_no_conflict() -> None:
    front = "---\ntitle: A\n---\n\n"
    assert page(f"{front}Heading\n=======\n\nAnother\n=======\n").faults == ()
    [fault] = page(f"{front}Heading\n=======\n>>>>>>> theirs\n").faults
    assert fault.check == "conflict-marker"


def test_a_page_moved_where_just_one_other_has_its_name() -> None:
    pages = ("a/x.md", "b/x.md", "b/y.md", "index.md")
    assert moved("c/y.md", pages) == "b/y.md"
    assert moved("c/x.md", pages) == moved("c/index.md", pages) == ""
