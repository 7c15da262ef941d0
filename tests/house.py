"""Project folders for tests: a copy of this machine, and a guide in it."""

import shutil
from pathlib import Path

from tests.built import ROOT

#: What a guide consists of: its pages, its settings, and what stands in `decision` beside the code.
_PARTS_OF_GUIDE = ("mkdocs.yml", "docs")


def lay_out(folder: Path, guide: Path = ROOT) -> Path:
    """Lay out a project: this machine, with its tests, and a copy of the guide in another folder.

    Nothing that is installed is copied; `link` says what of it is there.
    """
    folder.mkdir(parents=True)
    for part in ("hooks", "tests"):
        shutil.copytree(ROOT / part, folder / part)
    for name in ("pyproject.toml", "Makefile"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "decision", folder / "decision", ignore=_data)
    shutil.copytree(guide / "decision", folder / "decision", ignore=_machine, dirs_exist_ok=True)
    for name in _PARTS_OF_GUIDE:
        copy = shutil.copytree if (guide / name).is_dir() else shutil.copy
        copy(guide / name, folder / name)
    return folder


def link(folder: Path, *installed: str) -> None:
    """Link what is installed in this repository into another folder, by paths below both."""
    for name in installed:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(ROOT / name)


def _data(folder: str, names: list[str]) -> list[str]:
    if Path(folder) != ROOT / "decision":
        return []
    return [name for name in names if not _is_machine(Path(folder, name))]


def _machine(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if _is_machine(Path(folder, name))]


def _is_machine(path: Path) -> bool:
    if path.is_dir():
        return path.name in ("__pycache__", "schemas") or (path / "__init__.py").is_file()
    return path.suffix == ".py"
