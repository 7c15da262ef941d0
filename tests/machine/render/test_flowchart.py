"""The flowchart holds every state once and in order, and shows where a reader stands."""

from collections.abc import Iterator

from hypothesis import given

from decision.render.flowchart import flowchart, path_chart
from decision.render.html import Html
from decision.tree.loading import tree_of
from decision.tree.records import Tree
from decision.tree.states import Ask, address, states
from tests.machine.parsed_html import Parsed, left_open, link
from tests.machine.sample_trees import big_tree
from tests.machine.strategies import Document, documents, few, harmless, hostile, trees, written


def charts(tree: Tree) -> Iterator[Html]:
    """Yield every flowchart of a tree."""
    yield flowchart(tree, link)
    for state in states(tree):
        yield flowchart(tree, link, state)
        yield path_chart(tree, link, state)


@few
@given(documents(hostile))
def test_no_text_of_a_tree_becomes_an_element_or_an_attribute(document: Document) -> None:
    tree = tree_of(written(document), "some.yaml")
    plain = tree_of(written(harmless(document)), "some.yaml")
    for html, expected in zip(charts(tree), charts(plain), strict=True):
        assert Parsed(html).elements == Parsed(expected).elements


@few
@given(trees(hostile))
def test_every_question_answer_and_outcome_is_read_as_it_was_written(tree: Tree) -> None:
    texts = Parsed(flowchart(tree, link)).texts
    for state in states(tree):
        if isinstance(state, Ask):
            question = tree.questions[state.question]
            assert question.ask in texts
            assert all(answer.label in texts for answer in question.answers.values())
        else:
            assert tree.outcomes[state.outcome].short in texts


@few
@given(trees())
def test_elements_are_closed_in_the_order_in_which_they_were_opened(tree: Tree) -> None:
    for html in charts(tree):
        assert left_open(html) == []


@few
@given(trees())
def test_every_state_is_linked_once_and_in_order(tree: Tree) -> None:
    found = Parsed(flowchart(tree, link)).links
    assert [a["href"] for a in found] == [link(f"decide/{state.url}") for state in states(tree)]
    assert [a["data-state"] for a in found] == [state.url for state in states(tree)]
    assert not any("aria-current" in a for a in found)


@few
@given(trees())
def test_the_state_and_the_way_to_it_are_marked(tree: Tree) -> None:
    for state in states(tree):
        html = flowchart(tree, link, state)
        current = [a["data-state"] for a in Parsed(html).links if "aria-current" in a]
        assert current == [state.url]
        assert html.count("flowchart__item--on") == len(state.path) + 1


@few
@given(trees())
def test_the_drawn_path_holds_the_way_and_the_answers_that_were_not_given(tree: Tree) -> None:
    for state in states(tree):
        found = [a["data-state"] for a in Parsed(path_chart(tree, link, state)).links]
        on = [address(state.path[:n]) for n in range(len(state.path) + 1)]
        beside = [
            "".join(f"{q}.{a}/" for q, a in (*state.path[:n], (question, answer)))
            for n, (question, given_answer) in enumerate(state.path)
            for answer in tree.questions[question].answers
            if answer != given_answer
        ]
        assert sorted(map(str, found)) == sorted([*on, *beside])


def test_a_tree_of_ten_thousand_states_is_drawn_whole() -> None:
    tree = tree_of(big_tree(4), "big.yaml")
    found = [a["data-state"] for a in Parsed(flowchart(tree, link)).links]
    assert found == [state.url for state in states(tree)]
