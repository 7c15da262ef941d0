"""A page tells what it is called and what it cites; code in it says nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.ledger.citations import Citation, citations, unknown_footnotes
from decision.ledger.claims import parse as parse_claims
from decision.reading.pages import Page, load_all, parse, without_code
from tests.samples import OK, tree_at
from tests.strategies import modest


def page(text: str) -> Page:
    return parse(text, "docs", Path("guide/rag.md"))


def test_a_page_holds_its_heading_and_its_footnotes_with_their_places() -> None:
    found = page("---\ntitle: T\n---\n\n# What *RAG* is { #rag }\n\nIt reads.[^a] It\nhelps.[^b]\n")
    assert (found.path, found.title, found.cited) == ("guide/rag.md", "What RAG is", ("a", "b"))
    assert [(id_.place.line, id_.place.column) for id_ in found.cited] == [(7, 12), (8, 9)]
    assert found.cited[0].place.source.name == "docs/guide/rag.md"


def test_a_page_without_a_heading_is_called_by_its_file() -> None:
    assert page("Nothing.\n").title == "rag"


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


def test_an_unknown_footnote_is_told_once_a_page_with_the_nearest_id() -> None:
    pages = [page("[^study-2042] and [^study-2042]"), page("[^study-2024]")]
    [fault] = unknown_footnotes(pages, ["study-2024"])
    assert (fault.check, fault.help) == ("unknown-evidence", "did you mean `study-2024`?")
    assert (fault.place.line, fault.place.column, fault.place.length) == (1, 3, 10)


def test_an_entry_knows_everything_that_rests_on_it() -> None:
    tree = tree_at(OK / "many-forms.yaml")
    claim = "says: It helps., found: A, wording: B, verdict: supported, pages: [a.md]"
    claims = parse_claims(f"it-helps: {{{claim}, evidence: [study-2024, other]}}", "claims.yaml")
    found = citations(tree, [page("# RAG\n\n[^study-2024] [^study-2024]")], claims)
    about = found["study-2024"]
    assert about[0] == Citation("page", "RAG", "guide/rag.md")
    assert about[-1] == Citation("claim", "It helps.", "claims.md", "it-helps")
    assert found["other"] == [about[-1]]
    named = {
        *(id_ for q in tree.questions.values() for id_ in q.evidence),
        *(id_ for q in tree.questions.values() for a in q.answers.values() for id_ in a.evidence),
        *(id_ for outcome in tree.outcomes.values() for id_ in outcome.evidence),
    }
    assert named <= found.keys()
    assert {c.kind for cited in found.values() for c in cited} <= {
        *("page", "question", "answer", "outcome", "claim")
    }
