"""What changed between two trees, in words, and the version that the change calls for."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.history.changes import changes, moved
from decision.render.data import to_json
from decision.tree.loading import parse, tree_of
from decision.tree.records import Tree
from decision.tree.states import paths, replay
from tests.machine.changed_trees import (
    Change,
    add_question,
    move_question,
    remove_question,
    rename_outcome,
    set_at,
    split_answer,
    swap_meanings,
    tree_after,
)
from tests.machine.strategies import Document, documents, mutated, several, trees, written

CASES = {
    "question added": (add_question, "minor", "The question “Does it fit in memory?” is new."),
    "question removed": (
        remove_question,
        "major",
        "The question “May an answer be old?” is gone.",
    ),
    "question moved": (move_question, "minor", "Of 3 paths, 1 no longer ends as before."),
    "answer split": (
        split_answer,
        "major",
        "The question “Is the same thing read again?” lost its answer “Rarely”.",
    ),
    "outcome renamed": (rename_outcome, "major", "The outcome “No cache” is gone."),
    "answers swapped": (
        swap_meanings,
        "major",
        "The answer “Rarely” to the question “Is the same thing read again?” now means something"
        " else than “Often”.",
    ),
    "label replaced": (
        set_at("outcomes", "cache", {"title": "Buy disks", "summary": "More.", "page": "c.md"}),
        "major",
        "The outcome “Buy disks” now means something else than “Add a cache”.",
    ),
    "outcome of a path changed": (
        set_at("tree", "repeats", "no", "cache"),
        "minor",
        "Of 3 paths, 1 no longer ends as before.",
    ),
    "reason changed": (
        set_at("questions", "stale", "answers", "yes", "favours", []),
        "minor",
        "The answer “For a while” to the question “May an answer be old?” speaks for other"
        " outcomes than before.",
    ),
    "rule removed": (set_at("rules", []), "minor", "The rule “fresh” is gone."),
    "rule changed": (
        set_at("rules", 0, "when", {"stale": "no", "repeats": "yes"}),
        "minor",
        "The rule “fresh” asks for something else.",
    ),
    "rule reworded": (
        set_at("rules", 0, "because", "It hurts."),
        "patch",
        "The reason for the rule “fresh” is reworded.",
    ),
    "word changed": (
        set_at("questions", "stale", "ask", "Can an answer be old?"),
        "patch",
        "The question “Can an answer be old?” is reworded.",
    ),
    "why replaced": (
        set_at("questions", "stale", "why", "Nothing in common."),
        "patch",
        "The question “May an answer be old?” is reworded.",
    ),
    "evidence changed": (
        set_at("outcomes", "cache", "evidence", ["study"]),
        "patch",
        "The outcome “Add a cache” rests on other evidence.",
    ),
    "title changed": (set_at("title", "A cache?"), "patch", "The title is now “A cache?”."),
    "order changed": (
        lambda d: d.update(outcomes=dict(reversed(d["outcomes"].items()))),
        "patch",
        "Things are shown in another order.",
    ),
}


@pytest.mark.parametrize(("change", "part", "text"), CASES.values(), ids=CASES)
def test_a_change_is_told_in_words_with_the_part_of_the_version_it_calls_for(
    change: Change, part: str, text: str
) -> None:
    first = changes(tree_after(), tree_after(change))[0]
    assert (first.part, first.text) == (part, text)


def test_an_answer_that_is_added_moves_no_question() -> None:
    def add(document: Any) -> None:
        answers = document["questions"]["repeats"]["answers"]
        answers["never"] = {"label": "Not once", "favours": [], "because": "No hits."}
        document["tree"]["repeats"]["never"] = "none"

    told = [change.text for change in changes(tree_after(), tree_after(add))]
    assert told == ["The question “Is the same thing read again?” has a new answer, “Not once”."]


def test_a_sign_that_changes_is_not_told_as_new_words() -> None:
    (found,) = changes(tree_after(), tree_after(set_at("outcomes", "cache", "icon", "star")))
    assert (found.part, found.text) == ("patch", "The outcome “Add a cache” is shown differently.")


def test_only_a_path_that_ends_elsewhere_is_listed_as_moved() -> None:
    old, new = tree_after(), tree_after(set_at("tree", "repeats", "no", "cache"))
    found = [(m.leaf.url, m.leaf.outcome, m.state.outcomes) for m in moved(old, new)]
    assert found == [("repeats.no/", "none", ("cache",))]
    asked = [(m.leaf.url, m.state.url) for m in moved(old, tree_after(add_question))]
    assert asked == [("repeats.yes/stale.yes/", "repeats.yes/stale.yes/")]


@several
@given(trees())
def test_a_tree_does_not_differ_from_itself(some: Tree) -> None:
    assert changes(some, some) == ()


@several
@given(st.data(), documents())
def test_whatever_differs_is_told_and_nothing_is_told_of_what_does_not(
    data: st.DataObject, document: Document
) -> None:
    other = data.draw(mutated(document))
    draft = parse(written(other), "b.yaml")
    if draft.diagnostics or draft.tree is None or not sound(other):
        return
    old, new = tree_of(written(document), "a.yaml"), draft.tree
    same = told(old) == told(new) and document["rules"] == other["rules"]
    assert bool(changes(old, new)) == bool(changes(new, old)) == (not same)
    for found in moved(old, new):
        assert found.leaf in list(paths(old))
        assert replay(new, found.leaf.path).state == found.state


def told(tree: Tree) -> Document:
    found: Document = json.loads(to_json(tree))
    icons = [outcome.icon for outcome in tree.outcomes.values()]
    return {
        **found,
        "version": "",
        "outcome signs": [icons, [o.short for o in tree.outcomes.values()]],
    }


def sound(document: Any) -> bool:
    """Return whether every name in a tree file is defined, so that it can be walked."""

    def walk(branch: Any) -> bool:
        ((question, answers),) = branch.items()
        known = document["questions"].get(question, {}).get("answers", {})
        return all(
            a in known and (walk(t) if isinstance(t, dict) else t in document["outcomes"])
            for a, t in answers.items()
        )

    return walk(document["tree"])
