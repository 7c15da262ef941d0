"""Where each path of a tree ends, as it was agreed: a file a tree, a line a path."""

from collections.abc import Mapping
from pathlib import Path

from decision.reading.nodes import decode
from decision.tree.loading import tree_of
from decision.tree.records import Tree
from decision.tree.states import paths
from tests.guide.files import PATHS, TREES


def golden() -> Mapping[Path, str]:
    """Return what the file of each tree should hold; raises TreeError where a tree is no tree."""
    named = {file.stem: tree_of(decode(file.read_bytes(), str(file)), str(file)) for file in TREES}
    return {PATHS / f"{name}.txt": outcomes(tree) for name, tree in named.items()}


def outcomes(tree: Tree) -> str:
    """Return a line a path: its outcome, and the answers that lead there."""
    width = max(map(len, tree.outcomes))
    return "".join(
        f"{leaf.outcome:{width}}  {' '.join(f'{q}={a}' for q, a in leaf.path)}\n"
        for leaf in paths(tree)
    )
