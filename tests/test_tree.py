"""The shipped guidance keeps its promises on every path, whatever its own rules say."""

import difflib
from collections.abc import Callable

import pytest

from decision.tree.records import branches
from decision.tree.states import Leaf, drivers, paths, states
from tests.golden import PATHS, UPDATE, outcomes
from tests.samples import SHIPPED

LEAVES = list(paths(SHIPPED))
TRAINED = ("fine-tuning", "hybrid")

type Kept = Callable[[dict[str, str], str], bool]

#: The nine rules of the guidance: from the answers of a path and its outcome to whether it is kept.
RULES: dict[str, Kept] = {
    "what must be cited is retrieved": lambda a, end: (
        a.get("citations") != "required" or end in ("rag", "hybrid", "rag-then-tune")
    ),
    "what changes often is not trained in": lambda a, end: (
        a.get("freshness") != "often" or end != "fine-tuning"
    ),
    "training comes past a measured prompt": lambda a, end: (
        end not in TRAINED or a.get("baseline") == "falls-short"
    ),
    "no prompt measured or a good one means no training": lambda a, end: (
        a.get("baseline") not in ("not-yet", "good-enough") or end not in TRAINED
    ),
    "two systems need somebody to run both": lambda a, end: (
        (end != "hybrid" or a.get("both-systems") == "yes")
        and (a.get("both-systems") != "no" or end in ("rag", "rag-then-tune", "prompting"))
    ),
    "a model that cannot be tuned is not tuned": lambda a, end: (
        a.get("tunable") != "no" or end not in TRAINED
    ),
    "nobody to train means no training": lambda a, end: (
        a.get("team") != "neither" or end not in TRAINED
    ),
    "grounded answers are not only trained": lambda a, end: (
        a.get("grounding") != "yes" or end != "fine-tuning"
    ),
    "facts are trained in as the exception": lambda a, end: (
        a.get("need") != "facts"
        or end != "fine-tuning"
        or (
            a.get("freshness") == "rarely"
            and a.get("citations") == "optional"
            and a.get("latency") == "sub-second"
            and a.get("team") == "ml"
            and a.get("cost") == "upfront"
        )
    ),
}

#: Each rule, and a path that breaks it.
BROKEN = {
    "what must be cited is retrieved": ({"citations": "required"}, "prompting"),
    "what changes often is not trained in": ({"freshness": "often"}, "fine-tuning"),
    "training comes past a measured prompt": ({"need": "both"}, "hybrid"),
    "no prompt measured or a good one means no training": ({"baseline": "not-yet"}, "hybrid"),
    "two systems need somebody to run both": ({"baseline": "falls-short"}, "hybrid"),
    "a model that cannot be tuned is not tuned": ({"tunable": "no"}, "fine-tuning"),
    "nobody to train means no training": ({"team": "neither"}, "hybrid"),
    "grounded answers are not only trained": ({"grounding": "yes"}, "fine-tuning"),
    "facts are trained in as the exception": ({"need": "facts", "team": "ml"}, "fine-tuning"),
}


@pytest.mark.parametrize("name", RULES)
def test_every_path_keeps_the_rules_of_the_guidance(name: str) -> None:
    assert [leaf for leaf in LEAVES if not RULES[name](dict(leaf.path), leaf.outcome)] == []


@pytest.mark.parametrize("name", RULES)
def test_each_rule_of_the_guidance_could_be_broken(name: str) -> None:
    assert not RULES[name](*BROKEN[name])


@pytest.mark.parametrize("name", RULES)
def test_each_rule_of_the_guidance_has_a_path_that_it_speaks_of(name: str) -> None:
    ends = [*SHIPPED.outcomes]
    assert any(not RULES[name](dict(leaf.path), end) for leaf in LEAVES for end in ends)


def test_the_outcome_of_every_path_is_the_one_that_was_agreed() -> None:
    agreed, told = PATHS.read_text(encoding="utf-8"), outcomes(SHIPPED)
    changed = difflib.unified_diff(
        agreed.split("\n"), told.split("\n"), "agreed", "now", lineterm="", n=0
    )
    assert agreed == told, "\n".join(("paths or outcomes have changed", *changed, UPDATE))


@pytest.mark.parametrize("leaf", LEAVES, ids=[leaf.url for leaf in LEAVES])
def test_every_recommendation_has_a_reason_that_the_reader_gave(leaf: Leaf) -> None:
    assert drivers(SHIPPED, leaf)


def test_the_tree_is_small_enough_to_be_seen_as_a_whole() -> None:
    assert 20 <= len(LEAVES) <= 45
    assert max(len(leaf.path) for leaf in LEAVES) <= 8


def test_the_tree_asks_every_question_that_it_should() -> None:
    asked = {str(branch.question) for branch in branches(SHIPPED.root)}
    five = {"freshness", "latency", "citations", "team", "cost"}
    assert asked == five | {"need", "baseline", "grounding", "tunable", "both-systems"}


def test_the_tree_has_the_outcomes_and_answers_that_links_rely_on() -> None:
    assert {*SHIPPED.outcomes} == {"prompting", "rag", "fine-tuning", "hybrid", "rag-then-tune"}
    assert {id_: {*question.answers} for id_, question in SHIPPED.questions.items()} == {
        "need": {"facts", "behaviour", "both"},
        "freshness": {"often", "rarely"},
        "citations": {"required", "optional"},
        "baseline": {"not-yet", "good-enough", "falls-short"},
        "latency": {"sub-second", "seconds"},
        "team": {"data", "ml", "neither"},
        "cost": {"per-query", "upfront"},
        "grounding": {"no", "yes"},
        "both-systems": {"yes", "no"},
        "tunable": {"yes", "no"},
    }


def test_every_outcome_has_a_sign_of_its_own() -> None:
    signs = [outcome.icon for outcome in SHIPPED.outcomes.values()]
    assert len(set(signs)) == len(signs)


def test_no_two_states_share_an_address() -> None:
    addresses = [state.url for state in states(SHIPPED)]
    assert len(set(addresses)) == len(addresses)
