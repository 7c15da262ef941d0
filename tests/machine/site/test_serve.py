"""A draft is shown while it is edited: as it is, or as it last was with what is wrong over it."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.built import environment

expect.set_options(timeout=60_000)

TREE = "decision/trees/services.yaml"


def address_of(output: IO[str]) -> str:
    """Return where the site is served, once it is."""
    for line in output:
        if found := re.fullmatch(r"Serving on (\S+)\n", line):
            return found[1]
    raise AssertionError("it ended before it served")


def replace(guide: Path, name: str, old: str, new: str) -> None:
    path = guide / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def preview(guide: Path) -> Iterator[str]:
    """Serve a copy of the small guide on a free port; yields its address."""
    command = [sys.executable, "-m", "hooks.serve", f"localhost:{free_port()}"]
    with subprocess.Popen(
        command, cwd=guide, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        yield address_of(process.stdout)
        process.terminate()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def test_a_draft_is_shown_as_one_and_a_fault_stands_over_the_last_good_page_until_it_is_mended(
    guide: Path, preview: str, page: Page
) -> None:
    page.goto(f"{preview}decide/")
    banner = page.locator(".md-banner")
    expect(banner).to_have_count(0)

    # A word that is not released yet: shown, and the page comes anew by itself.
    replace(guide, TREE, "One team", "A single team")
    expect(banner).to_contain_text("Draft, differs from 2.0.0: needs at least 2.0.1.")
    expect(page.locator("#__content, main").first).to_contain_text("A single team")

    replace(guide, "docs/guide/index.md", "# ", "<!-- no-such -->\n\n# ")
    fault = page.get_by_role("alert")
    expect(fault).to_contain_text("no marker is named `no-such`")
    expect(page.locator("main").first).to_contain_text("A single team")

    replace(guide, "docs/guide/index.md", "<!-- no-such -->\n\n# ", "# ")
    expect(fault).to_have_count(0)
    expect(banner).to_contain_text("Draft")


@pytest.fixture
def broken(guide: Path) -> Path:
    replace(guide, TREE, "services\n", "servicez\n")
    return guide


def test_without_a_good_page_yet_the_fault_is_told_at_every_address(
    broken: Path, preview: str, page: Page
) -> None:
    page.goto(f"{preview}no/such/page/")
    expect(page.get_by_role("alert")).to_contain_text("[unknown-name]")
    replace(broken, TREE, "servicez\n", "services\n")
    expect(page.locator("h1")).to_have_text("There is no page at this address")
    expect(page.get_by_role("alert")).to_have_count(0)
