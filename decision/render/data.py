"""Every path of a tree as a table: records in, CSV rows and JSON out."""

import json
from collections.abc import Iterator, Mapping

from decision.reading.nodes import Text
from decision.tree.records import Branch, Question, Rule, Tree
from decision.tree.states import Leaf, paths

#: The version of the form of `tree.json`: larger in its first part where a reader must change.
FORMAT = "1.0.0"


def rows(tree: Tree) -> Iterator[tuple[str, ...]]:
    """Yield a heading and then a row a path: its outcome, its address, the answer to each question.

    A question that a path does not ask is empty in its row.
    """
    yield ("outcome", "state", *tree.questions)
    for leaf in paths(tree):
        answers = dict(leaf.path)
        yield (leaf.outcome, f"/decide/{leaf.url}", *(answers.get(q, "") for q in tree.questions))


def to_json(tree: Tree) -> str:
    """Return the tree as JSON: texts by id, the structure, every path with its outcome.

    `format` is the version of this form, as semantic versioning has it; `published.schema.json`
    describes it and is published beside it as `tree.schema.json`.
    """
    return json.dumps(
        {
            "$schema": "tree.schema.json",
            "format": FORMAT,
            "version": tree.version,
            "title": tree.title,
            "questions": {id_: _question(q) for id_, q in tree.questions.items()},
            "outcomes": {
                id_: {
                    "title": o.title,
                    "short": o.short,
                    "icon": o.icon,
                    "summary": o.summary,
                    "page": o.page,
                    "good": list(o.good),
                    "bad": list(o.bad),
                    "measure": list(o.measure),
                    "evidence": list(o.evidence),
                }
                for id_, o in tree.outcomes.items()
            },
            "tree": _structure(tree.root),
            "rules": [_rule(rule) for rule in tree.rules],
            "paths": [_path(leaf) for leaf in paths(tree)],
        },
        ensure_ascii=False,
        indent=1,
    )


def _question(question: Question) -> Mapping[str, object]:
    return {
        "ask": question.ask,
        "why": question.why,
        "page": question.page,
        "evidence": list(question.evidence),
        "answers": {
            id_: {
                "label": a.label,
                "means": a.means,
                "phrase": a.phrase,
                "favours": list(a.favours),
                "because": a.because,
                "evidence": list(a.evidence),
            }
            for id_, a in question.answers.items()
        },
    }


def _structure(target: Branch | Text) -> object:
    if isinstance(target, Text):
        return str(target)
    return {str(target.question): {str(a): _structure(t) for a, t in target.answers.items()}}


def _rule(rule: Rule) -> Mapping[str, object]:
    conditions = {"when": rule.when, "only-with": rule.only_with}
    outcomes = {"then": rule.then, "never": rule.never, "reach": rule.reach}
    return {
        "id": rule.id,
        **{
            key: {q: list(a) for q, a in found.items()}
            for key, found in conditions.items()
            if found
        },
        **{key: list(found) for key, found in outcomes.items() if found},
        "because": rule.because,
    }


def _path(leaf: Leaf) -> Mapping[str, object]:
    return {"state": leaf.url, "answers": dict(leaf.path), "outcome": leaf.outcome}
