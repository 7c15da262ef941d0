"""Answers lead where the tree says, in whatever order and form they come."""

from collections.abc import Iterator
from urllib.parse import urlencode

from hypothesis import assume, given
from hypothesis import strategies as st

from decision.model import Branch, Tree, branches
from decision.walk import (
    Flip,
    Pair,
    State,
    counterpoints,
    drivers,
    flips,
    next_states,
    pairs,
    paths,
    replay,
    states,
)
from decision.walk import (
    given as given_answers,
)
from tests.samples import OK, SHIPPED, tree_at
from tests.strategies import modest, trees

SERVICES = tree_at(OK / "second-subject.yaml")
ONE = (("teams", "one"), ("boundaries", "stable"), ("scaling", "uneven"), ("operations", "ready"))


def ends(state: State) -> Iterator[str]:
    """Yield the outcomes that are found by walking on from a state."""
    if state.is_leaf:
        yield str(state.at)
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


@modest
@given(trees())
def test_every_state_comes_once_and_after_the_one_before_it(tree: Tree) -> None:
    found = list(states(tree))
    ways = [state.path for state in found]
    assert len(set(ways)) == len(ways)
    assert ways[0] == ()
    for number, way in enumerate(ways[1:], 1):
        assert way[:-1] in ways[:number]
    assert sum(not state.is_leaf for state in found) == len(list(branches(tree.root)))


@modest
@given(trees())
def test_paths_are_the_leaves_in_the_order_of_the_file(tree: Tree) -> None:
    leaves = list(paths(tree))
    assert leaves == [state for state in states(tree) if state.is_leaf]
    assert [len(leaf.path) for leaf in leaves] == list(lengths(tree))
    assert {str(leaf.at) for leaf in leaves} == set(tree.root.outcomes)


@modest
@given(trees(), st.data())
def test_every_state_replays_to_itself_in_any_order(tree: Tree, data: st.DataObject) -> None:
    for state in states(tree):
        answers = data.draw(st.permutations(state.path))
        walked = replay(tree, answers)
        assert (walked.state, walked.unused, walked.unknown) == (state, (), ())


def test_every_path_of_the_shipped_tree_replays_to_itself_backwards() -> None:
    for leaf in paths(SHIPPED):
        assert replay(SHIPPED, reversed(leaf.path)).state == leaf


@modest
@given(trees(), st.data())
def test_the_last_of_two_answers_to_a_question_counts(tree: Tree, data: st.DataObject) -> None:
    leaf = data.draw(st.sampled_from(list(paths(tree))))
    before = [
        (question, data.draw(st.sampled_from([*tree.questions[question].answers, "no-such"])))
        for question, _ in leaf.path
    ]
    walked = replay(tree, (*before, *leaf.path))
    assert (walked.state, walked.unused, walked.unknown) == (leaf, (), ())


@modest
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
    if isinstance(walked.state.at, Branch):
        last = dict(answers).get(walked.state.at.question)
        assert last is None or (walked.state.at.question, last) in walked.unknown


def test_an_answer_to_a_question_off_the_path_is_ignored() -> None:
    walked = replay(SERVICES, [("releases", "apart"), *ONE])
    assert (walked.state.path, walked.state.at) == (ONE, "services")
    assert (walked.unused, walked.unknown) == ((("releases", "apart"),), ())


def test_a_walk_stops_at_the_first_question_without_an_answer() -> None:
    walked = replay(SERVICES, [ONE[0], ONE[2]])
    assert isinstance(walked.state.at, Branch) and walked.state.at.question == "boundaries"
    assert walked.unused == (ONE[2],)


def test_a_question_or_an_answer_that_is_not_there_is_named() -> None:
    walked = replay(SERVICES, [("team", "one"), ("teams", "two"), ("teams", ""), ("", "one")])
    assert walked.state == State((), SERVICES.root)
    assert walked.unknown == (("team", "one"), ("teams", ""), ("", "one"))


@modest
@given(trees())
def test_an_address_and_a_state_convert_both_ways(tree: Tree) -> None:
    for state in states(tree):
        assert pairs(state.url) == state.path
        for url in (
            f"/decide/{state.url}",
            f"https://example.org/site/decide/{state.url}",
            f"https://example.org/decide/{state.url}index.html#top",
            f"/decide/{state.url}record.md",
            f"/decide/{state.url.removesuffix('/')}",
            f"/decide/?{urlencode(state.path)}",
            f"?{urlencode(state.path)}#top",
        ):
            assert pairs(url) == state.path, url


@modest
@given(st.text(), st.text("/.?=&#%[]:ab", max_size=30))
def test_any_text_can_be_read_as_an_address(text: str, signs: str) -> None:
    for url in (text, signs, f"https:{signs}", f"//{signs}"):
        replay(SERVICES, pairs(url))


@modest
@given(trees())
def test_what_speaks_for_an_outcome_does_not_speak_against_it(tree: Tree) -> None:
    for leaf in paths(tree):
        on_path = given_answers(tree, leaf)
        assert [(q.id, a.id) for q, a in on_path] == list(leaf.path)
        speaks_for, against = drivers(tree, leaf), counterpoints(tree, leaf)
        for question, answer in on_path:
            assert ((question, answer) in speaks_for) == (leaf.at in answer.favours)
            silent = not answer.favours
            assert ((question, answer) in against) == (not silent and leaf.at not in answer.favours)
            assert not ((question, answer) in speaks_for and (question, answer) in against)


@modest
@given(trees())
def test_a_flip_changes_one_answer_and_leads_to_another_outcome(tree: Tree) -> None:
    for leaf in paths(tree):
        for flip in flips(tree, leaf):
            assert dict(leaf.path)[flip.question.id] != flip.answer.id
            changed = {**dict(leaf.path), flip.question.id: flip.answer.id}
            assert replay(tree, changed.items()).state == flip.state
            told = [outcome.id for outcome in flip.outcomes]
            assert told == list(dict.fromkeys(ends(flip.state)))
            assert told != [leaf.at]


@modest
@given(trees())
def test_every_change_that_can_lead_elsewhere_is_a_flip(tree: Tree) -> None:
    for leaf in paths(tree):
        told = {(flip.question.id, flip.answer.id) for flip in flips(tree, leaf)}
        for question, old in leaf.path:
            for new in tree.questions[question].answers:
                state = replay(tree, (*leaf.path, (question, new))).state
                elsewhere = new != old and set(ends(state)) != {leaf.at}
                assert ((question, new) in told) == elsewhere


def test_a_flip_may_ask_on_where_the_old_answers_do_not_say() -> None:
    leaf = replay(SERVICES, ONE).state
    found: dict[Pair, Flip] = {(f.question.id, f.answer.id): f for f in flips(SERVICES, leaf)}
    several = found["teams", "several"]
    assert isinstance(several.state.at, Branch) and several.state.at.question == "releases"
    assert [outcome.id for outcome in several.outcomes] == ["modular-monolith", "services"]
    moving = found["boundaries", "moving"]
    assert (moving.state.at, len(moving.state.path)) == ("monolith", 2)


@modest
@given(trees(), st.data())
def test_the_states_that_follow_are_one_an_answer(tree: Tree, data: st.DataObject) -> None:
    state = data.draw(st.sampled_from(list(states(tree))))
    after = list(next_states(state))
    if isinstance(state.at, Branch):
        question = tree.questions[state.at.question]
        assert [s.path[-1] for s in after] == [(question.id, answer) for answer in question.answers]
        assert all(s.path[:-1] == state.path for s in after)
    else:
        assume(state.is_leaf)
        assert after == []
