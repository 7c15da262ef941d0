"""A page tells what it is called and what it cites; code in it says nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.reading.pages import Page, load_all, parse, without_code
from tests.machine.strategies import modest


def page(text: str) -> Page:
    return parse(text, "docs", Path("guide/caches.md"))


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


def test_pages_are_read_from_a_folder_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/a.md", "a.md"):
        (tmp_path / name).write_text(f"# {name}\r\n\r\n[^x]\r\n", encoding="utf-8", newline="")
    found = load_all(tmp_path)
    assert [(p.path, p.title, p.cited) for p in found] == [
        ("a.md", "a.md", ("x",)),
        ("b/a.md", "b/a.md", ("x",)),
    ]
