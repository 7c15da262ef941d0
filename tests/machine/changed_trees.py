"""A small tree, and changes to it by name: each takes the tree as data and mends it in place."""

import json
from collections.abc import Callable
from typing import Any

from decision.history.releases import Release
from decision.tree.loading import tree_of
from decision.tree.records import Tree
from tests.machine.strategies import Document, written

type Change = Callable[[Any], None]

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


def tree_after(change: Change | None = None) -> Tree:
    """Return the tree above, after a change to it where one is given."""
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


def set_at(*keys: Any) -> Change:
    """Return the change that writes the last of these where the others lead."""
    *path, last, value = keys

    def change(document: Any) -> None:
        for key in path:
            document = document[key]
        document[last] = value

    return change


#: Three releases after the first: what each changes.
STEPS: dict[str, tuple[Change, ...]] = {
    "2.0.0": (add_question, split_answer),
    "3.0.0": (rename_outcome,),
    "4.0.0": (),
}


def releases() -> tuple[Release, ...]:
    """Return four releases: the tree above, changed twice, and at last asked in another order."""
    document = json.loads(json.dumps(BEFORE))
    found = [_release(document)]
    for version, steps in STEPS.items():
        document["version"] = version
        for step in steps:
            step(document)
        if version == "4.0.0":
            del document["questions"]["size"]
            move_question(document)
            document = json.loads(json.dumps(document).replace('"none"', '"source"'))
            below = document["tree"]["stale"]["yes"]["repeats"]
            del below["no"]
            below |= {"seldom": "source", "never": "cache"}
        found.append(_release(document))
    return tuple(found)


def _release(document: Any) -> Release:
    tree = tree_of(written(document), f"{document['version']}.yaml")
    return Release(tree, "2026-01-01", "0" * 64, f"Note of {tree.version}.")
