"""The listing in Markdown names everything in its place and takes no text for a sign."""

import re

from hypothesis import given

from decision.render.listing import listing
from decision.render.markdown import escaped
from decision.tree.records import Tree
from decision.tree.states import Ask, states
from tests.machine.sample_trees import SERVICES
from tests.machine.strategies import few, hostile, trees


def test_every_answer_is_named_where_it_stands() -> None:
    lines = listing(SERVICES).splitlines()
    assert lines[0] == "# Monolith or services?"
    assert "      - Still moving `moving`: One well-kept monolith `monolith`" in lines
    assert sum(": " in line for line in lines if line.lstrip().startswith("- ")) == 8


@few
@given(trees(hostile))
def test_no_text_adds_a_line_or_an_element(tree: Tree) -> None:
    lines = listing(tree).splitlines()
    asking = [state for state in states(tree) if isinstance(state, Ask)]
    assert len(lines) == 4 + len(asking) + sum(1 for _ in states(tree)) - 1
    assert not any(re.search(r"(?<!\\)<", line) for line in lines)
    asked = [line.strip() for line in lines if line.lstrip().startswith("- **")]
    expected = [(escaped(tree.questions[state.question].ask), state.question) for state in asking]
    assert asked == [f"- **{ask}** `{id_}`" for ask, id_ in expected]
