"""Texts of a tree as they go on after other words, and elements that are closed."""

import pytest

from decision.render.html import tag
from decision.render.markdown import clause
from decision.tree.loading import tree_of
from tests.machine.sample_trees import MINIMAL

TREE = tree_of(
    MINIMAL.replace("Read from the source.", "As the law of Wolfgang and German readers ask."),
    "minimal.yaml",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The reader waits.", "the reader waits"),
        ("A cache helps", "a cache helps"),
        # A word that the tree writes small elsewhere is an ordinary one.
        ("Readers wait", "readers wait"),
        # A name is not.
        ("German law says so.", "German law says so"),
        ("Wolfgang retires it", "Wolfgang retires it"),
        # Nor is what may be one.
        ("Bach retires it", "Bach retires it"),
        ("OpenAI retires it", "OpenAI retires it"),
        ("RAG helps", "RAG helps"),
        ("I wait", "I wait"),
        ("iOS waits", "iOS waits"),
        ("It's late", "it's late"),
        ("", ""),
    ],
)
def test_a_sentence_goes_on_in_small_letters_and_names_keep_their_capitals(
    text: str, expected: str
) -> None:
    assert clause(text, TREE) == expected


def test_a_path_is_closed_because_what_follows_would_stand_in_it() -> None:
    assert tag("svg", tag("path", d="M0 0"), tag("path", d="M1 1")) == (
        '<svg><path d="M0 0"></path><path d="M1 1"></path></svg>'
    )
    assert tag("br") == "<br>"
