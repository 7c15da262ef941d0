"""Answers lead where the tree says, in whatever order and form they come."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision.tree.records import Branch, Tree, branches
from decision.tree.stated import answers_in
from decision.tree.states import (
    Ask,
    Flip,
    Leaf,
    Pair,
    State,
    counterpoints,
    drivers,
    flips,
    next_states,
    paths,
    replay,
    start,
    states,
)
from decision.tree.states import (
    given as given_answers,
)
from tests.machine.sample_trees import ROOT, SERVICES
from tests.machine.strategies import modest, several, trees

#: Addresses and the answers that can be read in them, the same for Python and for the browser.
EXAMPLES = json.loads((ROOT / "tests/machine/addresses.json").read_text(encoding="utf-8"))
ONE = (("teams", "one"), ("boundaries", "stable"), ("scaling", "uneven"), ("operations", "ready"))


def ends(state: State) -> Iterator[str]:
    """Yield the outcomes that are found by walking on from a state."""
    if isinstance(state, Leaf):
        yield state.outcome
    for after in next_states(state):
        yield from ends(after)


def lengths(tree: Tree) -> Iterator[int]:
    def below(target: object, depth: int) -> Iterator[int]:
        if isinstance(target, Branch):
            for inner in target.answers.values():
                yield from below(inner, depth + 1)
        else:
            yield depth

    return below(tree.root, 0)


@several
@given(trees())
def test_every_state_comes_once_and_after_the_one_before_it(tree: Tree) -> None:
    found = list(states(tree))
    ways = [state.path for state in found]
    assert len(set(ways)) == len(ways)
    assert ways[0] == ()
    for number, way in enumerate(ways[1:], 1):
        assert way[:-1] in ways[:number]
    assert sum(isinstance(state, Ask) for state in found) == len(list(branches(tree.root)))


@several
@given(trees())
def test_paths_are_the_leaves_in_the_order_of_the_file(tree: Tree) -> None:
    leaves = list(paths(tree))
    assert leaves == [state for state in states(tree) if isinstance(state, Leaf)]
    assert [len(leaf.path) for leaf in leaves] == list(lengths(tree))
    assert {leaf.outcome for leaf in leaves} == set(tree.root.outcomes)


@several
@given(trees(), st.data())
def test_every_state_replays_to_itself_in_any_order(tree: Tree, data: st.DataObject) -> None:
    for state in states(tree):
        answers = data.draw(st.permutations(state.path))
        walked = replay(tree, answers)
        assert (walked.state, walked.unused, walked.unknown) == (state, (), ())


@several
@given(trees(), st.data())
def test_the_last_of_two_answers_to_a_question_counts(tree: Tree, data: st.DataObject) -> None:
    leaf = data.draw(st.sampled_from(list(paths(tree))))
    before = [
        (question, data.draw(st.sampled_from([*tree.questions[question].answers, "no-such"])))
        for question, _ in leaf.path
    ]
    walked = replay(tree, (*before, *leaf.path))
    assert (walked.state, walked.unused, walked.unknown) == (leaf, (), ())


@several
@given(trees(), st.data())
def test_every_answer_given_is_on_the_path_or_told_to_be_unused_or_unknown(
    tree: Tree, data: st.DataObject
) -> None:
    words = st.sampled_from([*tree.questions, *tree.outcomes, "a0", "a1", "a9", "", "Q0"])
    answers = data.draw(st.lists(st.tuples(words, words), max_size=8))
    walked = replay(tree, answers)
    told = [*walked.state.path, *walked.unused, *walked.unknown]
    assert sorted(told) == sorted(dict(answers).items())
    for question, answer in walked.unknown:
        assert question not in tree.questions or answer not in tree.questions[question].answers
    for question, answer in (*walked.state.path, *walked.unused):
        assert answer in tree.questions[question].answers
    if isinstance(walked.state, Ask):
        last = dict(answers).get(walked.state.question)
        assert last is None or (walked.state.question, last) in walked.unknown


def test_an_answer_to_a_question_off_the_path_is_ignored() -> None:
    walked = replay(SERVICES, [("releases", "apart"), *ONE])
    assert (walked.state.path, walked.state.outcomes) == (ONE, ("services",))
    assert (walked.unused, walked.unknown) == ((("releases", "apart"),), ())


def test_a_walk_stops_at_the_first_question_without_an_answer() -> None:
    walked = replay(SERVICES, [ONE[0], ONE[2]])
    assert isinstance(walked.state, Ask)
    assert walked.state.question == "boundaries"
    assert walked.unused == (ONE[2],)


def test_a_question_or_an_answer_that_is_not_there_is_named() -> None:
    walked = replay(SERVICES, [("team", "one"), ("teams", "two"), ("teams", ""), ("", "one")])
    assert walked.state == start(SERVICES)
    assert walked.unknown == (("team", "one"), ("teams", ""), ("", "one"))


@several
@given(trees())
def test_an_address_and_a_state_convert_both_ways(tree: Tree) -> None:
    for state in states(tree):
        assert answers_in(state.url).answers == state.path
        for url in (
            f"/decide/{state.url}",
            f"https://example.org/site/decide/{state.url}",
            f"https://example.org/decide/{state.url}index.html#top",
            f"/decide/{state.url}record.md",
            f"/decide/{state.url.removesuffix('/')}",
            f"/decide/?{urlencode(state.path)}",
            f"?{urlencode(state.path)}#top",
        ):
            assert answers_in(url).answers == state.path, url


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: repr(example["address"]))
def test_an_address_states_the_answers_that_can_be_read_in_it(example: Any) -> None:
    stated = answers_in(example["address"])
    assert [list(pair) for pair in stated.answers] == example["answers"]
    assert list(stated.rest) == example["rest"]


@modest
@given(st.text(), st.text("/.?=&#%[]:ab", max_size=30))
def test_any_text_can_be_read_as_an_address(text: str, signs: str) -> None:
    for url in (text, signs, f"https:{signs}", f"//{signs}"):
        replay(SERVICES, answers_in(url).answers)


@several
@given(trees())
def test_what_speaks_for_an_outcome_does_not_speak_against_it(tree: Tree) -> None:
    for leaf in paths(tree):
        on_path = given_answers(tree, leaf)
        assert [(q.id, a.id) for q, a in on_path] == list(leaf.path)
        speaks_for, against = drivers(tree, leaf), counterpoints(tree, leaf)
        for question, answer in on_path:
            assert ((question, answer) in speaks_for) == (leaf.outcome in answer.favours)
            silent = not answer.favours
            assert ((question, answer) in against) == (
                not silent and leaf.outcome not in answer.favours
            )
            assert not ((question, answer) in speaks_for and (question, answer) in against)


@several
@given(trees())
def test_a_flip_changes_one_answer_and_leads_to_another_outcome(tree: Tree) -> None:
    for leaf in paths(tree):
        for flip in flips(tree, leaf):
            assert dict(leaf.path)[flip.question.id] != flip.answer.id
            changed = {**dict(leaf.path), flip.question.id: flip.answer.id}
            assert replay(tree, changed.items()).state == flip.state
            told = [outcome.id for outcome in flip.outcomes]
            assert told == list(dict.fromkeys(ends(flip.state)))
            assert told != [leaf.outcome]


@several
@given(trees())
def test_every_change_that_can_lead_elsewhere_is_a_flip(tree: Tree) -> None:
    for leaf in paths(tree):
        told = {(flip.question.id, flip.answer.id) for flip in flips(tree, leaf)}
        for question, old in leaf.path:
            for new in tree.questions[question].answers:
                state = replay(tree, (*leaf.path, (question, new))).state
                elsewhere = new != old and set(ends(state)) != {leaf.outcome}
                assert ((question, new) in told) == elsewhere


def test_a_flip_may_ask_on_where_the_old_answers_do_not_say() -> None:
    leaf = replay(SERVICES, ONE).state
    assert isinstance(leaf, Leaf)
    found: dict[Pair, Flip] = {(f.question.id, f.answer.id): f for f in flips(SERVICES, leaf)}
    several = found["teams", "several"]
    assert isinstance(several.state, Ask)
    assert several.state.question == "releases"
    assert [outcome.id for outcome in several.outcomes] == ["modular-monolith", "services"]
    moving = found["boundaries", "moving"]
    assert (moving.state.outcomes, len(moving.state.path)) == (("monolith",), 2)


@several
@given(trees(), st.data())
def test_the_states_that_follow_are_one_an_answer(tree: Tree, data: st.DataObject) -> None:
    state = data.draw(st.sampled_from(list(states(tree))))
    after = list(next_states(state))
    if isinstance(state, Ask):
        question = tree.questions[state.question]
        assert [s.path[-1] for s in after] == [(question.id, answer) for answer in question.answers]
        assert all(s.path[:-1] == state.path for s in after)
    else:
        assume(isinstance(state, Leaf))
        assert after == []
