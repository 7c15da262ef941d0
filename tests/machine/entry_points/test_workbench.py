"""What the workbench is told of a draft: the words and pictures of the build, and what changed."""

import json
from typing import Any

import pytest

from decision.render.flowchart import flowchart
from decision.workbench import MAX_DRAWN, answer, examined
from tests.machine.sample_trees import MINIMAL, OK, SECOND, SERVICES, big_tree, text_of
from tests.machine.workbench_drafts import drafts

NINE_QUESTIONS_TEXT = text_of(OK / "nine-questions.yaml")
_RULE = "  - {id: r, when: {repeats: yes}, never: [no-cache], because: Reads repeat.}\n"


def examine(text: str, **more: Any) -> dict[str, Any]:
    """Return the whole answer, as it comes through JSON."""
    found: dict[str, Any] = json.loads(json.dumps(examined(text, "tree.yaml", **more)))
    return found


def test_it_reports_each_fault_in_the_words_of_the_golden_messages() -> None:
    told = 0
    for request, data, golden in drafts():
        found = json.loads(answer(json.dumps(request), data))
        if golden is not None:
            assert f"{found['report']}\n" == golden.read_text(encoding="utf-8")
            told += 1
        elif data is None:
            assert found["report"] == ""
            assert found["diagnostics"] == []
    assert told > 30


def test_it_draws_a_draft_as_the_site_draws_it() -> None:
    shown = examine(text_of(SECOND))["tree"]
    assert shown["flowchart"] == flowchart(SERVICES, lambda target: f"#{target}")
    assert shown["paths"] == 8
    assert shown["table"].count("<tr") == 9


def test_a_draft_with_a_fault_that_can_be_drawn_is_drawn() -> None:
    found = examine(MINIMAL.replace("no: no-cache", "no: cache"))
    assert [fault["check"] for fault in found["diagnostics"]] == ["unreachable", "decides-nothing"]
    assert "flowchart__box" in found["tree"]["flowchart"]


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [("no: no-cache", "no: no-cash", True), ("tree:", "tree: [", False), ("yes: c", "si: c", True)],
)
def test_a_draft_that_cannot_be_drawn_still_gives_the_names_that_it_defines(
    old: str, new: str, names: bool
) -> None:
    found = examine(MINIMAL.replace(old, new))
    assert found["diagnostics"]
    assert found["tree"] is None
    assert found["changes"] is None
    known = {"questions": {"repeats": ["yes", "no"]}, "outcomes": ["cache", "no-cache"]}
    assert found["names"] == (known if names else None)


def test_every_state_has_its_place_in_the_text() -> None:
    lines = MINIMAL.split("\n")
    places = examine(MINIMAL)["tree"]["places"]
    words = {
        state: lines[line - 1][column - 1 : column - 1 + length]
        for state, (line, column, length) in places.items()
    }
    assert words == {"": "repeats", "repeats.yes/": "cache", "repeats.no/": "no-cache"}


def test_each_rule_tells_how_many_paths_it_governs() -> None:
    text = MINIMAL.replace("rules: []\n", f"rules:\n{_RULE}")
    assert [(rule["id"], rule["paths"]) for rule in examine(text)["tree"]["rules"]] == [("r", 1)]
    long = {rule["id"]: rule["paths"] for rule in examine(NINE_QUESTIONS_TEXT)["tree"]["rules"]}
    assert list(long.values()) == [2, 1, 2, 1]


@pytest.mark.parametrize(
    ("old", "new", "part", "next_"),
    [
        ("Often", "Very often", "patch", "1.0.1"),
        ("no: no-cache", "no: cache", "minor", "1.1.0"),
        ("no-cache", "never-cache", "major", "2.0.0"),
    ],
)
def test_the_smallest_version_follows_from_what_changed(
    old: str, new: str, part: str, next_: str
) -> None:
    draft = MINIMAL.replace(old, new)
    changes = examine(draft, published=MINIMAL)["changes"]
    assert (changes["part"], changes["next"], changes["enough"]) == (part, next_, False)
    bumped = draft.replace("version: 1.0.0", f"version: {next_}")
    assert examine(bumped, published=MINIMAL)["changes"]["enough"]


def test_nothing_changed_calls_for_no_version() -> None:
    changes = examine(MINIMAL, published=MINIMAL)["changes"]
    assert (changes["part"], changes["next"], changes["changes"]) == (None, "1.0.0", [])


def test_paths_that_are_new_gone_or_end_elsewhere_are_listed() -> None:
    draft = MINIMAL.replace("no: no-cache", "seldom: cache").replace(
        "      no: {", "      seldom: {"
    )
    changes = examine(draft, published=MINIMAL)["changes"]
    assert changes["new"]["paths"] == [{"answers": ["repeats=seldom"], "outcome": "cache"}]
    gone = {"answers": ["repeats=no"], "outcome": "no-cache", "now": "repeats"}
    assert changes["gone"]["paths"] == [gone]
    ends = examine(MINIMAL.replace("no: no-cache", "no: cache"), published=MINIMAL)["changes"]
    moved = {"answers": ["repeats=no"], "outcome": "no-cache", "now": "cache"}
    assert ends["elsewhere"] == {"count": 1, "paths": [moved]}


def test_a_draft_that_leaves_an_answer_open_is_compared_as_far_as_it_goes() -> None:
    draft = MINIMAL.replace("    no: no-cache\n", "")
    assert draft != MINIMAL
    found = examine(draft, published=MINIMAL)
    assert found["diagnostics"][0]["check"] == "missing-answer"
    [gone] = found["changes"]["gone"]["paths"]
    assert (gone["answers"], gone["now"]) == (["repeats=no"], "repeats")


def test_a_tree_about_something_else_is_not_compared() -> None:
    assert examine(MINIMAL, published=text_of(SECOND))["changes"] is None


def test_a_tree_too_large_to_read_is_checked_and_counted_and_not_drawn() -> None:
    shown = examine(big_tree(5))["tree"]
    assert shown["states"] > MAX_DRAWN
    assert shown["paths"] > 0
    assert shown["flowchart"] is None
    assert shown["table"] is None
    assert shown["places"] == {}


def test_hostile_texts_are_escaped_wherever_they_are_html() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    shown = examine(MINIMAL.replace("Often", f"'{hostile}'").replace("Add a cache", hostile))[
        "tree"
    ]
    for part in ("flowchart", "table"):
        assert "<img" not in shown[part]
        assert "&lt;img" in shown[part]
    assert "\\<img" in shown["outline"]


def test_a_file_that_is_not_utf_8_is_told_of_and_one_that_is_comes_back_as_text() -> None:
    bad = json.loads(answer('{"name": "tree.yaml"}', b"title: \xff"))
    assert [fault["check"] for fault in bad["diagnostics"]] == ["encoding"]
    assert "text" not in bad
    good = json.loads(answer('{"name": "tree.yaml"}', MINIMAL.encode("utf-8-sig")))
    assert good["text"] == MINIMAL
    assert good["diagnostics"] == []
