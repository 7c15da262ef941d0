"""A site is put in its place whole or not at all, whoever else builds and whatever was killed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import Site, environment

PUBLISH = [sys.executable, "-m", "hooks.publish", "site"]


def begin(guide: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        PUBLISH,
        cwd=guide,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    said, _ = process.communicate()
    return process.returncode, said


def left_beside(guide: Path) -> list[str]:
    return [path.name for path in guide.iterdir() if path.name.startswith((".new-", ".last-"))]


@pytest.fixture
def broken(guide: Path) -> Path:
    page = guide / "docs/guide/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n<!-- no-such -->\n", encoding="utf-8")
    return guide


def test_two_builds_at_once_both_leave_a_whole_site(guide: Path, site: Site) -> None:
    first, second = begin(guide), begin(guide)
    assert [end(first)[0], end(second)[0]] == [0, 0]
    assert Site(guide / "site").files() == site.files()
    assert left_beside(guide) == []


def test_a_folder_that_is_a_link_stays_one(guide: Path) -> None:
    (guide / "elsewhere").mkdir()
    (guide / "site").symlink_to("elsewhere")
    code, said = end(begin(guide))
    assert code == 0, said
    assert (guide / "site").is_symlink()
    assert (guide / "elsewhere/index.html").is_file()


def test_what_a_killed_build_left_is_put_right_by_a_failing_one(broken: Path) -> None:
    # Killed after the last site was moved away and before the new one was moved in.
    (broken / ".last-site-abc").mkdir()
    (broken / ".last-site-abc/index.html").write_text("the last good one", encoding="utf-8")
    code, said = end(begin(broken))
    assert code != 0
    assert "[unknown-marker]" in said
    assert "Traceback" not in said
    assert (broken / "site/index.html").read_text(encoding="utf-8") == "the last good one"
    assert left_beside(broken) == []
