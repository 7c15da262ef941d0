"""How a site is built: the same bytes each time, no harm where it fails, every cure named."""

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from decision.project import releases_of
from hooks.pyodide_bundle import MODULES
from tests.built import ROOT, Built, Site, build, build_apart
from tests.house import lay_out, link
from tests.machine.conftest import SERVICES


def test_builds_at_once_give_the_same_bytes_as_a_build_alone(site: Site, tmp_path: Path) -> None:
    house = lay_out(tmp_path / "house", SERVICES)
    link(house, ".cache/node")
    targets = [tmp_path / "one", tmp_path / "other"]
    with ThreadPoolExecutor() as pool:
        done = [*pool.map(lambda target: build_apart(target, house), targets)]
    assert [built.said for built in done if not built.good] == []
    for target in targets:
        assert Site(target).files() == site.files()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("decision/trees/services.yaml", "moving: monolith", "moving: monolit", "[unknown-name]"),
        ("docs/use-cases/ticket-shop.md", "ions: few", "ions: none", "[wrong-outcome]"),
        ("docs/guide/splitting.md", "\n\n", "\n\n[^no-such-study]\n\n", "[unknown-evidence]"),
        ("docs/guide/splitting.md", "\n\n", "\n\nIt saves 90%.\n\n", "[uncited-figure]"),
        ("docs/guide/splitting.md", "\n\n", "\n\n<!-- no-evidence -->\n\n", "[missing-reason]"),
        ("docs/guide/splitting.md", "\n\n", "\n\n<!-- no-evidence: a -->\n\n", "[idle-exception]"),
        ("docs/guide/splitting.md", "\n\n", "\n\n<!-- flowchar -->\n\n", "[unknown-marker]"),
        ("docs/guide/splitting.md", "\n\n", "\n\n<!-- question -->\n\n", "page of a question"),
        ("decision/evidence.yaml", 'arxiv: "', 'arxiv: "arXiv:', "[bad-arxiv]"),
        ("decision/claims.yaml", "verdict: ", "verdict: half ", "[unknown-name]"),
        ("mkdocs.yml", "guide/questions/tables.md", "../a.md", "map old pages to new"),
        ("mkdocs.yml", "tables.md: guide/", "tables.md: gide/", "there is no such page"),
        ("mkdocs.yml", "questions/tables.md:", "questions/people.md:", "people.md is still there"),
    ],
)
def test_a_fault_stops_the_build_with_its_place_and_no_traceback(
    guide: Path, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    written = (guide / file).read_text(encoding="utf-8")
    assert old in written
    front = written.partition("\n---\n")[0] if old == "\n\n" else ""
    rest = written.removeprefix(front).replace(old, new, 1)
    (guide / file).write_text(front + rest, encoding="utf-8")
    done = build(tmp_path / "out", guide)
    assert not done.good
    assert message in done.said
    assert Path(file).name in done.said


def test_all_links_that_lead_nowhere_are_named_and_stop_the_build(
    guide: Path, tmp_path: Path
) -> None:
    page = guide / "docs/guide/splitting.md"
    written = page.read_text(encoding="utf-8")
    page.write_text(f"{written}\n[a](gone.md) [b](#gone) [c](../index.md#gone)\n", "utf-8")
    done = build(tmp_path / "out", guide)
    assert not done.good
    assert "'gone.md', but the target" in done.said
    assert "'#gone', but there is no such anchor" in done.said
    assert "'../index.md#gone', but the doc 'index.md' does not contain" in done.said


def test_a_page_that_the_tree_names_and_nobody_wrote_stops_the_build(
    guide: Path, tmp_path: Path
) -> None:
    (guide / "docs/outcomes/modules.md").unlink()
    done = build(tmp_path / "out", guide)
    assert not done.good
    assert "there is no page `outcomes/modules.md` [unknown-page]" in done.said


def test_a_page_that_a_release_named_may_move_but_not_vanish(guide: Path, tmp_path: Path) -> None:
    config = guide / "mkdocs.yml"
    written = config.read_text(encoding="utf-8")
    moved = "    guide/questions/tables.md: guide/questions/boundaries.md\n"
    assert moved in written
    oldest = releases_of(guide / "decision/trees/services.yaml") / "1.0.0.yaml"
    assert "guide/questions/tables.md" in oldest.read_text(encoding="utf-8")
    config.write_text(written.replace(moved, ""), encoding="utf-8")
    done = build(tmp_path / "out", guide)
    assert not done.good
    assert "release 1.0.0 names guide/questions/tables.md, and people link to it" in done.said
    assert "add it to `redirects` in mkdocs.yml" in done.said


def test_a_failed_build_leaves_the_last_good_site_and_a_good_one_replaces_it(guide: Path) -> None:
    shutil.copy(ROOT / "Makefile", guide)
    link(guide, ".venv")
    (guide / ".cache").mkdir()
    (guide / "site").mkdir()
    (guide / "site/last.html").write_text("the last good site", encoding="utf-8")
    tree = guide / "decision/trees/services.yaml"
    good = tree.read_text(encoding="utf-8")
    tree.write_text(good.replace("moving: monolith", "moving: monolit"), encoding="utf-8")
    bad = make(guide, "build")
    assert not bad.good
    assert "[unknown-name]" in bad.said
    assert "Traceback" not in bad.said
    assert Site(guide / "site").files() == {"last.html": b"the last good site"}
    tree.write_text(good, encoding="utf-8")
    done = make(guide, "build")
    assert done.good, done.said
    built = Site(guide / "site").files()
    assert "index.html" in built
    assert "last.html" not in built


def test_a_python_that_is_too_old_is_told_with_the_cure(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    done = make(tmp_path, "PYTHON=", ".venv/made")
    assert not done.good
    assert "Python 3.12 or newer is needed" in done.said
    assert "make PYTHON=" in done.said


def test_without_the_packages_of_npm_the_cure_is_named(tmp_path: Path) -> None:
    done = build_apart(tmp_path / "out", lay_out(tmp_path / "house", SERVICES))
    assert not done.good
    assert "`make build` and `make serve` install it" in done.said
    assert "Traceback" not in done.said


def test_without_the_python_of_the_browser_the_cure_is_named(tmp_path: Path) -> None:
    house = lay_out(tmp_path / "house", SERVICES)
    packages = (path.name for path in (ROOT / MODULES).iterdir())
    link(house, *(f"{MODULES}/{name}" for name in packages if name != "pyodide"))
    done = build_apart(tmp_path / "out", house)
    assert not done.good
    assert "pyodide" in done.said
    assert "`make build` and `make serve` install it" in done.said
    assert "Traceback" not in done.said


def test_properdocs_builds_the_same_flowchart(
    site: Site, whole_guide: Path, tmp_path: Path
) -> None:
    python = ROOT / ".cache/properdocs/bin/python"
    done = build_apart(tmp_path / "out", whole_guide, str(python), "properdocs")
    assert done.good, done.said
    theirs, ours = Site(tmp_path / "out").pages, site.pages
    assert theirs["decide/"].select(".flowchart") == ours["decide/"].select(".flowchart")
    assert theirs.keys() == ours.keys()


def make(folder: Path, *arguments: str) -> Built:
    """Run make there, where all that it would install is taken to be there."""
    installed = (".venv/site.done", ".cache/node/done")
    command = ["make", *arguments, *(f"--old-file={file}" for file in installed)]
    done = subprocess.run(
        command, cwd=folder, env=os.environ, capture_output=True, text=True, check=False
    )
    return Built(done.returncode == 0, done.stdout + done.stderr)
