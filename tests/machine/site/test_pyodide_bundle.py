"""What the workbench runs on is there whole and new, whoever makes it at the same time."""

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hooks.pyodide_bundle import MODULES, wheels
from tests.built import ROOT


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with our Python and what npm installs, in which nothing is made yet."""
    shutil.copytree(ROOT / "decision", tmp_path / "decision")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / MODULES).parent.mkdir(parents=True)
    (tmp_path / MODULES).symlink_to(ROOT / MODULES)
    return tmp_path


def test_two_builds_at_once_find_the_same_whole_folder(house: Path) -> None:
    with ThreadPoolExecutor() as pool:
        first, second = pool.map(wheels, (house, house))
    assert first == second
    names = sorted(path.name for path in first.iterdir())
    assert [name.partition("-")[0] for name in names] == ["decision", "pyodide", "pyyaml"]
    assert list(first.parent.iterdir()) == [first], "nothing half made is left"


def test_a_change_in_our_python_renews_what_the_workbench_loads(house: Path) -> None:
    digests = []
    for change in ("", "# changed\nADDED = 1\n"):
        module = house / "decision/workbench.py"
        module.write_text(module.read_text(encoding="utf-8") + change, encoding="utf-8")
        folder = wheels(house)
        [wheel] = folder.glob("decision-*.whl")
        lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
        digests.append(hashlib.sha256(wheel.read_bytes()).hexdigest())
        assert lock["packages"]["decision"]["sha256"] == digests[-1]
    assert len(set(digests)) == 2
