"""A worked use case is a test of the tree: its answers must lead to the outcome that it states."""

from pathlib import Path

import pytest

from decision.check import Context, check
from decision.reading.diagnostics import TreeError
from decision.reading.pages import load_all
from decision.tree.states import paths
from decision.tree.use_cases import all_of, disagreements, parse
from tests.machine.sample_trees import OK, SERVICES, case, named, text_of, tree_at

MANY = OK / "many-forms.yaml"
TREE = tree_at(MANY)
PAGE = """\
---
title: "A clinic: its records"
description: A clinic whose records must not leave the house at all.
hide: [navigation]
outcome: own
answers:
  data-may-leave: no
  staff: 3
---

# A clinic

answers: these are not read
"""


def told(page: str) -> list[tuple[str, str, int, int]]:
    """Return check, message, line and column of each fault that makes a page no use case."""
    with pytest.raises(TreeError) as caught:
        parse(page, "docs/use-cases/clinic.md")
    places = [(d, d.place) for d in caught.value.diagnostics]
    assert all(1 <= p.line <= len(p.source.lines) for _, p in places)
    return [(d.check, d.message, p.line, p.column) for d, p in places]


def test_a_use_case_is_the_front_matter_of_its_page() -> None:
    found = parse(PAGE, "docs/use-cases/clinic.md")
    assert (found.id, found.title) == ("clinic", "A clinic: its records")
    assert found.description == "A clinic whose records must not leave the house at all."
    assert dict(found.answers) == {"data-may-leave": "no", "staff": "3"}
    assert (found.outcome, found.outcome.place.line, found.outcome.place.column) == ("own", 5, 10)


def test_a_use_case_knows_the_state_that_it_reaches() -> None:
    state = parse(PAGE, "clinic.md").state(TREE)
    assert (state.url, state.outcomes) == ("data-may-leave.no/staff.3/", ("own",))
    assert list(disagreements(TREE, parse(PAGE, "clinic.md"))) == []


def test_line_ends_of_windows_change_nothing() -> None:
    found = parse(PAGE.replace("\n", "\r\n"), "clinic.md")
    assert found.outcome.place.line == 5
    assert dict(found.answers) == {"data-may-leave": "no", "staff": "3"}


@pytest.mark.parametrize(
    "page",
    [
        *("", "# A clinic\n", "Note: a clinic\n", "---\n", "---\ntitle: A\n", "---\n---\n"),
        # MkDocs takes this for text, too.
        PAGE.split("---\n\n")[0] + "---",
        *("---\n\n---\n", "\n---\ntitle: A\n---\n", "----\ntitle: A\n---\n"),
    ],
)
def test_a_page_without_front_matter_is_one_fault(page: str) -> None:
    assert told(page) == [("missing-key", "this page has no front matter", 1, 1)]


TITLE = 'title: "A clinic: its records"\n'
ANSWERS = "  data-may-leave: no\n  staff: 3\n"


@pytest.mark.parametrize(
    ("old", "new", "check_", "message", "place"),
    [
        (TITLE, "", "missing-key", "this use case has no `title`", (2, 1)),
        ("outcome: own\n", "", "missing-key", "this use case has no `outcome`", (2, 1)),
        (": own", ": [own]", "wrong-shape", "`outcome` must be a text", (5, 1)),
        (": own", ":", "empty-text", "`outcome` is empty", (5, 1)),
        ("hide:", "title:", "duplicate-key", "`title` is written twice", (4, 1)),
        ("staff", "data-may-leave", "duplicate-key", "`data-may-leave` is written twice", (8, 3)),
        (" 3", " [3]", "wrong-shape", "`staff` must be a text", (8, 3)),
        (" 3", " @3", "not-yaml", "not YAML: a text cannot begin with `@`", (8, 10)),
        (ANSWERS, "", "wrong-shape", "expected questions with answers, found nothing", (6, 1)),
        ("  staff: 3", "\tstaff: 3", "tab", "tab character", (8, 1)),
    ],
)
def test_a_fault_in_the_front_matter_is_told_once_and_where_it_is(
    old: str, new: str, check_: str, message: str, place: tuple[int, int]
) -> None:
    assert told(PAGE.replace(old, new, 1)) == [(check_, message, *place)]


def test_front_matter_that_is_no_mapping_is_one_fault() -> None:
    expected = "expected the keys of a use case, found a list"
    assert told("---\n- a\n---\n") == [("wrong-shape", expected, 2, 1)]


