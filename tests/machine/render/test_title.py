"""A state is called what the tree says of it."""

from hypothesis import given

from decision.render.title import phrases, title
from decision.tree.records import Tree
from decision.tree.states import Ask, paths, start, states
from tests.machine.sample_trees import NINE_QUESTIONS
from tests.machine.strategies import few, hostile, trees


@few
@given(trees(hostile))
def test_a_title_begins_with_the_question_or_the_recommendation(tree: Tree) -> None:
    for state in states(tree):
        told = title(tree, state)
        if isinstance(state, Ask):
            assert told.startswith(tree.questions[state.question].ask)
        else:
            assert told.startswith(tree.outcomes[state.outcome].title)


def test_a_long_path_is_called_by_its_first_answer_and_its_last_two() -> None:
    leaf = max(paths(NINE_QUESTIONS), key=lambda leaf: len(leaf.path))
    told = title(NINE_QUESTIONS, leaf)
    assert told == (
        "A timer on one machine: the clock starts it, a team watches the queue, money is tight"
    )


def test_the_phrases_of_a_state_are_those_of_all_its_answers() -> None:
    assert phrases(NINE_QUESTIONS, start(NINE_QUESTIONS)) == ""
    for state in states(NINE_QUESTIONS):
        told = phrases(NINE_QUESTIONS, state)
        answers = [NINE_QUESTIONS.questions[q].answers[a] for q, a in state.path]
        assert told == ", ".join(answer.phrase for answer in answers)
