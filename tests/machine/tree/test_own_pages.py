"""Pages speak the words of the tree and hold the markers they need; new ones begin with both."""

from dataclasses import replace

import pytest

from decision.reading.diagnostics import Diagnostic
from decision.reading.pages import Page, misdescribed, parse
from decision.tree.own_pages import NEEDED, lacking, skeleton
from decision.tree.records import Tree
from tests.machine.sample_trees import SERVICES
from tests.machine.small_project import page


def read(text: str, path: str) -> Page:
    return parse(text, f"docs/{path}", path)


def faults(tree: Tree, text: str, path: str) -> list[Diagnostic]:
    return list(lacking(tree, {path: read(text, path)}))


def paths(tree: Tree) -> list[str]:
    questions = [str(question.page) for question in tree.questions.values()]
    return questions + [str(outcome.page) for outcome in tree.outcomes.values()]


@pytest.mark.parametrize(
    "path", [*paths(SERVICES), "use-cases/a-small-shop.md", "guide/how-to-split.md"]
)
def test_a_new_page_lacks_its_description_and_nothing_else(path: str) -> None:
    text = skeleton(SERVICES, path)
    assert faults(SERVICES, text, path) == []
    told = misdescribed(read(text, path))
    assert [(fault.check, fault.message) for fault in told] == [
        ("empty-text", "`description` is empty")
    ]


@pytest.mark.parametrize("path", paths(SERVICES))
def test_a_page_without_anything_is_told_of_everything_at_its_first_line(path: str) -> None:
    text = page("A", "").partition("# A")[0]
    told = faults(SERVICES, text, path)
    question = next((q for q in SERVICES.questions.values() if q.page == path), None)
    answers = len(question.answers) if question else 0
    expected = ["wrong-heading", *["missing-section"] * answers]
    expected += ["missing-marker"] * len(NEEDED["question" if question else "outcome"])
    assert [fault.check for fault in told] == expected
    assert {fault.place.line for fault in told} == {1}


@pytest.mark.parametrize("path", [path for path in NEEDED if path.endswith(".md")])
def test_a_page_with_a_task_needs_its_markers(path: str) -> None:
    good = page("A page", "", *NEEDED[path])
    assert faults(SERVICES, good, path) == []
    marker = f"<!-- {NEEDED[path][-1]} -->"
    for bad in (good.replace(marker, ""), good.replace(marker, f"`{marker}`")):
        assert [fault.check for fault in faults(SERVICES, bad, path)] == ["missing-marker"]


def test_a_section_may_have_any_level_and_an_anchor_of_its_own() -> None:
    question = next(iter(SERVICES.questions.values()))
    heads = "".join(f"##### *{a.label}* {{ #x }}\n\n" for a in question.answers.values())
    text = page(question.ask, heads, *NEEDED["question"])
    assert faults(SERVICES, text, question.page) == []


def test_a_page_of_several_outcomes_may_have_the_words_of_any() -> None:
    first, second, *_ = SERVICES.outcomes.values()
    shared = {str(first.id): first, str(second.id): replace(second, page=first.page)}
    tree = replace(SERVICES, outcomes=shared)
    for title in (first.title, second.title):
        assert faults(tree, page(title, "", *NEEDED["outcome"]), first.page) == []


def test_of_a_page_with_faults_nothing_more_is_told() -> None:
    path = paths(SERVICES)[0]
    assert faults(SERVICES, "# A page\n", path) == []
