"""The table has a row for each path, with its answers, its outcome and what a filter needs."""

import re

from hypothesis import given

from decision.render.paths_table import paths_table
from decision.tree.loading import tree_of
from decision.tree.records import Tree
from decision.tree.states import given as given_answers
from decision.tree.states import paths
from tests.machine.parsed_html import Parsed, left_open, link
from tests.machine.sample_trees import SERVICES
from tests.machine.strategies import Document, documents, few, harmless, hostile, trees, written


def test_the_rows_are_numbered_in_the_order_of_the_paths() -> None:
    html = paths_table(SERVICES, link)
    numbers = re.findall(r'<td class="paths__number">(\d+)</td>', html)
    assert numbers == [str(n) for n, _ in enumerate(paths(SERVICES), 1)]


@few
@given(documents(hostile))
def test_no_text_of_a_tree_becomes_an_element_or_an_attribute(document: Document) -> None:
    tree = tree_of(written(document), "some.yaml")
    plain = tree_of(written(harmless(document)), "some.yaml")
    html, expected = paths_table(tree, link), paths_table(plain, link)
    assert Parsed(html).elements == Parsed(expected).elements


@few
@given(trees(hostile))
def test_every_path_is_read_with_its_answers_and_leads_to_its_state(tree: Tree) -> None:
    parsed = Parsed(paths_table(tree, link))
    assert [a["href"] for a in parsed.links] == [link(f"decide/{s.url}") for s in paths(tree)]
    told = "".join(parsed.texts)
    assert told.startswith("PathAnswersOutcome1")
    for leaf in paths(tree):
        row = "".join(f"{q.ask} {answer.label}" for q, answer in given_answers(tree, leaf))
        assert row + tree.outcomes[leaf.outcome].short in told


@few
@given(trees())
def test_a_row_names_its_outcome_and_its_answers_for_the_filter(tree: Tree) -> None:
    html = paths_table(tree, link)
    for leaf in paths(tree):
        pairs = " ".join(f"{q}.{a}" for q, a in (("outcome", leaf.outcome), *leaf.path))
        assert html.count(f'data-pairs="{pairs}"') == 1


@few
@given(trees())
def test_elements_are_closed_in_the_order_in_which_they_were_opened(tree: Tree) -> None:
    assert left_open(paths_table(tree, link)) == []
