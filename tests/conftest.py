"""What tests share: the shipped project, the built site, and its address while it is served."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision.project import Project, load
from tests.site.built import ROOT, Site, build, served

_PARTS = (
    *("mkdocs.yml", "pyproject.toml", "decision", "docs", "hooks"),
    *("tests/trees", "tests/ledgers"),
)


@pytest.fixture(scope="session")
def project() -> Project:
    return load(ROOT / "decision" / "tree.yaml")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site") / "site"
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(folder)


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    with served(site.folder) as url:
        yield url


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    root = tmp_path / "project"
    for part in _PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, root / part)
        else:
            root.mkdir(exist_ok=True)
            shutil.copy(ROOT / part, root / part)
    shutil.copy(ROOT / "Makefile", root)
    shutil.copytree(ROOT / "requirements", root / "requirements")
    # What is installed from npm and made of it is the same for every copy.
    (root / ".cache").mkdir()
    for name in ("node", "made"):
        (root / ".cache" / name).symlink_to(ROOT / ".cache" / name)
    return root
