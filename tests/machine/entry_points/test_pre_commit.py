"""The hook for pre-commit: it checks at every commit, for what is deleted can be missed too."""

from pathlib import Path

import pytest
import yaml

from decision.__main__ import main
from tests.machine.sample_trees import ROOT
from tests.machine.small_project import lay_out

[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def run() -> int:
    """Run the hook as pre-commit does: its entry, without file names, at the top of the project."""
    assert HOOK["language"] == "python"
    assert HOOK["pass_filenames"] is False
    *program, command = HOOK["entry"].split()
    assert program == ["python", "-m", "decision"]
    return main([command])


def test_the_hook_passes_a_good_project_and_stops_a_commit_with_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run() == 0
    tree.write_text(tree.read_text("utf-8").replace("yes: cache", "yes: cash"), "utf-8")
    assert run() == 1
    assert "[unknown-name]" in capsys.readouterr().out


def test_the_hook_runs_whatever_a_commit_changes_or_deletes() -> None:
    # pre-commit passes no name of a deleted file, and a list of names is never complete.
    assert HOOK["always_run"] is True
    assert not {"files", "types", "exclude"} & HOOK.keys()
