"""What all tests share: the guide of this repository, its built site, and one Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from decision.project import Project, load
from tests.browser.chromium import ARGUMENTS, executable
from tests.built import Site, build, served
from tests.guide.files import TREE


@pytest.fixture(scope="session")
def project() -> Project:
    """The guide of this repository: the tree that `mkdocs.yml` names, with all that it rests on."""
    return load(TREE)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the guide of this repository."""
    folder = tmp_path_factory.mktemp("site") / "site"
    done = build(folder)
    assert done.good, done.said
    return Site(folder)


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """The address of that site, while it is served."""
    with served(site.folder) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    path = executable()
    assert path, "run `make test`, which installs Chromium"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield found
        found.close()
