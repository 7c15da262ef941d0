"""What changed between two trees, in words, and the version that the change calls for."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.history.changes import changes, moved
from decision.reading.version import PARTS, allows, bumped, parsed
from decision.render.data import to_json
from decision.tree.loading import parse, tree_of
from decision.tree.records import Tree
from decision.tree.states import paths, replay
from tests.strategies import Document, documents, modest, mutated, trees, written

BEFORE: Document = {
    "version": "1.0.0",
    "title": "Cache or not?",
    "questions": {
        "repeats": {
            "ask": "Is the same thing read again?",
            "why": "A cache helps where readers repeat.",
            "page": "a.md",
            "answers": {
                "yes": {"label": "Often", "favours": ["cache"], "because": "Most reads hit."},
                "no": {"label": "Rarely", "favours": ["none"], "because": "Few reads hit."},
            },
        },
        "stale": {
            "ask": "May an answer be old?",
            "why": "A cache shows what was true.",
            "page": "b.md",
            "answers": {
                "yes": {"label": "For a while", "favours": ["cache"], "because": "No harm."},
                "no": {"label": "Never", "favours": ["none"], "because": "Harm."},
            },
        },
    },
    "outcomes": {
        "cache": {"title": "Add a cache", "summary": "Keep answers near.", "page": "c.md"},
        "none": {"title": "No cache", "summary": "Read from the source.", "page": "d.md"},
    },
    "tree": {"repeats": {"yes": {"stale": {"yes": "cache", "no": "none"}}, "no": "none"}},
    "rules": [{"id": "fresh", "when": {"stale": "no"}, "never": ["cache"], "because": "Harm."}],
}


def tree(change: Callable[[Any], None] | None = None) -> Tree:
    """Return the tree above after a change to it."""
    document = json.loads(json.dumps(BEFORE))
    if change:
        change(document)
    return tree_of(written(document), "a.yaml")


def add_question(d: Any) -> None:
    d["questions"]["size"] = {
        "ask": "Does it fit in memory?",
        "why": "Memory ends.",
        "page": "e.md",
        "answers": {
            "yes": {"label": "It fits", "favours": ["cache"], "because": "Room."},
            "no": {"label": "It does not", "favours": ["none"], "because": "No room."},
        },
    }
    d["tree"]["repeats"]["yes"]["stale"]["yes"] = {"size": {"yes": "cache", "no": "none"}}


def remove_question(d: Any) -> None:
    del d["questions"]["stale"]
    d["tree"] = {"repeats": {"yes": "cache", "no": "none"}}
    d["rules"] = []


def move_question(d: Any) -> None:
    d["tree"] = {"stale": {"yes": {"repeats": {"yes": "cache", "no": "none"}}, "no": "none"}}


def split_answer(d: Any) -> None:
    answers = d["questions"]["repeats"]["answers"]
    no = answers.pop("no")
    answers |= {"seldom": {**no, "label": "Seldom"}, "never": {**no, "label": "Not once"}}
    below = d["tree"]["repeats"]
    del below["no"]
    below |= {"seldom": "none", "never": "none"}


def rename_outcome(d: Any) -> None:
    d["outcomes"]["source"] = d["outcomes"].pop("none")
    text = json.dumps(d).replace('"none"', '"source"')
    d |= json.loads(text)


def swap_meanings(d: Any) -> None:
    answers = d["questions"]["repeats"]["answers"]
    yes, no = answers["yes"], answers["no"]
    yes["label"], no["label"] = no["label"], yes["label"]


def set_(*keys: Any) -> Callable[[Any], None]:
    *path, last, value = keys

    def change(document: Any) -> None:
        for key in path:
            document = document[key]
        document[last] = value

    return change


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
        set_("outcomes", "cache", {"title": "Buy disks", "summary": "More.", "page": "c.md"}),
        "major",
        "The outcome “Buy disks” now means something else than “Add a cache”.",
    ),
    "outcome of a path changed": (
        set_("tree", "repeats", "no", "cache"),
        "minor",
        "Of 3 paths, 1 no longer ends as before.",
    ),
    "reason changed": (
        set_("questions", "stale", "answers", "yes", "favours", []),
        "minor",
        "The answer “For a while” to the question “May an answer be old?” speaks for other"
        " outcomes than before.",
    ),
    "rule removed": (set_("rules", []), "minor", "The rule “fresh” is gone."),
    "rule changed": (
        set_("rules", 0, "when", {"stale": "no", "repeats": "yes"}),
        "minor",
        "The rule “fresh” asks for something else.",
    ),
    "rule reworded": (
        set_("rules", 0, "because", "It hurts."),
        "patch",
        "The reason for the rule “fresh” is reworded.",
    ),
    "word changed": (
        set_("questions", "stale", "ask", "Can an answer be old?"),
        "patch",
        "The question “Can an answer be old?” is reworded.",
    ),
    "why replaced": (
        set_("questions", "stale", "why", "Nothing in common."),
        "patch",
        "The question “May an answer be old?” is reworded.",
    ),
    "evidence changed": (
        set_("outcomes", "cache", "evidence", ["study"]),
        "patch",
        "The outcome “Add a cache” rests on other evidence.",
    ),
    "title changed": (set_("title", "A cache?"), "patch", "The title is now “A cache?”."),
    "order changed": (
        lambda d: d.update(outcomes=dict(reversed(d["outcomes"].items()))),
        "patch",
        "Things are shown in another order.",
    ),
}


@pytest.mark.parametrize(("change", "part", "text"), CASES.values(), ids=CASES)
def test_a_change_is_told_in_words_with_the_part_of_the_version_it_calls_for(
    change: Callable[[Any], None], part: str, text: str
) -> None:
    first = changes(tree(), tree(change))[0]
    assert (first.part, first.text) == (part, text)


def test_an_answer_that_is_added_moves_no_question() -> None:
    def add(document: Any) -> None:
        answers = document["questions"]["repeats"]["answers"]
        answers["never"] = {"label": "Not once", "favours": [], "because": "No hits."}
        document["tree"]["repeats"]["never"] = "none"

    told = [change.text for change in changes(tree(), tree(add))]
    assert told == ["The question “Is the same thing read again?” has a new answer, “Not once”."]


def test_a_sign_that_changes_is_not_told_as_new_words() -> None:
    (found,) = changes(tree(), tree(set_("outcomes", "cache", "icon", "star")))
    assert (found.part, found.text) == ("patch", "The outcome “Add a cache” is shown differently.")


def test_only_a_path_that_ends_elsewhere_is_listed_as_moved() -> None:
    old, new = tree(), tree(set_("tree", "repeats", "no", "cache"))
    found = [(m.leaf.url, m.leaf.outcome, m.state.outcomes) for m in moved(old, new)]
    assert found == [("repeats.no/", "none", ("cache",))]
    asked = [(m.leaf.url, m.state.url) for m in moved(old, tree(add_question))]
    assert asked == [("repeats.yes/stale.yes/", "repeats.yes/stale.yes/")]


@modest
@given(trees())
def test_a_tree_does_not_differ_from_itself(some: Tree) -> None:
    assert changes(some, some) == ()


@modest
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


VERSIONS = st.builds(
    "{}.{}.{}{}{}".format,
    *[st.integers(0, 30)] * 3,
    st.sampled_from(["", "-alpha", "-alpha.1", "-alpha.beta", "-beta", "-beta.2", "-beta.11"]),
    st.sampled_from(["", "+1", "+a.b"]),
)


@modest
@given(VERSIONS, VERSIONS, st.sampled_from(PARTS))
def test_a_bump_is_the_smallest_version_that_a_change_allows(old: str, new: str, part: Any) -> None:
    assert allows(old, bumped(old, part), part)
    if allows(old, new, part):
        assert parsed(new) > parsed(old)
        assert parsed(new).numbers >= parsed(bumped(old, part)).numbers
    for larger in PARTS[: PARTS.index(part)]:
        assert allows(old, bumped(old, larger), part)
        assert "-" in old or not allows(old, bumped(old, part), larger)


def test_a_pre_release_is_followed_by_what_it_leads_up_to() -> None:
    for old, part, new in (
        ("2.0.0-rc.1", "major", "2.0.0"),
        ("2.0.0-rc.1", "patch", "2.0.0"),
        ("2.1.0-rc.1", "minor", "2.1.0"),
        ("2.1.0-rc.1", "major", "3.0.0"),
        ("2.1.3-rc.1", "minor", "2.2.0"),
    ):
        assert bumped(old, part) == new  # type: ignore[arg-type]
        assert allows(old, new, part)  # type: ignore[arg-type]
    assert not allows("2.0.0-rc.2", "2.0.0-rc.1", "patch")
    assert allows("2.0.0-rc.1", "2.0.0-rc.2", "major")


def test_versions_are_ordered_as_the_standard_lists_them() -> None:
    # The example of semver.org, section 11.
    names = [
        *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"),
        *("1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1"),
    ]
    assert sorted([*names[5:], *names[:5]], key=parsed) == names
    assert parsed("1.0.0+a") == parsed("1.0.0+b")
    with pytest.raises(ValueError, match=r"1\.0"):
        parsed("1.0")
