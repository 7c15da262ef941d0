"""A tree at a terminal: the outline tells all of it, the interview one path of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.render.terminal import interview, outline
from decision.tree.loading import tree_of
from decision.tree.states import Ask, Leaf, paths, replay, states
from tests.machine.sample_trees import MINIMAL, SERVICES
from tests.machine.strategies import modest


def test_the_outline_tells_every_question_answer_and_outcome_in_order() -> None:
    lines = outline(SERVICES).split("\n")
    assert lines[0] == "Monolith or services? 1.0.0"
    assert lines[2:9] == [
        "How many teams change the system? (teams)",
        "  One team (one)",
        "    Do you know where the parts begin and end? (boundaries)",
        "      Still moving (moving): One well-kept monolith",
        "      Stable (stable)",
        "        Does one part need far more capacity? (scaling)",
        "          Much the same (even): A monolith of modules",
    ]
    asked = sum(isinstance(state, Ask) for state in states(SERVICES))
    assert len(lines) == 2 + asked + sum(1 for _ in states(SERVICES)) - 1


class Terminal:
    """Somebody at a terminal who gives prepared replies and then the first answer each time."""

    def __init__(self, replies: list[str]) -> None:
        self.replies = iter(replies)
        self.said: list[str] = []

    def ask(self, prompt: str) -> str:
        return next(self.replies, "1")

    def say(self, text: str) -> None:
        self.said.append(text)


@pytest.mark.parametrize("leaf", list(paths(SERVICES)), ids=lambda leaf: str(leaf.url))
def test_an_interview_ends_where_its_answers_lead(leaf: Leaf) -> None:
    numbers = [
        str([*SERVICES.questions[question].answers].index(answer) + 1)
        for question, answer in leaf.path
    ]
    for replies in ([answer for _, answer in leaf.path], numbers, [f" {n} " for n in numbers]):
        terminal = Terminal(replies)
        assert interview(SERVICES, terminal.ask, terminal.say) == 0
        assert terminal.said[-1] == f"\n/decide/{leaf.url}\n"
        outcome = SERVICES.outcomes[leaf.outcome]
        assert f"\n{outcome.title}\n{outcome.summary}" in terminal.said


def test_an_interview_offers_the_answers_in_the_order_of_their_question() -> None:
    below = "    yes: cache\n    no: no-cache\n"
    assert below in MINIMAL
    tree = tree_of(MINIMAL.replace(below, "    no: no-cache\n    yes: cache\n"), "some.yaml")
    said: list[str] = []
    interview(tree, lambda _: "1", said.append)
    assert "  1  Often" in "\n".join(said)
    assert "Add a cache" in "\n".join(said)


def test_an_interview_tells_the_reasons_and_what_would_change_them() -> None:
    terminal = Terminal(["one", "stable", "uneven", "ready"])
    interview(SERVICES, terminal.ask, terminal.say)
    end = "\n".join(terminal.said).split("\nServices, split one at a time\n")[1]
    assert "What speaks for it\n  boundaries are stable: What rarely changes" in end
    assert "What speaks against it\n  one team: One team can change" in end
    assert "Do you know where the parts begin and end? Still moving: One well-kept monolith" in end
    several = "How many teams change the system? Several teams: "
    assert f"{several}A monolith of modules or Services, split one at a time" in end


@modest
@given(st.lists(st.sampled_from(["1", "2", "3", "0", "back", "", "one", "stable", "BACK", "-"])))
def test_back_takes_the_last_answer_back_and_nonsense_changes_nothing(replies: list[str]) -> None:
    terminal = Terminal(replies)
    interview(SERVICES, terminal.ask, terminal.say)
    path: list[tuple[str, str]] = []
    nonsense = 0
    for reply in [*replies, *"1" * 9]:
        state = replay(SERVICES, path).state
        if not isinstance(state, Ask):
            break
        answers = [*SERVICES.questions[state.question].answers]
        if reply.lower() == "back" and path:
            path.pop()
        elif reply in answers:
            path.append((str(state.question), reply))
        elif reply.isdigit() and 1 <= int(reply) <= len(answers):
            path.append((str(state.question), answers[int(reply) - 1]))
        else:
            nonsense += 1
    assert terminal.said[-1] == f"\n/decide/{replay(SERVICES, path).state.url}\n"
    assert sum(text.endswith("is none of these.") for text in terminal.said) == nonsense


def test_an_interview_that_is_broken_off_says_no_more() -> None:
    def gone(_: str) -> str:
        raise EOFError

    terminal = Terminal([])
    with pytest.raises(EOFError):
        interview(SERVICES, gone, terminal.say)
    assert terminal.said[0].startswith("\nHow many teams")
