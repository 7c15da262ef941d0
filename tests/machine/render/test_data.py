"""The tree as data holds its texts, its structure and every path."""

import csv
import io
import json

from hypothesis import given

from decision.render.data import FORMAT, rows, to_json
from decision.tree.loading import tree_of
from decision.tree.records import Tree
from decision.tree.stated import answers_in
from decision.tree.states import paths, replay
from tests.machine.sample_trees import SERVICES
from tests.machine.strategies import Document, documents, few, hostile, trees, written


def test_a_question_that_a_path_does_not_ask_is_empty_in_its_row() -> None:
    heading, first, *_ = rows(SERVICES)
    assert heading == ("outcome", "state", *SERVICES.questions)
    assert first[:2] == ("monolith", "/decide/teams.one/boundaries.moving/")
    assert dict(zip(heading[2:], first[2:], strict=True)) == {
        **dict.fromkeys(SERVICES.questions, ""),
        **{"teams": "one", "boundaries": "moving"},
    }


def test_the_json_says_which_form_it_has_and_where_that_is_described() -> None:
    data = json.loads(to_json(SERVICES))
    assert (data["format"], data["$schema"]) == (FORMAT, "tree.schema.json")
    assert [rule["id"] for rule in data["rules"]] == [str(rule.id) for rule in SERVICES.rules]


@few
@given(trees(hostile))
def test_the_table_holds_every_path_with_its_answers(tree: Tree) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows(tree))
    heading, *found = csv.reader(io.StringIO(out.getvalue()))
    assert heading == ["outcome", "state", *tree.questions]
    assert len(found) == len(list(paths(tree)))
    for row, leaf in zip(found, paths(tree), strict=True):
        answers = {q: a for q, a in zip(heading[2:], row[2:], strict=True) if a}
        assert (row[0], answers_in(row[1]).answers, answers) == (
            leaf.outcome,
            leaf.path,
            dict(leaf.path),
        )


@few
@given(documents(hostile))
def test_the_tree_as_json_holds_its_texts_its_structure_and_its_paths(document: Document) -> None:
    tree = tree_of(written(document), "some.yaml")
    data = json.loads(to_json(tree))
    assert (data["version"], data["title"]) == (document["version"], document["title"])
    assert data["tree"] == document["tree"]
    for id_, question in document["questions"].items():
        assert {**question, "answers": data["questions"][id_]["answers"]}.items() <= data[
            "questions"
        ][id_].items()
        for answer_id, answer in question["answers"].items():
            assert answer.items() <= data["questions"][id_]["answers"][answer_id].items()
    for id_, outcome in document["outcomes"].items():
        assert outcome.items() <= data["outcomes"][id_].items()
    for path, leaf in zip(data["paths"], paths(tree), strict=True):
        assert replay(tree, path["answers"].items()).state == leaf
        assert (path["outcome"], path["state"]) == (leaf.outcome, leaf.url)
