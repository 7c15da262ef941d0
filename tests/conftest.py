"""What tests share: the shipped project, the built site, and its address while it is served."""

from collections.abc import Iterator

import pytest

from decision.project import Project, load
from tests.site.built import ROOT, Site, build, served


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
