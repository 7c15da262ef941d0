"""What the workbench runs on is there whole, whoever makes it at the same time."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hooks.pyodide_bundle import MODULES, wheels

ROOT = Path(__file__).parents[3]


def test_two_builds_at_once_find_the_same_whole_folder(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "decision", tmp_path / "decision")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / MODULES).parent.mkdir(parents=True)
    (tmp_path / MODULES).symlink_to(ROOT / MODULES)
    with ThreadPoolExecutor() as pool:
        first, second = pool.map(wheels, (tmp_path, tmp_path))
    assert first == second
    names = sorted(path.name for path in first.iterdir())
    assert [name.partition("-")[0] for name in names] == ["decision", "pyodide", "pyyaml"]
    assert list(first.parent.iterdir()) == [first], "nothing half made is left"