@pytest.mark.parametrize(
    ("outcome", "answers", "check_", "message", "guilty"),
    [
        ("owm", {"staff": "3"}, "unknown-name", "no outcome is named `owm`", "owm"),
        ("own", {"stuff": "3"}, "unknown-name", "no question is named `stuff`", "stuff"),
        ("own", {"staff": "4"}, "unknown-answer", "question `staff` has no answer `4`", "4"),
        (
            "own",
            {"data-may-leave": "no"},
            "unfinished-use-case",
            "the answers stop at question `staff`",
            "data-may-leave",
        ),
        (
            "own",
            {"staff": "3"},
            "unfinished-use-case",
            "the answers stop at question `data-may-leave`",
            "staff",
        ),
        (
            "own",
            {"staff": "3", "load": "on", "data-may-leave": "no"},
            "unused-answer",
            "the tree does not ask `load` on this path",
            "load",
        ),
        (
            "cloud",
            {"data-may-leave": "no", "staff": "3"},
            "wrong-outcome",
            "these answers lead to `own`, not to `cloud`",
            "cloud",
        ),
        (
            "own",
            {"data-may-leave": "yes", "load": "on", "staff": "3"},
            "wrong-outcome",
            "these answers lead to `cloud`, not to `own`",
            "own",
        ),
        (
            "own",
            {"data-may-leave": "yes", "staff": "3"},
            "unfinished-use-case",
            "the answers stop at question `load`",
            "data-may-leave",
        ),
    ],
)
def test_what_a_case_and_the_tree_do_not_agree_on_is_told_once(
    outcome: str, answers: dict[str, str], check_: str, message: str, guilty: str
) -> None:
    [diagnostic] = disagreements(TREE, case(outcome, answers))
    assert (diagnostic.check, diagnostic.message) == (check_, message)
    place = diagnostic.place
    line = place.source.lines[place.line - 1]
    assert line[place.column - 1 : place.column - 1 + place.length] == guilty


def test_a_wrong_outcome_shows_the_end_of_the_path_and_the_answers_that_it_never_used() -> None:
    wrong = case("own", {"data-may-leave": "yes", "load": "on", "staff": "3"})
    [diagnostic] = disagreements(TREE, wrong)
    labels = [(place.source.name, label) for place, label in diagnostic.others]
    assert labels == [(named(MANY), "the tree ends here"), ("a-case.md", "not asked on this path")]


def test_two_answers_that_play_no_part_are_two_faults() -> None:
    path = {"teams": "one", "boundaries": "moving"}
    extra = {**path, "scaling": "even", "releases": "apart"}
    assert [d.message for d in disagreements(SERVICES, case("monolith", extra))] == [
        "the tree does not ask `scaling` on this path",
        "the tree does not ask `releases` on this path",
    ]


def test_a_case_for_every_path_agrees_with_the_tree() -> None:
    for leaf in paths(TREE):
        assert list(disagreements(TREE, case(leaf.outcome, dict(leaf.path)))) == []


def test_a_misspelt_outcome_is_not_also_an_outcome_without_a_case() -> None:
    cases = [case("cloud", {"data-may-leave": "yes", "load": "on"})]
    cases += [case("managed", {"data-may-leave": "no", "staff": "0"})]
    cases += [case("onw", {"data-may-leave": "no", "staff": "3"})]
    text = text_of(MANY)
    for last, expected in ((cases[2:], ["unknown-name"]), ([], ["no-use-case"])):
        around = Context(use_cases=[*cases[:2], *last])
        assert [d.check for d in check(text, "many.yaml", around)[1]] == expected


def test_all_pages_of_their_folder_but_its_index_are_use_cases(tmp_path: Path) -> None:
    (tmp_path / "use-cases/more").mkdir(parents=True)
    for name in ("use-cases/shop", "use-cases/clinic", "use-cases/more/ward", "clinics"):
        (tmp_path / f"{name}.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "use-cases/index.md").write_text("# Use cases\n", encoding="utf-8")
    (tmp_path / "use-cases/notes.txt").write_text("no page", encoding="utf-8")
    assert [found.id for found in all_of(load_all(tmp_path))] == ["clinic", "shop"]


def test_every_fault_in_the_use_cases_is_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "use-cases"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n", encoding="utf-8")
    (folder / "b.md").write_text(PAGE.replace("outcome: own", "outcome:"), encoding="utf-8")
    (folder / "c.md").write_bytes(b"---\ntitle: Caf\xe9\n---\n")
    with pytest.raises(TreeError) as caught:
        all_of(load_all(tmp_path))
    checks = [d.check for d in caught.value.diagnostics]
    assert checks == ["missing-key", "empty-text", "encoding"]
