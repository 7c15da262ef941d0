"""Texts in Markdown mean what they say, whatever signs they hold."""

import re

import pytest
from hypothesis import given

from decision.render.markdown import anchor, clause, diagram, escaped
from decision.tree.loading import tree_of
from decision.tree.records import Tree
from decision.tree.states import paths
from tests.machine.sample_trees import MINIMAL, NINE_QUESTIONS
from tests.machine.strategies import few, hostile, trees

TREE = tree_of(
    MINIMAL.replace("Read from the source.", "As the law of Wolfgang and German readers ask."),
    "minimal.yaml",
)
ARROW = re.compile(r'  q\d+\["[^"]+"\] -- "[^"]+" --> (q\d+|outcome\(\["[^"]+"\]\))')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, as they are.", "plain words, as they are."),
        ("<b> & *x* _y_ `z` [a](b)", r"\<b\> \& \*x\* \_y\_ \`z\` \[a\](b)"),
        ("a | b ~ c @name", r"a \| b \~ c \@name"),
        ("two\n  lines", "two lines"),
        ("# no heading", r"\# no heading"),
        ("#hash", "#hash"),
        ("ends in #", r"ends in \#"),
        ("ends in ##", r"ends in \##"),
        ("C#", "C#"),
        ("- no item", r"\- no item"),
        ("-5 degrees", "-5 degrees"),
        ("--- no line", r"\--- no line"),
        ("1. no number", r"1\. no number"),
        ("1.5 is one", r"1\.5 is one"),
        ("2024", "2024"),
    ],
)
def test_a_sign_of_markdown_is_escaped_and_nothing_else(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_an_address_cannot_end_its_link() -> None:
    assert anchor("a]b", "https://example.org/a (b)<c>\\") == (
        r"[a\]b](https://example.org/a%20%28b%29%3Cc%3E%5C)"
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


@few
@given(trees(hostile))
def test_a_diagram_has_an_arrow_for_each_answer_whatever_the_texts_hold(tree: Tree) -> None:
    for leaf in paths(tree):
        first, *lines = diagram(tree, leaf).split("\n")
        assert first == "flowchart LR"
        assert len(lines) == len(leaf.path)
        assert all(ARROW.fullmatch(line) for line in lines)


def test_a_diagram_ends_in_the_outcome_and_tells_the_way() -> None:
    leaf = next(paths(NINE_QUESTIONS))
    assert diagram(NINE_QUESTIONS, leaf).split("\n") == [
        "flowchart LR",
        '  q0["What starts the work?"] -- "The clock" --> q1',
        '  q1["How long does one run take?"] -- "Minutes" --> outcome(["A timer on one machine"])',
    ]
