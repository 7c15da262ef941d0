"""The guide is good, says what was agreed, and gives a reason for all that it recommends."""

import difflib
from pathlib import Path

import pytest

from decision.__main__ import main
from decision.reading.nodes import decode
from decision.tree.loading import tree_of
from decision.tree.records import ICONS, Tree
from decision.tree.states import drivers, paths
from tests.guide.files import DOCS, PATHS, TREE, TREES
from tests.guide.paths import outcomes

UPDATE = "if this is meant, run `make golden` and read what it changes"


@pytest.fixture(params=TREES, ids=lambda file: file.stem)
def file(request: pytest.FixtureRequest) -> Path:
    """Each tree of the guide in turn."""
    found = request.param
    assert isinstance(found, Path)
    return found


@pytest.fixture
def tree(file: Path) -> Tree:
    return tree_of(decode(file.read_bytes(), str(file)), str(file))


def test_nothing_is_wrong_with_the_guide(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(TREE), "--docs", str(DOCS)]) == 0, capsys.readouterr().out


def test_the_outcome_of_every_path_is_the_one_that_was_agreed(file: Path, tree: Tree) -> None:
    golden = PATHS / f"{file.stem}.txt"
    agreed = golden.read_text(encoding="utf-8") if golden.is_file() else ""
    now = outcomes(tree)
    changed = difflib.unified_diff(
        agreed.split("\n"), now.split("\n"), "agreed", "now", lineterm="", n=0
    )
    assert agreed == now, "\n".join(("paths or outcomes have changed", *changed, UPDATE))


def test_no_paths_are_kept_of_a_tree_that_is_not_there() -> None:
    assert {path.stem for path in PATHS.glob("*")} <= {file.stem for file in TREES}, UPDATE


def test_every_recommendation_has_a_reason_that_the_reader_gave(tree: Tree) -> None:
    assert [leaf.url for leaf in paths(tree) if not drivers(tree, leaf)] == []


def test_every_outcome_has_a_sign_of_its_own_as_far_as_there_are_signs(tree: Tree) -> None:
    signs = {outcome.icon for outcome in tree.outcomes.values()}
    assert len(signs) == min(len(tree.outcomes), len(ICONS))
