"""What the tests of the machine share: a small guide on another subject, and its built site."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision.project import Project, load
from tests.built import ROOT, Site, build, served

#: A whole guide, small: "Monolith or services?".
SERVICES = ROOT / "tests/guides/services"


def guide_in(folder: Path) -> Path:
    """Lay out a copy of the small guide that a test may break, beside a link to the hooks."""
    shutil.copytree(SERVICES, folder)
    (folder / "hooks").symlink_to(ROOT / "hooks")
    return folder


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A copy of the small guide that a test may break."""
    return guide_in(tmp_path / "guide")


@pytest.fixture(scope="session")
def whole_guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small guide as it is; nothing may be changed in it."""
    return guide_in(tmp_path_factory.mktemp("whole") / "guide")


@pytest.fixture(scope="session")
def project(whole_guide: Path) -> Project:
    """The small guide, checked."""
    return load(whole_guide / "decision/trees/services.yaml")


@pytest.fixture(scope="session")
def site(whole_guide: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the small guide."""
    folder = tmp_path_factory.mktemp("site") / "site"
    done = build(folder, whole_guide)
    assert done.good, done.said
    return Site(folder)


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """The address of that site, while it is served."""
    with served(site.folder) as url:
        yield url
