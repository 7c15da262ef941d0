"""The hook for pre-commit: it runs the check, and on every file that the check reads."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.samples import ROOT

[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def run(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the hook as pre-commit does: its entry, without file names, at the top of the project."""
    assert HOOK["language"] == "python" and HOOK["pass_filenames"] is False
    program, *arguments = HOOK["entry"].split()
    assert program == "python"
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_the_hook_passes_a_good_project_and_stops_a_commit_with_a_fault(copy: Path) -> None:
    assert run(copy).returncode == 0
    tree = copy / "decision/trees/approach.yaml"
    tree.write_text(tree.read_text("utf-8").replace("often: rag", "often: raag", 1), "utf-8")
    done = run(copy)
    assert done.returncode == 1
    assert "[unknown-name]" in done.stdout


@pytest.mark.parametrize(
    ("name", "checked"),
    [
        ("decision/trees/approach.yaml", True),
        ("decision/evidence.yaml", True),
        ("decision/releases/approach/1.0.0.yaml", True),
        ("docs/use-cases/medical.md", True),
        ("docs/outcomes/rag.md", True),
        ("decision/tree/states.py", False),
        ("tests/trees/wrong/tab.yaml", False),
    ],
)
def test_the_hook_runs_where_a_file_changes_that_the_check_reads(name: str, checked: bool) -> None:
    assert bool(re.search(HOOK["files"], name)) is checked
